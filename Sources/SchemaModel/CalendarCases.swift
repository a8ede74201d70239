/// The cases of a factor that goes by a part of the calendar.
package enum CalendarPart: String, CaseIterable, Hashable, Sendable {
  case hour, month, weekday, year

  /// The whole part: hours 0…23, months 1…12, weekdays 1 (Monday)…7, years 1…9999.
  package var range: ClosedRange<Int> {
    switch self {
    case .hour: 0...23
    case .month: 1...12
    case .weekday: 1...7
    case .year: 1...9999
    }
  }

  /// The names a case may have, besides numbers and ranges.
  package var names: [String] {
    switch self {
    case .hour, .year: []
    case .month: Self.months
    case .weekday: Self.days + ["weekday", "weekend"]
    }
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// What a case covers: `nov`, `11`, `weekend`, `0-6` (00:00 to 06:00: the hours 0…5), `mon-fri`,
  /// `2023-2024`; ranges of months, weekdays and years include both ends. Nil for any other text.
  package func values(of text: String) -> ClosedRange<Int>? {
    if self == .hour { return LiteralReader.hours(text).map { $0.lowerBound...$0.upperBound - 1 } }
    if self == .weekday, text == "weekend" { return 6...7 }
    if self == .weekday, text == "weekday" { return 1...5 }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2, let first = value(of: ends[0]) else { return nil }
    guard ends.count == 2 else { return first...first }
    guard let last = value(of: ends[1]), first <= last else { return nil }
    return first...last
  }

  private func value(of text: String) -> Int? {
    let list = self == .month ? Self.months : self == .weekday ? Self.days : []
    if let index = list.firstIndex(of: text) { return index + 1 }
    guard let number = LiteralReader.integer(text), let value = Int(exactly: number),
      range.contains(value)
    else { return nil }
    return value
  }

  /// What a case may be, as it reads behind "expected".
  package var expectation: String {
    switch self {
    case .hour: "an hour 0 to 23 or hours such as 0-6, 12-14 or 20-24"
    case .month: "a month jan to dec, or 1 to 12"
    case .weekday: "a day mon to sun, weekday, or weekend"
    case .year: "a year such as 2024"
    }
  }
}
