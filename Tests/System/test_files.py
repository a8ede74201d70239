"""Tables that go to several files: columns, Hive folders, splits, sizes, types, Bloom filters."""

import json
import resource
import textwrap

import duckdb
import polars
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from conftest import tree, wait_until

SALES = """
    datagen: 1
    seed: 11
    timeframe: {from: 2023-01-01, to: 2024-12-31}
    tables:
      shops:
        rows: 40
        columns:
          shop_id: {key: "S-{:03}"}
          region: {choice: [Nord, nord, "São Paulo", "a/b=c%d", "{x}", "x y"], missing: 15%}
          set: {choice: {train: 80%, test: 20%}}
      sales:
        rows: ROWS
        columns:
          sale_id: {key: integer}
          shop_id: {ref: shops}
          day: {date: {from: 2023-01-01, to: 2024-12-31}}
          amount: {uniform: {from: 1, to: 99}, type: "decimal(10,2)"}
          note: {choice: [one, two], missing: 30%}
    output:
      row_group: 4_096
      FORMAT
      tables:
        shops: {file: shops.parquet, format: parquet}
        sales: FILES
"""

HIVE = "{hive: {year: = year(day), month: = month(day), region: = shop_id.region}}"


def sales(datagen, files, rows=6_000, form="parquet", name="sales.yaml"):
    text = SALES.replace("ROWS", str(rows)).replace("FILES", files).replace("FORMAT", f"format: {form}")
    return datagen.document(text, name)


def manifest(folder, table, place=0):
    tables = json.loads((folder / "manifest.json").read_text())["tables"]
    return [entry for entry in tables if entry["name"] == table][place]


def flat(datagen, rows=6_000, out="flat", *arguments):
    name = sales(datagen, "{file: sales.parquet}", rows, name="flat.yaml")
    datagen.run("generate", name, "--out", out, "--quiet", *arguments)
    return datagen.folder / out


PLAIN = """
    select sale_id, s.shop_id, day, amount, note, year(day) as year, month(day) as month, region
    from '{0}/sales.parquet' s join '{0}/shops.parquet' using (shop_id) order by sale_id
"""


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_hive_folders_hold_the_rows_that_one_file_holds(datagen, form):
    name = sales(datagen, HIVE, form=form)
    datagen.run("generate", name, "--out", "d")
    rows = PLAIN.format(flat(datagen))
    files = f"{datagen.folder}/d/sales/**/*.{form}"
    reader = {"parquet": "read_parquet", "csv": "read_csv", "jsonl": "read_json"}[form]
    found = f"""
        select sale_id, shop_id, day::date as day, amount::decimal(10, 2) as amount, note, year, month,
          region
        from {reader}('{files}', hive_partitioning = true) order by sale_id
    """
    assert duckdb.sql(found).fetchall() == duckdb.sql(rows).fetchall()
    datagen.run("hash", "d")


def test_every_reader_sees_the_values_of_the_folders(datagen):
    datagen.run("generate", sales(datagen, HIVE), "--out", "d")
    folder = datagen.folder / "d" / "sales"
    expected = duckdb.sql(
        f"select region, year, month, count(*), sum(sale_id) from ({PLAIN.format(flat(datagen))})"
        " group by all order by all"
    ).fetchall()
    assert len({row[0] for row in expected}) == 7
    rows = ds.dataset(folder, partitioning="hive").to_table()
    assert rows.column_names == [
        "sale_id", "shop_id", "day", "amount", "note", "year", "month", "region",
    ]
    lazy = polars.scan_parquet(folder, hive_partitioning=True).collect().to_arrow()
    for seen in (rows, lazy):
        found = duckdb.sql(
            "select region, year, month, count(*), sum(sale_id) from seen group by all order by all"
        ).fetchall()
        assert found == expected


