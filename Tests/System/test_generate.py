"""generate: files, formats, names, manifest, shares, standard output."""

import csv
import gzip
import io
import json
import shutil
import subprocess
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.ipc
import pyarrow.json
import pyarrow.parquet as pq
import pytest

WRITTEN = {"customers": 300, "orders": 4000, "colours": 2}


def read(path):
    path = Path(path)
    if path.suffix == ".parquet":
        return pq.read_table(path)
    if path.suffix == ".csv":
        return pa.csv.read_csv(path)
    if path.suffix == ".arrow":
        return pa.ipc.open_file(path).read_all()
    return pa.json.read_json(path)


def test_writes_to_output_when_no_folder_is_named(shop):
    result = shop.run("generate", "shop.yaml")
    assert shop.names() == ["output", "shop.yaml"]
    names = sorted(path.name for path in (shop.folder / "output").iterdir())
    assert names == [
        "colours.parquet", "customers.parquet", "lines.parquet", "manifest.json", "orders.parquet",
    ]
    assert "4 tables" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "arrow"])
def test_every_format_holds_the_same_rows(shop, form):
    shop.run("generate", "shop.yaml", "--format", form, "--out", "d", "--quiet")
    found = {table: read(shop.folder / "d" / f"{table}.{form}") for table in WRITTEN}
    assert {table: rows.num_rows for table, rows in found.items()} == WRITTEN
    orders, customers = found["orders"], found["customers"]
    orphans = duckdb.sql(
        "select count(*) from orders o left join customers c using (customer_id)"
        " where c.customer_id is null"
    ).fetchall()
    assert orphans == [(0,)]


def test_formats_agree_in_their_hashes(shop):
    for form in ["parquet", "csv", "jsonl", "arrow"]:
        shop.run("generate", "shop.yaml", "--format", form, "--out", form)
    for other in ["csv", "jsonl", "arrow"]:
        shop.run("hash", "parquet", other)


def test_the_manifest_tells_what_was_made(shop):
    shop.run("generate", "shop.yaml", "--seed", "9", "--out", "d")
    manifest = json.loads((shop.folder / "d" / "manifest.json").read_text())
    assert manifest["synthetic"] is True
    assert manifest["seed"] == 9
    assert manifest["rngContract"] == 1
    assert manifest["version"] == shop.run("--version").stdout.strip()
    assert len(manifest["documentHash"]) == 64
    assert "share" not in manifest
    for table in manifest["tables"]:
        path = shop.folder / "d" / table["file"]
        assert path.stat().st_size == table["byteCount"]
        data = read(path)
        assert data.num_rows == table["rowCount"]
        assert data.column_names == [column["name"] for column in table["columns"]]
        assert len(table["logicalHash"]) == len(table["orderHash"]) == 32
    assert [table["name"] for table in manifest["tables"]] == [
        "customers", "orders", "lines", "colours",
    ]


def test_parquet_says_that_it_is_synthetic(shop):
    shop.run("generate", "shop.yaml", "--out", "d")
    metadata = pq.read_metadata(shop.folder / "d" / "orders.parquet")
    assert metadata.metadata[b"synthetic"] == b"true"
    assert metadata.metadata[b"datagen.seed"] == b"7"
    assert metadata.created_by.startswith("datagen version ")


def test_threads_and_time_change_no_byte(shop):
    for threads in [1, 2, 5]:
        shop.run("generate", "shop.yaml", "--threads", threads, "--out", f"d{threads}")
    for name in [path.name for path in (shop.folder / "d1").iterdir()]:
        first = (shop.folder / "d1" / name).read_bytes()
        assert first == (shop.folder / "d2" / name).read_bytes()
        assert first == (shop.folder / "d5" / name).read_bytes()


def test_another_seed_is_other_data(shop):
    shop.run("generate", "shop.yaml", "--out", "a")
    shop.run("generate", "shop.yaml", "--out", "b", "--seed", "8")
    assert "differs" in shop.run("hash", "a", "b", code=1).stdout


def test_rows_scale_and_parameters_are_followed(datagen):
    datagen.document(
        """
        datagen: 1
        parameters: {n: 10}
        tables:
          a: {rows: = param.n, columns: {id: {key: integer}}}
          b: {rows: 20, columns: {id: {key: integer}}}
          c: {rows: 30, scale: fixed, columns: {id: {key: integer}}}
        """
    )
    datagen.run(
        "generate", "document.yaml", "--set", "n=12", "--rows", "b=1_000", "--scale", "2", "--out", "d"
    )
    counts = [pq.read_metadata(datagen.folder / "d" / f"{t}.parquet").num_rows for t in "abc"]
    assert counts == [24, 1000, 30]


