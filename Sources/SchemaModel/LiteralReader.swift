import Columnar

/// Reads scalars by the type that is expected where they stand; nil for text that is not of it.
///
/// `10_000`, `2%`, `90d` and `2024-11-29` are scalars of their own types; `NO`, `on`, `1:30` and
/// `010` are text, and nothing else.
package enum LiteralReader {
  /// A decimal number taken apart: `-12.50` is -1250 at scale 2.
  struct Digits {
    var isNegative = false
    /// All digits, the point and underscores left out.
    var digits = ""
    var scale = 0
    var exponent = 0
    var hasPoint = false
    var hasExponent = false
    var isPercent = false
  }

  /// Digits with `_` between them, no leading zero: `10_000`, `-1`.
  package static func integer(_ text: String) -> Int64? {
    guard let parts = parts(of: text), isWhole(parts) else { return nil }
    return Int64((parts.isNegative ? "-" : "") + parts.digits)
  }

  /// Whether the text is a whole number of any size, so that the range is what is wrong.
  package static func isInteger(_ text: String) -> Bool { parts(of: text).map(isWhole) ?? false }

  private static func isWhole(_ parts: Digits) -> Bool {
    !parts.hasPoint && !parts.hasExponent && !parts.isPercent
  }

  /// `2%`, `1e-3`, `10_000.5`; always finite, rounded once, and 0 only for what is 0.
  package static func number(_ text: String) -> Double? {
    guard let parts = parts(of: text), let value = Double(plain(parts)), value.isFinite,
      value != 0 || isZero(parts)
    else { return nil }
    return value
  }

  /// Whether the text is a number so near 0 that none but 0 can be held.
  package static func isTooSmall(_ text: String) -> Bool {
    guard let parts = parts(of: text) else { return false }
    return Double(plain(parts)) == 0 && !isZero(parts)
  }

  private static func isZero(_ parts: Digits) -> Bool {
    parts.digits.utf8.allSatisfy { $0 == 48 }
  }

  /// Whether the text is a number, be it too large to be held.
  package static func looksLikeNumber(_ text: String) -> Bool { parts(of: text) != nil }

  /// YAML 1.2 and JSON only: `true`, `false`.
  package static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// Days from 1970-01-01.
  /// Whether the text has the form of a day, or of a day and an hour, be it one that there is not.
  package static func looksLikeTime(_ text: String) -> Bool {
    let form = text.utf8.map { (48...57).contains($0) ? 48 : $0 }
    let whole = Array("0000-00-00T00:00:00".utf8)
    guard [10, 16, 19].contains(form.count) || form.count > 20 && form[19] == 46 else {
      return false
    }
    for (index, byte) in form.enumerated() {
      let isFit =
        index < 19
        ? byte == whole[index] || index == 10 && byte == 32 : index == 19 || byte == 48
      if !isFit { return false }
    }
    return true
  }

  package static func date(_ text: String) -> Int64? { CivilTime.parseDate(text) }

  /// Microseconds from 1970-01-01; a date is its midnight.
  package static func timestamp(_ text: String) -> Int64? { CivilTime.parseTimestamp(text) }

  /// Microseconds since midnight.
  package static func time(_ text: String) -> Int64? { CivilTime.parseTime(text) }

  /// An exact decimal without exponent: `12.50`, also `2%` (0.02).
  package static func decimal(_ text: String) -> (unscaled: Int128, scale: Int)? {
    guard let parts = parts(of: text), !parts.hasExponent,
      let digits = Int128(parts.digits)
    else { return nil }
    let scale = parts.scale + (parts.isPercent ? 2 : 0)
    guard scale <= 38 else { return nil }
    return (parts.isNegative ? -digits : digits, scale)
  }

  /// The number as JSON writes it, without underscores; nil for percentages and other text.
  package static func canonicalNumber(_ text: String) -> String? {
    guard let parts = parts(of: text), !parts.isPercent else { return nil }
    var result = parts.isNegative ? "-" : ""
    let whole = parts.digits.utf8.count - parts.scale
    result += String(decoding: parts.digits.utf8.prefix(whole), as: UTF8.self)
    if parts.hasPoint {
      result += "." + String(decoding: parts.digits.utf8.dropFirst(whole), as: UTF8.self)
    }
    return parts.hasExponent ? result + "e\(parts.exponent)" : result
  }

  private static func plain(_ parts: Digits) -> String {
    let exponent = parts.exponent - parts.scale - (parts.isPercent ? 2 : 0)
    return (parts.isNegative ? "-" : "") + parts.digits + "e\(exponent)"
  }

  /// Takes the text of a number apart; nil for any other text.
  static func parts(of text: String) -> Digits? {
    var bytes = Array(text.utf8)[...]
    var parts = Digits()
    if bytes.first == 45 {
      parts.isNegative = true
      bytes = bytes.dropFirst()
    }
    if bytes.last == 37 {
      parts.isPercent = true
      bytes = bytes.dropLast()
    }
    guard let whole = digits(&bytes) else { return nil }
    guard whole.utf8.count == 1 || whole.utf8.first != 48 else { return nil }
    parts.digits = whole
    if bytes.first == 46 {
      bytes = bytes.dropFirst()
      guard let fraction = digits(&bytes) else { return nil }
      parts.hasPoint = true
      parts.digits += fraction
      parts.scale = fraction.utf8.count
    }
    if bytes.first == 101 || bytes.first == 69 {
      bytes = bytes.dropFirst()
      let isNegative = bytes.first == 45
      if isNegative || bytes.first == 43 { bytes = bytes.dropFirst() }
      guard let text = digits(&bytes), text.utf8.count <= 4, let exponent = Int(text)
      else { return nil }
      parts.hasExponent = true
      parts.exponent = isNegative ? -exponent : exponent
    }
    return bytes.isEmpty ? parts : nil
  }

  /// A run of digits with single underscores between them, taken from the front.
  private static func digits(_ bytes: inout ArraySlice<UInt8>) -> String? {
    var result: [UInt8] = []
    var canSeparate = false
    while let byte = bytes.first {
      if (48...57).contains(byte) {
        result.append(byte)
        canSeparate = true
      } else if byte == 95, canSeparate {
        canSeparate = false
      } else {
        break
      }
      bytes = bytes.dropFirst()
    }
    return canSeparate ? String(decoding: result, as: UTF8.self) : nil
  }
}
