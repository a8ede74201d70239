import Columnar
import Diagnostics

/// A whole number read off a date or the day of a timestamp.
protocol DatePart: ExpressionFunction {
  static var range: ClosedRange<Int128> { get }
  static func value(_ day: CivilTime.Day) -> Int
}

extension DatePart {
  package static var signature: String { "\(name)(date or timestamp) → int64" }
  package static var arity: ClosedRange<Int> { 1...1 }

  package static func lower(
    _ call: FunctionCall, _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    let day = try call.day(0, &work)
    return work.emit(
      [day], .int64, at: call.place,
      interval: .exact(lower: range.lowerBound, upper: range.upperBound), isBounded: true,
      Kernels.datePart { Self.value($0) })
  }
}

/// `year(t)`.
enum Year: ExpressionFunction {
  static let name = "year"
  static let signature = "year(date or timestamp) → int64"
  static let summary = "The year."
  static let example = "concat('Summer ', year(start_date))"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let day = try call.day(0, &work)
    var ends: (Int128, Int128) = (1, 9999)
    if day.ends.lower >= Int128(CivilTime.dayRange.lowerBound),
      day.ends.upper <= Int128(CivilTime.dayRange.upperBound)
    {
      ends = (
        Int128(CivilTime.civil(day.ends.lower.narrowed).year),
        Int128(CivilTime.civil(day.ends.upper.narrowed).year)
      )
    }
    return work.emit(
      [day], .int64, at: call.place, interval: .exact(lower: ends.0, upper: ends.1),
      isBounded: true,
      Kernels.datePart { $0.year })
  }
}

/// `quarter(t)`: 1…4.
enum Quarter: DatePart {
  static let name = "quarter"
  static let summary = "The quarter of the year, 1 to 4."
  static let example = "quarter(order_date)"
  static let range: ClosedRange<Int128> = 1...4
  static func value(_ day: CivilTime.Day) -> Int { (day.month + 2) / 3 }
}

/// `month(t)`: 1…12.
enum Month: DatePart {
  static let name = "month"
  static let summary = "The month of the year, 1 to 12."
  static let example = "month(order_date) in (11, 12)"
  static let range: ClosedRange<Int128> = 1...12
  static func value(_ day: CivilTime.Day) -> Int { day.month }
}

/// `day_of_month(t)`: 1…31.
enum DayOfMonth: DatePart {
  static let name = "day_of_month"
  static let summary = "The day of the month, 1 to 31."
  static let example = "day_of_month(order_date) <= 3"
  static let range: ClosedRange<Int128> = 1...31
  static func value(_ day: CivilTime.Day) -> Int { day.day }
}

/// `day_of_year(t)`: 1…366.
enum DayOfYear: DatePart {
  static let name = "day_of_year"
  static let summary = "The day of the year, 1 to 366."
  static let example = "cos(2 * pi * day_of_year(date) / 365.2425)"
  static let range: ClosedRange<Int128> = 1...366
  static func value(_ day: CivilTime.Day) -> Int {
    let start = CivilTime.days(year: day.year, month: 1, day: 1)
    return Int(CivilTime.days(year: day.year, month: day.month, day: day.day) - start) + 1
  }
}

/// `isodow(t)`: 1 for Monday … 7 for Sunday.
enum ISODayOfWeek: ExpressionFunction {
  static let name = "isodow"
  static let signature = "isodow(date or timestamp) → int64"
  static let summary = "The day of the week, 1 for Monday to 7 for Sunday."
  static let example = "isodow(order_date) >= 6"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let day = try call.day(0, &work)
    return work.emit(
      [day], .int64, at: call.place, interval: .exact(lower: 1, upper: 7), isBounded: true,
      Kernels.integer { Int64(CivilTime.isoWeekday($0 % 146_097)) })
  }
}

/// `day(t)`: the date of a timestamp.
enum DayOf: ExpressionFunction {
  static let name = "day"
  static let signature = "day(timestamp or date) → date"
  static let summary = "The date a timestamp falls on."
  static let example = "day(order_date) between created_at and sold_until"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.day(0, &work)
  }
}
