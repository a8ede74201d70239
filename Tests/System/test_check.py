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


def test_what_has_no_effect_is_a_warning_and_the_document_is_fine(datagen):
    document = """
        datagen: 1
        timeframe: {from: 2023-01-01, to: 2024-12-31}
        tables:
          t:
            rows: 20
            arrivals: {sorted: true, factors: {a: {by: year, growth: {2022: 5%, 2024: 3%}}}}
            columns: {d: {arrival: date}}
    """
    datagen.document(document, "growth.yaml")
    line = "growth.yaml:7:63: warning: the factor 'a' has no effect in '2022', when no row arrives"
    result = datagen.run("check", "growth.yaml")
    assert result.stdout.startswith(line)
    assert result.stdout.endswith("growth.yaml: fine, 1 table, 20 rows\n")
    result = datagen.run("check", "growth.yaml", "--json")
    assert [one["severity"] for one in json.loads(result.stdout)] == ["warning"]
    result = datagen.run("generate", "growth.yaml", "--out", "data")
    assert result.stderr.startswith(line)


def test_all_problems_are_reported_at_once_with_place_and_code(datagen):
    datagen.document(BAD)
    result = datagen.run("check", "document.yaml", code=2)
    heads = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert heads[-1] == f"{len(heads) - 1} errors"
    assert all(LINE.match(line) for line in heads[:-1])
    assert [line.split("[")[-1].rstrip("]") for line in heads[:-1]] == [
        "unknown-generator", "unknown-word", "no-columns", "not-a-whole-number", "unknown-word",
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
        r"document\.yaml:10:38: error: b\.a: no row of 'a' has a weight above 0 \[no-weight\]\n"
        r"  at /tables/b/columns/a/weight\n"
        r"  expected a weight above 0 for at least one row of 'a'\n$",
        result.stdout,
    )
    datagen.run("check", "document.yaml", "--no-data")
    result = datagen.run("generate", "document.yaml", code=2)
    assert "b.a: no row of 'a' has a weight above 0" in result.stderr
    assert datagen.names() == ["document.yaml"]


UNPREPARED = """
    datagen: 1
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      p:
        rows: 50
        columns:
          id: {key: integer}
          born: {date: {from: 2024-03-01, to: 2024-03-30}}
          kind: {choice: [a, b], when: id > 1000, else: a}
          n: {integer: {from: -9, to: 9}}
          risky: {value: = 100 / (n - n), type: int32}
      late:
        rows: 100
        arrivals:
          per: p_id
          from: 2024-01-01
          since: p_id.born
        columns: {p_id: {ref: p}, at: {arrival: date}}
      rare:
        rows: 1000
        arrivals:
          per: p_id
          heterogeneity: {pareto: {top: 20%, share: 99%}, most: 1%}
          factors:
            one: {by: p_id.kind, share: {b: 20%}}
            other: {by: p_id.kind, share: {b: 10%}}
        columns: {p_id: {ref: p}, at: {arrival: date}}
      even:
        rows: 1000
        arrivals: {per: p_id, heterogeneity: {pareto: {top: 20%, share: 21%}}}
        columns: {p_id: {ref: p}, at: {arrival: date}}
      stated:
        rows: {per: p_id, value: 2}
        arrivals: {since: p_id.born, until: = p_id.born}
        columns: {p_id: {ref: p}, at: {arrival: date}}
      below:
        rows: 10
        columns: {b: {ref: p, weight: = n}}
      factor:
        rows: 1000
        arrivals: {per: p_id, factors: {f: {multiply: = p_id.n}}}
        columns: {p_id: {ref: p}, at: {arrival: date}}
      silent:
        rows: 1000
        arrivals: {per: p_id, factors: {f: {multiply: = p_id.risky}}}
        columns: {p_id: {ref: p}, at: {arrival: date}}
      summed:
        rows: 50
        columns: {id: {key: integer}, s: {sum: child.x, of: summed_id, where: 1 / (x - 1) > 0}, c: {count: child, of: summed_id}}
      child:
        rows: 200
        columns: {summed_id: {ref: summed}, x: {integer: {from: 1, to: 3}}}
"""


