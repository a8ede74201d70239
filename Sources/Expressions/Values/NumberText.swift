/// Numbers in texts that a run reads: what documents write, but for `_`, which files do not know;
/// leading zeros stay, since codes are padded with them.
enum NumberText {
  /// Digits, behind a '-' or not; nil beyond 64 bits too.
  static func integer(_ text: String) -> Int64? { text.utf8.first == 43 ? nil : Int64(text) }

  /// Digits with at most one point inside and an exponent; nil where no float is near.
  static func float(_ text: String) -> Double? {
    guard isNumber(text.utf8), let value = Double(text), value.isFinite else { return nil }
    if value == 0, holdsDigit(text.utf8) { return nil }
    return value
  }

  private static func isNumber(_ text: String.UTF8View) -> Bool {
    var rest = text[...]
    if rest.first == 45 { rest = rest.dropFirst() }
    guard takeDigits(&rest) else { return false }
    if rest.first == 46 {
      rest = rest.dropFirst()
      guard takeDigits(&rest) else { return false }
    }
    if rest.first == 101 || rest.first == 69 {
      rest = rest.dropFirst()
      if rest.first == 43 || rest.first == 45 { rest = rest.dropFirst() }
      guard takeDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  private static func takeDigits(_ text: inout Substring.UTF8View) -> Bool {
    let rest = text.drop { (48...57).contains($0) }
    defer { text = rest }
    return rest.startIndex > text.startIndex
  }

  /// Whether a digit other than 0 stands before the exponent.
  static func holdsDigit(_ number: String.UTF8View) -> Bool {
    number.prefix { $0 != 101 && $0 != 69 }.contains { (49...57).contains($0) }
  }
}
