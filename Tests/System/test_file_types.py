"""Columns of every type as keys of folders and in Bloom filters."""

import csv

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from conftest import tree

KINDS = """
    datagen: 1
    seed: 5
    timeframe: {from: 2022-01-01, to: 2024-12-31}
    tables:
      t:
        rows: 3_000
        arrivals: {from: 2022-01-01}
        columns:
          id: {key: integer}
          text: {pattern: "[a-z]{5}", missing: 5%}
          int: {integer: {from: 1, to: 1_000_000_000}, missing: 5%}
          small: {integer: {from: 1, to: 1_000_000_000}, type: int32}
          float: {normal: {mean: 0, sd: 1}}
          single: {normal: {mean: 0, sd: 1}, type: float32}
          day: {date: {from: 1900-01-01, to: 2024-12-31}}
          moment: {arrival: timestamp}
          uuid: {uuid: v4}
          amount: {uniform: {from: 1, to: 99_999}, type: "decimal(12,2)"}
          cents: {uniform: {from: 1, to: 9_999}, type: "decimal(8,2)"}
    output:
      row_group: 1_000
      FILES
"""


def test_bloom_filters_of_every_type_hold_what_is_there_and_rule_out_the_rest(datagen):
    names = "text, int, small, float, single, day, moment, uuid, amount, cents"
    datagen.document(KINDS.replace("FILES", f"tables: {{t: {{bloom: [{names}]}}}}"))
    datagen.run("generate", "document.yaml", "--out", "d")
    file = datagen.folder / "d" / "t.parquet"
    kinds = {row[0]: row[1] for row in duckdb.sql(f"describe select * from '{file}'").fetchall()}
    for name in names.split(", "):
        ruled_out = probes = 0
        for row in range(0, 3_000, 101):
            value = duckdb.sql(
                f"select {name}::varchar from '{file}' where id = {row + 1}").fetchall()[0][0]
            if value is None:
                continue
            found = duckdb.sql(
                "select row_group_id, bloom_filter_excludes from"
                f" parquet_bloom_probe('{file}', '{name}', '{value}'::{kinds[name]})").fetchall()
            assert [excluded for group, excluded in found if group == row // 1_000] == [False]
            ruled_out += sum(excluded for group, excluded in found if group != row // 1_000)
            probes += 2
        # 1 % of at most 60 look-ups: five would be a chance of one in ten thousand.
        assert probes >= 50 and ruled_out >= probes - 4, name


@pytest.mark.parametrize("key, kind", [
    ("day", "date"), ("moment", "timestamp"), ("uuid", "uuid"), ("amount", "decimal(12,2)"),
    ("single", "float"), ("int", "bigint"), ("text", "varchar"),
])
def test_keys_of_every_type_read_back(datagen, key, kind):
    files = f"tables: {{t: [{{file: all.parquet}}, {{file: parts/, hive: [{key}]}}]}}"
    datagen.document(KINDS.replace("3_000", "60").replace("FILES", files))
    datagen.run("generate", "document.yaml", "--out", "d")
    folder = datagen.folder / "d"
    parted = (
        f"from read_parquet('{folder}/parts/**/*.parquet', hive_partitioning = true,"
        f" hive_types = {{'{key}': '{kind}'}})"
    )
    whole = f"from '{folder}/all.parquet'"
    found = duckdb.sql(f"select id, {key} {parted} order by id").fetchall()
    assert found == duckdb.sql(f"select id, {key} {whole} order by id").fetchall()
    assert len(found) == 60


@pytest.mark.parametrize("form", ["parquet", "arrow", "csv"])
@pytest.mark.parametrize("row_group", ["300", "1_000", "300_000"])
def test_parts_of_every_type_hold_the_rows_of_the_whole_for_all_threads(datagen, form, row_group):
    files = "tables: {t: [{file: all.parquet, format: parquet}, {hive: {k: '= mod(small, 7)'}}]}"
    text = KINDS.replace("row_group: 1_000", f"row_group: {row_group}\n      format: {form}")
    datagen.document(text.replace("FILES", files))
    for threads in ("1", "2", "5"):
        datagen.run("generate", "document.yaml", "--out", threads, "--threads", threads)
        assert tree(datagen.folder / threads) == tree(datagen.folder / "1")
    datagen.run("hash", "1")
    whole = pq.read_table(datagen.folder / "1" / "all.parquet").combine_chunks()
    places = {value: row for row, value in enumerate(whole["id"].to_pylist())}
    rows = 0
    for folder in sorted((datagen.folder / "1" / "t").iterdir()):
        (path,) = folder.iterdir()
        if form == "csv":
            columns = "select id, text, int, amount::decimal(12, 2), uuid::text, day"
            found = duckdb.sql(f"{columns} from '{path}'").fetchall()
            ids = [row[0] for row in found]
            own = whole.take([places[value] for value in ids])
            assert found == duckdb.sql(f"{columns} from own").fetchall()
        else:
            read = pq.read_table if form == "parquet" else lambda file: pa.ipc.open_file(file).read_all()
            found = read(pa.OSFile(str(path)))
            ids = found["id"].to_pylist()
            assert found.to_pylist() == whole.take([places[value] for value in ids]).to_pylist()
        assert ids == sorted(ids)
        key = folder.name.removeprefix("k=")
        assert {str(whole["small"][places[value]].as_py() % 7) for value in ids} == {key}
        rows += len(ids)
    assert rows == 3_000


def test_text_in_expressions_is_what_csv_has(datagen):
    """One rule for both, for each type that a column can have."""
    made = {
        "moment": "{arrival: timestamp}",
        "whole": '{value: "= timestamp(day(moment))"}',
        "zoned": '{value: "= moment", type: timestamp utc}',
        "clock": '{value: "= time(moment)"}',
        "day": '{value: "= day(moment)"}',
        "amount": '{uniform: {from: -100_000, to: 100_000}, type: "decimal(12,2)"}',
        "number": "{normal: {mean: 0, sd: 1}}",
        "small": '{value: "= number * 1e-9"}',
        "large": '{value: "= number * 1e20"}',
        "single": "{normal: {mean: 0, sd: 40_000_000}, type: float32}",
        "count": "{integer: {from: -5, to: 5}, missing: 20%}",
        "flag": '{value: "= count > 0"}',
    }
    columns = [f"          {name}: {call}" for name, call in made.items()]
    columns += [f'          text_{name}: {{value: "= text({name})"}}' for name in made]
    columns += [f'          cast_{name}: {{value: "= {name}", type: text}}' for name in made]
    datagen.document("""
    datagen: 1
    seed: 6
    tables:
      t:
        rows: 2_000
        arrivals: {from: 1969-12-30, to: 1970-01-03}
        columns:
""" + "\n".join(columns), "texts.yaml")
    datagen.run("generate", "texts.yaml", "--out", "d", "--format", "csv")
    with open(datagen.folder / "d" / "t.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2_000
    for name in made:
        for row in rows:
            assert row[name] == row[f"text_{name}"] == row[f"cast_{name}"], name