@pytest.mark.parametrize("rows", [0, 1])
@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "arrow"])
def test_tables_of_no_row_and_one_row(datagen, rows, form):
    datagen.document(
        f"""
        datagen: 1
        tables:
          a:
            rows: {rows}
            columns: {{id: {{key: integer}}, t: {{choice: [x, y], exact: true}}}}
        """
    )
    datagen.run("generate", "document.yaml", "--format", form, "--out", "d")
    path = datagen.folder / "d" / f"a.{form}"
    if form == "jsonl":
        assert len(path.read_text().splitlines()) == rows
    else:
        data = read(path)
        assert data.num_rows == rows
        assert data.column_names == ["id", "t"]
    datagen.run("hash", "d")


def test_compression_can_be_chosen(shop):
    for codec, name in [("none", "UNCOMPRESSED"), ("snappy", "SNAPPY"), ("zstd", "ZSTD")]:
        shop.run("generate", "shop.yaml", "--compression", codec, "--out", codec)
        column = pq.read_metadata(shop.folder / codec / "orders.parquet").row_group(0).column(0)
        assert column.compression == name


def test_files_are_named_as_the_document_says(datagen):
    text = """
        datagen: 1
        tables:
          a: {rows: 3, columns: {id: {key: integer}}}
          b: {rows: 3, columns: {id: {key: integer}}}
        output:
          compression: snappy
          tables:
            a: {file: deep/er/first.parquet}
            b: {file: ./second.csv, format: csv}
        """
    datagen.document(text)
    datagen.run("generate", "document.yaml", "--out", "d")
    assert read(datagen.folder / "d" / "deep" / "er" / "first.parquet").num_rows == 3
    assert (datagen.folder / "d" / "second.csv").read_text() == "id\n1\n2\n3\n"
    datagen.run("hash", "d")
    datagen.run("generate", "document.yaml", "--format", "jsonl", "--out", "j")
    assert (datagen.folder / "j" / "deep" / "er" / "first.jsonl").exists()
    assert (datagen.folder / "j" / "second.jsonl").exists()


def test_chosen_tables_alone_are_written(shop):
    shop.run("generate", "shop.yaml", "--table", "colours", "--table", "orders", "--out", "d")
    names = sorted(path.name for path in (shop.folder / "d").iterdir())
    assert names == ["colours.parquet", "manifest.json", "orders.parquet"]
    shop.run("generate", "shop.yaml", "--out", "whole")
    whole = (shop.folder / "whole" / "orders.parquet").read_bytes()
    assert (shop.folder / "d" / "orders.parquet").read_bytes() == whole


def test_standard_output_takes_one_table_in_each_format(shop):
    shop.run("generate", "shop.yaml", "--out", "d", "--format", "parquet")
    expected = read(shop.folder / "d" / "orders.parquet")
    form = lambda name: shop.run(
        "generate", "shop.yaml", "--table", "orders", "--out", "-", "--format", name, text=False
    )
    parquet = form("parquet")
    assert parquet.stdout == (shop.folder / "d" / "orders.parquet").read_bytes()
    assert b"orders to standard output: 4,000 rows, " in parquet.stderr
    rows = list(csv.DictReader(io.StringIO(form("csv").stdout.decode())))
    assert [row["customer_id"] for row in rows] == expected["customer_id"].to_pylist()
    lines = [json.loads(line) for line in form("jsonl").stdout.decode().splitlines()]
    assert [line["order_id"] for line in lines] == expected["order_id"].to_pylist()
    stream = pa.ipc.open_stream(form("arrow").stdout).read_all()
    assert stream.cast(expected.schema).equals(expected)
    assert shop.names() == ["d", "shop.yaml"]


def test_arrow_files_are_compressed_when_asked(shop):
    sizes = {}
    for codec in [None, "none", "zstd"]:
        asked = ["--compression", codec] if codec else []
        shop.run("generate", "shop.yaml", "--format", "arrow", *asked, "--out", "d", "--force")
        shop.run("hash", "d")
        sizes[codec] = (shop.folder / "d" / "orders.arrow").stat().st_size
    assert sizes[None] == sizes["none"] > 1.5 * sizes["zstd"]
    refused = shop.run(
        "generate", "shop.yaml", "--format", "arrow", "--compression", "snappy", "--out", "e", code=64
    )
    assert "--compression snappy" in refused.stderr


