"""Each kind of column alone into memory, one thread, against the libraries that make the same."""

import json
import subprocess
import sys
from statistics import median

from report import Section, Target, figure
from setting import ROOT

# Millions of rows per second that are stated, where they are.
STATED = {"uniform": 500, "normal": 150, "choice": 200, "pick": 200, "key": 30, "text": 30}
PEERS = ["NumPy", "Polars", "Faker", "Mimesis"]


def rates(command: list[str]) -> dict[str, float]:
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = [json.loads(line) for line in said.splitlines()]
    return {one["table"]: one["rows"] / one["seconds"] for one in found}


def compare(setting):
    seconds = str(max(0.05, setting.scale))
    document = str(ROOT / "examples/bench/columns.yaml")
    ours, theirs = [], []
    for number in range(setting.rounds):
        ours.append(rates([setting.rates, "columns", document, seconds]))
        theirs.append(rates([sys.executable, str(setting.peer("memory_columns.py")), seconds]))
        setting.say(f"  {number + 1}/{setting.rounds}")
    mine = {kind: [one[kind] for one in ours] for kind in ours[0]}
    other = {name: median(one[name] for one in theirs) for name in theirs[0]}
    lines = ["| kind | datagen, M rows/s (min–max) | " + " | ".join(PEERS) + " |",
             "| --- | --- |" + " --- |" * len(PEERS)]
    targets = []
    for kind, all_rates in mine.items():
        rate = median(all_rates)
        cells = [figure(other[f"{peer} {kind}"] / 1e6) if f"{peer} {kind}" in other else "–"
                 for peer in PEERS]
        lines.append(f"| {kind} | {figure(rate / 1e6)} ({figure(min(all_rates) / 1e6)}–"
                     f"{figure(max(all_rates) / 1e6)}) | " + " | ".join(cells) + " |")
        best = max((other[f"{peer} {kind}"] for peer in PEERS if f"{peer} {kind}" in other),
                   default=None)
        if best:
            targets.append(Target(f"{kind}: times the fastest other", rate / best, 1, at_least=True))
        if kind in STATED:
            targets.append(Target(f"{kind}, M rows/s", rate / 1e6, STATED[kind], at_least=True))
    return Section(
        "Each kind of column alone",
        "Rows per second of one thread into batches in memory, without files. datagen: "
        "`examples/bench/columns.yaml` by the engine in batches of 4,096. NumPy and Polars: the same "
        "values, the faster of arrays of 65,536 and 1,000,000; of choices (with weights) and picks (all "
        "alike, of 20 words) the codes.",
        lines, [], targets)
