"""Puts a registered corruption into a copy of clean data."""

import shutil
from pathlib import Path

import duckdb


def corrupted(clean: Path, folder: Path, corruption: dict[str, str]) -> Path:
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
