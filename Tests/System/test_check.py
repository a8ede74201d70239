"""check: every problem at once, for people and programs."""

import json
import re

BAD = """
    datagen: 1
    tables:
      customers:
        rows: 10
        columns:
          id: {key: integer}
          name: {persn: full_name}
          age: {uniform: {from: 1, too: 9}}
      orders:
        rows: ten
        colums: {}
"""
LINE = re.compile(r"^document\.yaml:\d+:\d+: error: .+ \[[a-z-]+\]$")


def test_a_fine_document_is_fine(shop):
    result = shop.run("check", "shop.yaml")
    assert result.stdout.startswith("shop.yaml: fine, 5 tables, about ")
    assert shop.run("check", "shop.yaml", "--json").stdout == "[]\n"
    assert shop.names() == ["shop.yaml"]


def test_all_problems_are_reported_at_once_with_place_and_code(datagen):
    datagen.document(BAD)
    result = datagen.run("check", "document.yaml", code=2)
    heads = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert heads[-1] == f"{len(heads) - 1} errors"
    assert all(LINE.match(line) for line in heads[:-1])
    assert [line.split("[")[-1].rstrip("]") for line in heads[:-1]] == [
        "unknown-generator", "unknown-word", "not-a-whole-number", "unknown-word",
    ]
    for word in ["persn", "too", "colums"]:
        assert any(f"'{word}'" in line for line in heads)
    assert "  did you mean 'person'?" in result.stdout
    assert "  at /tables/customers/columns/name" in result.stdout


def test_json_gives_the_same_problems_with_edits(datagen):
    datagen.document(BAD)
    text = datagen.run("check", "document.yaml", code=2).stdout
    problems = json.loads(datagen.run("check", "document.yaml", "--json", code=2).stdout)
    assert len(problems) == sum(bool(LINE.match(line)) for line in text.splitlines())
    for problem in problems:
        place = f"document.yaml:{problem['line']}:{problem['column']}: error: "
        assert f"{place}{problem['message']} [{problem['code']}]\n" in text
    path = datagen.folder / "document.yaml"
    before = path.read_bytes()
    edits = [problem["edit"] for problem in problems if "edit" in problem]
    for edit in sorted(edits, key=lambda edit: -edit["offset"]):
        end = edit["offset"] + edit["length"]
        before = before[: edit["offset"]] + edit["replacement"].encode() + before[end:]
    path.write_bytes(before)
    left = json.loads(datagen.run("check", "document.yaml", "--json", code=2).stdout)
    assert len(left) < len(problems)
    assert {problem["code"] for problem in left} == {
        "no-columns", "not-a-whole-number"
    }


def test_fix_applies_what_can_be_fixed(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          customers:
            rows: 10
            columns:
              id: {key: integer}
              name: {persn: full_name}
              tier: {choise: [a, b]}
        """
    )
    result = datagen.run("check", "document.yaml", "--fix")
    assert result.stderr == "applied 2 fixes\n"
    text = (datagen.folder / "document.yaml").read_text()
    assert "{person: full_name}" in text and "{choice: [a, b]}" in text
    assert datagen.run("check", "document.yaml", "--fix").stderr == "applied 0 fixes\n"


def test_what_only_data_shows_is_found_before_any_row(datagen):
    datagen.document(
        """
        datagen: 1
        timeframe: {from: 2024-01-01, to: 2024-01-31}
        tables:
          a:
            rows: 5
            columns: {id: {key: integer}, weight: {value: 0.0}}
          b:
            rows: 5
            columns: {a: {ref: a, weight: "= if(weight > 9, 1, 0)"}}
        """
    )
    result = datagen.run("check", "document.yaml", code=2)
    assert re.match(
        r"document\.yaml:10:\d+: error: b\.a: no row has a weight \[cannot-generate\]\n"
        r"  at /tables/b/columns/a\n",
        result.stdout,
    )
    datagen.run("check", "document.yaml", "--no-data")
    result = datagen.run("generate", "document.yaml", code=2)
    assert "b.a: no row has a weight" in result.stderr
    assert datagen.names() == ["document.yaml"]


def test_a_failing_row_is_named(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a:
            rows: 100
            columns:
              id: {key: integer}
              part: {value: = 100 / (id - 42), type: "decimal(12,2)"}
              small: {value: = id * 3, type: int8}
        """
    )
    result = datagen.run("generate", "document.yaml", code=2)
    found = re.search(r"error: a\.(part|small), row (\d+): .+ \[cannot-generate\]", result.stderr)
    assert found, result.stderr
    assert datagen.names() == ["document.yaml"]


def test_a_document_that_is_not_there_is_no_rejection(datagen):
    result = datagen.run("check", "nothing.yaml", code=74)
    assert result.stderr == "error: 'nothing.yaml': the document does not exist\n"
    datagen.run("check", ".", code=74)


def test_problems_of_included_files_name_the_file(datagen):
    datagen.document("tables: {b: {rows: 4, colour: red, columns: {id: {key: integer}}}}", "part.yaml")
    datagen.document("datagen: 1\ninclude: [part.yaml]\ntables: {}\n")
    result = datagen.run("check", "document.yaml", code=2)
    assert result.stdout.startswith("part.yaml:1:23: error: ")


