import Diagnostics
import Engine
import Planning
import Testing

/// Documents at the edge of what is accepted: each is refused, or its rows can be made, or the run
/// says which row cannot.
@Suite struct BreakingTests {
  enum Answer: Equatable {
    case refused(Set<String>)
    case made
    /// Only the data shows it.
    case stopped
  }

  static func answer(_ text: String) -> Answer {
    do {
      try PlanBench.generate(try PlanBench.plan(text), limit: 300)
      return .made
    } catch let list as DiagnosticList {
      return .refused(Set(list.all.map(\.code)))
    } catch {
      return .stopped
    }
  }

  private static let head = "datagen: 1\ntimeframe: {from: 2024-01-01, to: 2024-12-31}\n"

  /// A table of 50 rows with a key, a price, a label and a date, and these columns.
  static func columns(_ lines: String...) -> String {
    """
    \(head)tables:
      items:
        rows: 50
        columns:
          item_id: {key: integer}
          price: {uniform: {from: 1, to: 9}}
          label: {choice: [a, b]}
          made: {date: {from: 2024-01-01, to: 2024-06-30}}

    """ + lines.map { "      \($0)\n" }.joined()
  }

  /// Orders over 100 customers, with these arrivals.
  static func orders(_ arrivals: String, rows: String = "1000", customers: Int = 100) -> String {
    """
    \(head)tables:
      customers:
        rows: \(customers)
        arrivals: {from: 2023-01-01}
        columns:
          customer_id: {key: "C-{:03}"}
          signup: {arrival: date}
          left: {value: = signup + 90d, when: size > 4}
          segment: {choice: {regular: 80%, big: 20%}, exact: true}
          size: {integer: {from: 1, to: 9}}
      orders:
        rows: \(rows)
        arrivals: \(arrivals)
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          at: {arrival: timestamp}
          segment: = customer_id.segment

    """
  }

