"""How often `datagen validate` fails on true data, and how often it finds what is wrong.

What is measured, with which seeds and against which bounds stands here before any run; seeds are
never exchanged. DATAGEN names the command.
"""

import argparse
import csv
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "Benchmarks/compare"), str(ROOT / "Tests/Validation")]

from corrupting import corrupted  # noqa: E402
from machine import processor  # noqa: E402

PAGE = Path(__file__).with_name("README.md")
DOCUMENT = ROOT / "Tests/Validation/claims.yaml"
CORRUPTIONS = ROOT / "Tests/Validation/corruptions.csv"
COMMAND = os.environ.get("DATAGEN") or str(ROOT / ".build/release/datagen")

# The document's own seed is 1: these are seeds 1 to 200, 1 to 1,000 and 1 to 20. What is exactly
# wrong is found or not, whatever the seed: three tell as much as twenty.
FAMILY_SEEDS, UNIFORM_SEEDS, POWER_SEEDS, EXACT_SEEDS = 200, 1000, 20, 3
UNIFORM_SCALE = "0.1"
# Of 200 seeds: 0.01 and 0.2 with what chance allows.
FAMILY_BOUNDS = {0.01: (0, 6), 0.2: (25, 55)}
LEAST_POWER = 0.9


def calibration(seeds: int, *arguments: str) -> dict:
    said = subprocess.run(
        [COMMAND, "validate", str(DOCUMENT), "--calibrate", str(seeds), "--json", *arguments],
        capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


def family(seeds: int) -> tuple[str, bool]:
    """Seeds whose true data fail, at two rates; one run gives both."""
    found = calibration(seeds, "--family-rate", "20%")
    tests = len(found["tests"])
    text = [f"### False alarms\n\nTrue data of seeds 1 to {seeds}, {tests} tests of chance each.\n",
            "| family rate | seeds that fail | stated | met |", "| --- | --- | --- | --- |"]
    all_met = True
    for rate, (low, high) in FAMILY_BOUNDS.items():
        failures = sum(p < rate for p in found["smallest"])
        met = low <= failures <= high
        all_met &= met
        text.append(f"| {rate:.0%} | {failures} of {seeds} | {low} to {high} | "
                    f"{'yes' if met else '**no**'} |")
    return "\n".join(text), all_met


def uniformity(seeds: int) -> tuple[str, bool]:
    """Each test's p-values over seeds against uniform ones."""
    found = calibration(seeds, "--scale", UNIFORM_SCALE)
    tests = found["tests"]
    uneven = [test for test in tests if test["adjustedP"] < 0.01]
    kinds: dict[tuple[str, str], list[dict]] = {}
    for test in tests:
        kinds.setdefault((test["check"], test["statistic"]), []).append(test)
    text = [f"### p-values\n\nTrue data of seeds 1 to {seeds} with {UNIFORM_SCALE} of the rows: of each "
            "test the largest distance of its p-values from uniform ones (Kolmogorov–Smirnov), p "
            "after Holm's procedure over all tests.\n",
            "| check | statistic | tests | largest distance | least p |",
            "| --- | --- | --- | --- | --- |"]
    for (check, statistic), group in sorted(kinds.items()):
        text.append(f"| {check} | {statistic} | {len(group)} | "
                    f"{max(test['distance'] for test in group):.4f} | "
                    f"{min(test['adjustedP'] for test in group):.3f} |")
    text.append(f"\n{len(tests)} tests, {len(uneven)} not uniform at a family-wise rate of 1 % "
                f"(stated: 0): {'met' if not uneven else '**missed**'}.")
    for test in uneven:
        shares = " ".join(f"{share:.3f}" for share in test["deciles"])
        text.append(f"\n- {test['table']}.{', '.join(test['columns'])} {test.get('rows') or ''} "
                    f"[{test['check']}, {test['statistic']}]: below .1 to .9 {shares}")
    return "\n".join(text), not uneven


def report(folder: Path, seed: int) -> list[dict]:
    said = subprocess.run(
        [COMMAND, "validate", str(DOCUMENT), "--data", str(folder), "--seed", str(seed), "--json",
         "--threads", "1"], capture_output=True, text=True, check=False)
    return json.loads(said.stdout)["findings"]


def found_in(seed: int, corruptions: list[dict[str, str]]) -> dict[str, bool]:
    """Whether each corruption of the data of a seed is found; exact ones of the first seeds alone."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        clean = Path(place) / "clean"
        subprocess.run(
            [COMMAND, "generate", str(DOCUMENT), "--seed", str(seed), "--out", str(clean), "--quiet"],
            check=True)
        by_chance = {item["check"] for item in report(clean, seed) if "p" in item}
        for row in corruptions:
            check, _, table = row["check"].partition("@")
            if seed > EXACT_SEEDS and check not in by_chance:
                continue
            folder = corrupted(clean, Path(place) / "data", row)
            found[row["name"]] = any(
                item["check"] == check and item["table"] == (table or row["table"])
                and item["verdict"] in ("fails", "unreadable") for item in report(folder, seed))
            shutil.rmtree(folder)
    return found


def power(seeds: int) -> tuple[str, bool]:
    """How often each registered corruption is found by the check it names, at a rate of 1 %."""
    corruptions = list(csv.DictReader(CORRUPTIONS.open()))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda seed: found_in(seed, corruptions), range(1, seeds + 1)))
    text = [f"### Power\n\nEach corruption of `Tests/Validation/corruptions.csv` in the data of "
            f"seeds 1 to {seeds} (1 to {EXACT_SEEDS} where the check is exact), found by the check it "
            "names at a family rate of 1 %.\n",
            "| corruption | size | check | found | met |", "| --- | --- | --- | --- | --- |"]
    all_met = True
    for row in corruptions:
        tries = [one[row["name"]] for one in found if row["name"] in one]
        met = sum(tries) >= LEAST_POWER * len(tries)
        all_met &= met
        text.append(f"| {row['name']}, {row['table']} {row['column']} | {row['size']} | {row['check']} "
                    f"| {sum(tries)} of {len(tries)} | {'yes' if met else '**no**'} |")
    return "\n".join(text), all_met


def record(name: str, text: str) -> None:
    """Puts a part's result in place of the one before."""
    cpuinfo = Path("/proc/cpuinfo")
    model, _ = processor(cpuinfo.read_text() if cpuinfo.exists() else "")
    title, _, rest = text.partition("\n")
    head = (f"{title}\n\n{datetime.date.today().isoformat()}, {model}, DuckDB {duckdb.__version__}: "
            f"`./dev calibrate {name} --record`.")
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, found, after = PAGE.read_text().partition(begin)
    _, ended, after = after.partition(end)
    if not found or not ended:
        sys.exit(f"{PAGE} has no place for {name}: {begin} … {end}")
    PAGE.write_text(f"{before}{begin}\n\n{head}\n{rest}\n\n{end}{after}")


PARTS = {"family": (family, FAMILY_SEEDS), "uniformity": (uniformity, UNIFORM_SEEDS),
         "power": (power, POWER_SEEDS)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="./dev calibrate", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all without")
    parser.add_argument("--seeds", type=int, help="fewer, to try out; nothing is recorded")
    parser.add_argument("--record", action="store_true", help=f"put each part into {PAGE}")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: expected {', '.join(PARTS)}")
    if options.seeds and options.record:
        parser.error("only all seeds are recorded")
    results = []
    for name in options.parts or PARTS:
        part, seeds = PARTS[name]
        results.append(part(options.seeds or seeds))
        print(results[-1][0] + "\n", flush=True)
        if options.record:
            record(name, results[-1][0])
    if not all(met for _, met in results):
        sys.exit(1)


if __name__ == "__main__":
    main()