def test_text_of_a_document_cannot_steer_the_terminal(datagen):
    datagen.document('datagen: 1\ntables: {"a\\e[31mb": {rows: 1}}\n')
    result = datagen.run("check", "document.yaml", code=2)
    assert "\x1b" not in result.stdout


def test_files_are_named_as_seen_from_the_current_folder(datagen):
    datagen.document("tables: {b: {rows: 4, colour: red, columns: {id: {key: integer}}}}", "sub/part.yaml")
    datagen.document("datagen: 1\ninclude: [part.yaml]\ntables: {}\n", "sub/main.yaml")
    result = datagen.run("check", "sub/main.yaml", code=2)
    assert result.stdout.startswith("sub/part.yaml:1:23: error: ")


def test_fix_mends_included_files_and_those_alone(datagen):
    common = datagen.document("tables: {u: {rowz: 5, columns: {a: 1}}}\n", "sub/sub/a.yaml")
    own = datagen.document("datagen: 1\ninclude: [sub/a.yaml]\nsead: 3\n", "sub/a.yaml")
    result = datagen.run("check", own, "--fix")
    assert result.stderr == "applied 2 fixes\n"
    assert (datagen.folder / own).read_text() == "datagen: 1\ninclude: [sub/a.yaml]\nseed: 3\n"
    assert (datagen.folder / common).read_text() == "tables: {u: {rows: 5, columns: {a: 1}}}\n"


def test_values_of_options_are_answered_with_what_is_expected(shop):
    for option, value, expected in [
        ("--scale", "-1", "a number above 0, such as 0.1 or 100"),
        ("--scale", "inf", "a number above 0, such as 0.1 or 100"),
        ("--scale", "nan", "a number above 0, such as 0.1 or 100"),
        ("--scale", "0", "a number above 0, such as 0.1 or 100"),
        ("--seed", "-1", "a whole number from 0 to 18446744073709551615"),
        ("--dense-limit", "-5", "a number of bytes, 0 or more"),
        ("--threads", "-1", "a whole number from 1 to 1024"),
        ("--rows", "orders=-1", "table=count, the count a whole number from 0 to 1_000_000_000_000"),
        ("--rows", "orders", "table=count, the count a whole number from 0 to 1_000_000_000_000"),
        ("--set", "orders", "name=value"),
    ]:
        stderr = shop.run("check", "shop.yaml", option, value, code=64).stderr
        assert f"The value '{value}' is invalid for '{option}" in stderr, stderr
        assert f"expected {expected}" in stderr, stderr
    for value in ["1/1000000000", "3/2", "-1/2", "x"]:
        stderr = shop.run("generate", "shop.yaml", "--share", value, code=64).stderr
        assert "expected i/n, the part i from 1 to n and n at most 99999" in stderr
    assert "--out" not in shop.run("generate", "shop.yaml", "--out", "/proc/x", code=74).stderr
    stderr = shop.run("generate", "shop.yaml", "--out", "/proc/x", code=74).stderr
    assert stderr == "error: '/proc/x': no folder can be made there\n"
    for option, value, expected in [("-n", "-1", "0 to 100000"), ("--from", "0", "1 to")]:
        stderr = shop.run("preview", "shop.yaml", "orders", option, value, code=64).stderr
        assert f"expected a whole number from {expected}" in stderr, stderr


def test_numbers_that_are_none_stop_the_run_in_every_format(datagen):
    datagen.document("""
        datagen: 1
        tables:
          t:
            rows: 9
            columns:
              id: {key: integer}
              x: {value: "= if(id = 7, 1e308, 1.0) * id"}
    """)
    for format in ["parquet", "csv", "jsonl", "arrow"]:
        stderr = datagen.run(
            "generate", "document.yaml", "--format", format, "--out", "d", code=2).stderr
        assert stderr.startswith(
            "document.yaml:8:7: error: t.x, row 7: '1e+308 * 7.0' is beyond the largest float "
            "[cannot-generate]\n")
    assert datagen.names() == ["document.yaml"]


def test_scenarios_are_checked_once_each(datagen):
    datagen.document("""
        datagen: 1
        tables: {t: {rows: 9, columns: {id: {key: integer}}}}
        scenarios:
          one: {tables: {t: {columns: {x: = prise}}}}
          two: {tables: {t: {columns: {x: = id + 'x'}}}}
    """)
    for arguments in [], ["--scenario", "one"], ["--scenario", "two"]:
        stdout = datagen.run("check", "document.yaml", *arguments, code=2).stdout
        assert stdout.count("error:") == 2 and stdout.endswith("2 errors\n"), stdout


def test_expressions_without_quotes_are_put_together_by_the_fixes(datagen):
    datagen.document("""
        datagen: 1
        tables:
          t:
            rows: 3
            columns:
              b: {choice: [x, y]}
              c: {value: 1, when: b in ('x', 'y')}
              d: {value: = if(b = 'x', "a", 'b, c'), missing: '0.5'}
              e: {value: 1, when: b in ['x', 'y']}
    """)
    assert datagen.run("check", "document.yaml", "--fix").stdout.endswith("fine, 1 table, 3 rows\n")
    text = (datagen.folder / "document.yaml").read_text()
    assert """when: "b in ('x', 'y')"}""" in text
    assert """value: '= if(b = ''x'', ''a'', ''b, c'')', missing: 0.5}""" in text
