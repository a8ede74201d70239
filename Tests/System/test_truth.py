"""generate --truth: what was planted, held against data from a document that takes nothing away."""

import json
import math
import textwrap

import duckdb
import pytest
from conftest import ROOT

PLANTED = """
    datagen: 1
    name: planted
    seed: 20261122
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      people:
        rows: 3_000
        arrivals: {}
        columns:
          person_id: {key: "P-{:05}"}
          age: {integer: {from: 18, to: 90}}
          klass: {choice: {low: 70%, high: 30%}, hidden: true}
          joined: {arrival: date}
          email: {person: email, missing: "= if(age > 65, 0.4, 0.05)"}
          income: {lognormal: {mean: 40_000, sd: 20_000}, round: 2, missing: "= if(income > 100_000, 1, income / 100_000)"}
          phone: {person: phone, missing: 10%, exact: true}
          fax: {person: phone, when: age < 40, missing: 25%, exact: true}
          city: {place: city, missing: {by: klass, cases: {low: 20%, high: 0%}}}
          visits: {count: visits, of: person_id, missing: 50%}
      visits:
        rows: {per: person_id, poisson: 2}
        columns:
          person_id: {ref: people}
          adviser_id: {ref: people, missing: 30%}
          note: {choice: [a, b]}
          pages: {list: {integer: {from: 1, to: 9}}, length: 3, missing: 20%}
      days:
        rows: {per: person_id, poisson: 3}
        hidden: true
        columns:
          person_id: {ref: people}
          mood: {normal: {mean: 0, sd: 1}}
"""

# The same without anything that takes values away.
COMPLETE = "\n".join(
    line[: line.index(", missing")] + "}" if ", missing" in line else line
    for line in PLANTED.splitlines()
).replace("hidden: true\n        columns", "columns").replace(", hidden: true}", "}")

LOSING = {
    "people": ["email", "income", "phone", "fax", "city", "visits"],
    "visits": ["adviser_id", "pages"],
}


@pytest.fixture
def planted(datagen):
    write(datagen, PLANTED)
    datagen.run("generate", "d.yaml", "--out", "data", "--truth", "truth", "--quiet")
    return datagen


def write(datagen, text, name="d.yaml"):
    (datagen.folder / name).write_text(textwrap.dedent(text))


def rows(folder, table, columns="*"):
    path = f"{folder}/{table}.parquet"
    return duckdb.sql(f"select {columns} from read_parquet('{path}', file_row_number = true)")


def report(folder):
    return json.loads((folder / "truth/truth.json").read_text())


def test_truth_holds_what_the_data_would_be_if_nothing_were_missing(planted):
    write(planted, COMPLETE, "complete.yaml")
    planted.run("generate", "complete.yaml", "--out", "complete", "--quiet")
    for table, columns in LOSING.items():
        names = ", ".join(columns)
        truth = rows(planted.folder / "truth", table, names).fetchall()
        assert truth == rows(planted.folder / "complete", table, names).fetchall()
        data = rows(planted.folder / "data", table, names).fetchall()
        for index, column in enumerate(columns):
            pairs = [(d[index], t[index]) for d, t in zip(data, truth, strict=True)]
            assert all(d is None or d == t for d, t in pairs), column
            assert any(d is None and t is not None for d, t in pairs), column


def test_hidden_columns_and_tables_are_told(planted):
    write(planted, COMPLETE, "complete.yaml")
    planted.run("generate", "complete.yaml", "--out", "complete", "--quiet")
    for table, columns in {"people": "person_id, klass", "days": "person_id, mood"}.items():
        truth = rows(planted.folder / "truth", table, columns).fetchall()
        assert truth == rows(planted.folder / "complete", table, columns).fetchall()
    assert not (planted.folder / "data/days.parquet").exists()
    told = {table["name"]: table for table in report(planted.folder)["tables"]}
    assert told["people"]["hiddenColumns"] == ["klass"]
    assert told["people"]["rowsBy"] == ["person_id"]
    assert told["days"]["hidden"] and told["days"]["file"] == "days.parquet"


