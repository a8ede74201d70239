/// Days since 1970-01-01 as people name them.
package enum Calendar {
  package static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// 0 for Mondays.
  package static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 }

  /// Counted from January of the year 0.
  package static func month(_ day: Int) -> Int {
    let (year, month, _) = civil(day)
    return year * 12 + month - 1
  }

  static func monthText(_ month: Int) -> String { "\(month / 12)-\(padded(month % 12 + 1))" }

  package static func text(_ day: Int) -> String {
    let (year, month, number) = civil(day)
    let shown = (0..<1000).contains(year) ? String("000\(year)".suffix(4)) : "\(year)"
    return "\(shown)-\(padded(month))-\(padded(number))"
  }

  /// - Parameter time: microseconds since 1970-01-01.
  static func text(microseconds time: Double) -> String {
    let day = (time / 86_400_000_000).rounded(.down)
    return "\(text(Int(day))) \(clock(microseconds: time - day * 86_400_000_000))"
  }

  /// - Parameter time: microseconds since midnight.
  static func clock(microseconds time: Double) -> String {
    let minutes = Int(time / 60_000_000)
    return "\(padded(minutes / 60)):\(padded(minutes % 60))"
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// - Reference: Hinnant, *chrono-Compatible Low-Level Date Algorithms*.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let turned = (5 * dayOfYear + 2) / 153
    let month = turned < 10 ? turned + 3 : turned - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * turned + 2) / 5 + 1)
  }
}