  static let cases: [(name: String, text: String, answer: Answer)] = [
    ("no rows", orders("{per: customer_id}", rows: "0"), .made),
    ("no rows and a quota", orders("{from: 2024-01-01}", rows: "0", customers: 0), .made),
    ("rows for nobody", orders("{per: customer_id}", customers: 0), .refused(["empty-parent"])),
    (
      "children of nobody", orders("{}", rows: "{per: customer_id, poisson: 3}", customers: 0),
      .made
    ),
    ("rows over a parent's end", orders("{per: customer_id, until: customer_id.left}"), .made),
    (
      "an end before the start",
      orders("{per: customer_id, since: customer_id.signup, until: = customer_id.signup - 1d}"),
      .stopped
    ),
    (
      "a window before all parents",
      orders(
        "{per: customer_id, since: customer_id.signup, "
          + "from: 2020-01-01, to: 2020-02-01}"), .refused(["no-lives"])
    ),
    (
      "counts by the parent", orders("{}", rows: "{per: customer_id, poisson: = customer_id.size}"),
      .made
    ),
    (
      "counts by the parent's value",
      orders("{}", rows: "{per: customer_id, value: = customer_id.size}"), .made
    ),
    (
      "counts beyond their bits",
      orders("{}", rows: "{per: customer_id, poisson: = 1e6 * customer_id.size}"), .stopped
    ),
    (
      "counts below nothing",
      orders("{}", rows: "{per: customer_id, value: = customer_id.size - 5}"), .stopped
    ),
    (
      "growth to nothing", orders("{factors: {g: {by: year, growth: -100%}}}"),
      .refused(["out-of-range"])
    ),
    ("hours of a whole day", orders("{factors: {h: {by: hour, multiply: {0-24: 2}}}}"), .made),
    (
      "hours beyond a day", orders("{factors: {h: {by: hour, multiply: {20-25: 2}}}}"),
      .refused(["unknown-case"])
    ),
    (
      "months in capitals", orders("{factors: {m: {by: month, multiply: {NOV: 2}}}}"),
      .refused(["unknown-case"])
    ),
    ("a range of months", orders("{factors: {m: {by: month, multiply: {nov-dec: 2}}}}"), .made),
    ("a range of weekdays", orders("{factors: {m: {by: weekday, share: {mon-fri: 50%}}}}"), .made),
    ("a range of years", orders("{factors: {m: {by: year, growth: {2023-2025: 50%}}}}"), .made),
    ("years outside the window", orders("{factors: {y: {by: year, multiply: {1999: 2}}}}"), .made),
    (
      "a share for a class of nobody",
      orders("{per: customer_id, factors: {s: {by: customer_id.size, share: {77: 50%}}}}"), .stopped
    ),
    (
      "a share beyond the parents",
      orders("{per: customer_id, heterogeneity: {pareto: {top: 1%, share: 99.9%}, most: 1%}}"),
      .stopped
    ),
    (
      "a limit below an equal part",
      orders("{per: customer_id, heterogeneity: {pareto: {top: 20%, share: 80%}, most: 0.001%}}"),
      .stopped
    ),
    (
      "weights of nothing",
      orders("{per: customer_id, factors: {s: {multiply: = 0 * customer_id.size}}}"), .stopped
    ),
    (
      "weights below nothing",
      orders("{per: customer_id, factors: {s: {multiply: = customer_id.size - 5}}}"), .stopped
    ),
    (
      "a day that every law leaves out", columns("x: {date: {from: = made + 9d, to: = made}}"),
      .stopped
    ),
    (
      "an interval that is empty in a row",
      columns("x: {normal: {mean: 0, sd: 1}, between: [= price, 5]}"), .stopped
    ),
    ("a law far out", columns("x: {normal: {mean: 0, sd: 1}, between: [12, 40]}"), .made),
    ("a law of one value", columns("x: {uniform: {from: 3, to: 3}}"), .made),
    (
      "a huge law", columns("x: {lognormal: {mu: 0, sigma: 300}}"), .refused(["law-too-wide"])
    ),
    ("a huge law, cut", columns("x: {lognormal: {mu: 0, sigma: 300}, between: [0, 1e9]}"), .made),
    (
      "a huge law by row", columns("x: {lognormal: {mu: 0, sigma: = price * 1e4}}"), .stopped
    ),
    ("a huge product", columns("x: = pow(price, 300) * pow(price, 300)"), .stopped),
    ("a huge product of constants", columns("x: = 1e308 * 10"), .refused(["constant-error"])),
    ("a huge product in each row", columns("x: = price * 1e308 * 1e3"), .refused(["never-finite"])),
    ("a huge power", columns("x: = exp(price * 70) * exp(price * 70)"), .stopped),
    ("a huge step", columns("x: {uniform: {from: 1e308, to: 1.7e308}, round: 1e15}"), .made),
    ("a huge count", columns("x: {poisson: 1e15}", "y: {geometric: 1e-12}"), .made),
    (
      "a number that is none", columns("x: {value: nan, type: float64}"),
      .refused(["wrong-literal"])
    ),
    ("infinity", columns("x: {normal: {mean: inf, sd: 1}}"), .refused(["not-accepted"])),
    ("division by nothing", columns("x: = 1 / (price - price)"), .stopped),
    (
      "a constant branch not taken",
      "datagen: 1\nparameters: {n: \"= if(true, 5, 1 / 0)\"}\ntables: {t: {rows: = param.n, columns: {id: {key: integer}}}}\n",
      .made
    ),
    ("weights too large to add", columns("x: {choice: {a: 1e308, b: 1e308, c: 1e308}}"), .made),
    ("weights too small to see", columns("x: {choice: {a: 1e-320, b: 1}}"), .made),
    ("chances beyond one by row", columns("x: {chance: = price}"), .stopped),
    (
      "steep popularity",
      columns("x: {ref: others, weight: {zipf: 90}}")
        + "  others: {rows: 1000, columns: {id: {key: integer}}}\n", .made
    ),
    (
      "popularity of one row",
      columns("x: {ref: others, weight: {zipf: 1}}")
        + "  others: {rows: 1, columns: {id: {key: integer}}}\n", .made
    ),
    (
      "nobody meets the condition",
      columns("x: {ref: others, where: id > 5000}")
        + "  others: {rows: 100, columns: {id: {key: integer}}}\n",
      .refused(["no-candidate"])
    ),
    (
      "a path through a key that may be missing",
      columns("x: {ref: others, when: price > 5}", "y: = x.id + 1")
        + "  others: {rows: 100, columns: {id: {key: integer}}}\n", .made
    ),
    (
      "a key of a hidden table with a path",
      columns("x: {ref: others}", "y: = x.z")
        + "  others: {hidden: true, rows: 9, columns: {id: {key: uuid, hidden: true}, z: {value: 1}}}\n",
      .made
    ),
    (
      "names with blanks",
      "datagen: 1\ntables:\n  my items:\n    rows: 5\n    columns:\n      item id: {key: integer}\n      the label: {choice: [a, b]}\n      x: {by: the label, cases: {a: 1, b: 2}}\n",
      .made
    ),
    (
      "rounding near the end of whole numbers",
      columns("x: {integer: {from: 9007199254740000, to: 9007199254740992}, round: 1000000}"), .made
    ),
    (
      "rounding of decimals to digits",
      columns("x: {value: = price * 1.25, type: \"decimal(12,4)\", round: 1}"), .made
    ),
    (
      "rounding of wide decimals",
      columns(
        "d: {value: = item_id * 1.000001, type: \"decimal(30,10)\"}", "x: {value: = d, round: 100}"),
      .made
    ),
    ("quotas among no rows", columns("x: {choice: [p, q], exact: true, when: price > 100}"), .made),
    (
      "quotas of one row", columns("x: {choice: {p: 50%, q: 50%}, exact: true, when: item_id = 3}"),
      .made
    ),
    (
      "unique numbers of just enough", columns("x: {integer: {from: 1, to: 50}, unique: true}"),
      .made
    ),
    (
      "half unique, half missing",
      columns("x: {integer: {from: 1, to: 50}, unique: true, missing: 50%}"), .made
    ),
    ("a literal of no rows", "datagen: 1\ntables: {t: {literal: [[a, b]]}}\n", .made),
    (
      "a literal with computed columns",
      "datagen: 1\ntables: {t: {literal: [[a, b], [x, 1], [y, null]], columns: {b: {type: int32}, c: {value: = b + 1}}}}\n",
      .made
    ),
    (
      "one day",
      "datagen: 1\ntimeframe: {from: 2024-02-29, to: 2024-02-29}\ntables: {t: {rows: 50, arrivals: {sorted: true}, columns: {at: {arrival: timestamp}}}}\n",
      .made
    ),
    (
      "two thousand years",
      "datagen: 1\ntimeframe: {from: 1000-01-01, to: 2999-12-31}\ntables: {t: {rows: 50, arrivals: {sorted: true, factors: {w: {by: weekday, share: {weekend: 10%}}}}, columns: {at: {arrival: date}}}}\n",
      .made
    ),
    (
      "roll-ups of nothing",
      columns(
        "x: {sum: sales.y, of: item_id}", "z: {mean: sales.y, of: item_id}",
        "f: {first: sales.y, of: item_id}")
        + "  sales: {rows: 0, columns: {item_id: {ref: items}, y: {value: 1}}}\n", .made
    ),
    (
      "a sum too large",
      columns("x: {sum: sales.y, of: item_id}")
        + "  sales: {rows: 900, columns: {item_id: {ref: items}, y: {value: 9000000000000000000}}}\n",
      .refused(["sum-too-large"])
    ),
    (
      "an exact chance of nothing", columns("x: {chance: 0%, exact: true}", "y: {chance: 100%}"),
      .made
    ),
    ("all missing", columns("x: {value: 1, missing: 100%, exact: true}", "y: = x + 1"), .made),
    ("shares of missing by row beyond one", columns("x: {value: 1, missing: = price}"), .stopped),
  ]