def test_all_that_preparation_finds_is_told_at_once_where_it_is_written(datagen):
    datagen.document(UNPREPARED)
    problems = json.loads(datagen.run("check", "document.yaml", "--json", code=2).stdout)
    told = {
        problem["pointer"].removeprefix("/tables/"): (problem["code"], problem["expected"])
        for problem in problems
    }
    assert len(told) == len(problems)
    assert told == {
        "p/columns/risky/value": (
            "row-without-value",
            "an expression with a value in each row; if(condition, …) leaves rows out"),
        "late/arrivals/from": (
            "nobody-alive",
            "'from: 2024-03-01' or later in 'arrivals', or a parent alive on 2024-01-01"),
        "rare/arrivals/heterogeneity/most": ("most-out-of-reach", "a share of at least 5.9%"),
        "rare/arrivals/factors/one/share/b": (
            "class-without-parents",
            "0%, or a parent of the class that is alive between 2024-01-01 and 2024-12-31"),
        "rare/arrivals/factors/other/share/b": (
            "class-without-parents",
            "0%, or a parent of the class that is alive between 2024-01-01 and 2024-12-31"),
        "even/arrivals/heterogeneity/pareto/share": (
            "pareto-out-of-reach", "a share from 26.5% to 99.2%"),
        "stated/rows/value": (
            "no-time-for-rows",
            "a number that is 0 for parents without time, or a law such as {poisson: 2}, "
            "which leaves them out"),
        "below/columns/b/weight": ("weight-range", "weights that are finite and 0 or more"),
        "factor/arrivals/factors/f": ("factor-range", "a finite number of 0 or more"),
        "summed/columns/s/where": (
            "row-without-value",
            "an expression with a value in each row; if(condition, …) leaves rows out"),
    }
    # Each place is a word of the document, found from its offset.
    text = (datagen.folder / "document.yaml").read_text()
    words = {"most-out-of-reach": "1%", "pareto-out-of-reach": "21%", "no-time-for-rows": "2",
             "nobody-alive": "2024-01-01", "weight-range": "n"}
    for problem in problems:
        if word := words.get(problem["code"]):
            assert text[problem["offset"]:][:len(word)] == word, problem
    generated = datagen.run("generate", "document.yaml", code=2).stderr
    checked = datagen.run("check", "document.yaml", code=2).stdout
    assert generated == checked and checked.endswith("10 errors\n")
    assert datagen.names() == ["document.yaml"]


def test_the_ranges_that_preparation_states_can_be_reached(datagen):
    mended = UNPREPARED
    for old, new in [
        ("100 / (n - n)", "n"), ("from: 2024-01-01\n", "from: 2024-03-01\n"),
        ("share: 99%}, most: 1%", "share: 26.6%}, most: 5.9%"), ("share: {b: 20%}", "share: {b: 0%}"),
        ("share: {b: 10%}", "share: {b: 0%}"), ("share: 21%", "share: 26.5%"),
        ("value: 2}", "poisson: 2}"), ("weight: = n", 'weight: "= max(n, 0)"'),
        ("multiply: = p_id.n", 'multiply: "= max(p_id.n, 0)"'),
        ("multiply: = p_id.risky", 'multiply: "= max(p_id.risky, 0)"'),
        ("where: 1 / (x - 1) > 0", "where: x > 1"),
    ]:
        assert old in mended, old
        mended = mended.replace(old, new)
    datagen.document(mended)
    assert "fine" in datagen.run("check", "document.yaml").stdout