def test_files_of_folders_do_not_hold_the_keys_and_keep_the_order(datagen):
    datagen.run("generate", sales(datagen, "{file: by-note/, hive: [note]}"), "--out", "d")
    files = tree(datagen.folder / "d" / "by-note")
    assert sorted(files) == [
        "note=__HIVE_DEFAULT_PARTITION__/part-00000.parquet", "note=one/part-00000.parquet",
        "note=two/part-00000.parquet",
    ]
    for path in files:
        rows = pq.read_table(datagen.folder / "d" / "by-note" / path, partitioning=None)
        assert rows.column_names == ["sale_id", "shop_id", "day", "amount"]
        ids = rows["sale_id"].to_pylist()
        assert ids == sorted(ids)
    entry = manifest(datagen.folder / "d", "sales")
    assert entry["file"] == "by-note/"
    assert entry["partedBy"] == [{"name": "note", "type": "text"}]
    assert [file["file"] for file in entry["files"]] == [f"by-note/{path}" for path in sorted(files)]
    assert sum(file["rowCount"] for file in entry["files"]) == entry["rowCount"] == 6_000
    assert sum(file["byteCount"] for file in entry["files"]) == entry["byteCount"]


@pytest.mark.parametrize("files", [
    HIVE, "{file: '{note}/{shop_id}.parquet', split: [note, shop_id]}", "{file_size: 20kB}",
    "[{file: a.parquet, columns: [day, sale_id]}, {file: b/, hive: [note], format: csv}]",
])
def test_files_are_the_same_for_all_threads(datagen, files):
    name = sales(datagen, files, rows=30_000)
    datagen.run("generate", name, "--out", "one", "--threads", "1")
    for threads in ("2", "5"):
        datagen.run("generate", name, "--out", threads, "--threads", threads)
        assert tree(datagen.folder / threads) == tree(datagen.folder / "one")


@pytest.mark.parametrize("files", [HIVE, "{split: [note]}", "{file_size: 20kB}"])
def test_shares_are_together_the_whole(datagen, files):
    name = sales(datagen, files)
    datagen.run("generate", name, "--out", "whole")
    whole = manifest(datagen.folder / "whole", "sales")
    total = 0
    for share in ("1/3", "2/3", "3/3"):
        out = share.replace("/", "of")
        datagen.run("generate", name, "--out", out, "--share", share)
        datagen.run("hash", out)
        entry = manifest(datagen.folder / out, "sales")
        total = (total + int(entry["logicalHash"], 16)) % 2**128
        assert all(f"0000{out[0]}-of-00003" in file["file"] for file in entry["files"])
    assert total == int(whole["logicalHash"], 16)


@pytest.mark.parametrize("rows", [0, 1])
def test_no_row_and_one(datagen, rows):
    name = sales(datagen, f"[{HIVE}, {{file: parts/}}, {{file: n/, split: [note]}}]", rows=rows)
    datagen.run("generate", name, "--out", "d")
    datagen.run("hash", "d")
    folder = datagen.folder / "d"
    assert ds.dataset(folder / "sales", partitioning="hive").to_table().num_rows == rows
    assert pq.read_table(folder / "parts" / "part-00000.parquet").num_rows == rows
    assert len(manifest(folder, "sales", 0)["files"]) == len(manifest(folder, "sales", 2)["files"]) == rows


def test_many_folders_need_few_open_files(datagen):
    name = sales(datagen, "{hive: {day: = day}}", rows=20_000)
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
    datagen.run("generate", name, "--out", "d", preexec_fn=limit)
    assert len(list((datagen.folder / "d" / "sales").iterdir())) == 731
    datagen.run("hash", "d")
    rows = ds.dataset(datagen.folder / "d" / "sales", partitioning="hive").to_table()
    assert rows.num_rows == 20_000
    assert sorted(rows["sale_id"].to_pylist()) == list(range(1, 20_001))


def test_more_folders_than_can_be_kept_are_told_and_leave_nothing(datagen):
    name = sales(datagen, "{hive: [sale_id]}", rows=70_000)
    result = datagen.run("generate", name, "--out", "d", "--quiet", code=74)
    assert result.stderr == (
        "error: 'sales' (table 'sales'): its rows would be parted into more than 65536 files; part"
        " them by something of fewer values\n"
    )
    assert datagen.names() == ["sales.yaml"]


def test_a_known_value_too_long_for_a_name_is_refused(datagen):
    datagen.document(f"""
        datagen: 1
        tables: {{t: {{literal: [[id, long], [1, short], [2, {"x" * 300}]]}}}}
        output: {{tables: {{t: {{hive: [long]}}}}}}
    """)
    result = datagen.run("check", "document.yaml", code=2)
    assert "longer than 255 bytes where 'long' is 'xxxxxxxxxxxxxxxxxxxx…' [long-file-name]" in result.stdout


