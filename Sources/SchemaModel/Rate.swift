import Columnar

/// How often something happens: `1.2 per month` is a rate, `8% per month` the chance within the
/// month.
package struct Rate: Hashable, Sendable {
  package enum Unit: String, CaseIterable, Hashable, Sendable {
    case second, minute, hour, day, week, month, quarter, year

    /// Microseconds; a month is 30.436875 days, a year 365.2425.
    package var microseconds: Int64 {
      switch self {
      case .second: TimeUnit.second
      case .minute: TimeUnit.minute
      case .hour: TimeUnit.hour
      case .day: TimeUnit.day
      case .week: TimeUnit.week
      case .month: TimeUnit.month
      case .quarter: 3 * TimeUnit.month
      case .year: 12 * TimeUnit.month
      }
    }
  }

  /// Events per unit, or the chance within one unit, 0…1.
  package var value: Double
  package var isChance: Bool
  package var unit: Unit

  package init(value: Double, isChance: Bool, unit: Unit) {
    self.value = value
    self.isChance = isChance
    self.unit = unit
  }
}

extension LiteralReader {
  package static func rate(_ text: String) -> Rate? {
    let words = text.split(separator: " ", omittingEmptySubsequences: true)
    guard words.count == 3, words[1] == "per", let unit = Rate.Unit(rawValue: String(words[2])),
      let value = number(String(words[0])), value >= 0
    else { return nil }
    let isChance = words[0].utf8.last == 37
    guard !isChance || value <= 1 else { return nil }
    return Rate(value: value, isChance: isChance, unit: unit)
  }
}
