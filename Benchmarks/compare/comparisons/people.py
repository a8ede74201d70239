"""Names, addresses and unique addresses of mail into Parquet, one thread, against Faker and Mimesis."""

import json
import re
import subprocess
import sys
from statistics import median

from measuring import interleaved
from report import Section, Target, figure, table
from setting import ROOT

ROWS = 10_000_000
TABLES = ["names", "addresses", "emails"]
# How many times as many rows per second as each of the others.
STATED = {"Mimesis": 40, "Faker": 1_000}


def compare(setting):
    rows = setting.rows(ROWS)
    text = (ROOT / "examples/bench/people.yaml").read_text()

    def document(kind):
        """The document with one of its tables."""
        head, tables = text.split("tables:\n")
        blocks = dict(block.split(":\n", 1) for block in re.split(r"^  (?=\S)", tables, flags=re.M)[1:])
        path = setting.folder / f"{kind}.yaml"
        path.write_text(f"{head}tables:\n  {kind}:\n{blocks[kind]}")
        return str(path)

    def generate(kind, count):
        return setting.generate(document(kind), "--rows", f"{kind}={count}", "--threads", "1")

    contestants = {f"{kind}, {rows:,} rows": lambda k=kind: generate(k, rows) for kind in TABLES}
    contestants[f"emails, {rows // 10:,} rows"] = lambda: generate("emails", rows // 10)
    runs = interleaved(contestants, setting.rounds, setting.say)
    seconds = str(max(0.2, 2 * setting.scale))
    peers = [peer_rates(setting, seconds) for _ in range(setting.rounds)]
    rates = {kind: rows / each.wall for kind, each in zip(TABLES, runs.values())}
    notes, targets = [], []
    for kind in ["names", "addresses"]:
        for peer, times in STATED.items():
            rate = median(one[f"{peer} {kind}"] for one in peers)
            notes.append(f"{peer}, {kind} into a list in memory: {figure(rate / 1e3)} thousand rows/s")
            targets.append(Target(f"{kind}: times {peer}", rates[kind] / rate, times, at_least=True))
    targets.append(
        Target("unique emails, M rows/s", rates["emails"] / 1e6, 3, at_least=True))
    large, small = list(runs.values())[2:]
    targets.append(
        Target("peak memory, 10 times the emails", large.memory / small.memory, 1.15))
    return Section(
        "People and places",
        "`examples/bench/people.yaml` as Parquet with snappy, one thread, whole processes; one table "
        "each. Faker and Mimesis make the texts alone and write nothing.",
        table(dict(list(runs.items())[:3]), rows), notes, targets)


def peer_rates(setting, seconds):
    said = subprocess.run([sys.executable, str(setting.peer("memory_people.py")), seconds],
                          capture_output=True, text=True, check=True).stdout
    found = [json.loads(line) for line in said.splitlines()]
    return {one["table"]: one["rows"] / one["seconds"] for one in found}
