"""pyarrow, DuckDB and Polars read every Parquet file of the matrix alike, types and values."""

import re
import uuid

import duckdb
import polars
import pyarrow
import pyarrow.parquet
import pytest

from matrix import check

VARIANTS = [
    f"{codec}-v{version}-{encodings}"
    for codec in ["gzip", "none", "snappy", "zstd"]
    for version in [1, 2]
    for encodings in ["automatic", "pages", "plain"]
]


def arrow_type(kind):
    simple = {
        "boolean": pyarrow.bool_(),
        "int8": pyarrow.int8(),
        "int16": pyarrow.int16(),
        "int32": pyarrow.int32(),
        "int64": pyarrow.int64(),
        "float32": pyarrow.float32(),
        "float64": pyarrow.float64(),
        "date": pyarrow.date32(),
        "time": pyarrow.time64("us"),
        "timestamp": pyarrow.timestamp("us"),
        "timestamp utc": pyarrow.timestamp("us", tz="UTC"),
        "text": pyarrow.string(),
        "uuid": pyarrow.uuid(),
    }
    return simple[kind] if kind in simple else pyarrow.decimal128(*digits(kind))


def digits(kind):
    return tuple(int(part) for part in re.fullmatch(r"decimal\((\d+),(\d+)\)", kind).groups())


def duckdb_type(kind):
    simple = {
        "boolean": "BOOLEAN",
        "int8": "TINYINT",
        "int16": "SMALLINT",
        "int32": "INTEGER",
        "int64": "BIGINT",
        "float32": "FLOAT",
        "float64": "DOUBLE",
        "date": "DATE",
        "time": "TIME",
        "timestamp": "TIMESTAMP",
        "timestamp utc": "TIMESTAMP WITH TIME ZONE",
        "text": "VARCHAR",
        "uuid": "UUID",
    }
    return simple[kind] if kind in simple else "DECIMAL({},{})".format(*digits(kind))


def polars_type(kind):
    simple = {
        "boolean": polars.Boolean,
        "int8": polars.Int8,
        "int16": polars.Int16,
        "int32": polars.Int32,
        "int64": polars.Int64,
        "float32": polars.Float32,
        "float64": polars.Float64,
        "date": polars.Date,
        "time": polars.Time,
        "timestamp": polars.Datetime("us"),
        "timestamp utc": polars.Datetime("us", "UTC"),
        "text": polars.String,
        "uuid": polars.Binary,
    }
    return simple[kind] if kind in simple else polars.Decimal(*digits(kind))


@pytest.fixture(scope="session")
def connection():
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return connection


@pytest.mark.parametrize("variant", VARIANTS)
def test_pyarrow_reads_types_and_values(tables, folder, variant):
    for table in tables:
        path = folder / f"{table.name}.{variant}.parquet"
        found = pyarrow.parquet.read_table(path)
        assert found.column_names == table.columns, path
        for column, kind in zip(table.columns, table.kinds):
            field = found.schema.field(column)
            assert field.type == arrow_type(kind), (path, column)
            assert field.nullable == (table.nullable and column != "row"), (path, column)
            values = found.column(column).to_pylist()
            check(table, column, values)


@pytest.mark.parametrize("variant", VARIANTS)
def test_duckdb_reads_types_and_values(tables, folder, connection, variant):
    for table in tables:
        path = folder / f"{table.name}.{variant}.parquet"
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        assert [row[0] for row in described] == table.columns
        assert [row[1] for row in described] == [duckdb_type(kind) for kind in table.kinds]
        found = connection.sql(f"SELECT * FROM read_parquet('{path}')").to_arrow_table()
        for column, kind in zip(table.columns, table.kinds):
            values = found.column(column).to_pylist()
            if kind == "uuid":
                values = [uuid.UUID(value) if isinstance(value, str) else value for value in values]
            check(table, column, values)


@pytest.mark.parametrize("variant", VARIANTS)
def test_polars_reads_types_and_values(tables, folder, variant):
    for table in tables:
        path = folder / f"{table.name}.{variant}.parquet"
        found = polars.read_parquet(path)
        assert found.columns == table.columns
        for column, kind in zip(table.columns, table.kinds):
            assert found.schema[column] == polars_type(kind), (path, column)
            values = found[column].to_list()
            if kind == "uuid":
                values = [value and uuid.UUID(bytes=value) for value in values]
            check(table, column, values)


def test_every_encoding_occurs_and_plain_means_plain(tables, folder):
    found = {variant: set() for variant in VARIANTS}
    for variant in VARIANTS:
        for table in tables:
            path = folder / f"{table.name}.{variant}.parquet"
            metadata = pyarrow.parquet.read_metadata(path)
            for group in range(metadata.num_row_groups):
                for index in range(metadata.num_columns):
                    chunk = metadata.row_group(group).column(index)
                    found[variant].update(chunk.encodings)
                    assert chunk.has_offset_index
    everywhere = {"PLAIN", "RLE", "RLE_DICTIONARY"}
    for variant, encodings in found.items():
        if variant.endswith("plain"):
            assert encodings == everywhere, variant
            continue
        expected = {"DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY"}
        if not variant.startswith("none"):
            expected.add("BYTE_STREAM_SPLIT")
        assert encodings == everywhere | expected, variant