  @Test(arguments: cases.indices)
  func `is refused, made, or stopped by name`(index: Int) {
    let (name, text, expected) = Self.cases[index]
    #expect(Self.answer(text) == expected, "\(name)")
  }

  /// As many columns in a line as a document may have, in the order that needs most of the stack.
  @Test func `the longest chain of columns is made`() throws {
    let chain = (1..<200).reversed().map { "      c\($0): = c\($0 - 1) + 1\n" }.joined()
    let text =
      Self.head + "tables:\n  t:\n    rows: 10\n    columns:\n" + chain
      + "      c0: {value: 1, type: float64}\n"
    let batches = try PlanBench.generate(try PlanBench.plan(text))
    #expect(batches["t"]?.rowCount == 10)
  }

  @Test func `a table of 10^12 rows is planned, and a row of it made`() throws {
    let text =
      Self.head + """
        tables:
          customers: {rows: 1000000, columns: {customer_id: {key: integer}}}
          orders:
            rows: 1000000000000
            columns:
              order_id: {key: integer}
              customer_id: {ref: customers}
              state: {choice: {a: 30%, b: 70%}, exact: true}

        """
    let plan = try PlanBench.plan(text)
    let generator = try Generator(plan, options: RunOptions(threads: 1))
    let row = try generator.row(of: 1, at: 999_999_999_999, hidden: false)
    #expect(row.rowCount == 1)
  }
}
