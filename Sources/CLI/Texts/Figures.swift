import Foundation

/// Numbers as people read them.
enum Figures {
  /// `1,234,567`
  static func grouped(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return number < 0 ? "-" + result : result
  }

  /// `7 rows`, `1 row`, `about 1,234 rows`.
  static func rows(_ count: Double, isExact: Bool) -> String {
    let number = whole(count)
    return (isExact ? "" : "about ") + grouped(number) + (number == 1 ? " row" : " rows")
  }

  /// An expectation as a whole number; it may lie beyond what 64 bits hold.
  static func whole(_ count: Double) -> Int128 { Int128(min(count, 0x1p126).rounded()) }

  /// `999`, `1.23 k`, `45.6 M`: three digits that count.
  static func short(_ number: Double) -> String { scaled(number, ["", "k", "M", "G", "T"], 1000) }

  /// `512 B`, `1.5 MB`: powers of 1000.
  static func bytes(_ count: Int) -> String {
    scaled(Double(count), ["B", "kB", "MB", "GB", "TB", "PB"], 1000)
  }

  private static func scaled(_ number: Double, _ units: [String], _ step: Double) -> String {
    var value = number
    var unit = 0
    while value >= 999.5, unit + 1 < units.count {
      value /= step
      unit += 1
    }
    let digits = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2
    let text = fixed(value, digits)
    return units[unit].isEmpty ? text : "\(text) \(units[unit])"
  }

  private static func fixed(_ value: Double, _ digits: Int) -> String {
    let factor = digits == 0 ? 1.0 : digits == 1 ? 10.0 : 100.0
    let scaled = Int((value * factor).rounded())
    if digits == 0 { return String(scaled) }
    let fraction = String(scaled % Int(factor))
    return "\(scaled / Int(factor))."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }

  /// `0:07`, `12:34`, `1:02:03`; at most 999 hours.
  static func clock(_ seconds: Double) -> String {
    let total = Int(min(max(seconds.isFinite ? seconds : 0, 0), 3_599_999).rounded())
    let (hours, minutes, rest) = (total / 3600, total / 60 % 60, total % 60)
    let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
    return hours > 0 ? "\(hours):\(padded(minutes)):\(padded(rest))" : "\(minutes):\(padded(rest))"
  }
}

extension Duration {
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