def test_standard_output_of_several_tables_asks_for_one(shop):
    result = shop.run("generate", "shop.yaml", "--out", "-", code=64)
    assert "--table" in result.stderr and "customers, orders, lines, colours" in result.stderr
    shop.run("generate", "shop.yaml", "--out", "-", "--table", "agents", code=64)


def test_quiet_says_nothing(shop):
    result = shop.run("generate", "shop.yaml", "--quiet")
    assert (result.stdout, result.stderr) == ("", "")


@pytest.mark.parametrize("count", [2, 3, 7])
def test_shares_together_are_the_whole(shop, count):
    shop.run("generate", "shop.yaml", "--out", "whole")
    sums = {}
    for index in range(1, count + 1):
        shop.run("generate", "shop.yaml", "--share", f"{index}/{count}", "--out", f"p{index}")
        folder = shop.folder / f"p{index}"
        manifest = json.loads((folder / "manifest.json").read_text())
        assert manifest["share"] == {"index": index, "count": count}
        shop.run("hash", f"p{index}")
        for table in manifest["tables"]:
            assert table["file"] == f"{table['name']}-{index:05}-of-{count:05}.parquet"
            for kind in ["logicalHash", "orderHash"]:
                key = (table["name"], kind)
                sums[key] = (sums.get(key, 0) + int(table[kind], 16)) % (1 << 128)
    for table in json.loads((shop.folder / "whole" / "manifest.json").read_text())["tables"]:
        name = table["name"]
        parts = pa.concat_tables(
            read(shop.folder / f"p{i}" / f"{name}-{i:05}-of-{count:05}.parquet")
            for i in range(1, count + 1)
        )
        assert parts.equals(read(shop.folder / "whole" / f"{name}.parquet"))
        assert sums[name, "logicalHash"] == int(table["logicalHash"], 16)
        assert sums[name, "orderHash"] == int(table["orderHash"], 16)


def test_a_scenario_is_another_dataset(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a: {rows: 10, columns: {id: {key: integer}}}
        scenarios:
          large: {tables: {a: {rows: 20}}}
        """
    )
    datagen.run("generate", "document.yaml", "--scenario", "large", "--out", "d")
    assert pq.read_metadata(datagen.folder / "d" / "a.parquet").num_rows == 20
    result = datagen.run("generate", "document.yaml", "--scenario", "lage", "--out", "e", code=2)
    assert "did you mean 'large'?" in result.stderr


def test_documents_may_include_files_beside_them(datagen):
    datagen.document("tables: {b: {rows: 4, columns: {id: {key: integer}}}}", "sub/parts/b.yaml")
    datagen.document(
        """
        datagen: 1
        include: [parts/b.yaml]
        tables: {a: {rows: 3, columns: {id: {key: integer}}}}
        """,
        "sub/main.yaml",
    )
    datagen.run("generate", "sub/main.yaml", "--out", "d")
    assert pq.read_metadata(datagen.folder / "d" / "b.parquet").num_rows == 4


def test_the_example_of_the_readme_runs(datagen):
    from conftest import ROOT

    example = ROOT / "examples" / "simple_users_events.json"
    datagen.run("generate", example, "--seed", "42")
    users = read(datagen.folder / "output" / "users.parquet")
    events = read(datagen.folder / "output" / "events.parquet")
    assert (users.num_rows, events.num_rows) == (1000, 20000)
    early = duckdb.sql(
        "select count(*) from events join users using (user_id) where occurred_at < signed_up_at"
    ).fetchall()
    assert early == [(0,)]


def test_missing_values_in_csv_can_have_a_text(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a:
            literal:
              - [id, t, n]
              - [1, NULL, 5]
              - [2, null, null]
              - [3, "", 7]
              - [4, x, 8]
        output: {format: csv, null_text: NULL}
        """
    )
    datagen.run("generate", "document.yaml", "--out", "d")
    text = (datagen.folder / "d" / "a.csv").read_text()
    assert text == 'id,t,n\n1,"NULL",5\n2,NULL,NULL\n3,"",7\n4,x,8\n'
    datagen.run("hash", "d")
    datagen.run("generate", "document.yaml", "--out", "p", "--format", "parquet")
    datagen.run("hash", "d", "p")
    assert pq.read_table(datagen.folder / "p" / "a.parquet")["t"].to_pylist() == ["NULL", None, "", "x"]


