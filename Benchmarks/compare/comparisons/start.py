"""From the call of the command to the first byte, and how large the command is."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from report import Section, Target, figure
from setting import ROOT

TIMES = 20


def first_byte(command: list[str]) -> float:
    start = time.monotonic()
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        byte = process.stdout.read(1)
        spent = time.monotonic() - start
        process.kill()
    assert byte, f"{command} wrote nothing"
    return spent


def stripped(setting) -> int:
    copy = setting.folder / "stripped"
    shutil.copy(setting.tool, copy)
    subprocess.run(["strip", str(copy)], check=True)
    return os.path.getsize(copy)


def compare(setting):
    tool = [setting.tool, "generate"]
    shop = str(ROOT / "examples/shop.yaml")
    wide = str(ROOT / "examples/bench/table_f.yaml")
    tpchgen = str(Path(sys.executable).parent / "tpchgen-cli")
    csv = ["--format", "csv", "--out", "-", "--quiet"]
    commands = {
        "datagen, table F as CSV": [*tool, wide, *csv],
        "datagen, customers of examples/shop.yaml": [*tool, shop, "--table", "customers", *csv],
        "tpchgen-cli, lineitem as CSV": [
            tpchgen, "csv", "-s", "1", "--tables=lineitem", "--stdout", "-q"],
        "python -c 'import numpy'": [sys.executable, "-c", "import numpy; print(0, flush=True)"],
    }
    spent = {name: [] for name in commands}
    for _ in range(TIMES):
        for name, command in commands.items():
            spent[name].append(first_byte(command))
    size = stripped(setting)
    lines = ["| | ms to the first byte (min–max) |", "| --- | --- |"]
    for name, all_times in spent.items():
        lines.append(f"| {name} | {median(all_times) * 1e3:.1f} "
                     f"({min(all_times) * 1e3:.1f}–{max(all_times) * 1e3:.1f}) |")
    mine = median(spent["datagen, table F as CSV"])
    return Section(
        "Start and size", f"Medians of {TIMES} starts in turn.", lines,
        [f"the executable, stripped: {figure(size / 1e6)} MB"],
        [Target("start to first byte", mine * 1e3, 25, unit=" ms"),
         Target("the executable, stripped", size / 1e6, 40, unit=" MB")])
