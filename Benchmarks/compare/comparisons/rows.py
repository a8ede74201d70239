"""Rows, threads, seconds and memory: time that fits a line, memory that stays."""

import json
import subprocess

from measuring import Once, interleaved
from report import Section, Target, figure, table
from setting import ROOT

COUNTS = [1_000_000, 10_000_000, 50_000_000, 100_000_000]
DOCUMENT = "bench/ten_columns.yaml"


def fitted(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Start and slope of the line that fits best, each residual taken relative to its value, and the
    worst of them."""
    weights = [1 / y**2 for _, y in points]
    total = sum(weights)
    mean_x = sum(w * x for w, (x, _) in zip(weights, points)) / total
    mean_y = sum(w * y for w, (_, y) in zip(weights, points)) / total
    spread = sum(w * (x - mean_x) ** 2 for w, (x, _) in zip(weights, points))
    slope = sum(w * (x - mean_x) * (y - mean_y) for w, (x, y) in zip(weights, points)) / spread
    start = mean_y - slope * mean_x
    return start, slope, max(abs(start + slope * x - y) / y for x, y in points)


def compare(setting):
    counts = [setting.rows(count) for count in COUNTS]
    tenth = counts[1]

    def written(rows, threads):
        return setting.generate(DOCUMENT, "--rows", f"events={rows}", "--threads", str(threads))

    def streamed(rows):
        return setting.stream(DOCUMENT, "--rows", f"events={rows}", "--threads", "2")

    contestants = {f"{rows:,} rows, 2 threads, to nowhere": lambda r=rows: streamed(r)
                   for rows in counts}
    for threads in (1, 2):
        contestants[f"{tenth:,} rows, {threads} thread{'s' * (threads > 1)}, to a file"] = (
            lambda t=threads: written(tenth, t))
    for threads in (1, 2):
        contestants[f"{tenth:,} rows, generated only, {threads} thread{'s' * (threads > 1)}"] = (
            lambda t=threads: generated(setting, tenth, t))
    runs = interleaved(contestants, setting.rounds, setting.say)
    all_runs = list(runs.values())
    sized, (one, two, made_one, made_two) = all_runs[:4], all_runs[4:]
    start, slope, worst = fitted([(rows, each.wall) for rows, each in zip(counts, sized)])
    lines = table({name: each for name, each in runs.items()}, 0)
    head = [line.replace("| M rows/s ", "") for line in lines[:1]] + ["|" + " --- |" * 5]
    body = ["|".join(part for index, part in enumerate(line.split("|")) if index != 4)
            for line in lines[2:]]
    return Section(
        "Rows, threads, memory",
        "`examples/bench/ten_columns.yaml` as Parquet with snappy: whole processes. To nowhere: on "
        "standard output, to `/dev/null`, so that the line is that of the program; files of gigabytes "
        "measure how the machine hands out memory for them, which differs by a factor of ten. "
        "Generated only: the rows made and hashed, nothing encoded.",
        head + body,
        [f"line: {start:.2f} s + {slope * 1e6:.3f} s per million rows"],
        [Target("worst residual of the line", worst * 100, 5, unit=" %"),
         Target("peak memory, largest", max(each.memory for each in sized) / 1e6, 250, unit=" MB"),
         Target("peak memory, 100 M to 10 M rows", sized[3].memory / sized[1].memory, 1.15),
         Target("two threads to one", one.wall / two.wall, 1.8, at_least=True),
         Target("two threads to one, generated only", made_one.wall / made_two.wall, 1.9,
                at_least=True)])


def generated(setting, rows, threads):
    """Seconds as the executable counts them; the rows stand in a copy of the document."""
    document = setting.folder / "rows.yaml"
    text = (ROOT / "examples" / DOCUMENT).read_text()
    changed = text.replace("{rows: 10_000_000}", f"{{rows: {rows}}}")
    assert f"rows: {rows}" in changed or rows == 10_000_000, "the parameter is written otherwise"
    document.write_text(changed)
    said = subprocess.run([setting.rates, "whole", str(document), str(threads)],
                          capture_output=True, text=True, check=True).stdout
    found = json.loads(said)
    assert found["rows"] == rows, f"{found['rows']} rows, not {rows}"
    return Once(found["seconds"], 0)
