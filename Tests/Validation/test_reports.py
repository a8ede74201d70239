"""Reports in all their forms, and data in all the forms that others write."""

import json
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import duckdb
import jsonschema
import polars
import pyarrow.parquet as parquet
import pytest
from conftest import COMMAND, DOCUMENT, ROOT, datagen, failing, report

SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text())
TABLES = ["regions", "customers", "products", "orders", "readings", "makers", "sales", "parts", "visits",
          "calls", "marks"]


def verdicts(found):
    return [(item["check"], item["table"], item["columns"], item.get("rows"), item["verdict"],
             item.get("n")) for item in found["findings"]]


@pytest.fixture
def damaged(clean, tmp_path):
    folder = tmp_path / "damaged"
    shutil.copytree(clean, folder)
    path = folder / "customers.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{path}'")
        connection.execute("UPDATE t SET source = '<&\">' WHERE customer_id = 'C-000100'")
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return folder


def test_reports_fit_their_schema(clean, damaged, tmp_path):
    for found in [report(clean), report(damaged), report(tmp_path)]:
        jsonschema.validate(found, SCHEMA)
    assert report(tmp_path)["score"] == 0


def test_files_say_the_same(damaged, tmp_path):
    files = [tmp_path / name for name in ("r.json", "r.xml", "r.sarif")]
    outputs = [part for file in files for part in ("--output", file)]
    datagen("validate", DOCUMENT, "--data", damaged, *outputs, code=1)
    found = json.loads(files[0].read_text())
    wrong = [item for item in found["findings"] if item["verdict"] == "fails"]
    assert [item["check"] for item in wrong] == ["unknown-values"]
    suites = ElementTree.parse(files[1]).getroot()
    assert int(suites.get("tests")) == len(found["findings"]) == len(suites.findall(".//testcase"))
    failures = suites.findall(".//failure")
    assert [failure.get("message") for failure in failures] == [
        wrong[0]["sentence"] + ", such as <&\">"]
    sarif = json.loads(files[2].read_text())
    run = sarif["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == ["unknown-values"]
    assert "unknown-values" in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    place = run["results"][0]["locations"][0]["physicalLocation"]
    line = DOCUMENT.read_text().splitlines()[place["region"]["startLine"] - 1]
    assert line[place["region"]["startColumn"] - 1:].startswith("source:")


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_formats_get_the_same_verdict(form, clean, tmp_path):
    datagen("generate", DOCUMENT, "--out", tmp_path / "data", "--format", form, "--quiet")
    assert verdicts(report(tmp_path / "data", "--format", form)) == verdicts(report(clean))


@pytest.mark.parametrize("writer", ["duckdb", "polars", "pandas"])
def test_writers_get_the_same_verdict(writer, clean, tmp_path):
    for name in TABLES:
        source, target = clean / f"{name}.parquet", tmp_path / f"{name}.parquet"
        if writer == "duckdb":
            duckdb.sql(f"COPY (FROM '{source}') TO '{target}' (FORMAT parquet)")
        elif writer == "polars":
            polars.read_parquet(source).write_parquet(target)
        else:
            # What pandas has no types for becomes floats, objects and nanoseconds.
            frame = parquet.read_table(source).to_pandas()
            for column in frame.columns:
                if frame[column].dtype == object and name == "products":
                    frame[column] = frame[column].astype(float)
            frame.to_parquet(target)
    assert verdicts(report(tmp_path)) == verdicts(report(clean))


def test_score_decides_where_it_is_asked(damaged):
    datagen("validate", DOCUMENT, "--data", damaged, code=1)
    datagen("validate", DOCUMENT, "--data", damaged, "--fail-under", 95)
    datagen("validate", DOCUMENT, "--data", damaged, "--fail-under", "99.9", code=1)


def test_what_fails_comes_first(damaged):
    lines = datagen("validate", DOCUMENT, "--data", damaged, code=1).splitlines()
    assert lines[0] == ("✗ 1 row of customers.source has a value beside the 4 values of the document, "
                        "such as '<&\">' [unknown-values]")
    assert lines[1] == "" and lines[2].split() == [
        "table", "structure", "marginals", "dependence", "relations", "time", "expectations"]
    assert lines[-1].startswith("1 of ") and lines[-1].endswith("; false alarms at 1 %")


def test_generated_data_are_held_against_their_document(tmp_path):
    said = datagen("generate", DOCUMENT, "--out", tmp_path / "data", "--validate")
    assert "all hold, score 100" in said


def test_claims_are_listed():
    claims = json.loads(datagen("claims", DOCUMENT, "--json"))
    assert [table["table"] for table in claims["tables"]] == TABLES
    kinds = {claim["claim"] for table in claims["tables"] for claim in table["claims"]}
    assert {"key", "reference", "range", "set", "form", "shares", "law", "law by row", "missing", "arrivals",
            "rank correlation", "children", "row-count", "unique", "present", "choice", "missing by row",
            "arrivals in lives", "before", "shares by case", "independent", "rows"} <= kinds
    assert "customers" in datagen("claims", DOCUMENT)


@pytest.mark.parametrize("damage, check", [
    (lambda folder: (folder / "orders.parquet").unlink(), "missing-file"),
    (lambda folder: (folder / "orders.parquet").write_bytes(
        (folder / "orders.parquet").read_bytes()[:-4000]), "unreadable-file"),
    (lambda folder: (folder / "orders.parquet").write_bytes(b""), "unreadable-file"),
    (lambda folder: rewrite(folder, "SELECT * EXCLUDE (weight) FROM t"), "missing-column"),
    (lambda folder: rewrite(folder, "SELECT *, 1 AS more FROM t"), "extra-column"),
    (lambda folder: rewrite(folder, "SELECT * REPLACE ('x' AS weight) FROM t"), "wrong-type"),
    (lambda folder: rewrite(folder, "FROM t LIMIT 0"), None),
])
def test_files_that_cannot_be_judged_are_one_finding(damage, check, clean, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(clean, folder)
    damage(folder)
    found = report(folder)
    if check is None:
        # Without rows there is nothing to judge but that no parent has any, and that marks name some.
        assert failing(found) == {("children-per-parent", "orders"), ("orphan-rows", "marks")}
        verdicts = {item["verdict"] for item in found["findings"] if item["table"] == "orders"}
        assert verdicts == {"empty", "fails"}
    else:
        assert failing(found) == {(check, "orders")}


def rewrite(folder, query):
    path = folder / "orders.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{path}'")
        connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")


def test_a_library_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("DATAGEN_LIBDUCKDB", str(tmp_path / "nothing.so"))
    result = subprocess.run(
        [COMMAND, "validate", DOCUMENT, "--data", tmp_path], capture_output=True, text=True)
    assert result.returncode == 74
    assert "DATAGEN_LIBDUCKDB" in result.stderr and "nothing.so" in result.stderr


@pytest.mark.parametrize("arguments, told", [
    (["--data", "/nowhere/at/all"], "the folder does not exist"),
    (["--fail-under", "101"], "expected a score from 0 to 100"),
    (["--output", "r.txt"], "expected a name that ends in .json, .xml or .sarif"),
    (["--family-rate", "0"], "expected a share above 0 and below 1"),
    (["--margin", "-1"], "expected a number above 0"),
    (["--format", "xls"], "expected arrow, csv, jsonl, parquet"),
    (["--calibrate", "5", "--data", "x"], "--calibrate makes data of its own"),
])
def test_wrong_usage_is_told(arguments, told):
    result = subprocess.run(
        [COMMAND, "validate", DOCUMENT, *arguments], capture_output=True, text=True)
    assert result.returncode in (64, 74)
    assert told in result.stderr
