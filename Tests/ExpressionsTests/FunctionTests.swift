import Columnar
import Diagnostics
import ExpressionSamples
import Expressions
import Testing

/// Each function on ordinary values and on its edges.
@Suite struct FunctionTests {
  static let bench = Workbench([
    "x": .floats([2.5, -2.5, 0]),
    "p": .integers([1250, -1250, 9999], .decimal(precision: 6, scale: 2)),
    "n": .integers([7, -7, 0], .int32), "t": .texts(["Zoë", " a b ", ""]),
    "s": .timestamps(["2024-02-29 23:59:59.999999", "1969-12-31 00:00:01", "2000-01-01"]),
    "w": .wide(
      [1_500, -2_500, 123_456_789_012_345_678_901_234], .decimal(precision: 30, scale: 3)),
  ])

  @Test(arguments: [
    ("abs(x)", "float64: 2.5 | 2.5 | 0.0"), ("abs(n)", "int64: 7 | 7 | 0"),
    ("abs(p)", "decimal(7,2): 12.50 | 12.50 | 99.99"), ("sign(x)", "int64: 1 | -1 | 0"),
    ("sign(p)", "int64: 1 | -1 | 1"), ("ceil(x)", "int64: 3 | -2 | 0"),
    ("floor(x)", "int64: 2 | -3 | 0"), ("round(x)", "int64: 2 | -2 | 0"),
    ("ceil(p)", "int64: 13 | -12 | 100"), ("floor(p)", "int64: 12 | -13 | 99"),
    ("round(p)", "int64: 12 | -12 | 100"), ("round(p, 1)", "decimal(6,1): 12.5 | -12.5 | 100.0"),
    ("round(x * 1.05, 2)", "float64: 2.62 | -2.62 | 0.0"),
    ("round(w)", "decimal(28,0): 2 | -2 | 123456789012345678901"),
    ("mod(n, 3)", "int64: 1 | -1 | 0"), ("sqrt(abs(n) * 7)", "float64: 7.0 | 7.0 | 0.0"),
    ("pow(x, 2)", "float64: 6.25 | 6.25 | 0.0"), ("exp(0 * x)", "float64: 1.0 | 1.0 | 1.0"),
    ("log(exp(1))", "float64: 1.0 | 1.0 | 1.0"), ("cos(0 * n)", "float64: 1.0 | 1.0 | 1.0"),
    ("sin(0 * n)", "float64: 0.0 | 0.0 | 0.0"), ("max(x, n, 1)", "float64: 7.0 | 1.0 | 1.0"),
    ("min(p, n)", "decimal(12,2): 7.00 | -12.50 | 0.00"), ("min(t, 'b')", "text: Zoë |  a b  | "),
    ("lower(t)", "text: zoë |  a b  | "), ("upper(t)", "text: ZOË |  A B  | "),
    ("length(t)", "int64: 3 | 5 | 0"), ("trim(t)", "text: Zoë | a b | "),
    ("substring(t, 2)", "text: oë | a b  | "), ("substring(t, 1, 2)", "text: Zo |  a | "),
    ("substring(t, 0, 2)", "text: Z |   | "), ("replace(t, ' ', '--')", "text: Zoë | --a--b-- | "),
    ("lpad(text(n), 4, '0')", "text: 0007 | 00-7 | 0000"),
    ("text(p)", "text: 12.50 | -12.50 | 99.99"), ("text(x)", "text: 2.5 | -2.5 | 0.0"),
    ("text(w)", "text: 1.500 | -2.500 | 123456789012345678901.234"),
    (
      "concat(p, '/', n, '/', day(s))",
      "text: 12.50/7/2024-02-29 | -12.50/-7/1969-12-31 | 99.99/0/2000-01-01"
    ),
    ("int(x)", "int64: 2 | -2 | 0"), ("int('12') + n", "int64: 19 | 5 | 12"),
    ("int(n > 0)", "int64: 1 | 0 | 0"), ("float(p)", "float64: 12.5 | -12.5 | 99.99"),
    ("float('1e3')", "float64: 1000.0 | 1000.0 | 1000.0"),
    ("year(s)", "int64: 2024 | 1969 | 2000"), ("quarter(s)", "int64: 1 | 4 | 1"),
    ("month(s)", "int64: 2 | 12 | 1"), ("day_of_month(s)", "int64: 29 | 31 | 1"),
    ("day_of_year(s)", "int64: 60 | 365 | 1"), ("isodow(s)", "int64: 4 | 3 | 6"),
    ("hour(s)", "int64: 23 | 0 | 0"), ("minute(s)", "int64: 59 | 0 | 0"),
    ("second(s)", "int64: 59 | 1 | 0"), ("day(s)", "date: 2024-02-29 | 1969-12-31 | 2000-01-01"),
    ("text(time(s))", "text: 23:59:59.999999 | 00:00:01.000000 | 00:00:00.000000"),
    ("hour(time('18:30')) + second(time('18:30:05.25'))", "int64: 23 | 23 | 23"),
    ("time(s) - time('00:00:01')", "duration: 86398999999us | 0us | -1000000us"),
    ("time(s) < time('12:00')", "boolean: false | true | true"),
    ("date(s) + 1d", "date: 2024-03-01 | 1970-01-01 | 2000-01-02"),
    ("s + 1y", "timestamp: 2025-02-28 23:59:59.999999 | 1970-12-31 00:00:01 | 2001-01-01 00:00:00"),
    ("timestamp(day(s)) = s", "boolean: false | false | true"),
    ("day(s) + days(n)", "date: 2024-03-07 | 1969-12-24 | 2000-01-01"),
    ("seconds(x)", "duration: 2500000us | -2500000us | 0us"),
    ("minutes(n) + hours(1)", "duration: 4020000000us | 3180000000us | 3600000000us"),
    (
      "add_months(s, n)",
      "timestamp: 2024-09-29 23:59:59.999999 | 1969-05-31 00:00:01 | 2000-01-01 00:00:00"
    ),
    ("months(s, timestamp('2024-03-29'))", "int64: 0 | 650 | 290"),
    ("quarter(date(text(day(s))))", "int64: 1 | 4 | 1"),
    ("coalesce(x, 1)", "float64: 2.5 | -2.5 | 0.0"),
    ("pi > 3.14159", "boolean: true | true | true"),
    ("2h - 30min", "duration: 5400000000us | 5400000000us | 5400000000us"),
  ])
  func `gives`(expression: String, expected: String) throws {
    #expect(try Self.bench.rows(expression) == expected, "\(expression)")
  }