@pytest.mark.parametrize("file", ["{hive: [long]}", "{file: '{long}.csv', split: [long]}"])
def test_a_value_too_long_for_a_name_is_told(datagen, file):
    datagen.document(f"""
        datagen: 1
        tables: {{t: {{rows: 3, columns: {{id: {{key: integer}}, long: "= lpad('begin', 280, 'y')"}}}}}}
        output: {{format: csv, tables: {{t: {file}}}}}
    """)
    result = datagen.run("generate", "document.yaml", "--out", "d", code=74)
    assert "a name is longer than 255 bytes where 'long' is 'yyyyyyyyyyyyyyyyyyyy" in result.stderr
    assert "which is 280 bytes long" in result.stderr
    assert datagen.names() == ["document.yaml"]


@pytest.mark.parametrize("files, code", [
    ("{s: {file: '{a}{b}.csv', split: [a, b]}}", "joined-braces"),
    ("{s: {file: '{a}-{b}.csv', split: [a, b]}}", "joined-braces"),
    ("{s: {file: '{a}.csv', split: [a]}, t: {file: X.csv}}", "same-file"),
    ("{s: [{file: '{a}.csv', split: [a]}, {file: '{b}.csv', split: [b]}]}", "same-file"),
    ("{s: {file: s.csv, file_size: 10kB}, t: {file: s-00000.csv}}", "same-file"),
    ("{s: {file: '{free}.json', split: [free]}}", "same-file"),
])
def test_names_that_may_clash_are_refused_before_the_first_row(datagen, files, code):
    datagen.document(f"""
        datagen: 1
        seed: 1
        tables:
          s:
            rows: 100
            columns:
              a: {{choice: ["x", "x-y", "xy"]}}
              b: {{choice: ["z", "y-z", "yz", "x"]}}
              free: {{pattern: "[a-z]{{1,3}}"}}
              v: {{integer: {{from: 1, to: 9}}}}
          t: {{rows: 1, columns: {{k: {{key: integer}}}}}}
        output: {{format: csv, tables: {files}}}
    """)
    for command in ("check", "generate"):
        result = datagen.run(command, "document.yaml", *(["--out", "d"] if command == "generate" else []),
                             code=2)
        assert f"[{code}]" in result.stdout + result.stderr
    assert datagen.names() == ["document.yaml"]


def test_a_folder_of_a_value_is_never_named_like_a_file(datagen):
    datagen.document("""
        datagen: 1
        tables:
          s: {literal: [[a, v], [t.csv, 1], [x, 2], [manifest.json, 3]]}
          t: {rows: 1, columns: {k: {key: integer}}}
        output: {format: csv, tables: {s: {file: "{a}/s.csv", split: [a]}}}
    """)
    datagen.run("generate", "document.yaml", "--out", "d")
    datagen.run("hash", "d")
    assert sorted(tree(datagen.folder / "d")) == [
        "manifest%2Ejson/s.csv", "manifest.json", "t%2Ecsv/s.csv", "t.csv", "x/s.csv",
    ]


def test_a_killed_run_leaves_nothing_and_force_replaces(datagen):
    name = sales(datagen, HIVE, rows=400_000_000)
    run = datagen.start("generate", name, "--out", "d", "--quiet")
    staged = lambda: list(datagen.folder.glob(".d.partial-*/sales/*/*/*/part-00000.parquet"))
    wait_until(staged)
    run.terminate()
    assert run.wait(60) == 143
    assert datagen.names() == ["sales.yaml"]
    datagen.run("generate", sales(datagen, HIVE), "--out", "d")
    before = tree(datagen.folder / "d")
    assert "the folder exists" in datagen.run("generate", name, "--out", "d", code=74).stderr
    datagen.run("generate", sales(datagen, "{split: [note]}"), "--out", "d", "--force")
    assert tree(datagen.folder / "d").keys() != before.keys()
    assert not (datagen.folder / "d" / "sales" / "year=2024").exists()


def test_hash_finds_files_that_changed_places(datagen):
    datagen.run("generate", sales(datagen, "{hive: [note]}"), "--out", "d")
    folder = datagen.folder / "d" / "sales"
    one, two = folder / "note=one" / "part-00000.parquet", folder / "note=two" / "part-00000.parquet"
    kept = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(kept)
    result = datagen.run("hash", "d", code=1)
    assert result.stdout.count("differs") == 2
    two.unlink()
    datagen.run("hash", "d", code=74)


