import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

/// Missing values and values that cannot be computed.
@Suite struct NullAndErrorTests {
  /// All nine pairs of true, false, null.
  static let bench = Workbench([
    "a": .booleans([true, true, true, false, false, false, nil, nil, nil]),
    "b": .booleans([true, false, nil, true, false, nil, true, false, nil]),
    "n": .integers([1, 2, nil, 0, 5, nil, 7, 0, 9]),
    "m": .integers([1, 1, 1, nil, 1, 1, 1, nil, 1]),
    "t": .texts(["x", nil, "y", "x", "z", nil, "x", "y", "z"], isDictionary: true),
  ])

  private func short(_ expression: String) throws -> String {
    try Self.bench.evaluate(expression).texts
      .map { ["true": "T", "false": "F", "null": "-"][$0] ?? $0 }.joined(separator: " ")
  }

  @Test(arguments: [
    ("a and b", "T F - F F F - F -"), ("a or b", "T T T T F - T - -"),
    ("not b", "F T - F T - F T -"), ("a = b", "T F - F T - - - -"),
    ("a is missing", "F F F F F F T T T"), ("a is present", "T T T T T T F F F"),
    ("a and null", "- - - F F F - - -"), ("a or null", "T T T - - - - - -"),
    ("n > 1", "F T - F T - T F T"), ("n between 1 and 5", "T T - F T - F F F"),
    ("n not between 1 and 5", "F F - T F - T T T"), ("n in (1, 7)", "T F - F F - T F F"),
    ("n not in (1, 7)", "F T - T T - F T T"), ("t in ('x', 'y')", "T - T T F - T T F"),
    ("t not in ('x')", "F - T F T - F T T"), ("n + null", "- - - - - - - - -"),
    ("if(a, 1, 2)", "1 1 1 2 2 2 2 2 2"), ("if(b, n, null)", "1 - - 0 - - 7 - -"),
    ("coalesce(n, -1)", "1 2 -1 0 5 -1 7 0 9"), ("coalesce(t, 'none')", "x none y x z none x y z"),
    ("concat(t, '!')", "x! ! y! x! z! ! x! y! z!"), ("max(n, 3)", "3 3 - 3 5 - 7 3 9"),
    ("min(n, 3)", "1 2 - 0 3 - 3 0 3"), ("upper(t)", "X - Y X Z - X Y Z"),
    ("length(t)", "1 - 1 1 1 - 1 1 1"), ("-n", "-1 -2 - 0 -5 - -7 0 -9"),
    // A null condition takes the second branch, whose value is null then.
    ("if(n = 0, 0, mod(12, n))", "0 0 - 0 2 - 5 0 3"),
  ])
  func `nulls follow SQL`(expression: String, expected: String) throws {
    #expect(try short(expression) == expected, "\(expression)")
  }

