"""Texts that rules make, filler text and JSON text, read back by their words."""

import json
import math
import re
from collections import Counter

import duckdb
import polars as pl
from conftest import ROOT

ROWS = 20_000


def table(datagen, columns, rows=ROWS, head=""):
    datagen.document(
        f"datagen: 1\nseed: 20261121\n{head}tables:\n  t:\n    rows: {rows}\n    columns:\n{columns}",
        "texts.yaml")
    datagen.run("generate", "texts.yaml", "--out", "data", "--quiet", "--force")
    return pl.read_parquet(datagen.folder / "data/t.parquet")


def assert_share(found, expected, rows=ROWS):
    """Within 5 standard errors."""
    assert abs(found / rows - expected) < 5 * math.sqrt(expected * (1 - expected) / rows)


def test_fields_of_one_choice_agree(datagen):
    data = table(datagen, """\
      a:
        grammar: "{x.one}/{x.two}/{x 2.one}/{x 2.two}/{y 1}/{y}/{y 1}/{y}/{x.long}"
        rules:
          x: [{one: a, two: A, long: "{y}a"}, {one: b, two: B, long: "{y}b", weight: 3}]
          y: {"{z}1": 1, "{z}2": 1}
          z: [p, q, r]
""")["a"]
    firsts = Counter()
    other = same = free = 0
    for text in data:
        a, b, c, d, y1, y, y2, y3, long = text.split("/")
        assert b == a.upper() and d == c.upper() and y1 == y2 and long[-1] == a
        firsts[a] += 1
        other += a == c
        same += y1 == y
        free += y == y3
    # The second choice is one of its own, and what is not numbered is drawn anew.
    assert_share(firsts["b"], 0.75)
    assert_share(other, 0.75**2 + 0.25**2)
    assert_share(same, 1 / 6)
    assert_share(free, 1 / 6)


def test_rules_go_by_a_column_and_hold_columns(datagen):
    data = table(datagen, """\
      stars: {integer: {from: 1, to: 5}}
      name: {choice: [Ann, Bo], missing: 25%}
      day: {date: {from: 2024-01-01, to: 2024-12-31}}
      code: {pattern: "[A-Z]{3}\\\\d{2,4}"}
      a:
        grammar: "{word} {name}|{code}|{= stars * 2}|{day}"
        rules: {word: [fine, good]}
        vary: {by: stars, cases: {1: {word: bad}, 4..5: {word: {great: 3, "{best}": 1}, best: best}}}
""")
    words = Counter()
    for stars, name, day, code, text in data.rows():
        first, *rest = text.split("|")
        word, own = first.split(" ")
        assert word in {1: ("bad",), 2: ("fine", "good"), 3: ("fine", "good")}.get(
            stars, ("great", "best"))
        # What is missing leaves nothing.
        assert own == (name or "") and rest == [code, str(2 * stars), day.isoformat()]
        words[word] += stars >= 4
    assert_share(words["great"], 0.75, words["great"] + words["best"])


def test_a_rule_within_itself_ends(datagen):
    data = table(datagen, """\
      a: {grammar: "{x}", depth: 3, rules: {x: {"({x})": 4, o: 1}}}
      b: {grammar: "{list}", depth: 4, rules: {list: ["{item}", "{item}, {list}"], item: [u, "[{list}]"]}}
""")
    depths = Counter(text.count("(") for text in data["a"])
    assert all(text == "(" * n + "o" + ")" * n for text in data["a"] for n in [text.count("(")])
    # A third bracket inside two is forced to end: at most 3.
    assert set(depths) == {0, 1, 2, 3}
    for depth, share in ((0, 0.2), (1, 0.16), (2, 0.128), (3, 0.512)):
        assert_share(depths[depth], share)
    for text in data["b"]:
        json.loads("[" + text.replace("u", "1") + "]")


def test_optional_parts_capitals_and_articles(datagen):
    words = ["uncle", "user", "hour", "house", "apple", "university", "unimportant thing",
             "one-way ticket", "honest man", "European", "8-hour day", "Écu", "item"]
    data = table(datagen, f"""\
      a:
        grammar: "{{w|a}}. {{w|capital}}. {{w|a|capital}}{{more? 30%}}{{more?}}"
        rules: {{w: {json.dumps(words)}, more: "!"}}
      b: {{grammar: "{{e|capital}}", rules: {{e: [élan, ıl, ""]}}}}
""")
    an = {"uncle", "hour", "apple", "unimportant thing", "honest man", "8-hour day", "item"}
    marks = Counter()
    for text in data["a"]:
        first, second, third = re.sub("!*$", "", text).split(". ")
        marks[text.count("!")] += 1
        article, word = first.split(" ", 1)
        assert article == ("an" if word in an else "a"), text
        assert second[0] == second[0].upper() and second.lower() in [w.lower() for w in words]
        article, word = third.split(" ", 1)
        assert article == ("An" if word in an else "A"), text
    for count, share in ((0, 0.35), (1, 0.5), (2, 0.15)):
        assert_share(marks[count], share)
    # A capital that needs more bytes is left as it is.
    assert set(data["b"]) == {"Élan", "ıl", ""}


