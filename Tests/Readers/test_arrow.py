"""pyarrow, Polars and DuckDB (through pyarrow) read every Arrow file and stream of the matrix alike."""

import uuid

import duckdb
import polars
import pyarrow
import pyarrow.ipc
import pytest

from matrix import check
from test_parquet import arrow_type, duckdb_type, polars_type

VARIANTS = [
    f"{codec}-{texts}.{form}"
    for codec in ["none", "zstd"]
    for texts in ["plain", "coded"]
    for form in ["arrow", "arrows"]
]
CODED = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())


def is_coded(variant, column):
    return "coded" in variant and column in ("category", "mixture")


def opened(path):
    is_stream = path.suffix == ".arrows"
    return pyarrow.ipc.open_stream(path) if is_stream else pyarrow.ipc.open_file(path)


@pytest.mark.parametrize("variant", VARIANTS)
def test_pyarrow_reads_types_and_values(tables, folder, variant):
    for table in tables:
        found = opened(folder / f"{table.name}.{variant}").read_all()
        found.validate(full=True)
        assert found.column_names == table.columns
        assert found.schema.metadata == {b"synthetic": b"true"}
        for column, kind in zip(table.columns, table.kinds):
            field = found.schema.field(column)
            assert field.type == (CODED if is_coded(variant, column) else arrow_type(kind)), column
            assert field.nullable == (table.nullable and column != "row"), column
            check(table, column, found.column(column).to_pylist())
            nulls = sum(value is None for value in table.values[column])
            assert found.column(column).null_count == nulls


@pytest.mark.parametrize("variant", VARIANTS)
def test_polars_reads_types_and_values(tables, folder, variant):
    read = polars.read_ipc_stream if variant.endswith("s") else polars.read_ipc
    for table in tables:
        found = read(folder / f"{table.name}.{variant}")
        assert found.columns == table.columns
        for column, kind in zip(table.columns, table.kinds):
            expected = polars.Categorical if is_coded(variant, column) else polars_type(kind)
            series = found[column]
            if kind == "uuid":
                series = series.ext.storage() if hasattr(series, "ext") else series
            assert series.dtype == expected, column
            values = series.to_list()
            if kind == "uuid":
                values = [value and uuid.UUID(bytes=value) for value in values]
            check(table, column, values)


@pytest.mark.parametrize("variant", VARIANTS)
def test_duckdb_reads_types_and_values_through_pyarrow(tables, folder, variant):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for table in tables:
        arrow = opened(folder / f"{table.name}.{variant}").read_all()
        connection.register("found", arrow)
        described = connection.execute("DESCRIBE SELECT * FROM found").fetchall()
        for (name, kind, *_), column, expected in zip(described, table.columns, table.kinds):
            assert name == column
            if is_coded(variant, column):
                assert kind.startswith("ENUM") or kind == "VARCHAR"
            else:
                assert kind == duckdb_type(expected), column
        rows = connection.sql("SELECT * FROM found").to_arrow_table()
        for column, kind in zip(table.columns, table.kinds):
            values = rows.column(column).to_pylist()
            if kind == "uuid":
                values = [uuid.UUID(value) if isinstance(value, str) else value for value in values]
            check(table, column, values)
        connection.unregister("found")


def test_buffers_of_files_begin_at_multiples_of_64_bytes(tables, folder):
    checked = 0
    for table in tables:
        path = folder / f"{table.name}.none-coded.arrow"
        mapped = pyarrow.memory_map(str(path))
        base = mapped.read_buffer().address
        mapped.seek(0)
        reader = pyarrow.ipc.open_file(mapped)
        for index in range(reader.num_record_batches):
            for column in reader.get_batch(index).columns:
                for buffer in column.buffers():
                    if buffer is not None and buffer.size > 0:
                        assert (buffer.address - base) % 64 == 0
                        checked += 1
    assert checked > 1000


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_truncated_file_fails(tables, folder, tmp_path, variant):
    table = next(table for table in tables if table.name == "random-2500")
    whole = (folder / f"{table.name}.{variant}").read_bytes()
    path = tmp_path / f"cut.{variant}"
    failures = 0
    cuts = [len(whole) * part // 40 for part in range(1, 40)] + [len(whole) - 9]
    for cut in cuts:
        path.write_bytes(whole[:cut])
        try:
            found = opened(path).read_all()
        except (pyarrow.ArrowInvalid, OSError):
            failures += 1
            continue
        # A stream may be cut between two messages; then rows are missing and are seen to be.
        assert variant.endswith("s") and found.num_rows < len(table.cells), cut
    assert failures >= len(cuts) - 2