def test_one_table_in_several_files(datagen):
    files = """
          - {file: wide.parquet, columns: [note, sale_id, amount]}
          - {file: narrow.csv.gz, format: csv, compression: gzip, columns: [sale_id, day]}
          - {file: kinds.parquet, columns: [amount, sale_id], as: {amount: float64, sale_id: text}}
    """
    name = sales(datagen, files)
    result = datagen.run("generate", name, "--out", "d")
    assert "wide.parquet, narrow.csv.gz, kinds.parquet" in result.stdout
    datagen.run("hash", "d")
    folder, other = datagen.folder / "d", flat(datagen)
    whole = pq.read_table(other / "sales.parquet")
    wide = pq.read_table(folder / "wide.parquet")
    assert wide.select(["sale_id", "amount", "note"]).equals(whole.select(["sale_id", "amount", "note"]))
    assert wide.column_names == ["note", "sale_id", "amount"]
    narrow = duckdb.sql(f"select * from '{folder}/narrow.csv.gz'").fetchall()
    assert narrow == list(zip(whole["sale_id"].to_pylist(), whole["day"].to_pylist()))
    kinds = pq.read_table(folder / "kinds.parquet")
    assert kinds.schema.types == [pa.float64(), pa.string()]
    assert kinds["amount"].to_pylist() == [float(value) for value in whole["amount"].to_pylist()]
    assert kinds["sale_id"].to_pylist() == [str(value) for value in whole["sale_id"].to_pylist()]
    plan = json.loads(datagen.run("plan", name, "--json").stdout)
    table = next(table for table in plan["tables"] if table["name"] == "sales")
    assert table["files"] == ["wide.parquet", "narrow.csv.gz", "kinds.parquet"]
    assert [column["name"] for column in table["columns"]] == whole.column_names


def test_a_group_never_crosses_a_split(datagen):
    name = sales(datagen, "{file: 'ml/{set}.parquet', split: {set: = shop_id.set}}")
    datagen.run("generate", name, "--out", "d")
    shops = {}
    for part in ("train", "test"):
        rows = pq.read_table(datagen.folder / "d" / "ml" / f"{part}.parquet")
        shops[part] = set(rows["shop_id"].to_pylist())
        assert rows.column_names == ["sale_id", "shop_id", "day", "amount", "note"]
    assert not shops["train"] & shops["test"]
    assert len(shops["train"] | shops["test"]) == 40


def test_files_end_at_their_size(datagen):
    name = sales(datagen, "{file: big/, file_size: 150kB, compression: none}", rows=100_000)
    datagen.run("generate", name, "--out", "d")
    datagen.run("hash", "d")
    folder = datagen.folder / "d" / "big"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"part-{number:05}.parquet" for number in range(len(names))] and len(names) > 3
    ids = [value for name in names for value in pq.read_table(folder / name)["sale_id"].to_pylist()]
    assert ids == list(range(1, 100_001))
    for name in names:
        groups = pq.ParquetFile(folder / name).metadata
        data = sum(groups.row_group(i).total_byte_size for i in range(groups.num_row_groups))
        assert data <= 150_000
    entry = manifest(datagen.folder / "d", "sales")
    assert entry["orderHash"] == manifest(flat(datagen, 100_000), "sales")["orderHash"]


def test_no_file_is_larger_than_its_size(datagen):
    datagen.document("""
        datagen: 1
        tables:
          s:
            rows: 60_000
            columns:
              id: {key: "K-{:08}"}
              v: {integer: {from: 1, to: 999_999}}
              f: {normal: {mean: 0, sd: 1}}
        output:
          row_group: 200
          tables:
            s:
              - {file: p/, file_size: 300kB, bloom: [id, v, f]}
              - {file: q/, file_size: 50kB}
              - {file: a/, file_size: 300kB, format: arrow}
              - {file: j/, file_size: 300kB, format: jsonl}
              - {file: c/, file_size: 300kB, format: csv, compression: gzip}
    """)
    datagen.run("generate", "document.yaml", "--out", "d")
    datagen.run("hash", "d")
    for folder, limit in {"p": 300_000, "q": 50_000, "a": 300_000, "j": 300_000, "c": 300_000}.items():
        sizes = [path.stat().st_size for path in sorted((datagen.folder / "d" / folder).iterdir())]
        assert len(sizes) > 1 and max(sizes) <= limit
        # Nor is one much smaller, the last apart.
        assert min(sizes[:-1]) >= 0.85 * limit


