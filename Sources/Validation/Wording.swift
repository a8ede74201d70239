/// How findings put figures into words.
package enum Wording {
  /// `1 value`, `12,345 values`.
  package static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  package static func grouped(_ value: Int) -> String {
    var digits = Array("\(value.magnitude)")
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// Four digits that matter.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    if value == value.rounded(), value.magnitude < 1e15 { return grouped(Int(value)) }
    let digits = significant(value, 4)
    return digits
  }

  private static func significant(_ value: Double, _ count: Int) -> String {
    var power = 0
    var scaled = value.magnitude
    while scaled >= 10 {
      scaled /= 10
      power += 1
    }
    while scaled < 1, power > -300 {
      scaled *= 10
      power -= 1
    }
    if power >= 15 {
      let tenths = (scaled * 1000).rounded() / 1000
      return "\(value < 0 ? "-" : "")\(tenths)e\(power)"
    }
    if power >= count { return grouped(Int(value.rounded())) }
    if power < -5 {
      let tenths = (scaled * 100).rounded() / 100
      return "\(value < 0 ? "-" : "")\(tenths)e\(power)"
    }
    let decimals = count - 1 - power
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let rounded = (value * factor).rounded() / factor
    if rounded == rounded.rounded(), rounded.magnitude < 1e15 { return grouped(Int(rounded)) }
    return "\(rounded)"
  }

  /// A share as a percentage.
  package static func percent(_ share: Double) -> String { "\(number(share * 100)) %" }

  /// A value of data as it can stand in a line: short, and without characters that are not seen.
  package static func onOneLine(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(80) {
      switch scalar {
      case "\n": shown += "\\n"
      case "\r": shown += "\\r"
      case "\t": shown += "\\t"
      case _ where scalar.value < 32 || scalar.value == 127:
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > 80 ? shown + "…" : shown
  }
}
