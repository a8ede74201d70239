import Columnar
import Planning
import Testing

@testable import Engine

/// What columns hold, word by word, as documents write them.
@Suite struct GeneratorTests {
  /// One table of these columns.
  private static func table(
    _ columns: String, rows: Int = 5000, seed: Int = 5
  ) throws -> TableData {
    try Workbench.dataset(document(columns, rows: rows, seed: seed))["t"]
  }

  private static func document(_ columns: String, rows: Int = 5000, seed: Int = 5) -> String {
    """
    datagen: 1
    name: words
    seed: \(seed)
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      t:
        rows: \(rows)
        columns:

    """ + columns
  }

  @Test func `sequences step from their start`() throws {
    let table = try Self.table(
      """
            up: {sequence: 1}
            down: {sequence: {start: 10, step: -3}}
            last: {sequence: {start: 9223372036854770807, step: 1}}
      """)
    #expect(table.integers("up") == (1...5000).map { $0 })
    #expect(table.integers("down") == (0..<5000).map { 10 - 3 * $0 })
    #expect(table.integers("last").last == 9_223_372_036_854_775_806)
  }

  @Test func `unique numbers are a shuffle of their range, and stay when the table grows`() throws {
    let column = "      n: {integer: {from: 11, to: 5010}, unique: true}"
    let all = try Self.table(column).integers("n").compactMap { $0 }
    #expect(all.sorted() == Array(11...5010))
    #expect(all != all.sorted())
    #expect(try Self.table(column, rows: 300).integers("n") == Array(all.prefix(300)))
  }

  @Test func `a million unique numbers, addresses and UUIDs differ`() throws {
    #if DEBUG
      let rows = 60_000
    #else
      let rows = 1_000_000
    #endif
    let table = try Self.table(
      """
            n: {integer: {from: 1, to: 1200000}, unique: true}
            mail: {person: email, unique: true}
            token: {uuid: v4}
      """, rows: rows)
    #expect(Set(table.integers("n")).count == rows)
    #expect(Set(table.texts("mail")).count == rows)
    #expect(Set(table.texts("token")).count == rows)
  }

