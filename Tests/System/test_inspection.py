"""plan, preview, row, hash, schema, docs, init, help."""

import json
import re
import shutil

import pyarrow.parquet as pq
import pytest


def test_plan_lists_tables_columns_passes_and_memory(shop):
    text = shop.run("plan", "shop.yaml").stdout
    for words in [
        "customers  A ", "orders     C ", "lines      B ", "colours    literal", "hidden",
        "grid of orders", "counts of lines", "roll-up customers.spend", "dense customers.signed_up",
        "size-dependent", "O(leaf)", "O(parent)", "memory for materials: ", "reads",
    ]:
        assert words in text, words
    assert shop.names() == ["shop.yaml"]


def test_plan_as_json_has_the_same_facts(shop):
    plan = json.loads(shop.run("plan", "shop.yaml", "--json").stdout)
    tables = {table["name"]: table for table in plan["tables"]}
    assert [tables[name]["mode"] for name in ["customers", "orders", "lines", "colours"]] == [
        "A", "C", "B", "literal",
    ]
    assert tables["customers"]["rows"] == 300 and tables["customers"]["rowsAreExact"]
    assert tables["lines"]["parent"] == "orders" and not tables["lines"]["rowsAreExact"]
    assert tables["lines"]["keyBits"] > tables["orders"]["keyBits"]
    assert "file" not in tables["agents"] and tables["agents"]["hidden"]
    columns = {column["name"]: column for column in tables["customers"]["columns"]}
    assert columns["signed_up"]["kept"] == "dense"
    assert columns["spend"]["kept"] == "roll-up" and columns["spend"]["hidden"]
    assert columns["segment"]["generator"] == "choice" and columns["segment"]["sizeDependent"]
    assert columns["note"]["nullable"] and not columns["name"]["nullable"]
    access = {column["name"]: column["access"] for column in tables["orders"]["columns"]}
    assert access["ordered_at"] == access["customer_id"] == "O(leaf)"
    assert access["amount"] == "O(1)"
    assert all(column["access"] == "O(parent)" for column in tables["lines"]["columns"])
    made = [entry["makes"] for entry in plan["passes"]]
    levels = {entry["makes"]: entry["level"] for entry in plan["passes"]}
    assert sorted(levels.values()) == [entry["level"] for entry in plan["passes"]]
    assert levels["dense customers.signed_up"] < levels["grid of orders"]
    assert levels["grid of orders"] < levels["roll-up customers.spend"]
    assert len(made) == len(set(made))
    assert plan["materialBytes"] == sum(entry["bytes"] for entry in plan["passes"])
    grid = next(entry for entry in plan["passes"] if entry["makes"] == "grid of orders")
    assert grid["reads"] == ["customers.signed_up"]


def test_plan_of_columns_too_large_to_keep(shop):
    plan = json.loads(shop.run("plan", "shop.yaml", "--json", "--dense-limit", "100").stdout)
    assert not any(entry["makes"].startswith("dense ") for entry in plan["passes"])


def test_plan_of_more_rows_than_64_bits_count(datagen):
    document = datagen.document("""
        datagen: 1
        tables:
          parents: {rows: 1_000_000_000_000, columns: {id: {key: integer}}}
          children: {rows: {per: parent_id, poisson: 16_000_000}, columns: {parent_id: {ref: parents}}}
    """)
    text = datagen.run("plan", document).stdout
    assert "about 16,000,001,000,000,000,000 rows" in text
    assert "~16,000,000,000,000,000,000" in text
    assert "about 16,000,001,000,000,000,000 rows" in datagen.run("check", document, "--no-data").stdout


def test_plan_of_a_share_tells_its_rows_and_what_it_makes_again(shop):
    plan = json.loads(shop.run("plan", "shop.yaml", "--share", "2/4", "--json").stdout)
    assert plan["share"]["index"] == 2 and plan["share"]["count"] == 4
    # customers 75, orders 1000, lines about 2000, colours 0 or 1
    assert 3070 <= plan["share"]["rows"] <= 3080
    assert plan["share"]["rowsMadeAgain"] >= 300
    assert "share 2/4: makes about" in shop.run("plan", "shop.yaml", "--share", "2/4").stdout


@pytest.fixture
def dataset(shop):
    shop.run("generate", "shop.yaml", "--out", "d")
    return pq.read_table(shop.folder / "d" / "orders.parquet").to_pylist()


