"""Readers that leave out row groups and pages by their bounds find what is there all the same."""

import decimal
import math
import operator
import struct

import duckdb
import polars
import pyarrow
import pyarrow.dataset
import pyarrow.parquet
import pytest

from matrix import Table
from test_statistics import literal

TABLES = ["pruned-none-1200", "pruned-groups-1200"]
SIGNS = {"=": operator.eq, "<": operator.lt, ">=": operator.ge}


def probes(table, column):
    """Values that are there, neighbours that are not."""
    present = [value for value in table.values[column] if value is not None]
    found = {}
    for value in present[::37] + present[:2] + present[-2:]:
        found[repr(value)] = value
    if isinstance(present[0], str):
        extra = ["", "x" * 101, "é" * 61, "zz", "\U0010ffff" * 41]
    elif isinstance(present[0], float):
        extra = [0.0, -0.0, 2.5, math.inf, -math.inf, 1e300]
    else:
        extra = [type(present[0])(7) * 1000, type(present[0])(-1)]
    found = list(found.values()) + extra
    return [struct.unpack("<f", struct.pack("<f", value))[0] for value in found if value != 1e300] \
        if table.kinds[table.columns.index(column)] == "float32" else found


def nan_is_largest(sign, one, other):
    """Floats in the order of DuckDB and Polars: NaN equals itself and comes last."""
    if isinstance(one, float) and isinstance(other, float):
        one, other = ((math.isnan(x), 0.0 if math.isnan(x) else x) for x in (one, other))
    return SIGNS[sign](one, other)


def count(table, column, sign, probe, compare):
    return sum(1 for value in table.values[column] if value is not None and compare(sign, value, probe))


@pytest.fixture(scope="session", params=TABLES)
def pruned(folder, request):
    return Table(folder / f"{request.param}.tsv"), folder / f"{request.param}.parquet"


def each(table):
    for column, kind in zip(table.columns, table.kinds):
        for probe in probes(table, column):
            for sign in SIGNS:
                yield column, kind, probe, sign


def test_duckdb(pruned):
    table, path = pruned
    connection = duckdb.connect()
    for column, kind, probe, sign in each(table):
        query = f"SELECT count(*) FROM '{path}' WHERE \"{column}\" {sign} {literal(kind, probe)}"
        expected = count(table, column, sign, probe, nan_is_largest)
        assert connection.sql(query).fetchall() == [(expected,)], query
    for column in table.columns:
        query = f"SELECT count(*) FROM '{path}' WHERE \"{column}\" IS NULL"
        assert connection.sql(query).fetchall() == [(table.values[column].count(None),)]


def test_polars(pruned):
    table, path = pruned
    frame = polars.scan_parquet(path)
    for column, kind, probe, sign in each(table):
        value = polars.lit(probe, dtype=frame.collect_schema()[column])
        found = frame.filter(SIGNS[sign](polars.col(column), value)).select(polars.len()).collect()
        expected = count(table, column, sign, probe, nan_is_largest)
        assert found.item() == expected, (column, sign, probe)
    for column in table.columns:
        found = frame.filter(polars.col(column).is_null()).select(polars.len()).collect()
        assert found.item() == table.values[column].count(None)


def test_pyarrow(pruned):
    table, path = pruned
    dataset = pyarrow.dataset.dataset(path)
    for column, kind, probe, sign in each(table):
        field = pyarrow.dataset.field(column)
        value = pyarrow.scalar(probe, type=dataset.schema.field(column).type)
        expected = count(table, column, sign, probe, lambda sign, a, b: SIGNS[sign](a, b))
        # count_rows of pyarrow 26 counts groups of nulls alone for every order.
        found = dataset.to_table(filter=SIGNS[sign](field, value), columns=["row"]).num_rows
        assert found == expected, (column, sign, probe)
    for column in table.columns:
        found = dataset.count_rows(filter=pyarrow.dataset.field(column).is_null())
        assert found == table.values[column].count(None)


@pytest.mark.parametrize("column, probe, groups", [
    ("counter", -600, 1), ("counter", 599, 1), ("small", decimal.Decimal("0.00"), 1),
    ("wide", decimal.Decimal(0), 1), ("long", "aaa", 1), ("long", "x" * 100 + "3", 1),
    ("double", 1e300, 1),
])
def test_groups_are_left_out(folder, column, probe, groups):
    """So that the counts above have been found by bounds, not in spite of missing ones."""
    dataset = pyarrow.dataset.dataset(folder / "pruned-none-1200.parquet")
    value = pyarrow.scalar(probe, type=dataset.schema.field(column).type)
    condition = pyarrow.dataset.field(column) == value
    (fragment,) = dataset.get_fragments()
    fragment.ensure_complete_metadata()
    kept = fragment.split_by_row_group(filter=condition)
    # Groups with NaN have no bounds, nor has one whose texts end in the last scalar there is.
    unbounded = {"double": 2, "long": 1}.get(column, 0)
    assert len(kept) == groups + unbounded
