"""The lines of TPC-H's orders from a document, against a generator written for just that table."""

import json
import subprocess
import sys
from pathlib import Path

from measuring import interleaved, run
from report import Section, Target, figure, table

ROWS = 6_001_215
TPCHGEN = str(Path(sys.executable).parent / "tpchgen-cli")
KINDS = {
    "Parquet, zstd 1": (["--compression", "zstd"], ["parquet", "--compression=ZSTD(1)"]),
    "Parquet, snappy": (["--compression", "snappy"], ["parquet", "--compression=SNAPPY"]),
    "CSV": (["--format", "csv"], ["csv"]),
}


def compare(setting):
    scale = setting.scale

    def ours(options, threads):
        return setting.generate(
            "bench/lineitem.yaml", "--scale", str(scale), "--threads", str(threads), *options)

    def theirs(words, threads):
        out = setting.fresh("tpchgen")
        return run([TPCHGEN, *words, "-s", str(scale), "--tables=lineitem", "-n", str(threads), "-q",
                    f"--output-dir={out}"], out)

    contestants = {}
    for kind, (options, words) in KINDS.items():
        for threads in (1, 2):
            label = f"{kind}, {threads} thread{'s' * (threads > 1)}"
            contestants[f"datagen: {label}"] = lambda o=options, t=threads: ours(o, t)
            contestants[f"tpchgen-cli: {label}"] = lambda w=words, t=threads: theirs(w, t)
    runs = interleaved(contestants, setting.rounds, setting.say)
    ours(KINDS["Parquet, zstd 1"][0], 2)
    theirs(KINDS["Parquet, zstd 1"][1], 2)
    facts, rows, their_rows = checked(setting)
    return Section(
        "TPC-H lineitem, scale 1",
        f"`examples/bench/lineitem.yaml` ({rows:,} rows) against `tpchgen-cli -s {scale:g}` "
        f"({their_rows:,} rows): whole processes.",
        table(runs, rows), facts["notes"], targets(runs, rows, their_rows) + [
            Target("facts of the columns that differ from TPC-H's", len(facts["differences"]), 0)])


def targets(runs, rows, their_rows):
    found = []
    for kind in KINDS:
        for threads in (1, 2):
            label = f"{kind}, {threads} thread{'s' * (threads > 1)}"
            one, other = runs[f"datagen: {label}"], runs[f"tpchgen-cli: {label}"]
            bound = 0.8 if kind == "CSV" else 0.55
            found.append(Target(f"time per row: {label}",
                                one.wall / rows / (other.wall / their_rows), bound))
            if kind != "CSV":
                found.append(Target(f"file per row: {label}",
                                    one.size / rows / (other.size / their_rows), 1.05))
                found.append(Target(f"peak memory: {label}", one.memory / 1e6, 250, unit=" MB"))
    return found


def checked(setting):
    """Facts of both files by DuckDB, in a process of its own."""
    script = setting.peer("lineitem_facts.py")
    said = subprocess.run(
        [sys.executable, str(script), str(setting.folder / "ours/lineitem.parquet"),
         str(setting.folder / "tpchgen/lineitem.parquet")],
        capture_output=True, text=True, check=True).stdout
    facts = json.loads(said)
    notes = [f"{column}: {what}" for column, what in facts["differences"]]
    comments = " and ".join(figure(count) for count in facts["comments"])
    facts["notes"] = notes + [
        f"different comments: {comments} (ours, theirs); types, nulls, minima, maxima and distinct "
        "counts within 1 %: " + ("all" if not notes else "all but those above")]
    return facts, facts["rows"][0], facts["rows"][1]
