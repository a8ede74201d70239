"""Changed bytes of a Parquet file: nobody takes other values for the table's."""

import random

import duckdb
import polars
import pyarrow
import pyarrow.parquet
import pytest

VARIANTS = ["none-v1-plain", "none-v2-automatic", "snappy-v2-pages", "zstd-v1-automatic",
            "zstd-v2-automatic"]
CHANGES = 50


def footer(data):
    """Where the metadata begin."""
    return len(data) - 8 - int.from_bytes(data[-8:-4], "little")


def checked(path):
    return pyarrow.parquet.read_table(path, page_checksum_verification=True)


CASES = [(table, variant) for table in ["none-2500", "random-2500"] for variant in VARIANTS]
NESTED = [("nested-random-700", variant) for variant in VARIANTS if not variant.startswith("snappy")]


@pytest.mark.parametrize("table, variant", CASES + NESTED)
def test_changed_bytes_of_pages_are_refused(folder, tmp_path, table, variant):
    """By pyarrow, which looks at checksums when it is asked to: one bit of each of 50 places."""
    whole = (folder / f"{table}.{variant}.parquet").read_bytes()
    metadata = pyarrow.parquet.ParquetFile(folder / f"{table}.{variant}.parquet").metadata
    expected = checked(folder / f"{table}.{variant}.parquet")
    first = min(metadata.row_group(0).column(0).data_page_offset, 4)
    last = max(
        column.data_page_offset + column.total_compressed_size
        for group in range(metadata.num_row_groups)
        for column in [metadata.row_group(group).column(metadata.num_columns - 1)])
    chance = random.Random(2026)
    path = tmp_path / "changed.parquet"
    refused = 0
    for _ in range(CHANGES):
        place = chance.randrange(first, min(last, footer(whole)))
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            found = checked(path)
        except (OSError, pyarrow.ArrowException):
            refused += 1
            continue
        # What a header says beside sizes and encodings may go unread; values never differ.
        assert found.equals(expected), f"byte {place} changed the values unseen"
    assert refused >= CHANGES * 0.9


@pytest.mark.parametrize("read", [
    lambda path: polars.read_parquet(path).rows(),
    lambda path: duckdb.sql(f"SELECT * FROM '{path}'").fetchall(),
    lambda path: pyarrow.parquet.read_table(path).to_pylist(),
], ids=["polars", "duckdb", "pyarrow"])
@pytest.mark.parametrize("table", ["random-2500", "nested-random-700"])
def test_a_cut_file_is_refused(folder, tmp_path, table, read):
    whole = (folder / f"{table}.zstd-v2-automatic.parquet").read_bytes()
    path = tmp_path / "cut.parquet"
    for count in range(0, len(whole), 1 + len(whole) // CHANGES):
        path.write_bytes(whole[:count])
        with pytest.raises(Exception):
            read(path)
