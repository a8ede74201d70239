"""Five wide columns: generated and written, against writers that hold them in memory."""

from measuring import Worker, interleaved
from report import Section, Target, figure, table

STATED = 10_000_000


def compare(setting):
    rows = setting.rows(STATED)
    count = ["--rows", f"f={rows}"]
    setting.generate("bench/table_f.yaml", *count, name="source")
    arrow = Worker(setting.peer("arrow_writer.py"), str(setting.folder / "source/f.parquet"))
    duck = Worker(setting.peer("duckdb_writer.py"))
    peer_file = lambda: setting.fresh("theirs.parquet")  # noqa: E731
    contestants = {}
    for threads in (1, 2):
        contestants[f"datagen, {threads} thread{'s' * (threads > 1)}"] = lambda t=threads: (
            setting.generate("bench/table_f.yaml", *count, "--threads", str(t)))
    for case, name in (("A", "pyarrow A"), ("B", "pyarrow B")):
        contestants[name] = lambda c=case: arrow.write(peer_file(), case=c)
    for threads in (1, 2):
        contestants[f"DuckDB COPY, {threads} thread{'s' * (threads > 1)}"] = lambda t=threads: (
            duck.write(peer_file(), rows=rows, threads=t))
    try:
        runs = interleaved(contestants, setting.rounds, setting.say)
    finally:
        arrow.close()
        duck.close()
    one, two, a, b, duck_one, duck_two = runs.values()
    return Section(
        "Table F",
        f"{rows:,} rows of int64 sequence, float64 log-normal, 20-value category, µs timestamps, 12 "
        "random characters; zstd level 1, full statistics. datagen: the whole process, generating and "
        "writing. pyarrow: `write_table` alone, the same values in memory (category as a dictionary "
        "already); A with a dictionary on the category only, B with the best encoding of every column. "
        "DuckDB: `COPY (SELECT … FROM range(…))` alone.",
        table(runs, rows),
        [f"time to pyarrow B's: {figure(one.wall / b.wall)} on one thread, "
         f"{figure(two.wall / b.wall)} on two"],
        [Target("time to pyarrow A's, 1 thread", one.wall / a.wall, 0.60),
         Target("time to pyarrow A's, 2 threads", two.wall / a.wall, 0.33),
         Target("file to pyarrow B's", one.size / b.size, 1.02),
         Target("times faster than DuckDB, 1 thread", duck_one.wall / one.wall, 8, at_least=True),
         Target("times faster than DuckDB, 2 threads", duck_two.wall / two.wall, 8, at_least=True)])
