"""The SQL of expressions, computed by DuckDB over the rows on which the tool has computed them."""

import json
import math
import os
import pathlib
import re
import subprocess
import textwrap
from decimal import Decimal, getcontext

import duckdb
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
getcontext().prec = 80
COMMAND = os.environ.get("DATAGEN") or str(ROOT / ".build" / "debug" / "datagen")
STORED = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "float32": "FLOAT"}


@pytest.fixture(scope="module")
def matrix(tmp_path_factory):
    """DATAGEN_EXPRESSIONS names a file that holds it already."""
    given = os.environ.get("DATAGEN_EXPRESSIONS")
    path = pathlib.Path(given) if given else tmp_path_factory.mktemp("sql") / "matrix.json"
    if not given:
        subprocess.run(
            ["swift", "run", "--package-path", str(ROOT), "ExpressionMatrix", str(path)], check=True
        )
    return json.loads(path.read_text())


def scale(kind):
    found = re.fullmatch(r"decimal\(\d+,\s*(\d+)\)", kind)
    return int(found[1]) if found else 0


def stored(kind, text):
    """A value of the matrix as a file would hold it, in SQL."""
    if text is None:
        return "NULL"
    if kind == "date":
        return f"DATE '1970-01-01' + {text}"
    if kind == "timestamp":
        return f"make_timestamp({text}::BIGINT)"
    if kind == "timestamp utc":
        return f"make_timestamptz({text}::BIGINT)"
    if kind == "time":
        return f"CAST(make_timestamp({text}::BIGINT) AS TIME)"
    if kind.startswith("decimal"):
        return f"CAST('{Decimal(int(text)).scaleb(-scale(kind))}' AS {kind})"
    if kind in ("text", "uuid"):
        quoted = text.replace("'", "''")
        return f"CAST('{quoted}' AS {'UUID' if kind == 'uuid' else 'VARCHAR'})"
    name = {"int64": "BIGINT", "duration": "BIGINT", "float64": "DOUBLE", "boolean": "BOOLEAN"}
    return f"CAST('{text}' AS {STORED.get(kind) or name[kind]})"


@pytest.fixture(scope="module")
def rows(matrix):
    """All rows in a table, in a session of another zone than UTC."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'Asia/Tokyo'")
    inputs = matrix["inputs"]
    lines = []
    for row in range(len(inputs[0]["values"])):
        cells = [f'{stored(one["type"], one["values"][row])} AS "{one["name"]}"' for one in inputs]
        lines.append(f"SELECT {row} AS place, {', '.join(cells)}")
    connection.execute("CREATE TABLE sample AS " + " UNION ALL ".join(lines))
    return connection


def computed(connection, sample):
    """The values of the rows that do not fail, as the matrix writes them."""
    kind, sql = sample["type"], sample["sql"]
    if kind == "date":
        sql = f"({sql}) - DATE '1970-01-01'"
    elif kind.startswith("time"):
        sql = f"epoch_us({sql})"
    failed = ", ".join(map(str, sample["failedRows"])) or "-1"
    query = f"SELECT place, {sql} FROM sample WHERE place NOT IN ({failed}) ORDER BY place"
    return connection.execute(query).fetchall()


def steps_apart(a, b):
    if a == b:
        return 0
    return abs(a - b) / math.ulp(max(abs(a), abs(b)))


def agrees(kind, expected, found):
    if expected is None or found is None:
        return expected is None and found is None
    if kind.startswith("float"):
        # Each function of the system's library is within one step, some of ours within one.
        return steps_apart(float(expected), found) <= 2
    if kind == "boolean":
        return (expected == "true") == found
    if kind in ("text", "uuid"):
        return expected == str(found)
    return Decimal(int(expected)).scaleb(-scale(kind)) == found


def test_every_value_is_the_same(matrix, rows):
    said = [sample for sample in matrix["samples"] if sample["sql"] is not None]
    wrong = []
    compared = missing = 0
    for sample in said:
        try:
            found = computed(rows, sample)
        except duckdb.Error as error:
            wrong.append((sample["expression"], sample["type"], str(error)[:300], sample["sql"]))
            continue
        for place, value in found:
            compared += 1
            missing += value is None
            if not agrees(sample["type"], sample["values"][place], value):
                wrong.append(
                    (sample["expression"], sample["type"], place, sample["values"][place], value)
                )
                break
    assert not wrong, f"{len(wrong)} of {len(said)}\n" + "\n".join(map(str, wrong[:40]))
    assert len(said) >= 500 and compared >= 20_000 and missing >= 2_000


def test_only_what_cannot_be_said_has_no_sql(matrix):
    """Texts of floats are written in another form; sums of decimals beyond 38 digits have none."""
    unsaid = [sample["expression"] for sample in matrix["samples"] if sample["sql"] is None]
    assert len(unsaid) <= 0.02 * len(matrix["samples"]), unsaid


NESTED = """
    datagen: 1
    seed: 20261122
    tables:
      parcels:
        rows: 3_000
        columns:
          tags: {list: {choice: {fragile: 3, cold: 1, gift: 2}}, length: {poisson: 1.5}, missing: 10%}
          sizes: {list: {integer: {from: 1, to: 14}, type: int32, missing: 20%}, length: {poisson: 3}}
          inches:
            map:
              width: {uniform: {from: 5, to: 30}, round: 1}
              height: {uniform: {from: 1, to: 9}, round: 1, missing: 30%}
          address:
            struct:
              city: {choice: [Ulm, "L'Aquila"]}
              "floor no": {integer: {from: 0, to: 9}, type: int8, missing: 60%}
          tag_count: = length(tags)
          first_tag: = element(tags, 1)
          third_tag: = element(tags, 3)
          is_gift: = contains(tags, 'gift')
          has_four: = contains(sizes, 4)
          size_count: = length(sizes)
          second_size: = element(sizes, 2)
          width: = inches.width
          height: = inches.height
          entries: = length(inches)
          city: = address.city
          floor: = address.`floor no`
"""


def test_parts_of_nested_columns_are_read_alike(matrix, tmp_path):
    (tmp_path / "parcels.yaml").write_text(textwrap.dedent(NESTED))
    out = tmp_path / "out"
    subprocess.run([COMMAND, "generate", "parcels.yaml", "-o", str(out)], cwd=tmp_path, check=True)
    files = f"'{out}/*.parquet'"
    for part in matrix["parts"]:
        column, sql = part["column"], part["sql"]
        differing, present, all_rows = duckdb.sql(
            f'SELECT count(*) FILTER ("{column}" IS DISTINCT FROM {sql}), count("{column}"), count(*)'
            f" FROM read_parquet({files})"
        ).fetchall()[0]
        assert (differing, all_rows) == (0, 3000), part
        assert present > 300, part


def test_a_wrong_value_would_be_seen(rows):
    sample = {"type": "int64", "sql": 'CAST("i" AS BIGINT) + 1', "failedRows": []}
    found = computed(rows, sample)
    assert not agrees("int64", str(found[0][1] - 1), found[0][1])
    assert not agrees("float64", "0.1", 0.1 + 1e-15)
    assert not agrees("decimal(10,2)", "125", Decimal("1.26"))
    assert not agrees("text", "a", None)
