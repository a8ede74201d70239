"""Profiles of folders, the documents written from them, and comparisons, from outside the command."""

import json
import subprocess
import xml.etree.ElementTree as ElementTree

import duckdb
import jsonschema
import pytest
from conftest import COMMAND, ROOT, datagen

PROFILE = json.loads((ROOT / "docs/profile.schema.json").read_text())
COMPARISON = json.loads((ROOT / "docs/comparison.schema.json").read_text())
# Declared before any of them was looked at.
SEEDS = [(1, 2), (11, 12), (21, 22), (31, 32), (41, 42)]


def profile(folder, code=0):
    found = json.loads(datagen("profile", folder, "--json", code=code))
    jsonschema.validate(found, PROFILE)
    return found


def compare(first, second, *arguments):
    result = subprocess.run(
        [COMMAND, "compare", str(first), str(second), "--json", *map(str, arguments)],
        capture_output=True, text=True)
    assert result.returncode in (0, 1), result.stderr
    found = json.loads(result.stdout)
    jsonschema.validate(found, COMPARISON)
    assert found["passes"] == (result.returncode == 0)
    return found


def failing(found):
    return {(item["check"], item["table"], *item["columns"]) for item in found["findings"]
            if item["verdict"] in ("fails", "unreadable")}


def write(folder, name, sql):
    path = folder / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")


def drafted(folder, path):
    """A document from a folder, which `check` accepts."""
    document = path / "draft.yaml"
    datagen("init", "--from", folder, document, "--quiet")
    datagen("check", document)
    return document


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    datagen("init", folder / "shop.yaml", "--quiet")
    datagen("generate", folder / "shop.yaml", "--out", folder / "data", "--quiet")
    return folder


def test_a_profile_finds_keys_references_and_laws(clean):
    found = profile(clean)
    tables = {table["name"]: table for table in found["tables"]}
    assert tables["customers"]["key"] == ["customer_id"]
    references = {(item["column"], item["table"]) for item in tables["orders"]["references"]}
    assert ("customer_id", "customers") in references
    laws = {column["name"]: column["law"] for table in tables.values()
            for column in table["columns"] if "law" in column}
    assert any(law["fits"] and law["word"] not in ("integer", "uniform") for law in laws.values())


def test_formats_have_the_same_profile_and_do_not_drift(shop):
    for form in ("csv", "jsonl"):
        folder = shop / form
        datagen("generate", shop / "shop.yaml", "--out", folder, "--format", form, "--quiet")
        assert failing(compare(shop / "data", folder)) == set()
        assert failing(compare(folder, shop / "data")) == set()
        for own, other in zip(profile(shop / "data")["tables"], profile(folder)["tables"]):
            for key in ("name", "rows", "key"):
                assert own[key] == other[key]
            for a, b in zip(own["columns"], other["columns"]):
                assert (a["name"], a["missing"], a.get("distinct")) == (
                    b["name"], b["missing"], b.get("distinct"))


def test_a_shop_goes_round(shop, tmp_path):
    document = drafted(shop / "data", tmp_path)
    datagen("validate", document, "--data", shop / "data")
    datagen("generate", document, "--out", tmp_path / "data", "--quiet")
    text = document.read_text()
    assert 'customer_id: {key: "C-{:06}"}' in text
    assert "arrivals: {per: customer_id, since: customer_id.signed_up" in text
    found = compare(shop / "data", tmp_path / "data")
    assert not [item for item in found["findings"]
                if item["layer"] == "structure" and item["verdict"] == "fails"]


@pytest.mark.parametrize("seeds", SEEDS, ids=str)
def test_another_seed_is_no_drift(seeds, tmp_path):
    """At a family rate of 1 % five comparisons raise an alarm once in twenty runs of new seeds."""
    datagen("init", tmp_path / "shop.yaml", "--quiet")
    for seed in seeds:
        datagen("generate", tmp_path / "shop.yaml", "--seed", seed, "--out", tmp_path / str(seed),
                "--quiet")
    assert failing(compare(*[tmp_path / str(seed) for seed in seeds])) == set()


