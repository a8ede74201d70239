"""Prints the lines covered by module, from the JSON that `swift test` exports.

    coverage.py FILE
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources"


def main(path):
    modules = defaultdict(lambda: [0, 0, 0])
    for entry in json.loads(Path(path).read_text())["data"][0]["files"]:
        file = Path(entry["filename"])
        if not file.is_relative_to(SOURCES):
            continue
        counts = modules[file.relative_to(SOURCES).parts[0]]
        counts[0] += 1
        counts[1] += entry["summary"]["lines"]["count"]
        counts[2] += entry["summary"]["lines"]["covered"]
    print(f"{'module':<16} {'files':>6} {'lines':>8} {'covered':>8} {'':>7}")
    modules["all"] = [sum(c[i] for c in modules.values()) for i in range(3)]
    for name in sorted(set(modules) - {"all"}) + ["all"]:
        files, lines, covered = modules[name]
        share = 100 * covered / lines if lines else 100.0
        print(f"{name:<16} {files:>6} {lines:>8} {covered:>8} {share:>6.1f}%")


if __name__ == "__main__":
    main(sys.argv[1])