def test_preview_shows_the_rows_that_generate_writes(shop, dataset):
    result = shop.run("preview", "shop.yaml", "orders", "-n", "3")
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["order_id", "customer_id", "ordered_at", "amount"]
    assert len(lines) == 4
    for line, row in zip(lines[1:], dataset):
        cells = line.split()
        assert cells[0] == str(row["order_id"]) and cells[1] == row["customer_id"]
        assert cells[-1] == str(row["amount"])
    # Numbers stand right.
    assert len({len(line) for line in lines}) == 1
    assert result.stderr == "rows 1 to 3 of 4,000\n"


def test_preview_can_begin_anywhere_and_as_json(shop, dataset):
    lines = shop.run("preview", "shop.yaml", "orders", "-n", "5", "--from", "3_999", "--json").stdout
    rows = [json.loads(line) for line in lines.splitlines()]
    assert [row["order_id"] for row in rows] == [3999, 4000]
    assert rows[0]["customer_id"] == dataset[3998]["customer_id"]
    assert shop.run("preview", "shop.yaml", "orders", "--from", "9999").stderr.startswith("no rows")


def test_preview_shows_hidden_columns_and_tables_when_asked(shop):
    assert "spend" not in shop.run("preview", "shop.yaml", "customers").stdout
    assert "spend" in shop.run("preview", "shop.yaml", "customers", "--hidden").stdout
    assert shop.run("preview", "shop.yaml", "agents").stdout.splitlines()[0] == "agent_id"


def test_preview_shows_missing_values_as_a_dash(shop):
    rows = shop.run("preview", "shop.yaml", "customers", "-n", "300", "--json").stdout.splitlines()
    missing = sum(json.loads(row)["note"] is None for row in rows)
    assert 0 < missing < 300
    text = shop.run("preview", "shop.yaml", "customers", "-n", "300").stdout
    assert text.count("–") == missing


