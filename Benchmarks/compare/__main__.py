"""Every comparison side by side on this machine; `./dev bench` sets up and calls it."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import machine  # noqa: E402
import recording  # noqa: E402
from comparisons import ALL  # noqa: E402
from setting import Setting  # noqa: E402


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench", description="Compares with others on this machine.",
        epilog="comparisons: " + ", ".join(ALL))
    parser.add_argument("name", nargs="*", help="only these comparisons", metavar="name")
    parser.add_argument("--runs", type=int, default=5, help="runs of each contestant (5)")
    parser.add_argument("--scale", type=float, default=1.0,
                        help="part of the stated rows, to try out; no target holds then")
    parser.add_argument("--no-targets", action="store_true", help="only print, never fail")
    parser.add_argument("--record", action="store_true",
                        help="put the result into Benchmarks/README.md")
    chosen = parser.parse_args(words)
    unknown = [name for name in chosen.name if name not in ALL]
    if unknown:
        parser.error(f"no comparison {', '.join(unknown)}; there are {', '.join(ALL)}")
    if chosen.runs < 1 or not 0 < chosen.scale <= 1:
        parser.error("--runs is at least 1, --scale above 0 and at most 1")
    if chosen.record and (chosen.name or chosen.scale != 1):
        parser.error("--record is for all comparisons with all their rows")
    return chosen


def place() -> Path:
    """Files in memory where there is room, so that no disk is measured; BENCH_DIR says otherwise."""
    shared = Path("/dev/shm")
    if "BENCH_DIR" in os.environ:
        base = os.environ["BENCH_DIR"]
    elif shared.is_dir() and shutil.disk_usage(shared).free > 8 << 30:
        base = str(shared)
    else:
        base = None
    return Path(tempfile.mkdtemp(prefix="datagen-bench-", dir=base))


def main(words: list[str]) -> int:
    chosen = arguments(words)
    folder = place()
    setting = Setting(
        os.environ["DATAGEN"], os.environ["COLUMN_RATES"], folder, chosen.runs, chosen.scale)
    head = machine.lines(folder.parent)
    sections = []
    try:
        for name in chosen.name or ALL:
            setting.say(f"== {name}")
            sections.append(ALL[name](setting))
            print(sections[-1].markdown, flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = recording.text(head, chosen.runs, sections)
    print("\n".join(head))
    if chosen.record:
        recording.record(HERE.parent / "README.md", text)
    if chosen.scale != 1:
        print("Fewer rows than stated: no target holds.")
        return 0
    missed = [target for one in sections for target in one.targets if not target.is_met]
    for target in missed:
        print(f"missed: {target.what}: {target.line}")
    return 1 if missed and not chosen.no_targets else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