  @Test func `addresses of children of children differ and lie on reserved domains`() throws {
    let data = try Workbench.dataset(
      """
      datagen: 1
      name: people
      seed: 2
      tables:
        a: {rows: 40, columns: {id: {key: integer}}}
        b: {rows: {per: a_id, value: 9}, columns: {id: {key: integer}, a_id: {ref: a}}}
        c:
          rows: {per: b_id, value: 9}
          columns:
            id: {key: integer}
            b_id: {ref: b}
            mail: {person: email, unique: true}
            phone: {person: phone}
      """)
    let mails = data["c"].texts("mail").compactMap { $0 }
    #expect(mails.count == 40 * 81)
    #expect(Set(mails).count == mails.count)
    #expect(
      mails.allSatisfy { mail in
        ["example.com", "example.net", "example.org"].contains {
          mail.hasSuffix("@" + $0) || mail.hasSuffix("." + $0)
        }
      })
    #expect(data["c"].texts("phone").allSatisfy { $0?.contains("-555-01") ?? false })
  }

  @Test func `columns of one row describe one person`() throws {
    let table = try Self.table(
      """
            full: {person: full_name}
            first: {person: first_name}
            last: {person: last_name}
            mail: {person: email}
      """, rows: 500)
    for row in 0..<500 {
      let (first, last) = (table.texts("first")[row] ?? "", table.texts("last")[row] ?? "")
      #expect(table.texts("full")[row] == "\(first) \(last)")
    }
  }

  @Test func `dates lie between their ends, both included`() throws {
    let table = try Self.table(
      """
            d: {date: {from: 2024-02-27, to: 2024-03-01}}
            one: {date: {from: 2024-02-29, to: 2024-02-29}}
            from: {date: {from: 2024-01-01, to: 2024-01-10}, missing: 20%}
            later: {date: {from: = from, to: = from + 2d}}
      """)
    let counts = Set(table.texts("d").compactMap { $0 })
    #expect(counts == ["2024-02-27", "2024-02-28", "2024-02-29", "2024-03-01"])
    #expect(Set(table.texts("one")) == ["2024-02-29"])
    var gaps: Set<Int64> = []
    for (from, later) in zip(table.integers("from"), table.integers("later")) {
      #expect((from == nil) == (later == nil))
      if let from, let later { gaps.insert(later - from) }
    }
    #expect(gaps == [0, 1, 2])
  }

  @Test func `a range of dates that is empty in a row names the row's ends`() {
    let text = Self.document(
      """
            from: {date: {from: 2024-01-01, to: 2024-01-10}}
            later: {date: {from: = from + 1d, to: = from}}
      """)
    #expect(Workbench.failure { _ = try Workbench.dataset(text) }.hasPrefix("no day lies from 20"))
  }

  @Test func `cases by text, number, range, truth and missing value`() throws {
    let table = try Self.table(
      """
            kind: {choice: {a: 1, b: 1, c: 1}, missing: 25%}
            by_text: {by: kind, cases: {a: 1, b: {integer: {from: 5, to: 6}}}, else: 9}
            none: {by: kind, cases: {a: x, b: y}}
            amount: {uniform: {from: 0, to: 30}, missing: 10%}
            size: {by: amount, cases: {..9.99: small, 10..20: middle, 20.01..: large}, else: unknown}
            whole: {integer: {from: 1, to: 4}}
            word: {by: whole, cases: {1: one, 2: two}, else: "= concat('n', kind)"}
            flag: {chance: 50%, missing: 20%}
            yes: {by: flag, cases: {true: 1, false: 0}}
      """, rows: 800)
    for row in 0..<table.rowCount {
      let kind = table.texts("kind")[row]
      let value = table.integers("by_text")[row] ?? 0
      #expect(kind == "a" ? value == 1 : kind == "b" ? (5...6).contains(value) : value == 9)
      #expect(table.texts("none")[row] == ["a": "x", "b": "y"][kind ?? ""])
    }
    let sizes = table.texts("size")
    for (amount, size) in zip(table.numbers("amount"), sizes) {
      let expected =
        amount.map { value in
          value <= 9.99
            ? "small"
            : value >= 10 && value <= 20
              ? "middle"
              : value >= 20.01
                ? "large"
                : "unknown"
        } ?? "unknown"
      #expect(size == expected)
    }
    let kinds = table.texts("kind")
    for (row, (whole, word)) in zip(table.integers("whole"), table.texts("word")).enumerated() {
      let expected = whole == 1 ? "one" : whole == 2 ? "two" : "n" + (kinds[row] ?? "")
      #expect(word == expected)
    }
    for (flag, yes) in zip(table.texts("flag"), table.integers("yes")) {
      #expect(yes == flag.map { $0 == "true" ? 1 : 0 })
    }
  }

  @Test func `a branch that is not taken cannot fail`() throws {
    let table = try Self.table(
      """
            kind: {choice: {safe: 1, none: 1}}
            low: {by: kind, cases: {safe: 1, none: 5}}
            value: {uniform: {from: 0, to: 4}, between: [= low, 3], when: kind = 'safe', else: 7}
            day: {by: kind, cases: {safe: {uniform: {from: = low, to: 2}}, none: = 0 - 1}}
      """)
    for (kind, value) in zip(table.texts("kind"), table.numbers("value")) {
      #expect(kind == "safe" ? (1...3).contains(value ?? 0) : value == 7)
    }
  }

  @Test func `weights by row choose only what has weight`() throws {
    let table = try Self.table(
      """
            p: {uniform: {from: 0, to: 1}}
            side: {choice: {l: = p, r: = 1 - p}}
            one: {choice: {l: "= if(p < 0.5, 1, 0)", r: "= if(p < 0.5, 0, 2)"}}
      """)
    for (p, one) in zip(table.numbers("p"), table.texts("one")) {
      #expect(one == ((p ?? 0) < 0.5 ? "l" : "r"))
    }
    // E(p) = 1/2 both, and those with p above 0.9 are nearly all l: 95 % ± 5 deviations.
    let high = zip(table.numbers("p"), table.texts("side")).filter { ($0.0 ?? 0) > 0.9 }
    let left = Double(high.count { $0.1 == "l" }) / Double(high.count)
    #expect(abs(left - 0.95) < 5 * (0.95 * 0.05 / Double(high.count)).squareRoot())
  }

  @Test func `between truncates by row; an end that is missing is open`() throws {
    let table = try Self.table(
      """
            low: {uniform: {from: -1, to: 1}}
            top: {uniform: {from: 1, to: 2}, missing: 30%}
            x: {normal: {mean: 0, sd: 1}, between: [= low, = top]}
            n: {poisson: 3, between: [1, null]}
      """, rows: 1000)
    var beyond = 0
    for (row, x) in table.numbers("x").enumerated() {
      let x = try #require(x)
      #expect(x >= table.numbers("low")[row] ?? 0)
      if let top = table.numbers("top")[row] { #expect(x <= top) } else if x > 2 { beyond += 1 }
    }
    #expect(beyond > 0)
    #expect(table.integers("n").allSatisfy { ($0 ?? 0) >= 1 })
  }

  @Test func `an interval without values names the ends`() {
    let text = Self.document(
      """
            low: {sequence: 1}
            x: {uniform: {from: 0, to: 2}, between: [= low, 4]}
      """)
    #expect(
      Workbench.failure { _ = try Workbench.dataset(text) }
        == "'uniform' with from 0.0, to 2.0 has no value between 2.0 and 4.0")
  }

  @Test func `a mean beyond what a law takes is refused`() {
    let text = Self.document(
      """
            mean: {value: 1.0e30}
            x: {poisson: = mean}
      """, rows: 3)
    #expect(
      Workbench.failure { _ = try Workbench.dataset(text) }
        == "'poisson' has no values for mean 1e+30")
  }

  @Test func `a length of time beyond 64 bits is refused`() {
    let text = Self.document(
      """
            mean: {value: = 30d * 3000000.0, hidden: true}
            x: {normal: {mean: = mean, sd: = mean}, hidden: true}
            y: 1
      """, rows: 1000)
    let failure = Workbench.failure { _ = try Workbench.dataset(text) }
    #expect(failure.hasPrefix("'normal' drew "))
    #expect(failure.hasSuffix(", beyond the range of int64"))
  }

  @Test func `rounding is half to even, to digits and to steps`() throws {
    let table = try Self.table(
      """
            n: {sequence: 0}
            half: {value: = n / 2.0, round: 0}
            eighth: {value: = n / 8.0, round: 2}
            step: {value: = n * 5, round: 10}
            money: {value: = n * 25, type: "decimal(12,2)", round: 50}
      """, rows: 100)
    for row in 0..<100 {
      let half = (Double(row) / 2).rounded(.toNearestOrEven)
      #expect(table.numbers("half")[row] == half)
      let eighth = (Double(row) / 8 * 100).rounded(.toNearestOrEven) / 100
      #expect(table.numbers("eighth")[row] == eighth)
      #expect(
        table.numbers("step")[row] == (Double(row) * 5 / 10).rounded(.toNearestOrEven) * 10)
      #expect(
        table.numbers("money")[row] == (Double(row) * 25 / 50).rounded(.toNearestOrEven) * 50)
    }
  }

  @Test func `missing values have their share, by row where it varies`() throws {
    let table = try Self.table(
      """
            p: {choice: [0, 1, 0.5]}
            a: {value: 1, missing: = p}
            b: {value: 1, missing: 20%}
      """)
    for (p, a) in zip(table.numbers("p"), table.texts("a")) {
      if p == 0 { #expect(a != nil) }
      if p == 1 { #expect(a == nil) }
    }
    // 1000 ± 5 deviations of 28.
    #expect(abs(table.column("b").nullCount - 1000) < 142)
  }

  @Test func `values and lists of one literal fill every row`() throws {
    let table = try Self.table(
      """
            text: constant
            number: 2.5
            day: {value: 2024-05-06}
            uuid: {value: 00000000-0000-4000-8000-00000000000a, type: uuid}
            wide: {value: 12345678901234567890123.45, type: "decimal(30,2)"}
            only: {choice: [just one]}
      """, rows: 10)
    let expected = [
      "text": "constant", "number": "2.5", "day": "2024-05-06",
      "uuid": "00000000-0000-4000-8000-00000000000a", "wide": "12345678901234567890123.45",
      "only": "just one",
    ]
    for name in table.names {
      #expect(table.texts(name) == Array(repeating: expected[name], count: 10))
    }
  }
}
