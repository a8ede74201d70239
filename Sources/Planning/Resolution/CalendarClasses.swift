import Columnar
import Diagnostics
import SchemaModel

/// The classes of days or hours that the cases of a factor name.
enum CalendarClasses {
  static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// What a factor may go by, and whether its cases name days rather than hours.
  enum Part: String {
    case hour
    case month
    case weekday
    case year
  }

  /// For each day the case that names it, -1 for none; the first case wins.
  static func days(
    _ part: Part, _ cases: [Scalar], window: ArrivalWindow
  ) throws(DiagnosticList) -> [Int] {
    var problems = DiagnosticList()
    var tests: [(CivilTime.Day, Int) -> Bool] = []
    for scalar in cases {
      if let test = test(part, scalar.text) {
        tests.append(test)
      } else {
        problems.report(.notACase(scalar, part))
      }
    }
    if problems.hasErrors { throw problems }
    return (window.first...window.last).map { day in
      let civil = CivilTime.civil(day)
      let weekday = CivilTime.isoWeekday(day)
      return tests.firstIndex { $0(civil, weekday) } ?? -1
    }
  }

  private static func test(_ part: Part, _ text: String) -> ((CivilTime.Day, Int) -> Bool)? {
    switch part {
    case .month:
      let number = months.firstIndex(of: text).map { $0 + 1 } ?? Int(text)
      guard let number, (1...12).contains(number) else { return nil }
      return { day, _ in day.month == number }
    case .weekday:
      if text == "weekend" { return { _, weekday in weekday >= 6 } }
      if text == "weekday" { return { _, weekday in weekday <= 5 } }
      guard let index = weekdays.firstIndex(of: text) else { return nil }
      return { _, weekday in weekday == index + 1 }
    case .year:
      guard let year = Int(text), (1...9999).contains(year) else { return nil }
      return { day, _ in day.year == year }
    case .hour: return nil
    }
  }

  /// For each hour the case that names it, -1 for none.
  static func hours(_ cases: [Scalar]) throws(DiagnosticList) -> [Int] {
    var problems = DiagnosticList()
    var ranges: [Range<Int>] = []
    for scalar in cases {
      if let range = LiteralReader.hours(scalar.text) {
        ranges.append(range)
      } else {
        problems.report(.notACase(scalar, .hour))
      }
    }
    if problems.hasErrors { throw problems }
    return (0..<24).map { hour in ranges.firstIndex { $0.contains(hour) } ?? -1 }
  }

  fileprivate static func expectation(_ part: Part) -> String {
    switch part {
    case .hour: "hours such as 9 or 12-14, from 0 to 24"
    case .month: "months: " + months.joined(separator: ", ")
    case .weekday: "days: " + weekdays.joined(separator: ", ") + ", weekday, weekend"
    case .year: "years such as 2024"
    }
  }

  fileprivate static func names(_ part: Part) -> [String] {
    switch part {
    case .month: months
    case .weekday: weekdays + ["weekday", "weekend"]
    case .hour, .year: []
    }
  }
}

extension Diagnostic {
  fileprivate static func notACase(_ scalar: Scalar, _ part: CalendarClasses.Part) -> Diagnostic {
    let nearest = DidYouMean.nearest(to: scalar.text, in: CalendarClasses.names(part))
    return Diagnostic(
      "calendar-case", "'\(scalar.text)' is no \(part.rawValue)", at: scalar.location,
      pointer: scalar.pointer, expected: CalendarClasses.expectation(part),
      suggestion: nearest.map { "did you mean '\($0)'?" },
      edit: nearest.map { Diagnostic.Edit(location: scalar.location, replacement: $0) })
  }
}