def test_a_class_that_is_needed_has_a_share(datagen):
    text = """
        datagen: 1
        timeframe: {from: 2024-01-01, to: 2024-12-31}
        tables:
          p:
            literal:
              - [id, born, kind]
              - [1, 2024-01-01, old]
              - [2, 2024-02-01, new]
            columns: {born: {type: date}}
          c:
            rows: 1000
            arrivals: {per: p_id, since: p_id.born, factors: {k: {by: p_id.kind, share: {old: SHARE, new: REST}}}}
            columns: {p_id: {ref: p}, at: {arrival: date}}
    """
    datagen.document(text.replace("SHARE", "0%").replace("REST", "100%"))
    assert datagen.run("check", "document.yaml", code=2).stdout == (
        "document.yaml:13:87: error: c: rows are due on 2024-01-01, but the only parents alive then "
        "are 'old', which 'k' gives 0% of the rows [class-needed]\n"
        "  at /tables/c/arrivals/factors/k/share/old\n"
        "  expected a share above 0%, a later 'from', or another parent alive on 2024-01-01\n")
    datagen.document(text.replace("SHARE", "1%").replace("REST", "99%"))
    assert "[share-out-of-reach]" in datagen.run("check", "document.yaml", code=2).stdout
    datagen.document(text.replace("SHARE", "60%").replace("REST", "40%"))
    datagen.run("check", "document.yaml")


def test_changes_of_the_command_line_are_answered_with_what_there_is(shop):
    stdout = shop.run("check", "shop.yaml", "--rows", "ordes=5", code=2).stdout
    assert stdout == (
        "--rows:1:1: error: unknown table 'ordes' [unknown-table]\n"
        "  expected one of 'agents', 'colours', 'customers', 'lines', 'orders'\n"
        "  did you mean 'orders'?\n")


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
    found = re.search(r"error: a\.(part|small), row (\d+): .+ \[row-without-value\]", result.stderr)
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


def test_fix_leaves_json_that_says_what_was_meant(datagen):
    datagen.document(r"""
        {"datagen": 1, "tables": {"t": {"rows": 5, "columns": {
          "id": {"key": "integer"},
          "a": {"choice": ["x", "y"], "missing": 30},
          "b": {"chance": 5, "exact": "yes"},
          "c": {"unifrom": {"from": "1", "to": 2}},
          "d": {"value": "= a == 'y'"},
          "e": {"value": "= \"x\" = a"},
          "f": {"date": {"from": "2024-1-5", "to": "2024-02-01"}},
          "g": {"integer": {"from": 1, "to": 5}, "type": "int23"}
        }}}}
    """, "t.json")
    problems = json.loads(datagen.run("check", "t.json", "--json", code=2).stdout)
    assert all("edit" in problem for problem in problems) and len(problems) == 9
    # Each edit by itself leaves JSON.
    text = (datagen.folder / "t.json").read_bytes()
    for problem in problems:
        edit = problem["edit"]
        end = edit["offset"] + edit["length"]
        json.loads(text[:edit["offset"]] + edit["replacement"].encode() + text[end:])
    result = datagen.run("check", "--fix", "t.json")
    assert result.stderr == "applied 9 fixes\n"
    columns = json.loads((datagen.folder / "t.json").read_text())["tables"]["t"]["columns"]
    assert columns == {
        "id": {"key": "integer"},
        "a": {"choice": ["x", "y"], "missing": "30%"},
        "b": {"chance": "5%", "exact": True},
        "c": {"uniform": {"from": 1, "to": 2}},
        "d": {"value": "= a = 'y'"},
        "e": {"value": "= 'x' = a"},
        "f": {"date": {"from": "2024-01-05", "to": "2024-02-01"}},
        "g": {"integer": {"from": 1, "to": 5}, "type": "int32"},
    }


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
            "document.yaml:8:21: error: t.x, row 7: '1e+308 * 7.0' is beyond the largest float "
            "[row-without-value]\n  at /tables/t/columns/x/value\n"
            "  expected an expression with a value in each row; if(condition, …) leaves rows out\n")
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