def test_filler(datagen):
    data = table(datagen, """\
      words: {lorem: words, length: {integer: {from: 1, to: 9}}}
      text: {lorem: sentences, length: 4}
      page: {lorem: paragraphs, missing: 10%}
      none: {lorem: words, length: {integer: {from: 0, to: 1}, missing: 50%}}
""", rows=2_000)
    lengths = Counter(len(text.split(" ")) for text in data["words"])
    assert set(lengths) == set(range(1, 10))
    for text in data["text"]:
        sentences = re.findall(r"[^.]+\.", text)
        assert len(sentences) == 4 and "".join(sentences) == text
        for sentence in sentences:
            words = sentence.strip(" .").split(" ")
            assert 4 <= len(words) <= 12 and words[0][0].isupper()
    assert all(text.count("\n\n") == 1 for text in data["page"] if text)
    assert data["page"].null_count() > 0 and data["none"].null_count() > 0
    assert "" in set(data["none"])


JSON_COLUMNS = """\
      id: {key: integer}
      text: {choice: ['plain', 'with "quotes" and \\\\', 'ä €'], missing: 20%}
      price: {uniform: {from: 0, to: 9}, type: "decimal(6,2)"}
      body:
        json:
          id: = id
          text: = text
          price: = price
          at: {date: {from: 2024-01-01, to: 2024-01-31}}
          is_open: {chance: 50%}
          ratio: {normal: {mean: 0, sd: 1}, missing: 30%}
          tags: {list: {choice: [a, b], missing: 10%}, length: {poisson: 1}, missing: 10%}
          sizes: {map: {width: {integer: {from: 1, to: 5}}, height: {value: 2, missing: 50%}}}
          inner: {struct: {line: "= concat('a\\nb', text)", more: {json: {deep: {list: {list: {integer: {from: 0, to: 9}}, length: 2}, length: 1}}}}}
"""


def test_json_text_is_json(datagen):
    for form in ("parquet", "csv", "jsonl", "arrow"):
        datagen.document(
            f"datagen: 1\nseed: 20261121\ntables:\n  t:\n    rows: 3000\n    columns:\n{JSON_COLUMNS}",
            "json.yaml")
        datagen.run("generate", "json.yaml", "--out", form, "--format", form, "--quiet", "--force")
    folder = datagen.folder
    connection = duckdb.connect()
    rows = connection.sql(
        f"select id, text, price, body from read_parquet('{folder}/parquet/t.parquet') order by id"
    ).fetchall()
    assert connection.sql(
        f"select count(*) from read_parquet('{folder}/parquet/t.parquet') where json_valid(body)"
    ).fetchall() == [(3000,)]
    seen = Counter()
    for key, text, price, body in rows:
        value = json.loads(body)
        assert list(value) == [
            "id", "text", "price", "at", "is_open", "ratio", "tags", "sizes", "inner"]
        assert value["id"] == key and value["text"] == text and value["price"] == float(price)
        assert value["is_open"] in (True, False)
        assert len(value["inner"]["more"]["deep"][0]) == 2
        assert value["inner"]["line"] == "a\nb" + (text or "")
        assert value["sizes"].get("height", 2) == 2
        seen["ratio"] += value["ratio"] is None
        seen["tags"] += value["tags"] is None
        seen["height"] += "height" not in value["sizes"]
    assert all(count > 100 for count in seen.values()) and len(seen) == 3
    csv = connection.sql(
        f"select body from read_csv('{folder}/csv/t.csv', header = true) order by id").fetchall()
    assert [body for body, in csv] == [row[3] for row in rows]
    lines = [json.loads(line) for line in (folder / "jsonl/t.jsonl").read_text().splitlines()]
    bodies = [line["body"] for line in lines]
    assert [b if isinstance(b, dict) else json.loads(b) for b in bodies] == [
        json.loads(row[3]) for row in rows]


def test_reviews_of_the_gallery(datagen):
    datagen.run("generate", ROOT / "examples/values/reviews.yaml", "--out", "data", "--quiet")
    reviews = pl.read_parquet(datagen.folder / "data/reviews.parquet")
    customers = pl.read_parquet(datagen.folder / "data/customers.parquet")
    names = dict(customers.select("customer_id", "first_name").rows())
    bad = ("Never again.", "A disappointment.")
    for row in reviews.iter_rows(named=True):
        assert row["text"].startswith(bad) == (row["stars"] <= 2)
        assert row["text"].endswith(" – " + names[row["customer_id"]])
        assert row["product"] in row["text"]
        is_two = "my two" in row["text"].lower()
        assert not re.search(r"\bthey\b" if not is_two else r", and it\b", row["text"]), row["text"]
