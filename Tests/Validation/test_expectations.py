"""What a document expects of its data: in reports of all forms, of all formats, and SQL that would read more."""

import json
import subprocess
import xml.etree.ElementTree as ElementTree

import duckdb
import jsonschema
import pytest
from conftest import COMMAND, DOCUMENT, ROOT, datagen, report

SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text())
TABLES = """datagen: 1
name: expected
seed: 7
timeframe: {from: 2024-01-01, to: 2024-12-31}
tables:
  customers:
    rows: 60
    columns: {customer_id: {key: integer}, segment: {choice: {regular: 70%, big: 30%}, exact: true}}
  orders:
    rows: 3_000
    arrivals: {}
    columns:
      order_id: {key: integer}
      customer_id: {ref: customers, weight: {zipf: 1}}
      ordered_at: {arrival: timestamp}
      day: = date(ordered_at)
      total: {lognormal: {mean: 80, sd: 60}, type: "decimal(8,2)", missing: 5%}
      weight: {normal: {mean: 40, sd: 8}}
      paid: {chance: 80%}
expect:
"""

#: An expectation with a bound that holds, and what pandas-like SQL gives for it.
VALUES = [
    ("{mean: orders.total, at_least: 0}", "select avg(total) from orders"),
    ("{mean: orders.weight, where: paid, at_least: 0}", "select avg(weight) from orders where paid"),
    ("{sd: orders.weight, at_least: 0}", "select stddev_samp(weight) from orders"),
    ("{sum: orders.total, at_least: 0}", "select sum(total) from orders"),
    ("{min: orders.total, at_least: 0}", "select min(total) from orders"),
    ("{max: total * 2, of: orders, at_least: 0}", "select max(total) * 2 from orders"),
    ("{quantile: orders.weight, at: 95%, at_least: 0}",
     "select quantile_cont(weight, 0.95) from orders"),
    ("{count: orders, is: 3_000}", "select 3000"),
    ("{count: orders, where: customer_id.segment = 'big', at_least: 1}",
     "select count(*) from orders join customers using (customer_id) where segment = 'big'"),
    ("{share: total > 80, of: orders, between: [1%, 99%]}",
     "select count(*) filter (where total > 80) / count(*) from orders"),
    ("{never: total < 0, of: orders}", "select 0"),
    ("{value: count(distinct customer_id), of: orders, at_least: 1}",
     "select count(distinct customer_id) from orders"),
    ("{value: count(total) / count(), of: orders, at_least: 0}",
     "select count(total) / count(*) from orders"),
    ("{value: \"top_share(total, 0.2)\", of: orders, by: customer_id, at_least: 1%}",
     "select sum(s) filter (where p <= 12) / sum(s) from (select s, row_number() over (order by s "
     "desc) p from (select sum(total)::double s from orders group by customer_id))"),
    ("{value: sum(total), of: orders, where: paid, by: [customer_id.segment, month(day)], at_least: 1e9}",
     "select min(s) from (select sum(total) s from orders join customers using (customer_id) where "
     "paid group by segment, month(day))"),
    ("{ratio: [{value: mean(total), where: paid}, mean(total)], of: orders, at_least: 0}",
     "select avg(total) filter (where paid) / avg(total) from orders"),
    ("{ratio: [count(), {value: count(), of: customers, where: segment = 'big'}], of: orders, at_least: 0}",
     "select 3000 / 18"),
    ("{value: max(ordered_at) - min(ordered_at), of: orders, at_most: 400d}",
     "select epoch_us(max(ordered_at)) - epoch_us(min(ordered_at)) from orders"),
    ("{mean: orders.day, at_least: 2024-01-01}",
     "select avg(epoch_us(day::timestamp)) from orders"),
    ("{max: orders.ordered_at, is: 2024-12-31}", "select epoch_us(max(ordered_at)) from orders"),
    ("{sql: select median(weight) from orders, at_least: 0}", "select median(weight) from orders"),
]


def written(folder, items):
    document = folder / "expected.yaml"
    document.write_text(TABLES + "".join(f"  - {item}\n" for item in items))
    return document


