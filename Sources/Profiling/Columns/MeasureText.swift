import Validation

/// Numbers of laws as the values they stand for.
enum MeasureText {
  private static let day = 86_400_000_000

  /// - Parameter value: a number; days or microseconds of times.
  static func text(_ value: Double, _ kind: ValueKind) -> String {
    switch kind {
    case .date: Calendar.text(Int(value.rounded()))
    case .timestamp:
      timestamp(Int(value.rounded()))
    case .time: clock(Int(value.rounded()))
    default: NumberText.plain(value)
    }
  }

  private static func timestamp(_ microseconds: Int) -> String {
    let (days, rest) = microseconds.quotientAndRemainder(dividingBy: day)
    let (whole, inside) = rest < 0 ? (days - 1, rest + day) : (days, rest)
    return Calendar.text(whole) + " " + clock(inside)
  }

  /// `18:30:00`, with microseconds where there are some.
  private static func clock(_ microseconds: Int) -> String {
    let (seconds, part) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let numbers = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    let text = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    guard part > 0 else { return text }
    let digits = "\(part)"
    return text + "." + String(repeating: "0", count: 6 - digits.count) + digits
  }
}

/// Numbers as documents write them.
package enum NumberText {
  /// Without a point where it is whole.
  package static func plain(_ value: Double) -> String {
    guard let whole = Int64(exactly: value) else { return "\(value)" }
    return "\(whole)"
  }

  /// Nearest with so many digits that count.
  package static func rounded(_ value: Double, digits: Int) -> Double {
    guard value != 0, value.isFinite else { return value }
    var power = 0
    var scaled = value.magnitude
    while scaled >= 10, power < 300 {
      scaled /= 10
      power += 1
    }
    while scaled < 1, power > -300 {
      scaled *= 10
      power -= 1
    }
    let places = digits - 1 - power
    var factor = 1.0
    for _ in 0..<min(300, places.magnitude) { factor *= 10 }
    return places >= 0 ? (value * factor).rounded() / factor : (value / factor).rounded() * factor
  }
}