def test_a_format_from_the_command_line_keeps_folders(datagen):
    name = sales(datagen, "[{hive: [note]}, {file: '{note}.parquet', split: [note], bloom: [day]}]")
    datagen.run("generate", name, "--format", "csv", "--out", "d")
    paths = tree(datagen.folder / "d")
    assert {"sales/note=one/part-00000.csv", "one.csv", "shops.csv"} <= set(paths)
    datagen.run("hash", "d")


def test_standard_output_has_the_values_of_the_folders_as_columns(datagen):
    name = sales(datagen, "{hive: {year: = year(day)}, as: {amount: text}}")
    result = datagen.run("generate", name, "--format", "csv", "--table", "sales", "--out", "-", "-q")
    lines = result.stdout.splitlines()
    assert lines[0] == "sale_id,shop_id,day,amount,note,year"
    assert len(lines) == 6_001
    assert all(line.split(",")[2][:4] == line.split(",")[5] for line in lines[1:])


def test_bloom_filters_rule_out_what_is_absent(datagen):
    name = sales(datagen, "{bloom: {shop_id: 1%, day: 1%, sale_id: 0.1%}}", rows=20_000)
    datagen.run("generate", name, "--out", "d")
    file = datagen.folder / "d" / "sales.parquet"
    groups = pq.ParquetFile(file).metadata.num_row_groups
    assert groups == 5

    def probe(column, value):
        found = duckdb.sql(
            f"select row_group_id, bloom_filter_excludes from parquet_bloom_probe('{file}', '{column}', {value})"
        ).fetchall()
        assert len(found) == groups
        return {group for group, excluded in found if excluded}

    present = wrong = 0
    for key in range(1, 20_001, 53):
        excluded = probe("sale_id", f"{key}::bigint")
        home = (key - 1) // 4096
        assert home not in excluded
        present += 1
        wrong += groups - 1 - len(excluded)
    # 0.1 % of about 1,500 look-ups; filters are larger than they need be.
    assert present * (groups - 1) > 1_500 and wrong <= 8
    absent = sum(groups - len(probe("shop_id", f"'S-{number:03}'")) for number in range(100, 400))
    assert absent <= 45
    for day in ("2023-01-01", "2024-06-30"):
        assert probe("day", f"date '{day}'") == set()


def test_retail_has_the_files_it_names(datagen):
    text = """
        datagen: 1
        seed: 42
        timeframe: {from: 2022-01-01, to: 2024-12-31}
        tables:
          stores:
            rows: 100
            columns:
              store_id: {key: "LOJA-{:03}"}
              city: {place: city}
              size_m2: {uniform: {from: 12, to: 300}, type: "decimal(6,1)"}
          fact_sales:
            rows: 5_000
            arrivals: {per: store_id}
            columns:
              store_id: {ref: stores}
              date: {arrival: date}
              qty: {integer: {from: 1, to: 3}, type: int32}
        output:
          compression: zstd
          tables:
            stores:
              - {file: dim_store_physical.parquet, columns: [store_id, size_m2]}
              - {file: dim_store_management.parquet, columns: [store_id, city]}
            fact_sales: {file: fact_sales/, hive: {year: = year(date), month: = month(date)}}
    """
    datagen.document(textwrap.dedent(text))
    datagen.run("generate", "document.yaml", "--out", "d")
    folder = datagen.folder / "d"
    rows = ds.dataset(folder / "fact_sales", partitioning="hive").to_table()
    assert rows.num_rows == 5_000 and rows.column_names == ["store_id", "date", "qty", "year", "month"]
    assert all(
        (day.year, day.month) == (year, month)
        for day, year, month in zip(*(rows[name].to_pylist() for name in ("date", "year", "month")))
    )
    assert len(list(folder.glob("fact_sales/*/*/part-00000.parquet"))) == 36
    assert pq.read_schema(folder / "dim_store_management.parquet").names == ["store_id", "city"]
