/// A length of time as people write it: calendar months and microseconds, never mixed up.
package struct CalendarDuration: Hashable, Sendable {
  package var months: Int64
  package var microseconds: Int64

  package init(months: Int64 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.microseconds = microseconds
  }

  /// A mean month of the Gregorian calendar, as rates count it: 30.436875 days.
  package static let microsecondsPerMonth: Int64 = 2_629_746_000_000

  /// The units a duration may have, longest first.
  package static let units = ["y", "mo", "w", "d", "h", "min", "s", "ms", "us"]
}

extension LiteralReader {
  /// `90d`, `40s`, `20min`, `12h`, `3w`, `12mo`, `2y`, `1.5h`, `-2d`; months and years are whole.
  package static func duration(_ text: String) -> CalendarDuration? {
    let bytes = Array(text.utf8)
    let unitStart = (bytes.lastIndex { !(97...122).contains($0) } ?? -1) + 1
    let unit = String(decoding: bytes[unitStart...], as: UTF8.self)
    let amount = String(decoding: bytes[..<unitStart], as: UTF8.self)
    if unit == "mo" || unit == "y" {
      guard let count = integer(amount) else { return nil }
      let (months, overflow) = count.multipliedReportingOverflow(by: unit == "y" ? 12 : 1)
      return overflow || months.magnitude > 12 * 9999 ? nil : CalendarDuration(months: months)
    }
    guard let length = microseconds(of: unit), let value = decimal(amount), !amount.isEmpty,
      amount.utf8.last != 37
    else { return nil }
    let (product, overflow) = value.unscaled.multipliedReportingOverflow(by: Int128(length))
    guard !overflow else { return nil }
    var divisor: Int128 = 1
    for _ in 0..<value.scale { divisor *= 10 }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
    guard remainder == 0, let microseconds = Int64(exactly: quotient) else { return nil }
    return CalendarDuration(microseconds: microseconds)
  }

  private static func microseconds(of unit: String) -> Int64? {
    switch unit {
    case "us": 1
    case "ms": 1_000
    case "s": 1_000_000
    case "min": 60_000_000
    case "h": 3_600_000_000
    case "d": 86_400_000_000
    case "w": 604_800_000_000
    default: nil
    }
  }
}
