"""Nested columns: pyarrow, DuckDB and Polars read every file of them alike, types and values."""

import csv
import decimal
import json

import duckdb
import polars
import pyarrow
import pyarrow.json
import pyarrow.parquet
import pytest

import nested
from test_arrow import opened
from test_text import json_value

PARQUET = [
    f"{codec}-v{version}-{encodings}"
    for codec in ["none", "zstd"]
    for version in [1, 2]
    for encodings in ["automatic", "pages", "plain"]
]
ARROW = [f"{codec}-plain.{form}" for codec in ["none", "zstd"] for form in ["arrow", "arrows"]]


@pytest.fixture(scope="session")
def nested_tables(folder):
    return nested.tables(folder)


@pytest.fixture(scope="session")
def connection():
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def check_arrow(table, found, element):
    found.validate(full=True)
    assert found.column_names == ["row"] + table.columns
    for column in table.columns:
        field = found.schema.field(column)
        expected = nested.arrow(table.shapes[column], element)
        assert field.type.equals(expected), (column, field.type, expected)
        assert field.nullable == table.nullable, column
        nested.check(table, column, found.column(column).to_pylist())


@pytest.mark.parametrize("variant", PARQUET)
def test_pyarrow_reads_parquet(nested_tables, folder, variant):
    for table in nested_tables:
        found = pyarrow.parquet.read_table(
            folder / f"{table.name}.{variant}.parquet", page_checksum_verification=True
        )
        check_arrow(table, found, "element")


@pytest.mark.parametrize("variant", PARQUET)
def test_duckdb_reads_parquet(nested_tables, folder, connection, variant):
    for table in nested_tables:
        path = folder / f"{table.name}.{variant}.parquet"
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        kinds = {row[0]: row[1] for row in described}
        found = connection.sql(f"SELECT * FROM read_parquet('{path}')").to_arrow_table()
        for column in table.columns:
            expected = nested.duck(table.shapes[column])
            assert kinds[column].replace('"', "") == expected.replace('"', ""), column
            nested.check(table, column, found.column(column).to_pylist())


@pytest.mark.parametrize("variant", PARQUET)
def test_polars_reads_parquet(nested_tables, folder, variant):
    for table in nested_tables:
        found = polars.read_parquet(folder / f"{table.name}.{variant}.parquet")
        for column in table.columns:
            assert found.schema[column] == nested.polar(table.shapes[column]), column
            nested.check(table, column, found[column].to_list())


def leaves(shape):
    """Kinds of the leaves of a shape."""
    if isinstance(shape, str):
        return [shape]
    if "list" in shape:
        return leaves(shape["list"][0])
    if "structure" in shape:
        return [kind for _, content, _ in shape["structure"] for kind in leaves(content)]
    return [shape["map"][0]] + leaves(shape["map"][1])


def flattened(shape, value):
    """Values of each leaf in order, None for what is missing or in no list."""
    if isinstance(shape, str):
        return [[value]]
    if value is None or ("list" in shape or "map" in shape) and not value:
        return [[None] for _ in leaves(shape)]
    if "structure" in shape:
        return [
            part
            for name, content, _ in shape["structure"]
            for part in flattened(content, value[name])
        ]
    if "list" in shape:
        parts = [flattened(shape["list"][0], element) for element in value]
    else:
        key, content, _ = shape["map"]
        parts = [[[name]] + flattened(content, element) for name, element in value]
    return [sum(columns, []) for columns in zip(*parts)]


@pytest.mark.parametrize("variant", ["none-v1-pages", "zstd-v2-automatic", "zstd-v2-pages"])
def test_counts_and_bounds_of_leaves(nested_tables, folder, variant):
    """Null counts and bounds are those of each leaf's values, in every row group."""
    bounded = 0
    for table in nested_tables:
        metadata = pyarrow.parquet.ParquetFile(folder / f"{table.name}.{variant}.parquet").metadata
        start = 0
        for group in range(metadata.num_row_groups):
            end = start + metadata.row_group(group).num_rows
            index = 1
            for column in table.columns:
                shape = table.shapes[column]
                rows = [flattened(shape, value) for value in table.values[column][start:end]]
                for place, kind in enumerate(leaves(shape)):
                    values = [value for row in rows for value in row[place]]
                    chunk = metadata.row_group(group).column(index)
                    index += 1
                    present = [value for value in values if value is not None]
                    assert chunk.has_offset_index and chunk.num_values == len(values)
                    if chunk.is_stats_set:
                        assert chunk.statistics.null_count == len(values) - len(present)
                    else:
                        assert kind == "json"
                    if kind.startswith("int") and present:
                        assert chunk.has_column_index
                        assert (chunk.statistics.min, chunk.statistics.max) == (
                            min(present), max(present))
                        bounded += 1
            assert index == metadata.num_columns
            start = end
        assert start == table.count
    assert bounded > 50


