"""Compares two files of lineitem column by column, and what must hold inside ours."""

import datetime
import json
import sys

import duckdb

TOLERANCE = 0.01
# What must hold in every row or order of ours; each query counts what does not.
RULES = {
    "l_extendedprice": "SELECT count(*) FROM ours WHERE l_extendedprice <> l_quantity * (90000 + "
                       "(l_partkey // 10) % 20001 + 100 * (l_partkey % 1000)) / 100",
    "l_receiptdate": "SELECT count(*) FROM ours WHERE l_receiptdate <= l_shipdate",
    "l_returnflag": "SELECT count(*) FROM ours WHERE (l_returnflag = 'N') <> "
                    "(l_receiptdate > DATE '1995-06-17')",
    "l_linestatus": "SELECT count(*) FROM ours WHERE (l_linestatus = 'O') <> "
                    "(l_shipdate > DATE '1995-06-17')",
    "l_linenumber": "SELECT count(*) FROM (SELECT count(*) AS n, min(l_linenumber) AS a, "
                    "max(l_linenumber) AS b, count(DISTINCT l_linenumber) AS d FROM ours "
                    "GROUP BY l_orderkey) WHERE n > 7 OR a <> 1 OR b <> n OR d <> n",
    # One order date must explain all lines of an order: shipped 1 to 121 days after it, promised for
    # 30 to 90 days after it.
    "l_commitdate": "SELECT count(*) FROM (SELECT greatest(max(l_shipdate) - 121, "
                    "max(l_commitdate) - 90) AS a, least(min(l_shipdate) - 1, "
                    "min(l_commitdate) - 30) AS b FROM ours GROUP BY l_orderkey) WHERE a > b",
    "l_suppkey": "SELECT count(*) FROM (SELECT count(DISTINCT l_suppkey) AS n FROM ours "
                 "GROUP BY l_partkey) WHERE n > 4",
}


def number(value):
    if isinstance(value, datetime.date):
        return float(value.toordinal())
    return float(value)


def facts(connection, table, column, kind):
    """Nulls, distinct values, ends; ends of texts are those of their lengths, beside few values."""
    low, high = (f"min({column})", f"max({column})")
    if kind == "VARCHAR":
        low, high = f"min(length({column}))", f"max(length({column}))"
    return connection.execute(
        f"SELECT count(*) - count({column}), count(DISTINCT {column}), {low}, {high} FROM {table}"
    ).fetchall()[0]


def compared(connection, column, kind):
    (nulls, distinct, low, high) = facts(connection, "ours", column, kind)
    (their_nulls, their_distinct, their_low, their_high) = facts(connection, "theirs", column, kind)
    if nulls != their_nulls:
        yield f"{nulls} nulls, not {their_nulls}"
    if abs(distinct - their_distinct) > TOLERANCE * their_distinct:
        yield f"{distinct:,} values, not {their_distinct:,}"
    width = number(their_high) - number(their_low)
    for what, value, other in (("minimum", low, their_low), ("maximum", high, their_high)):
        if abs(number(value) - number(other)) > TOLERANCE * width:
            yield f"{what} {value}, not {other}"
    if kind == "VARCHAR" and their_distinct < 100:
        values = [
            connection.execute(f"SELECT DISTINCT {column} FROM {table} ORDER BY 1").fetchall()
            for table in ("ours", "theirs")]
        if values[0] != values[1]:
            yield f"{values[0]}, not {values[1]}"


def main(ours, theirs):
    connection = duckdb.connect()
    for name, path in (("ours", ours), ("theirs", theirs)):
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM '{path}'")
    columns = connection.execute("DESCRIBE ours").fetchall()
    differences = []
    mine, other = [[one[:2] for one in connection.execute(f"DESCRIBE {name}").fetchall()]
                   for name in ("ours", "theirs")]
    if mine != other:
        differences.append(("types", f"{mine}, not {other}"))
    for column in columns:
        for problem in compared(connection, column[0], column[1]):
            differences.append((column[0], problem))
    for column, query in RULES.items():
        broken = connection.execute(query).fetchall()[0][0]
        if broken:
            differences.append((column, f"{broken:,} rows or orders break the rule"))
    count = "SELECT count(*), count(DISTINCT l_comment) FROM "
    both = [connection.execute(count + name).fetchall()[0] for name in ("ours", "theirs")]
    print(json.dumps({"rows": [one[0] for one in both], "comments": [one[1] for one in both],
                      "differences": differences}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