def test_hidden_durations_are_shown_too(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a:
            rows: 2
            columns: {id: {key: integer}, wait: {value: = minutes(id), hidden: true}}
        """
    )
    assert json.loads(
        datagen.run("row", "document.yaml", "a", "2", "--hidden", "--json").stdout
    ) == {"id": 2, "wait": "120.0s"}


def test_row_finds_a_row_by_key_and_number(shop, dataset):
    text = shop.run("row", "shop.yaml", "customers", "C-00017").stdout
    assert text.splitlines()[0].split() == ["customer_id", "C-00017"]
    row = json.loads(shop.run("row", "shop.yaml", "orders", "#500", "--json").stdout)
    assert row["order_id"] == 500 and row["customer_id"] == dataset[499]["customer_id"]
    assert row == json.loads(shop.run("row", "shop.yaml", "orders", "500", "--json").stdout)
    assert json.loads(shop.run("row", "shop.yaml", "colours", "blue", "--json").stdout) == {
        "colour": "blue", "code": 2,
    }


@pytest.mark.parametrize("table, key", [
    ("customers", "C-00301"), ("customers", "C-1"), ("customers", "nonsense"), ("orders", "#4001"),
    ("orders", "0"), ("colours", "green"),
])
def test_a_row_that_is_not_there_ends_with_1(shop, table, key):
    result = shop.run("row", "shop.yaml", table, key, code=1)
    assert result.stderr.startswith("error: ") and result.stdout == ""


def test_wrong_rows_and_tables_are_usage(shop):
    assert "did you mean 'orders'?" in shop.run("row", "shop.yaml", "ordes", "1", code=64).stderr
    assert "did you mean 'orders'?" in shop.run("preview", "shop.yaml", "order", code=64).stderr
    assert "the tables are" in shop.run("preview", "shop.yaml", "zzzzzz", code=64).stderr
    shop.run("row", "shop.yaml", "orders", "#0", code=64)
    shop.run("row", "shop.yaml", "orders", "#x", code=64)


def test_hash_agrees_with_the_manifest_until_a_value_changes(shop):
    shop.run("generate", "shop.yaml", "--format", "csv", "--out", "d")
    assert "d and its manifest.json agree" in shop.run("hash", "d").stdout
    path = shop.folder / "d" / "colours.csv"
    path.write_text(path.read_text().replace("blue,2", "blue,3"))
    result = shop.run("hash", "d", code=1)
    assert "differs" in result.stdout
    records = json.loads(shop.run("hash", "d", "--json", code=1).stdout)
    assert {record["table"]: record["result"] for record in records} == {
        "customers": "same", "orders": "same", "lines": "same", "colours": "differs",
    }


def test_hash_tells_another_order_from_other_values(shop):
    shop.run("generate", "shop.yaml", "--format", "csv", "--out", "a")
    shutil.copytree(shop.folder / "a", shop.folder / "b")
    path = shop.folder / "b" / "colours.csv"
    head, first, second = path.read_text().splitlines()
    path.write_text("\n".join([head, second, first]) + "\n")
    result = shop.run("hash", "a", "b", code=1)
    assert "other order" in result.stdout and "differs" not in result.stdout


def test_hash_of_two_folders_names_tables_of_one_alone(shop):
    shop.run("generate", "shop.yaml", "--out", "a")
    shop.run("generate", "shop.yaml", "--table", "orders", "--out", "b")
    text = shop.run("hash", "a", "b", code=1).stdout
    assert "only in the first" in text
    assert "only in the second" in shop.run("hash", "b", "a", code=1).stdout


def test_hash_without_manifest_reads_parquet_alone(shop):
    shop.run("generate", "shop.yaml", "--out", "d")
    before = json.loads(shop.run("hash", "d", "--json").stdout)
    (shop.folder / "d" / "manifest.json").unlink()
    # Nothing says what the hashes should be.
    result = shop.run("hash", "d", code=1)
    assert "d has no manifest.json: nothing was compared" in result.stdout
    assert "not compared" in result.stdout and "same" not in result.stdout
    after = json.loads(shop.run("hash", "d", "--json", code=1).stdout)
    assert {record["result"] for record in after} == {"not compared"}
    shutil.copytree(shop.folder / "d", shop.folder / "e")
    assert "d and e agree" in shop.run("hash", "d", "e").stdout
    hashes = lambda records: {r["table"]: (r["logicalHash"], r["orderHash"]) for r in records}
    assert hashes(after) == hashes(before)


def test_hash_names_files_that_the_manifest_does_not_list(datagen):
    datagen.document("""
        datagen: 1
        tables:
          a: {rows: 50, columns: {id: {key: integer}, k: {choice: [x, y]}}}
          b: {rows: 50, columns: {id: {key: integer}}}
        output: {tables: {a: {hive: [k]}, b: {file_size: 1MB}}}
        """)
    datagen.run("generate", "document.yaml", "--out", "d")
    for name in ["notes.txt", "b/_SUCCESS", "b/.part-00077.parquet.crc"]:
        (datagen.folder / "d" / name).write_text("mine")
    datagen.run("hash", "d")
    part = datagen.folder / "d" / "b" / "part-00000.parquet"
    for stray in ["b/part-00077.parquet", "a/k=x/part-00077.parquet", "a/k=z/part-00000.parquet"]:
        path = datagen.folder / "d" / stray
        path.parent.mkdir(exist_ok=True)
        shutil.copy(part, path)
        result = datagen.run("hash", "d", code=1).stdout
        assert re.search(rf"^{stray} .* not in the manifest$", result, re.M), result
        assert "d and its manifest.json differ" in result
        records = json.loads(datagen.run("hash", "d", "--json", code=1).stdout)
        assert {r["table"]: r["result"] for r in records} == {
            "a": "same", "b": "same", stray: "not in the manifest"}
        path.unlink()


def test_a_table_without_rows_in_hive_folders_leaves_the_folder_and_its_columns(datagen):
    datagen.document("""
        datagen: 1
        tables: {a: {rows: 0, columns: {id: {key: integer}, k: {choice: [x, y]}}}}
        output: {tables: {a: {hive: [k]}}}
        """)
    datagen.run("generate", "document.yaml", "--out", "d")
    assert list((datagen.folder / "d" / "a").iterdir()) == []
    table = json.loads((datagen.folder / "d" / "manifest.json").read_text())["tables"][0]
    assert table["files"] == [] and [c["name"] for c in table["columns"]] == ["id"]
    assert table["partedBy"] == [{"name": "k", "type": "text"}]
    datagen.run("hash", "d")


def test_hash_of_what_is_no_dataset(shop):
    assert "manifest.json" in shop.run("hash", ".", code=74).stderr
    shop.run("generate", "shop.yaml", "--out", "d")
    path = shop.folder / "d" / "orders.parquet"
    path.write_bytes(path.read_bytes()[:1000])
    assert "orders.parquet" in shop.run("hash", "d", code=74).stderr


def test_hash_names_what_is_no_folder(shop):
    assert "the folder does not exist" in shop.run("hash", "nowhere", code=74).stderr
    assert "it is a file" in shop.run("hash", "shop.yaml", code=74).stderr


def test_init_writes_to_standard_output(datagen):
    result = datagen.run("init", "-")
    assert result.stdout.startswith("#") and datagen.names() == []
    datagen.run("init", "--quiet")
    assert (datagen.folder / "datagen.yaml").read_text() == result.stdout


def test_init_writes_a_document_that_runs_and_leaves_others_alone(datagen):
    assert "datagen.yaml" in datagen.run("init").stdout
    datagen.run("check", "datagen.yaml")
    datagen.run("generate", "datagen.yaml")
    text = (datagen.folder / "datagen.yaml").read_text()
    result = datagen.run("init", code=74)
    assert result.stderr == "error: 'datagen.yaml': it exists already\n"
    assert (datagen.folder / "datagen.yaml").read_text() == text
    datagen.run("init", "other.yaml", "--quiet")
    assert (datagen.folder / "other.yaml").read_text() == text


def test_init_makes_no_folder(datagen):
    before = datagen.names()
    result = datagen.run("init", "nope/x.yaml", code=74)
    assert result.stderr == (
        "error: 'nope/x.yaml': there is no folder 'nope'; make it first, or name another place\n")
    assert datagen.names() == before
    (datagen.folder / "there").mkdir()
    datagen.run("init", "there/x.yaml")


def test_the_documents_written_for_readers_are_those_committed(datagen):
    from conftest import ROOT

    for arguments, name in [
        (["docs"], "reference.md"), (["docs", "--command"], "cli.md"),
        (["docs", "--checks"], "checks.md"),
        (["schema"], "datagen.schema.json"),
    ]:
        assert datagen.run(*arguments).stdout == (ROOT / "docs" / name).read_text(), name


def test_the_schema_accepts_the_examples():
    from conftest import ROOT
    jsonschema = pytest.importorskip("jsonschema")

    schema = json.loads((ROOT / "docs" / "datagen.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    example = json.loads((ROOT / "examples" / "simple_users_events.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(example)] == []
    example["tables"]["users"]["colums"] = {}
    assert not validator.is_valid(example)


@pytest.mark.parametrize(
    "name", ["check", "docs", "generate", "hash", "init", "plan", "preview", "row", "schema"])
def test_every_subcommand_explains_itself(datagen, name):
    text = datagen.run(name, "--help").stdout
    assert "OVERVIEW" in text and "USAGE: datagen " + name in text
    assert f"datagen {name}" in text.split("USAGE")[0], "no example"
    assert datagen.run("help", name).stdout == text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_know_the_subcommands(datagen, shell):
    script = datagen.run("--generate-completion-script", shell).stdout
    assert "preview" in script and "compression" in script


def test_row_is_found_by_all_columns_of_its_key(datagen):
    datagen.document("""
        datagen: 1
        tables:
          shops: {rows: 20, columns: {shop: {key: "S{:02}"}}}
          days: {rows: 9, columns: {day: {key: integer}}}
          levels:
            rows: {per: [shop, day]}
            key: [shop, day]
            columns: {shop: {ref: shops}, day: {ref: days}}
        """)
    found = json.loads(datagen.run("row", "document.yaml", "levels", "S02", "3", "--json").stdout)
    assert found == {"shop": "S02", "day": 3}
    assert "no row" in datagen.run("row", "document.yaml", "levels", "S02", "30", code=1).stderr
    one = datagen.run("row", "document.yaml", "levels", "S02", code=64).stderr
    assert "the key of 'levels' is 'shop', 'day': give a value for each, in this order" in one


def test_a_row_that_finds_none_is_told_where_its_where_stands(datagen):
    datagen.document("""
        datagen: 1
        tables:
          a: {rows: 4, columns: {id: {key: integer}, x: {integer: {from: 1, to: 4}}}}
          b: {rows: 4, columns: {id: {key: integer}}}
          p:
            rows: 40
            columns:
              y: {integer: {from: 8, to: 9}}
              r: {ref: {a: {share: 60%, where: x > row.y}, b: 40%}}
        """)
    told = datagen.run("generate", "document.yaml", code=2).stderr
    assert "at /tables/p/columns/r/ref/a/where" in told
    assert "--out is empty" in datagen.run("generate", "document.yaml", "--out", "", code=64).stderr
