/// Values as they stand in documents, on one line.
enum YAMLText {
  private static let words: Set<String> = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
  ]

  /// A text; in quotes unless it is plain words.
  static func text(_ text: String) -> String {
    isWords(text) ? text : quoted(text)
  }

  /// A name as a key of a map.
  static func name(_ name: String) -> String { text(name) }

  /// Letters, digits, `_`, `-` and blanks, beginning with a letter, and no word that YAML reads.
  static func isWords(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last, isLetter(first), last != 32,
      !words.contains(text.lowercased())
    else { return false }
    return text.utf8.allSatisfy {
      isLetter($0) || (48...57).contains($0) || $0 == 32 || $0 == 45
    } && !text.contains("  ")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 32 || (127..<160).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      case "\u{2028}", "\u{2029}", "\u{FEFF}":
        quoted += "\\u" + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// A comment, which is one line whatever it says.
  static func comment(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? " " : $0 })
  }

  static func map(_ entries: [(String, String)]) -> String {
    "{" + entries.map { "\($0): \($1)" }.joined(separator: ", ") + "}"
  }

  /// A share such as `4.53%`.
  static func percent(_ share: Double) -> String {
    NumberText.plain(NumberText.rounded(share * 100, digits: 4)) + "%"
  }

  /// A figure that was found, with four digits that count.
  static func figure(_ value: Double) -> String {
    NumberText.plain(NumberText.rounded(value, digits: 4))
  }
}
