"""Prints what a folder of Parquet files holds: rows, columns, types, keys, a few rows of each table.

    summary.py FOLDER [ROWS]

A table is `FOLDER/<table>.parquet`, or the files below the folder `FOLDER/<table>`.
"""

import sys
from pathlib import Path

import duckdb


def tables(folder):
    """Table name to the pattern of its files, sorted."""
    found = {path.stem: str(path) for path in folder.glob("*.parquet")}
    for path in folder.iterdir():
        if path.is_dir() and any(path.rglob("*.parquet")):
            found[path.name] = str(path / "**" / "*.parquet")
    return dict(sorted(found.items()))


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def keys_of(connection, table, columns, row_count):
    """The first column, when it is text or a whole number without repeats or nulls."""
    name, kind = columns[0]
    if kind not in ("VARCHAR", "BIGINT", "INTEGER", "UUID"):
        return None
    distinct = connection.execute(
        f"SELECT count(DISTINCT {quoted(name)}) FROM {quoted(table)}").fetchall()[0][0]
    return name if distinct == row_count else None


def parents(keys, rows):
    """Tables that others refer to: of several with the same key, the one with most rows."""
    best = {}
    for table, key in keys.items():
        if key and (key not in best or rows[table] > rows[best[key]]):
            best[key] = table
    return {table: key for key, table in best.items()}


def orphans(connection, child, column, parent, key):
    return connection.execute(
        f"SELECT count(*) FROM {quoted(child)} c WHERE c.{quoted(column)} IS NOT NULL AND NOT "
        f"EXISTS (SELECT 1 FROM {quoted(parent)} p WHERE p.{quoted(key)} = c.{quoted(column)})"
    ).fetchall()[0][0]


def main(folder, row_limit):
    connection = duckdb.connect()
    columns, rows, keys = {}, {}, {}
    for table, pattern in tables(folder).items():
        connection.execute(
            f"CREATE VIEW {quoted(table)} AS SELECT * FROM read_parquet("
            + "'" + pattern.replace("'", "''") + "', hive_partitioning = true)")
        columns[table] = [
            (row[0], row[1]) for row in connection.execute(f"DESCRIBE {quoted(table)}").fetchall()]
        rows[table] = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0][0]
        keys[table] = keys_of(connection, table, columns[table], rows[table])
    if not columns:
        print(f"error: no Parquet file in {folder}", file=sys.stderr)
        return 1
    for table in columns:
        key = f", key {keys[table]} unique" if keys[table] else ""
        print(f"\n{table}: {rows[table]:,} rows, {len(columns[table])} columns{key}")
        print("  " + ", ".join(f"{name} {kind.lower()}" for name, kind in columns[table]))
        connection.sql(f"SELECT * FROM {quoted(table)} LIMIT {row_limit}").show(max_width=120)
    broken = 0
    for parent, key in parents(keys, rows).items():
        for child in columns:
            if child != parent and key in dict(columns[child]):
                count = orphans(connection, child, key, parent, key)
                broken += count
                verdict = "whole" if count == 0 else f"{count:,} without a parent"
                print(f"{child}.{key} -> {parent}: {verdict}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3))
