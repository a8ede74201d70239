"""Bounds and null counts of column chunks are those of their values, and filters may trust them."""

import decimal
import uuid

import duckdb
import polars
import pyarrow.parquet
import pytest

from matrix import same


def groups(table, metadata):
    """The rows of each row group."""
    start = 0
    for index in range(metadata.num_row_groups):
        end = start + metadata.row_group(index).num_rows
        yield index, range(start, end)
        start = end
    assert start == len(table.cells)


def ordered(kind, value):
    """A key in the order that Parquet defines for the type."""
    if kind == "text":
        return value.encode()
    return value.bytes if isinstance(value, uuid.UUID) else value


def bound(kind, value):
    if kind == "uuid":
        return uuid.UUID(bytes=value)
    if kind.startswith("decimal") and isinstance(value, bytes):
        scale = int(kind.rstrip(")").split(",")[1])
        return decimal.Decimal(int.from_bytes(value, "big", signed=True)).scaleb(-scale)
    return value


def test_bounds_and_null_counts(tables, folder):
    bounded = 0
    for table in tables:
        metadata = pyarrow.parquet.ParquetFile(folder / f"{table.name}.zstd-v2-automatic.parquet").metadata
        assert metadata.metadata[b"synthetic"] == b"true"
        assert metadata.created_by == "datagen"
        for group, rows in groups(table, metadata):
            for index, (column, kind) in enumerate(zip(table.columns, table.kinds)):
                chunk = metadata.row_group(group).column(index)
                values = [table.values[column][row] for row in rows]
                present = [value for value in values if value is not None]
                assert chunk.is_stats_set
                assert chunk.statistics.null_count == len(values) - len(present)
                assert chunk.num_values == len(values)
                if not present:
                    assert not chunk.statistics.has_min_max
                    continue
                low = min(present, key=lambda value: ordered(kind, value))
                high = max(present, key=lambda value: ordered(kind, value))
                assert bound(kind, chunk.statistics.min) == low, (table.name, column)
                assert bound(kind, chunk.statistics.max) == high, (table.name, column)
                bounded += 1
    assert bounded > 500


def literal(kind, value):
    if kind in ("boolean", "int8", "int16", "int32", "int64"):
        return str(value)
    if kind.startswith("decimal"):
        return f"{value:f}::{kind.upper()}"
    if kind.startswith("float"):
        return f"'{value!r}'::{'FLOAT' if kind == 'float32' else 'DOUBLE'}"
    text = str(value).replace("'", "''")
    names = {"timestamp utc": "TIMESTAMPTZ", "text": "VARCHAR"}
    return f"'{text}'::{names.get(kind, kind.upper())}"


@pytest.mark.parametrize("row", [0, 2, 3, 4, 777, 2498])
def test_filters_find_what_is_there(tables, folder, row):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for table in tables:
        if table.name not in ("none-2500", "random-2500"):
            continue
        path = folder / f"{table.name}.snappy-v2-pages.parquet"
        frame = polars.scan_parquet(path)
        for column, kind in zip(table.columns, table.kinds):
            value = table.values[column][row]
            if value is None:
                continue
            expected = sum(1 for other in table.values[column] if other == value)
            query = f"SELECT count(*) FROM '{path}' WHERE {column} = {literal(kind, value)}"
            assert connection.sql(query).fetchall() == [(expected,)], (column, value)
            if kind not in ("uuid",) and not kind.startswith("decimal"):
                found = frame.filter(polars.col(column) == value).select(polars.len()).collect()
                assert found.item() == expected, (column, value)


def test_zero_bounds_have_both_signs(tables, folder):
    """A chunk whose least value is zero says −0.0, for it may hold either zero."""
    for table in tables:
        metadata = pyarrow.parquet.ParquetFile(folder / f"{table.name}.none-v1-pages.parquet").metadata
        for group in range(metadata.num_row_groups):
            for index, kind in enumerate(table.kinds):
                statistics = metadata.row_group(group).column(index).statistics
                if kind.startswith("float") and statistics.has_min_max:
                    assert not same(0.0, statistics.min)
                    assert not same(-0.0, statistics.max)