ODD = {
    "names": [("select", "range id, range % 3 \"missing\", range \"a.b\", range \"größe\", "
               "range \"1st\", range % 2 = 0 \"true\" FROM range(50)"), ("row", "range id FROM range(3)")],
    "empty": [("t", "1 id, 'a' s, 1.5 f, DATE '2024-01-01' d LIMIT 0")],
    "nulls": [("t", "range id, NULL::VARCHAR s, NULL::INT[] l, NULL::TIMESTAMP t, "
               "NULL::STRUCT(a INT) r FROM range(20)")],
    "nested": [("t", "range id, [range] l, {'a': range, 'b': {'c': range * 2.5}} s, map {'k': 1} m, "
                "[[1], [2]] ll, []::INT[] e FROM range(100)")],
    "categories": [("t", "range id, 'v' || (hash(range) % 2000000) c FROM range(2000000)")],
    "extremes": [("t", "CASE range WHEN 0 THEN 9223372036854775807 WHEN 1 THEN -9223372036854775808 "
                  "ELSE range END i, CASE range WHEN 0 THEN 1e308 WHEN 1 THEN -1e308 ELSE range END d, "
                  "CASE WHEN range % 9 = 0 THEN 'nan'::DOUBLE ELSE 1 / (range + 1) END n, "
                  "DATE '0001-01-01' + (range * 30000)::INT dd FROM range(100)")],
    "types": [("t", "range::UTINYINT a, range::UBIGINT b, range::HUGEINT c, range::FLOAT f, "
               "(range / 7)::DECIMAL(38, 10) g, 'a'::BLOB h, uuid() u, TIME '10:00:00' t, "
               "INTERVAL 1 DAY i FROM range(100)")],
    "cycle": [("a", "range + 1 a_id, range % 10 + 1 b_id FROM range(20)"),
              ("b", "range + 1 b_id, range % 20 + 1 a_id FROM range(10)")],
    "self": [("staff", "range + 1 staff_id, CASE WHEN range > 0 THEN range // 3 + 1 END boss_id "
              "FROM range(50)")],
    "one": [("t", "1 id, 'a' s, 2.5 f, TIMESTAMP '2024-01-01 10:00:00' ts")],
    "parts": [("sales/part-0", "range id FROM range(5)"), ("sales/part-1", "range + 5 id FROM range(5)")],
}


@pytest.mark.parametrize("name", ODD)
def test_odd_folders_give_documents_that_run(name, tmp_path):
    for table, sql in ODD[name]:
        write(tmp_path / "data", table, f"SELECT {sql}")
    profile(tmp_path / "data")
    document = drafted(tmp_path / "data", tmp_path)
    datagen("generate", document, "--out", tmp_path / "again", "--quiet")
    assert document.stat().st_size < 100_000
    assert "unreadable-file" not in {item[0] for item in
                                     failing(compare(tmp_path / "data", tmp_path / "again"))}


def test_a_folder_without_tables_is_told(tmp_path):
    (tmp_path / "notes.md").write_text("nothing")
    assert "holds no Parquet" in datagen("profile", tmp_path)
    datagen("init", "--from", tmp_path, tmp_path / "draft.yaml", code=64)
    assert not (tmp_path / "draft.yaml").exists()
    datagen("profile", tmp_path / "nowhere", code=74)


def test_a_broken_file_hides_no_other(tmp_path):
    (tmp_path / "bad.parquet").write_text("nothing")
    (tmp_path / "good.csv").write_text("id,x\n1,a\n2,b\n")
    found = profile(tmp_path, code=1)
    assert [item["table"] for item in found["unread"]] == ["bad"]
    assert [table["name"] for table in found["tables"]] == ["good"]
    assert failing(compare(tmp_path, tmp_path)) == {("unreadable-file", "bad")}


def test_drift_is_told_in_all_forms(shop, tmp_path):
    with duckdb.connect() as connection:
        (tmp_path / "data").mkdir()
        for table, change in (("customers", "* REPLACE (CASE WHEN hash(customer_id) % 4 = 0 THEN NULL "
                               "ELSE phone END AS phone)"), ("orders", "* EXCLUDE tax")):
            connection.execute(f"COPY (SELECT {change} FROM '{shop}/data/{table}.parquet') "
                               f"TO '{tmp_path}/data/{table}.parquet' (FORMAT parquet)")
    found = compare(shop / "data", tmp_path / "data", "--output", tmp_path / "drift.xml")
    assert failing(found) == {("missing-drift", "customers", "phone"),
                              ("column-missing", "orders", "tax")}
    suites = ElementTree.parse(tmp_path / "drift.xml").getroot()
    assert len(suites.findall(".//failure")) == 2
    text = datagen("compare", shop / "data", tmp_path / "data", code=1).splitlines()
    assert text[0] == "✗ orders of the second folder has no 'tax' [column-missing]"
    wide = compare(shop / "data", tmp_path / "data", "--margin", "0.5")
    assert failing(wide) == {("column-missing", "orders", "tax")}
    datagen("compare", shop / "data", tmp_path / "data", "--output", "x.sarif", code=64)
