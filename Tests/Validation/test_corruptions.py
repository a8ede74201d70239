"""Each corruption of the table is found by the check that it names."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest
from conftest import failing, report

CORRUPTIONS = list(csv.DictReader(Path(__file__).with_name("corruptions.csv").open()))


def corrupted(clean, folder, corruption):
    """A copy of the clean data in which the statements were run on one table, named `t`."""
    shutil.copytree(clean, folder)
    path = folder / f"{corruption['table']}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{path}'")
        before = connection.execute("SELECT md5(list(t ORDER BY t)::VARCHAR) FROM t").fetchone()
        connection.execute(corruption["sql"])
        after = connection.execute("SELECT md5(list(t ORDER BY t)::VARCHAR) FROM t").fetchone()
        assert before != after, "the statement changes nothing"
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return folder


def test_clean_data_pass(clean):
    found = report(clean)
    assert failing(found) == set()
    assert found["passes"] and found["score"] == 100


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=[row["name"] for row in CORRUPTIONS])
def test_is_found(corruption, clean, tmp_path):
    check, _, table = corruption["check"].partition("@")
    found = report(corrupted(clean, tmp_path / "data", corruption))
    assert (check, table or corruption["table"]) in failing(found)
    assert not found["passes"]