def test_mechanisms_and_their_rates(planted):
    people = {
        entry["column"]: entry
        for entry in report(planted.folder)["tables"][0]["missing"]
    }
    assert {name: entry["mechanism"] for name, entry in people.items()} == {
        "email": "MAR", "income": "MNAR", "phone": "MCAR", "fax": "MCAR", "city": "MAR",
        "visits": "MCAR",
    }
    assert people["phone"]["rate"] == 0.1 and people["phone"]["exact"]
    assert people["email"]["expression"] == "if(age > 65, 0.4, 0.05)"
    joined = f"""'{planted.folder}/truth/people.parquet' t
        join '{planted.folder}/data/people.parquet' d using (person_id)"""
    for column, rate in {
        "email": "if(d.age > 65, 0.4, 0.05)",
        "income": "least(t.income / 100000, 1)",
        "city": "if(t.klass = 'low', 0.2, 0)",
    }.items():
        name = people[column]["rateColumn"]
        differ, expected, variance, lost = duckdb.sql(
            f"""select count(*) filter (abs(t.{name} - {rate}) > 1e-12), sum(t.{name}),
                  sum(t.{name} * (1 - t.{name})), count(*) filter (d.{column} is null)
                from {joined}""").fetchall()[0]
        assert differ == 0, column
        assert abs(lost - expected) < 4 * variance**0.5, column


def test_rows_without_a_key_are_known_by_their_place(planted):
    told = {table["name"]: table for table in report(planted.folder)["tables"]}
    assert told["visits"]["rowsBy"] == ["row"]
    places = rows(planted.folder / "truth", "visits", '"row", file_row_number').fetchall()
    assert all(row == place for row, place in places)


def test_shares_and_threads_tell_the_same(planted):
    for threads in ("1", "3"):
        planted.run("generate", "d.yaml", "--out", "d", "--truth", f"t{threads}", "--quiet",
                    "--threads", threads, "--force")
        assert (planted.folder / f"t{threads}/people.parquet").read_bytes() == (
            planted.folder / "truth/people.parquet").read_bytes()
    for share in (1, 2, 3):
        planted.run("generate", "d.yaml", "--out", f"s{share}", "--truth", f"p{share}",
                    "--share", f"{share}/3", "--quiet")
    for table in ("people", "visits", "days"):
        parts = [
            row
            for share in (1, 2, 3)
            for row in rows(planted.folder / f"p{share}", f"{table}-0000{share}-of-00003",
                            "* exclude file_row_number").fetchall()
        ]
        whole = rows(planted.folder / "truth", table, "* exclude file_row_number").fetchall()
        assert parts == whole


def test_the_data_are_the_same_with_and_without(planted):
    planted.run("generate", "d.yaml", "--out", "alone", "--quiet")
    for file in ("people.parquet", "visits.parquet", "manifest.json"):
        assert (planted.folder / "alone" / file).read_bytes() == (
            planted.folder / "data" / file).read_bytes()


def test_truth_is_a_dataset_and_document_json_makes_the_same_data(planted):
    assert "agree" in planted.run("hash", "truth").stderr + planted.run("hash", "truth").stdout
    planted.run("generate", "truth/document.json", "--out", "again", "--quiet")
    assert (planted.folder / "again/people.parquet").read_bytes() == (
        planted.folder / "data/people.parquet").read_bytes()


def test_other_formats_and_single_tables(planted):
    planted.run("generate", "d.yaml", "--out", "c", "--truth", "ct", "--format", "csv",
                "--compression", "gzip", "--table", "visits", "--quiet")
    names = {path.name for path in (planted.folder / "ct").iterdir()}
    assert names == {"visits.csv.gz", "truth.json", "document.json", "manifest.json"}
    planted.run("generate", "d.yaml", "--out", "-", "--truth", "st", "--format", "jsonl",
                "--table", "people", "--quiet")
    assert (planted.folder / "st/people.jsonl").exists()


def test_folders_in_one_another_are_refused(planted):
    for out, truth in (("x", "./x/"), ("x", "x/truth"), ("x/data", "x")):
        ending = planted.run("generate", "d.yaml", "--out", out, "--truth", truth, code=64)
        assert f"--truth {truth}: expected a folder outside that of the data" in ending.stderr
        assert not (planted.folder / "x").exists()
    planted.run("generate", "d.yaml", "--out", "x", "--truth", "-", code=64)


def test_nothing_planted_is_said_too(datagen):
    write(datagen, "datagen: 1\nseed: 1\ntables: {t: {rows: 3, columns: {a: {key: integer}}}}")
    datagen.run("generate", "d.yaml", "--out", "d", "--truth", "t", "--quiet")
    names = {path.name for path in (datagen.folder / "t").iterdir()}
    assert names == {"truth.json", "document.json", "manifest.json"}