@pytest.mark.parametrize("row", [0, 1, 350, 699])
def test_rows_are_found_where_pages_are_skipped(nested_tables, folder, connection, row):
    """Pages begin with rows: what stands beside a key is read from the right place."""
    for table in nested_tables:
        if table.count <= row:
            continue
        path = folder / f"{table.name}.zstd-v2-pages.parquet"
        found = connection.sql(f"SELECT * FROM '{path}' WHERE row = {row}").to_arrow_table()
        other = polars.scan_parquet(path).filter(polars.col("row") == row).collect()
        third = pyarrow.parquet.read_table(path, filters=[("row", "==", row)])
        for column in table.columns:
            for value in [found[column].to_pylist(), other[column].to_list(), third[column].to_pylist()]:
                assert len(value) == 1
                assert nested.same(table.shapes[column], table.values[column][row], value[0])


@pytest.mark.parametrize("variant", ARROW)
def test_pyarrow_reads_arrow(nested_tables, folder, variant):
    for table in nested_tables:
        check_arrow(table, opened(folder / f"{table.name}.{variant}").read_all(), "item")


@pytest.mark.parametrize("variant", ARROW)
def test_polars_reads_arrow(nested_tables, folder, variant):
    read = polars.read_ipc_stream if variant.endswith("s") else polars.read_ipc
    for table in nested_tables:
        found = read(folder / f"{table.name}.{variant}")
        for column in table.columns:
            nested.check(table, column, found[column].to_list())


@pytest.mark.parametrize("variant", ARROW)
def test_duckdb_reads_arrow_through_pyarrow(nested_tables, folder, connection, variant):
    for table in nested_tables:
        connection.register("found", opened(folder / f"{table.name}.{variant}").read_all())
        rows = connection.sql("SELECT * FROM found").to_arrow_table()
        for column in table.columns:
            nested.check(table, column, rows.column(column).to_pylist())
        connection.unregister("found")


def from_json(shape, found):
    """What Python's module gave as the value meant; each part is of the JSON type due."""
    if shape == "json":
        return json.dumps(found, default=str)
    if found is None or isinstance(shape, str):
        return json_value(shape, found) if found is not None else None
    if "list" in shape:
        assert isinstance(found, list)
        return [from_json(shape["list"][0], part) for part in found]
    assert isinstance(found, dict)
    if "structure" in shape:
        assert list(found) == [name for name, _, _ in shape["structure"]]
        return {name: from_json(content, found[name]) for name, content, _ in shape["structure"]}
    key, content, _ = shape["map"]
    return [(nested.scalar(key, name), from_json(content, own)) for name, own in found.items()]


def documents_as_values(shape, value):
    """Documents by what they say, so that those read and those expected can be compared."""
    if value is None:
        return None if shape != "json" else "null"
    if shape == "json":
        loaded = json.loads(value, parse_float=decimal.Decimal, parse_int=decimal.Decimal)
        return json.dumps(loaded, default=str)
    if isinstance(shape, str):
        return value
    if "list" in shape:
        return [documents_as_values(shape["list"][0], part) for part in value]
    if "structure" in shape:
        return {
            name: documents_as_values(content, value[name])
            for name, content, _ in shape["structure"]
        }
    return value


def check_json(table, column, found):
    shape = table.shapes[column]
    assert len(found) == len(table.values[column])
    for expected, value in zip(table.values[column], found):
        assert nested.same(shape, documents_as_values(shape, expected), from_json(shape, value))


def loaded(text):
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)


def test_jsonl_by_the_letter(nested_tables, folder):
    for table in nested_tables:
        lines = (folder / f"{table.name}.jsonl").read_bytes().decode().split("\n")
        assert lines.pop() == ""
        rows = [loaded(line) for line in lines]
        for column in table.columns:
            check_json(table, column, [row[column] for row in rows])


@pytest.mark.parametrize("ending", ["csv", "quoted.csv"])
def test_csv_holds_json(nested_tables, folder, ending):
    csv.field_size_limit(1 << 30)
    for table in nested_tables:
        with open(folder / f"{table.name}.{ending}", newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))
        assert header == ["row"] + table.columns
        for index, column in enumerate(table.columns):
            cells = [row[index + 1] for row in rows]
            check_json(table, column, [None if cell == "" else loaded(cell) for cell in cells])


SIMPLE = ["numbers", "words", "point", "tree", "cube"]


def test_jsonl_by_three_readers(nested_tables, folder, connection):
    for table in nested_tables:
        if table.count == 0:
            continue
        path = folder / f"{table.name}.jsonl"
        kinds = {column: nested.duck(table.shapes[column]) for column in SIMPLE + ["attributes"]}
        found = connection.sql(
            f"SELECT * FROM read_json('{path}', format = 'newline_delimited', columns = {kinds})"
        ).to_arrow_table()
        for column in kinds:
            nested.check(table, column, found[column].to_pylist())
        schema = {column: nested.polar(table.shapes[column]) for column in SIMPLE}
        frame = polars.read_ndjson(path, schema=schema)
        for column in SIMPLE:
            nested.check(table, column, frame[column].to_list())
        given = pyarrow.schema(
            [(column, nested.loose(nested.arrow(table.shapes[column]))) for column in SIMPLE])
        options = pyarrow.json.ParseOptions(
            explicit_schema=given, unexpected_field_behavior="ignore")
        rows = pyarrow.json.read_json(
            path, parse_options=options, read_options=pyarrow.json.ReadOptions(block_size=1 << 24))
        for column in SIMPLE:
            nested.check(table, column, rows[column].to_pylist())