  @Test func `a division by zero names the first row`() throws {
    #expect(throws: EvaluationError.withoutValue(row: 3, "division by zero")) {
      try short("10 / n")
    }
    #expect(throws: EvaluationError.withoutValue(row: 3, "division by zero")) {
      try short("mod(10, n)")
    }
    #expect(throws: EvaluationError.withoutValue(row: 3, "'log' of a number that is not above 0")) {
      try short("log(n)")
    }
  }

  @Test func `texts beyond 2 GiB are an error of the row that is one too many`() {
    let long = TextDictionary([String(repeating: "x", count: 1 << 20)])
    let codes = [Int32](repeating: 0, count: 2_500)
    let bench = Workbench(["t": Column(.text, .text(.dictionary(codes: codes, long)))])
    let message = "'concat' makes more than 2 GiB of text for rows made at once"
    #expect(throws: EvaluationError.withoutValue(row: 2_047, message)) {
      try bench.evaluate("concat(t, '')")
    }
  }

  static let floats = Workbench([
    "x": .floats([1, 2e200, nil, 1e300, -1e308]), "y": .floats([1, 1, 1, 1e-10, 1e308]),
    "f": .floats([1, 2, 3, 4, 5]),
  ])

  @Test(arguments: [
    ("x * x", 1, "'2e+200 * 2e+200' is beyond the largest float"),
    ("x / y", 3, "'1e+300 / 1e-10' is beyond the largest float"),
    ("x - y", 4, "'-1e+308 - 1e+308' is beyond the largest float"),
    ("(x + x) + f", 4, "'-1e+308 + -1e+308' is beyond the largest float"),
    ("1 / (x * x)", 1, "'2e+200 * 2e+200' is beyond the largest float"),
    ("x * x > 5", 1, "'2e+200 * 2e+200' is beyond the largest float"),
    ("f / (f - 3)", 2, "division by zero"), ("pow(f * 100, 150)", 1, "'pow' of 200.0 and 150.0"),
    ("float(text(f)) * 1e308", 1, "'2.0 * 1e+308' is beyond the largest float"),
  ])
  func `a float that is not finite is an error of its row`(
    expression: String, row: Int, message: String
  ) throws {
    do {
      let rows = try Self.floats.rows(expression)
      Issue.record("\(expression) gave \(rows)")
    } catch let error as EvaluationError {
      #expect(error.row == row)
      #expect(error.message.hasPrefix(message), "\(error.message)")
    }
  }

  @Test(arguments: [
    ("if(x < 1e200 and y = 1, x * x, 0)", "float64: 1.0 | 0.0 | 0.0 | 0.0 | 0.0"),
    ("coalesce(f, x * x)", "float64: 1.0 | 2.0 | 3.0 | 4.0 | 5.0"),
  ])
  func `a float that is not used need not be finite`(expression: String, rows: String) throws {
    #expect(try Self.floats.rows(expression) == rows)
  }

  @Test(arguments: [
    "if(n <> 0, 10 / n, 0)", "n <> 0 and 10 / n > 3", "10 / n > 3 and n <> 0",
    "n = 0 or 10 / n > 3", "coalesce(if(n = 0, 1, null), 10 / n)",
    "if(n > 0, log(n), 0)", "if(true, n, 1 / 0)",
  ])
  func `an error in a value not used does not count`(expression: String) throws {
    #expect(try short(expression).isEmpty == false)
  }

  @Test(arguments: [
    "if(10 / n > 3, 1, 2)", "(10 / n) is missing", "concat('a', 10 / n)",
    "coalesce(10 / n + m, 0)", "not (10 / n > 3)",
  ])
  func `an error in a value used counts`(expression: String) {
    #expect(throws: EvaluationError.self) { try short(expression) }
  }

  @Test func `64 bits are checked where only the type is known`() throws {
    let bench = Workbench(["n": .integers([1, nil, Int64.max])])
    #expect(throws: EvaluationError.withoutValue(row: 2, "the result of '+' does not fit int64")) {
      try bench.rows("n + 1")
    }
    #expect(throws: EvaluationError.withoutValue(row: 2, "the result of '*' does not fit int64")) {
      try bench.rows("n * n")
    }
    #expect(try bench.rows("n - 1") == "int64: 0 | null | 9223372036854775806")
  }

  @Test func `a value that does not fit the declared type names its row`() throws {
    let bench = Workbench(["x": .floats([1, nil, 123.456]), "n": .integers([1, 2, 300])])
    #expect(throws: EvaluationError.withoutValue(row: 2, "123.456 does not fit decimal(4,2)")) {
      try bench.rows("x", expecting: .decimal(precision: 4, scale: 2))
    }
    #expect(throws: EvaluationError.withoutValue(row: 2, "300 does not fit int8")) {
      try bench.rows("n", expecting: .int8)
    }
    #expect(throws: EvaluationError.withoutValue(row: 2, "300 does not fit decimal(4,2)")) {
      try bench.rows("n", expecting: .decimal(precision: 4, scale: 2))
    }
  }
}
