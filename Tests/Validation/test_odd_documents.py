"""Clean data of documents at the edges of what there is: none of them may fail."""

import pytest
from conftest import datagen, failing, report

HEAD = "datagen: 1\nname: odd\nseed: 5\ntimeframe: {from: 2023-01-01, to: 2024-12-31}\n"
ODD = {
    "columns called as statements call theirs": """tables:
  p: {rows: 50, columns: {k: {key: integer}, n: {choice: [a, b]}}}
  r:
    rows: {per: p, poisson: 4}
    arrivals: {}
    columns: {p: {ref: p}, t: {arrival: timestamp}, d: {poisson: 3}, h: {choice: [a, b]},
      v: {normal: {mean: 0, sd: 1}}, c: {choice: [x, y]}, j: = p.n, count: {poisson: 2}}
  s:
    rows: 3000
    arrivals: {sorted: true}
    columns: {t: {arrival: date}, d: {choice: [a, b]}, h: {poisson: 2}, x: {uniform: {from: 0, to: 1}}}
""",
    "relations whose columns are called as statements call theirs": """tables:
  p: {rows: 60, columns: {k: {key: integer}, w: {uniform: {from: 1, to: 5}}, s: {date: {from: 2023-01-01, to: 2024-06-30}},
    due: {integer: {from: 1, to: 4}}}}
  q: {rows: 30, columns: {name: {key: "Q-{:03}"}}}
  c:
    rows: {per: k, poisson: = k.w}
    arrivals: {since: k.s}
    columns: {k: {ref: p}, since: {arrival: timestamp}, total: {ref: p, weight: = w}, o0: {ref: q}}
  e:
    rows: {per: k, value: = k.due}
    columns: {k: {ref: p}, k0: {choice: [a, b]}, c: {choice: [a, b]}, q: {normal: {mean: 0, sd: 1}, missing: "= if(k0 = 'a', 0.1, 0.4)"}}
  m: {rows: 500, columns: {kind: {ref_type: x}, x: {ref: {p: 50%, q: 50%}, type: text}}}
""",
    "numbers beyond all counting": """tables:
  t: {rows: 500, columns: {g: {uniform: {from: 0, to: 1.0e+20}}, h: {pareto: {shape: 0.1}},
    i: {weibull: {shape: 0.05}}, j: {integer: {from: 9007199254740900, to: 9007199254740990}}}}
""",
    "steps beyond all floats": """tables:
  t: {rows: 500, columns: {g: {uniform: {from: 0, to: 1}, type: "decimal(38,20)"},
    h: {normal: {mean: 1.0e+18, sd: 1.0e+17}, type: int64},
    i: {uniform: {from: 0, to: 100000}, type: "decimal(20,12)"}}}
""",
    "laws finer than floats": """tables:
  t: {rows: 5000, columns: {a: {beta: {a: 5, b: 0.05}}, b: {beta: {a: 0.02, b: 0.02}},
    c: {gamma: {mean: 1, sd: 50}}, d: {normal: {mean: 1.0e+12, sd: 1.0e-4}}}}
""",
    "rounded formulas": """tables:
  t: {rows: 500, columns: {a: {normal: {mean: 0, sd: 5}}, b: {value: = a, round: 1},
    c: {value: = a, round: {step: 5}}, d: {value: = a * 10, type: "decimal(12,2)", round: {step: 0.05}},
    e: {value: = a * 1000, type: int64, round: {step: 50}},
    f: {date: {from: 2024-01-01, to: 2024-12-31}, type: timestamp},
    g: {value: = f, type: timestamp, round: 15min}}}
""",
    "laws of one value": """tables:
  t: {rows: 500, columns: {g: {uniform: {from: 5, to: 5}}, h: {loguniform: {from: 2, to: 2}},
    i: {integer: {from: 5, to: 5}}, j: {chance: 0%}, k: {choice: {a: 1, b: 0}}}}
""",
    "values that hold others, in text": """tables:
  t: {rows: 300, columns: {m: {map: {a: {poisson: 1}}}, l: {list: {poisson: 2}, length: 3},
    s: {struct: {a: {poisson: 1}, b: {date: {from: 2024-01-01, to: 2024-02-01}}}}}}
output: {format: csv}
""",
    "cases by numbers, ranges, truths and dates": """tables:
  t:
    rows: 2000
    columns:
      step: {choice: [1, 2], type: "decimal(6,2)"}
      size: {uniform: {from: 0, to: 30_000}}
      flag: {chance: 40%}
      day: {choice: [2024-01-01, 2024-02-01]}
      a: {by: step, cases: {1: {normal: {mean: 0, sd: 1}}}, else: {normal: {mean: 50, sd: 1}}}
      b: {by: size, cases: {0..10_000: {normal: {mean: 0, sd: 1}}}, else: {normal: {mean: 50, sd: 1}}}
      c: {by: flag, cases: {true: {normal: {mean: 0, sd: 1}}}, else: {normal: {mean: 50, sd: 1}}}
      d: {by: day, cases: {2024-01-01: {normal: {mean: 0, sd: 1}}}, else: {normal: {mean: 50, sd: 1}}}
""",
    "no rows, one row": """tables:
  none: {rows: 0, columns: {k: {key: integer}, x: {normal: {mean: 0, sd: 1}}, c: {choice: {a: 30%, b: 70%}}}}
  one: {rows: 1, columns: {k: {key: uuid}, x: {lognormal: {mean: 3, sd: 9}}, c: {choice: {a: 30%, b: 70%}, exact: true}}}
""",
}


@pytest.mark.parametrize("name", ODD)
def test_clean_data_hold(name, tmp_path):
    document = tmp_path / "odd.yaml"
    document.write_text(HEAD + ODD[name])
    datagen("generate", document, "--out", tmp_path / "data", "--quiet")
    found = report(tmp_path / "data", document=document)
    assert failing(found) == set()
    assert any(item["verdict"] == "holds" for item in found["findings"])
