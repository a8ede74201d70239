import Columnar

/// A length of time as people write it: calendar months and microseconds, never mixed up.
package struct CalendarDuration: Hashable, Sendable {
  package var months: Int64
  package var microseconds: Int64

  package init(months: Int64 = 0, microseconds: Int64 = 0) {
    self.months = months
    self.microseconds = microseconds
  }
}

extension LiteralReader {
  /// `90d`, `40s`, `20min`, `12h`, `3w`, `12mo`, `2y`, `1.5h`, `-2d`; months and years are whole.
  package static func duration(_ text: String) -> CalendarDuration? {
    let bytes = Array(text.utf8)
    let unitStart = (bytes.lastIndex { !(97...122).contains($0) } ?? -1) + 1
    let unit = String(decoding: bytes[unitStart...], as: UTF8.self)
    let amount = String(decoding: bytes[..<unitStart], as: UTF8.self)
    if let unitMonths = TimeUnit.months(unit) {
      guard let count = integer(amount) else { return nil }
      let (months, overflow) = count.multipliedReportingOverflow(by: unitMonths)
      return overflow || months.magnitude > TimeUnit.monthLimit
        ? nil : CalendarDuration(months: months)
    }
    guard let length = TimeUnit.microseconds(unit), let value = decimal(amount), !amount.isEmpty,
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

  /// Whether the text is a number with the unit of a duration, however large.
  package static func looksLikeDuration(_ text: String) -> Bool {
    let unit = text.utf8.reversed().prefix { (97...122).contains($0) }.count
    let amount = String(text.dropLast(unit))
    guard unit > 0, parts(of: amount).map({ !$0.isPercent }) ?? false else { return false }
    let name = String(text.suffix(unit))
    return TimeUnit.months(name) != nil || TimeUnit.microseconds(name) != nil
  }
}
