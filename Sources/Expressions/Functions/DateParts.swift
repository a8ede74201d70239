import Columnar
import Diagnostics

/// A whole number read off a date or the day of a timestamp.
protocol DatePart: ExpressionFunction {
  /// The values that can occur.
  static func range(of day: Term) -> ClosedRange<Int128>
  static var range: ClosedRange<Int128> { get }
  static func value(_ day: CivilTime.Day) -> Int
  /// Makes the values of days since 1970-01-01.
  static var kernel: Kernel { get }
}

extension DatePart {
  package static var signature: String { "\(name)(date or timestamp) → int64" }
  package static var arity: ClosedRange<Int> { 1...1 }
  static func range(of day: Term) -> ClosedRange<Int128> { range }
  static var kernel: Kernel { Kernels.datePart { Self.value($0) } }

  package static func lower(
    _ call: FunctionCall, _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    let day = try call.day(0, &work)
    let range = range(of: day)
    return work.emit(
      [day], .int64, at: call.place,
      interval: .exact(lower: range.lowerBound, upper: range.upperBound), isBounded: true,
      sql: sql.pattern, kernel)
  }
}

/// `year(t)`.
enum Year: DatePart {
  static let name = "year"
  static let summary = "The year."
  static let sql = FunctionSQL.pattern("CAST(extract(year FROM {0}) AS BIGINT)")
  static let example = "concat('Summer ', year(start_date))"
  static let range: ClosedRange<Int128> = 1...9999
  static func value(_ day: CivilTime.Day) -> Int { day.year }

  static func range(of day: Term) -> ClosedRange<Int128> {
    let days = CivilTime.dayRange
    guard day.ends.lower >= Int128(days.lowerBound), day.ends.upper <= Int128(days.upperBound)
    else { return range }
    let first = CivilTime.civil(day.ends.lower.narrowed).year
    return Int128(first)...Int128(CivilTime.civil(day.ends.upper.narrowed).year)
  }
}

/// `quarter(t)`: 1…4.
enum Quarter: DatePart {
  static let name = "quarter"
  static let summary = "The quarter of the year, 1 to 4."
  static let sql = FunctionSQL.pattern("CAST(extract(quarter FROM {0}) AS BIGINT)")
  static let example = "quarter(order_date)"
  static let range: ClosedRange<Int128> = 1...4
  static func value(_ day: CivilTime.Day) -> Int { (day.month + 2) / 3 }
}

/// `month(t)`: 1…12.
enum Month: DatePart {
  static let name = "month"
  static let summary = "The month of the year, 1 to 12."
  static let sql = FunctionSQL.pattern("CAST(extract(month FROM {0}) AS BIGINT)")
  static let example = "month(order_date) in (11, 12)"
  static let range: ClosedRange<Int128> = 1...12
  static func value(_ day: CivilTime.Day) -> Int { day.month }
}

/// `day_of_month(t)`: 1…31.
enum DayOfMonth: DatePart {
  static let name = "day_of_month"
  static let summary = "The day of the month, 1 to 31."
  static let sql = FunctionSQL.pattern("CAST(extract(day FROM {0}) AS BIGINT)")
  static let example = "day_of_month(order_date) <= 3"
  static let range: ClosedRange<Int128> = 1...31
  static func value(_ day: CivilTime.Day) -> Int { day.day }
}

/// `day_of_year(t)`: 1…366.
enum DayOfYear: DatePart {
  static let name = "day_of_year"
  static let summary = "The day of the year, 1 to 366."
  static let sql = FunctionSQL.pattern("CAST(extract(doy FROM {0}) AS BIGINT)")
  static let example = "cos(2 * pi * day_of_year(date) / 365.2425)"
  static let range: ClosedRange<Int128> = 1...366
  static func value(_ day: CivilTime.Day) -> Int {
    let start = CivilTime.days(year: day.year, month: 1, day: 1)
    return Int(CivilTime.days(year: day.year, month: day.month, day: day.day) - start) + 1
  }
}

/// `isodow(t)`: 1 for Monday … 7 for Sunday.
enum ISODayOfWeek: DatePart {
  static let name = "isodow"
  static let summary = "The day of the week, 1 for Monday to 7 for Sunday."
  static let sql = FunctionSQL.pattern("CAST(extract(isodow FROM {0}) AS BIGINT)")
  static let example = "isodow(order_date) >= 6"
  static let range: ClosedRange<Int128> = 1...7
  static func value(_ day: CivilTime.Day) -> Int {
    CivilTime.isoWeekday(CivilTime.days(year: day.year, month: day.month, day: day.day))
  }
  // Weekdays repeat, so that no year need be found.
  static var kernel: Kernel { Kernels.integer { Int64(CivilTime.isoWeekday($0 % 146_097)) } }
}

/// `day(t)`: the date of a timestamp.
enum DayOf: ExpressionFunction {
  static let name = "day"
  static let signature = "day(timestamp or date) → date"
  static let summary = "The date a timestamp falls on."
  static let sql = FunctionSQL.parts
  static let example = "day(order_date) between created_at and sold_until"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.day(0, &work)
  }
}
