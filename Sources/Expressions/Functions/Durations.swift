import Columnar
import Diagnostics

/// A number of units as a duration.
protocol DurationUnit: ExpressionFunction {
  /// Microseconds.
  static var unit: Int64 { get }
}

extension DurationUnit {
  package static var signature: String { "\(name)(number) → duration" }
  package static var arity: ClosedRange<Int> { 1...1 }

  package static func lower(
    _ call: FunctionCall, _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard let type = term.type, type.isNumeric else { throw call.wrongType(0, "a number") }
    let unit = work.constant(.int64(Self.unit, .duration), at: call.place)
    return try work.binary(.multiply, unit, term, at: call.place)
  }
}

/// `days(n)`.
enum Days: DurationUnit {
  static let name = "days"
  static let summary = "So many days; a whole number of them leaves a date a date."
  static let sql = FunctionSQL.parts
  static let example = "start_date + days(length)"
  static let unit = TimeUnit.day
}

/// `hours(n)`.
enum Hours: DurationUnit {
  static let name = "hours"
  static let summary = "So many hours."
  static let sql = FunctionSQL.parts
  static let example = "created_at + hours(resolution_time_hours)"
  static let unit = TimeUnit.hour
}

/// `minutes(n)`.
enum Minutes: DurationUnit {
  static let name = "minutes"
  static let summary = "So many minutes."
  static let sql = FunctionSQL.parts
  static let example = "started_at + minutes(length)"
  static let unit = TimeUnit.minute
}

/// `seconds(n)`.
enum Seconds: DurationUnit {
  static let name = "seconds"
  static let summary = "So many seconds, rounded to a microsecond."
  static let sql = FunctionSQL.parts
  static let example = "started_at + seconds(1.5 * length)"
  static let unit = TimeUnit.second
}

/// `months(a, b)`: whole calendar months between.
enum Months: ExpressionFunction {
  static let name = "months"
  static let signature = "months(from, to) → int64, of dates or timestamps"
  static let summary = """
    Whole calendar months from the first to the second: the most that can be added to the first \
    without passing the second. Negative when the second is earlier.
    """
  static let sql = FunctionSQL.pattern(SQLMonths.between)
  static let example = "months(timeframe.from, signup_date)"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    for index in 0..<2 {
      let type = call.arguments[index].type
      guard type == nil || type == .date || type?.isTimestamp == true else {
        throw call.wrongType(index, "a date or timestamp")
      }
    }
    let pair = try work.unified(call.arguments, at: call.place)
    let isDate = pair[0].type == .date
    return work.emit(
      pair, .int64, at: call.place, interval: .exact(lower: -119_988, upper: 119_988),
      isBounded: true, sql: sql.pattern,
      Kernels.integer { Kernels.months(from: $0, to: $1, isDate: isDate) })
  }
}

/// `add_months(t, n)`.
enum AddMonths: ExpressionFunction {
  static let name = "add_months"
  static let signature = "add_months(date or timestamp, int64) → the same"
  static let summary = """
    The same day so many calendar months later; a day the month does not have becomes its last. \
    For a fixed number, write `+ 12mo`.
    """
  static let sql = FunctionSQL.parts
  static let example = "add_months(signup_date, term)"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard let type = term.type, type == .date || type.isTimestamp else {
      throw call.wrongType(0, "a date or timestamp")
    }
    return try work.addingMonths(term, try call.integer(1, &work), at: call.place)
  }
}
