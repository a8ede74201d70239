/// Diagnostics as a person reads them: one line with place, message and code, then indented lines.
package enum TextRenderer {
  /// - Parameters:
  ///   - isColored: ANSI colours for a terminal.
  /// - Returns: one diagnostic, each line ended by a line feed.
  package static func render(_ diagnostic: Diagnostic, isColored: Bool = false) -> String {
    let place = diagnostic.location
    let severity = diagnostic.severity.rawValue
    var text = ""
    if isColored {
      let color = diagnostic.severity == .error ? "\u{1B}[1;31m" : "\u{1B}[1;33m"
      text += "\u{1B}[1m\(plain(place.file)):\(place.line):\(place.column):\u{1B}[0m "
      text += "\(color)\(severity):\u{1B}[0m "
      text += "\(plain(diagnostic.message)) \u{1B}[2m[\(diagnostic.code)]\u{1B}[0m\n"
    } else {
      text += "\(plain(place.file)):\(place.line):\(place.column): \(severity): "
      text += "\(plain(diagnostic.message)) [\(diagnostic.code)]\n"
    }
    if !diagnostic.pointer.isEmpty { text += "  at \(plain(diagnostic.pointer))\n" }
    if let expectation = diagnostic.expectation { text += "  expected \(plain(expectation))\n" }
    if let suggestion = diagnostic.suggestion { text += "  \(plain(suggestion))\n" }
    return text
  }

  /// All diagnostics, in the order of their places.
  package static func render(_ list: DiagnosticList, isColored: Bool = false) -> String {
    list.sorted.map { render($0, isColored: isColored) }.joined()
  }

  /// Text of a document cannot steer the terminal or break the line it is shown in.
  private static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127..<160).contains(scalar.value)
      || (0x2028...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