@pytest.mark.parametrize("output, code", [
    ("{format: csv, null_text: '0'}", "bad-null-text"),
    ("{format: csv, null_text: 'a,b'}", "bad-null-text"),
    ("{format: csv, null_text: 'NaN'}", "bad-null-text"),
    ("{format: csv, compression: snappy}", "compression-of-text"),
    ("{format: csv, delimiter: '.'}", "bad-delimiter"),
    ("{delimiter: ';'}", "option-of-csv"),
])
def test_settings_that_cannot_be_followed_are_refused(datagen, output, code):
    datagen.document(
        f"datagen: 1\ntables: {{a: {{rows: 1, columns: {{id: {{key: integer}}}}}}}}\noutput: {output}\n")
    assert f"[{code}]" in datagen.run("generate", "document.yaml", code=2).stderr
    assert datagen.names() == ["document.yaml"]


def test_compression_of_the_document_does_not_hinder_another_format(datagen):
    datagen.document(
        "datagen: 1\ntables: {a: {rows: 1, columns: {id: {key: integer}}}}\noutput: {compression: zstd}\n")
    datagen.run("generate", "document.yaml", "--format", "csv", "--out", "d")
    datagen.document(
        "datagen: 1\ntables: {a: {rows: 1, columns: {id: {key: integer}}}}\noutput: {format: csv}\n", "c.yaml")
    assert (datagen.folder / "d" / "a.csv").read_text() == "id\n1\n"
    datagen.run("generate", "c.yaml", "--compression", "snappy", "--out", "e", code=64)


@pytest.mark.parametrize("command", ["gzip", "zstd"])
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_texts_are_compressed_as_the_command_line_tools_read_them(datagen, command, format):
    datagen.document(
        "datagen: 1\ntables: {a: {rows: 300_000, columns: {id: {key: integer}, x: {uniform: {from: 0, to: 1}}}}}\n"
        f"output: {{format: {format}, compression: {command}, tables: {{a: {{file: data/a.{format}}}}}}}\n")
    ending = {"gzip": "gz", "zstd": "zst"}[command]
    datagen.run("generate", "document.yaml", "--out", "plain", "--compression", "none")
    plain = (datagen.folder / "plain" / "data" / f"a.{format}").read_bytes()
    for threads in ("1", "2"):
        datagen.run("generate", "document.yaml", "--out", threads, "--threads", threads)
    path = datagen.folder / "2" / "data" / f"a.{format}.{ending}"
    assert path.read_bytes() == (datagen.folder / "1" / "data" / path.name).read_bytes()
    assert len(path.read_bytes()) < len(plain)
    if shutil.which(command):
        assert subprocess.run([command, "-dc", path], capture_output=True, check=True).stdout == plain
    if command == "gzip":
        assert gzip.decompress(path.read_bytes()) == plain
    datagen.run("hash", "2")
    datagen.run("hash", "2", "plain")
    datagen.run("generate", "document.yaml", "--share", "2/3", "--out", "share")
    assert (datagen.folder / "share" / "data" / f"a-00002-of-00003.{format}.{ending}").exists()
    datagen.run("hash", "share")


def test_csv_of_every_option_is_hashed(datagen):
    datagen.document(
        "datagen: 1\ntables: {a: {literal: [[id, t], [1, 'a;b'], [2, null], [3, NULL]]}}\n"
        "output: {format: csv, delimiter: ';', quoting: all, header: false, null_text: NULL}\n")
    datagen.run("generate", "document.yaml", "--out", "d")
    assert (datagen.folder / "d" / "a.csv").read_text() == '"1";"a;b"\n"2";NULL\n"3";"NULL"\n'
    datagen.run("hash", "d")
    datagen.run("generate", "document.yaml", "--out", "p", "--format", "parquet")
    datagen.run("hash", "d", "p")


def test_texts_that_read_as_null_are_texts_in_quotes(datagen):
    datagen.document("""\
datagen: 1
tables:
  t:
    rows: 400
    columns:
      a: {choice: {"": 50%, "null": 50%}}
""", "t.yaml")
    datagen.run("generate", "t.yaml", "--out", "d", "--format", "jsonl")
    rows = (datagen.folder / "d/t.jsonl").read_text().splitlines()
    assert set(rows) == {'{"a":""}', '{"a":"null"}'}
