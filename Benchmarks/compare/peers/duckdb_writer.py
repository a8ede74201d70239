"""Makes and writes the like of table F with DuckDB; only COPY is timed."""

import duckdb

from answering import serve

WOODS = ["alder", "ash", "aspen", "beech", "birch", "cedar", "cherry", "chestnut", "elm", "fir",
         "hazel", "hornbeam", "larch", "lime", "maple", "oak", "pine", "poplar", "spruce", "willow"]
SECONDS = 3 * 365 * 86_400 + 86_400

# One draw has fewer bits than twelve symbols of 36, so that the token takes two.
QUERY = f"""
COPY (
  SELECT range AS number,
    exp(4 + sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) AS amount,
    {WOODS}[1 + floor(random() * 20)::INT] AS category,
    TIMESTAMP '2023-01-01' + to_microseconds((random() * {SECONDS}e6)::BIGINT) AS at,
    lower(concat(to_base((random() * {36 ** 6 - 1})::BIGINT, 36, 6),
                 to_base((random() * {36 ** 6 - 1})::BIGINT, 36, 6))) AS token
  FROM range({{rows}})
) TO '{{output}}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)
"""

connection = duckdb.connect()


def copy(task):
    connection.execute(f"SET threads = {task['threads']}")
    connection.execute(QUERY.format(rows=task["rows"], output=task["output"]))


serve(copy)