def test_correlations_are_told_with_what_they_were_solved_for(datagen):
    datagen.run("generate", ROOT / "examples/values/correlations.yaml", "--out", "d", "--truth",
                "truth", "--quiet", "--rows", "people=10")
    pairs = {
        tuple(pair["between"]): pair for pair in report(datagen.folder)["tables"][0]["correlations"]
    }
    spend = pairs["income", "spend"]
    assert (spend["measure"], spend["target"]) == ("spearman", 0.6)
    # Kruskal 1958: 2 sin(pi / 6 r), where ranks have no ties to speak of.
    assert abs(spend["normal"] - 2 * math.sin(math.pi / 6 * 0.6)) < 1e-3
    assert pairs["weight", "stars"] == {
        "between": ["weight", "stars"], "measure": "copula", "normal": 0.5, "target": 0.5}
    assert pairs["member", "since"]["target"] == -0.5


def test_lengths_of_time_are_told_in_microseconds(datagen):
    write(datagen, """
        datagen: 1
        seed: 1
        tables:
          waits:
            rows: 2_000
            columns:
              wait_id: {key: integer}
              delay: {exponential: 3d, hidden: true}
    """)
    for form in ("csv", "jsonl", "arrow", "parquet"):
        datagen.run("generate", "d.yaml", "--out", form, "--truth", f"t{form}", "--format", form,
                    "--quiet")
    assert (datagen.folder / "tcsv/waits.csv").read_text().startswith("wait_id,delay_us\n")
    names, mean = duckdb.sql(f"""select count(distinct delay_us), avg(delay_us)
        from '{datagen.folder}/tparquet/waits.parquet'""").fetchall()[0]
    assert names == 2_000
    # A mean of n exponentials has the standard error mean / sqrt(n).
    assert abs(mean / (3 * 86_400e6) - 1) < 4 / 2_000**0.5


def test_truth_holds_values_within_values_before_they_went_missing(datagen):
    text = """
        datagen: 1
        seed: 20261122
        tables:
          items:
            rows: 2_000
            columns:
              item_id: {key: integer}
              size: {struct: {width: {integer: {from: 1, to: 9}@}, depth: {integer: {from: 1, to: 9}}}}
              tags: {list: {choice: [a, b]@}, length: 3}
              parts: {map: {one: {integer: {from: 1, to: 9}@}, two: {integer: {from: 1, to: 9}}}}
              lengths: {list: {choice: [a, b]}, length: {integer: {from: 1, to: 3}@}}
              text: {json: {n: {integer: {from: 1, to: 9}@}}}
        output: {format: jsonl}
    """
    write(datagen, text.replace("@", ", missing: 40%"))
    write(datagen, text.replace("@", ""), "complete.yaml")
    datagen.run("generate", "d.yaml", "--out", "data", "--truth", "truth", "--quiet")
    datagen.run("generate", "complete.yaml", "--out", "complete", "--quiet")
    data, truth, complete = (
        (datagen.folder / folder / "items.jsonl").read_text() for folder in ("data", "truth", "complete"))
    assert truth == complete and data != truth
    lost = [json.loads(line)["size"]["width"] is None for line in data.splitlines()]
    assert 700 < sum(lost) < 900
    told = [entry | {"column": entry["column"] + " " + entry["part"]}
            for entry in report(datagen.folder)["tables"][0]["missing"]]
    assert [entry["column"] for entry in told] == [
        "size width", "tags element", "parts one", "lengths length", "text n"]
    assert all(entry["mechanism"] == "MCAR" and entry["rate"] == 0.4 for entry in told)


def test_truth_tells_the_shares_of_parts_beside_that_of_the_whole(datagen):
    write(datagen, """
        datagen: 1
        tables:
          items:
            rows: 20
            columns:
              level: {integer: {from: 1, to: 3}}
              size: {struct: {inner: {struct: {x: {choice: [a], missing: "= level / 10"}}}}, missing: 5%}
    """)
    datagen.run("generate", "d.yaml", "--out", "data", "--truth", "truth", "--quiet")
    whole, part = report(datagen.folder)["tables"][0]["missing"]
    assert whole == {"column": "size", "mechanism": "MCAR", "rate": 0.05, "exact": False}
    assert part == {
        "column": "size", "part": "inner.x", "mechanism": "MAR", "expression": "level / 10",
        "exact": False}
