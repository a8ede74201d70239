import Columnar
import Diagnostics

/// `int(x)`.
enum IntOf: ExpressionFunction {
  static let name = "int"
  static let signature = "int(number, boolean or text) → int64"
  static let summary =
    "A whole number: numbers are rounded, ties to even; text must be digits, '-' before them."
  static let sql = FunctionSQL.parts
  static let example = "int(order_value)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    switch term.type {
    case .boolean:
      return work.emit(
        [term], .int64, at: call.place, interval: .exact(lower: 0, upper: 1), isBounded: true,
        sql: "CAST({0} AS BIGINT)"
      ) {
        arguments, count in
        Operand(.int64(arguments[0].boolean.map(count) { $0 ? 1 : 0 }), strictIn: arguments)
      }
    case .text:
      return work.emit(
        [term], .int64, at: call.place, sql: "CAST({0} AS BIGINT)",
        Kernels.read("a whole number") { NumberText.integer($0) })
    case .some(let type) where type.isNumeric:
      return type.isInteger ? term : try work.converted(term, to: .int64)
    case nil: return work.constant(.null(.int64), at: call.place)
    default: throw call.wrongType(0, "a number, boolean or text")
    }
  }
}

/// `float(x)`.
enum FloatOf: ExpressionFunction {
  static let name = "float"
  static let signature = "float(number or text) → float64"
  static let summary = "The nearest float; text must be a number such as -12.5 or 3e-4."
  static let sql = FunctionSQL.parts
  static let example = "float(quantity)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard term.type == .text else { return try call.float(0, &work) }
    return work.emit(
      [term], .float64, at: call.place, sql: "CAST({0} AS DOUBLE)",
      Kernels.read(
        "a number", parse: { NumberText.float($0) },
        values: { .float64(.values($0.map { $0 ?? 0 })) }))
  }
}

/// `text(x)`.
enum TextOf: ExpressionFunction {
  static let name = "text"
  static let signature = "text(value) → text"
  static let summary =
    "The value as CSV has it: decimals at their scale, times as 2024-11-29T18:30:00.000000."
  static let sql = FunctionSQL.parts
  static let example = "text(order_date)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard term.type != .duration else { throw call.wrongType(0, "any value but a duration") }
    return try work.converted(term, to: .text)
  }
}

/// `date(x)`.
enum DateOf: ExpressionFunction {
  static let name = "date"
  static let signature = "date(text or timestamp) → date"
  static let summary = "The date written as year-month-day, or the day of a timestamp."
  static let sql = FunctionSQL.parts
  static let example = "date('2024-11-29')"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard term.type == .text else { return try call.day(0, &work) }
    try call.checkLiteral("a day that exists, such as 2024-11-29") { CivilTime.parseDate($0) }
    return work.emit(
      [term], .date, at: call.place, sql: "CAST({0} AS DATE)",
      Kernels.read("a date") { CivilTime.parseDate($0) })
  }
}

/// `time(x)`.
enum TimeOf: ExpressionFunction {
  static let name = "time"
  static let signature = "time(text or timestamp) → time"
  static let summary =
    "The time of day written as hour:minute or hour:minute:second, or that of a timestamp."
  static let sql = FunctionSQL.parts
  static let example = "time(event_time)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    switch term.type {
    case .text:
      try call.checkLiteral("a time of day, such as 18:30:00") { CivilTime.parseTime($0) }
      return work.emit(
        [term], .time, at: call.place, sql: "CAST({0} AS TIME)",
        Kernels.read("a time of day") { CivilTime.parseTime($0) })
    case .timestamp:
      let day = CivilTime.microsecondsPerDay
      return work.emit(
        [term], .time, at: call.place, interval: .exact(lower: 0, upper: Int128(day - 1)),
        isBounded: true, sql: "CAST({0} AS TIME)",
        Kernels.integer { instant in
          let rest = instant % day
          return rest < 0 ? rest &+ day : rest
        })
    case .time: return term
    case nil: return work.constant(.null(.time), at: call.place)
    default: throw call.wrongType(0, "text or a timestamp")
    }
  }
}

/// `timestamp(x)`.
enum TimestampOf: ExpressionFunction {
  static let name = "timestamp"
  static let signature = "timestamp(text or date) → timestamp"
  static let summary =
    "The instant written as year-month-day hour:minute:second, or a date's midnight."
  static let sql = FunctionSQL.parts
  static let example = "timestamp('2024-11-29 18:30:00')"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    switch term.type {
    case .text:
      try call.checkLiteral("an instant that exists, such as 2024-11-29 18:30:00") {
        CivilTime.parseTimestamp($0)
      }
      return work.emit(
        [term], .timestamp(utc: false), at: call.place, sql: "CAST({0} AS TIMESTAMP)",
        Kernels.read("a timestamp") { CivilTime.parseTimestamp($0) })
    case .date, .timestamp: return try work.asTimestamp(term)
    case nil: return work.constant(.null(.timestamp(utc: false)), at: call.place)
    default: throw call.wrongType(0, "text or a date")
    }
  }
}

extension FunctionCall {
  /// A literal text that cannot be read is refused where it stands.
  fileprivate func checkLiteral(
    _ expectation: String, _ parse: (String) -> Int64?
  ) throws(Diagnostic) {
    guard case .text(let text) = arguments[0].constant, parse(text) == nil else { return }
    throw source.problem(
      "impossible-\(function.name)", "'\(text)' is not a \(function.name)",
      at: arguments[0].place, expected: expectation)
  }
}

extension Kernels {
  /// Texts read as integers; a text that is none is an error of its row.
  fileprivate static func read(
    _ kind: String, _ parse: @escaping @Sendable (String) -> Int64?
  ) -> Kernel {
    read(kind, parse: parse, values: { .int64(.values($0.map { $0 ?? 0 })) })
  }

  fileprivate static func read<Value>(
    _ kind: String, parse: @escaping @Sendable (String) -> Value?,
    values: @escaping @Sendable ([Value?]) -> Operand.Values
  ) -> Kernel {
    { arguments, count in
      let lane = arguments[0].text
      let parsed = (0..<count).map { parse(lane.string(at: $0)) }
      let rows = Operand.wrongRows(count, among: arguments) { parsed[$0] == nil }
      let errors = rows.map { rows in
        RowErrors(rows: rows, describe: { "'\(lane.string(at: $0))' is not \(kind)" })
      }
      return Operand(values(parsed), strictIn: arguments, raising: errors)
    }
  }
}
