"""The built command, run as users run it: arguments, streams, exit codes, files."""

import os
import signal
import subprocess
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("DATAGEN") or str(ROOT / ".build" / "debug" / "datagen")

SHOP = """
    datagen: 1
    name: shop
    seed: 7
    timeframe: {from: 2024-01-01, to: 2024-03-31}
    tables:
      customers:
        rows: 300
        arrivals: {from: 2023-06-01}
        columns:
          customer_id: {key: "C-{:05}"}
          name: {person: full_name}
          signed_up: {arrival: date}
          segment: {choice: {a: 70%, b: 30%}, exact: true}
          note: {choice: [x, y], missing: 40%}
          spend: {sum: orders.amount, of: customer_id, hidden: true}
          tier: {value: "= if(spend > 500, 'high', 'low')"}
      orders:
        rows: 4_000
        arrivals: {per: customer_id, since: customer_id.signed_up}
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          ordered_at: {arrival: timestamp}
          amount: {lognormal: {mean: 50, sd: 40}, type: "decimal(10,2)"}
      lines:
        rows: {per: order_id, poisson: {mean: 2}}
        columns:
          line_id: {key: integer}
          order_id: {ref: orders}
          quantity: {integer: {from: 1, to: 9}, type: int32}
          price: {uniform: {from: 1, to: 20}, round: 2}
      colours:
        literal:
          - [colour, code]
          - [red, 1]
          - [blue, 2]
      agents:
        hidden: true
        rows: 5
        columns: {agent_id: {key: integer}}
"""

# Enough rows that no machine is done before a test looks.
ENDLESS = """
    datagen: 1
    seed: 1
    tables:
      numbers:
        rows: 4_000_000_000
        columns:
          id: {key: integer}
          value: {uniform: {from: 0, to: 1}}
"""


def heed_signals():
    """A test run in the background, or by nohup, ignores signals, and so would all it starts."""
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Datagen:
    """The command in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder

    def document(self, text, name="document.yaml"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return name

    def environment(self, **extra):
        environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
        return environment | {"TERM": "xterm"} | extra

    def run(self, *arguments, code=0, text=True, env=None, **options):
        result = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=self.folder,
            capture_output="stdout" not in options,
            text=text,
            timeout=120,
            env=env or self.environment(),
            **({"stderr": subprocess.PIPE} if "stdout" in options else {}),
            **options,
        )
        assert result.returncode == code, (result.returncode, result.stdout, result.stderr)
        return result

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [COMMAND, *map(str, arguments)],
            cwd=self.folder,
            stderr=subprocess.PIPE,
            env=self.environment(),
            preexec_fn=heed_signals,
            **options,
        )

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())

    def leftovers(self):
        return [name for name in self.names() if name.startswith(".")]


@pytest.fixture
def datagen(tmp_path):
    return Datagen(tmp_path)


@pytest.fixture
def shop(datagen):
    datagen.document(SHOP, "shop.yaml")
    return datagen


@pytest.fixture
def endless(datagen):
    datagen.document(ENDLESS, "endless.yaml")
    return datagen


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }


def wait_until(condition, seconds=60):
    """Polls until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