def expected(found):
    return [item for item in found["findings"] if item["layer"] == "expectations"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("expected")
    document = written(folder, [item for item, _ in VALUES])
    datagen("check", document)
    for form in ("parquet", "csv", "jsonl"):
        datagen("generate", document, "--out", folder / form, "--format", form, "--quiet")
    return folder, document


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
def test_values_are_those_of_plain_sql(form, made):
    folder, document = made
    found = report(folder / form, "--format", form, document=document)
    jsonschema.validate(found, SCHEMA)
    items = expected(found)
    assert len(items) == len(VALUES)
    with duckdb.connect() as connection:
        for table in ("customers", "orders"):
            connection.execute(f"CREATE TABLE {table} AS FROM '{folder / 'parquet' / table}.parquet'")
        for item, (text, sql) in zip(sorted(items, key=lambda i: int(i["pointer"].split("/")[-1])),
                                     VALUES):
            due = float(connection.execute(sql).fetchone()[0])
            assert item["value"] == pytest.approx(due, rel=1e-12), text
            assert item["verdict"] == ("fails" if "1e9" in text else "holds"), item["sentence"]
            assert item["statistic"] in text


def test_what_is_outside_fails_with_the_line_that_expects_it(made, tmp_path):
    document = written(tmp_path, [
        "{mean: orders.total, between: [1, 2]}",
        "{value: count(), of: orders, by: customer_id.segment, at_most: 3}",
        "{name: all is paid, share: paid, of: orders, is: 100%}",
        "{never: paid and customer_id.segment = 'big', of: orders}",
        "{name: none is like that, sql: select count(*) from orders, is: 0}",
    ])
    folder, _ = made
    outputs = [tmp_path / name for name in ("r.json", "r.xml", "r.sarif")]
    datagen("validate", document, "--data", folder / "parquet", code=1,
            *[part for file in outputs for part in ("--output", file)])
    found = json.loads(outputs[0].read_text())
    items = expected(found)
    assert [item["verdict"] for item in items] == ["fails"] * 5
    assert {item["check"] for item in items} == {"expectation", "expected-sql"}
    layer = next(layer for layer in found["layers"] if layer["layer"] == "expectations")
    assert (layer["holding"], layer["judged"], layer["score"]) == (0, 5, 0)
    assert items[0]["atLeast"] == "1" and items[0]["atMost"] == "2"
    assert items[1]["n"] == 2 and items[1]["wrong"] == 2 and len(items[1]["examples"]) == 2
    assert items[2]["sentence"].startswith("all is paid: ")
    assert len(ElementTree.parse(outputs[1]).getroot().findall(".//failure")) == 5
    lines = document.read_text().splitlines()
    for result, item in zip(json.loads(outputs[2].read_text())["runs"][0]["results"], items):
        region = result["locations"][0]["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1]
        index = int(item["pointer"].split("/")[-1])
        assert line == lines[lines.index("expect:") + 1 + index]


def test_the_size_of_other_data_is_passed_over(made):
    folder, document = made
    datagen("generate", document, "--scale", 0.5, "--out", folder / "half", "--quiet")
    found = report(folder / "half", "--scale", 0.5, document=document)
    passed = {item["statistic"] if "statistic" in item else "" for item in expected(found)
              if item["verdict"] == "empty"}
    assert all("own number of rows" in item["sentence"] for item in expected(found)
               if item["verdict"] == "empty")
    assert sum(item["verdict"] == "empty" for item in expected(found)) == 5, passed
    assert not [item for item in expected(found) if item["verdict"] == "fails"]


SQL = {
    "select count(*) from '/etc/passwd'": "reads the file '/etc/passwd'",
    "select count(*) from read_csv('/etc/passwd')": "reads 'read_csv(…)'",
    "select count(*) from read_text('orders.parquet')": "reads 'read_text(…)'",
    "select getenv('HOME')": "calls 'getenv'",
    "attach 'x.db' as x": "is no SELECT",
    "install httpfs": "is no SELECT",
    "set threads = 2": "is no SELECT",
    "copy orders to 'stolen.csv'": "is no SELECT",
    "select 1; select 2": "is several statements",
    "select count(*) from oders": "reads 'oders'",
    "select max(wieght) from orders": "cannot be run",
    "select day from orders": "gives DATE",
}


@pytest.mark.parametrize("sql", SQL)
def test_sql_that_reads_more_is_one_clear_mistake(sql, made, tmp_path):
    document = written(tmp_path, [json.dumps({"sql": sql, "at_least": 0})])
    for arguments in (["check"], ["validate", "--data", made[0] / "parquet"],
                      ["generate", "--validate", "--out", tmp_path / "data"]):
        result = subprocess.run(
            [COMMAND, arguments[0], str(document), *map(str, arguments[1:])], capture_output=True,
            text=True, cwd=tmp_path)
        assert result.returncode == 2, result.stdout + result.stderr
        assert (result.stdout + result.stderr).count("[unusable-sql]") == 1
        assert f"the SQL {SQL[sql]}" in result.stdout + result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expected.yaml"]


def test_without_duckdb_check_says_nothing_of_sql(made, tmp_path):
    document = written(tmp_path, ["{sql: select wieght from orders, is: 1}"])
    result = subprocess.run([COMMAND, "check", str(document)], capture_output=True, text=True,
                            env={"DATAGEN_LIBDUCKDB": "/nowhere/libduckdb.so"})
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_missing_column_is_told_once(made, tmp_path):
    folder, document = made
    for table in ("customers", "orders"):
        columns = "* EXCLUDE (weight)" if table == "orders" else "*"
        duckdb.sql(f"COPY (SELECT {columns} FROM '{folder / 'parquet' / table}.parquet') TO "
                   f"'{tmp_path / table}.parquet'")
    found = report(tmp_path, document=document)
    wrong = [item for item in found["findings"] if item["verdict"] == "unreadable"]
    assert {item["check"] for item in wrong} == {"missing-column", "expected-sql"}


def test_an_expectation_of_the_clean_data_holds(clean):
    found = expected(report(clean, document=DOCUMENT))
    assert len(found) == 8 and all(item["verdict"] == "holds" for item in found)
