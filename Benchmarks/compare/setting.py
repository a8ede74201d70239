"""What every comparison is given: the tool, places, how often and how large."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from measuring import Once, run

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass
class Setting:
    tool: str
    rates: str
    folder: Path
    rounds: int
    # Part of the rows that are stated; targets are for 1.
    scale: float

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def rows(self, stated: int) -> int:
        return max(1000, round(stated * self.scale))

    def peer(self, name: str) -> Path:
        return HERE / "peers" / name

    def fresh(self, name: str) -> Path:
        """A path where nothing is."""
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        return path

    def stream(self, document: str, *options: str) -> Once:
        """One whole run of the tool whose bytes nobody keeps."""
        return run([self.tool, "generate", str(ROOT / "examples" / document), "--out", "-",
                    "--quiet", *options])

    def generate(self, document: str, *options: str, name: str = "ours") -> Once:
        """One whole run of the tool."""
        out = self.fresh(name)
        return run([self.tool, "generate", str(ROOT / "examples" / document), "--out", str(out),
                    "--quiet", *options], out)