  @Test(arguments: [
    ("sqrt(x)", 1, "'sqrt' of a number below 0"), ("int(t)", 0, "'Zoë' is not a whole number"),
    ("date(t)", 0, "'Zoë' is not a date"), ("exp(1000 + x)", 0, "'exp' of a number above 709.78"),
    ("pow(x, -1)", 2, "'pow' of 0.0 and -1.0 is not finite"),
    ("round(1e30 * x)", 0, "2.5e+30 does not fit int64"),
    ("add_months(day(s), n * 100000)", 0, "the months lead out of the years 1 to 9999"),
  ])
  func `names the row where there is no value`(expression: String, row: Int, message: String) {
    #expect(throws: EvaluationError.withoutValue(row: row, message)) {
      try Self.bench.rows(expression)
    }
  }

  @Test func `a column handed on keeps its dictionary`() throws {
    let column = Column.texts(["b", "a", "b"], isDictionary: true)
    let bench = Workbench(["t": column, "c": .booleans([true, nil, false])])
    guard case .text(.dictionary(_, let before)) = column.values else {
      Issue.record("the column has a dictionary")
      return
    }
    for expression in ["t", "if(c, t, t)", "coalesce(t, t)"] {
      guard case .text(.dictionary(_, let after)) = try bench.evaluate(expression).values else {
        Issue.record("\(expression) gives plain text")
        continue
      }
      #expect(before === after)
    }
  }

  @Test func `conversions that need a word are not made`() {
    let date = LogicalType.date
    let timestamp = LogicalType.timestamp(utc: false)
    #expect(Conversion.isPossible(from: date, to: timestamp))
    #expect(!Conversion.isPossible(from: timestamp, to: date))
    #expect(!Conversion.isPossible(from: .text, to: date))
    #expect(!Conversion.isPossible(from: .text, to: .int64))
    #expect(Conversion.isPossible(from: .int64, to: .text))
    #expect(!Conversion.isPossible(from: .duration, to: .text))
    #expect(!Conversion.isPossible(from: .boolean, to: .int64))
    #expect(throws: EvaluationError.self) {
      try Conversion.convert(.texts(["1"]), to: .int64)
    }
  }
}
