/// How a document writes a scalar, which settles what an edit must write in its place: quotes,
/// escapes, or nothing of the kind.
package struct WrittenForm: Hashable, Sendable {
  package enum Style: Hashable, Sendable {
    /// YAML without quotes; between `[ ]` or `{ }` more characters have a meaning.
    case plain(isInFlow: Bool)
    case singleQuoted
    case doubleQuoted
    /// YAML's `|` and `>`.
    case block
    case jsonText
    /// JSON's numbers, `true`, `false` and `null`.
    case jsonWord
    /// Put together from what stands apart, so that no edit can mend it.
    case joined
  }

  package var style: Style
  /// All of the scalar as written, with its quotes.
  package var location: DocumentLocation

  var isMendable: Bool { style != .joined }
  var isQuoted: Bool { [.singleQuoted, .doubleQuoted, .jsonText].contains(style) }

  package init(_ style: Style, at location: DocumentLocation) {
    self.style = style
    self.location = location
  }

  private var isJSON: Bool { style == .jsonText || style == .jsonWord }

  /// A part of the scalar as it stands inside of it.
  ///
  /// - Parameter whole: the scalar's text with the part in it.
  /// - Returns: nil where only another form could hold it.
  func inner(_ part: String, in whole: String) -> String? {
    switch style {
    // Blanks at the ends of a line do not count.
    case .plain(let isInFlow):
      part.first != " " && part.last != " " && Self.isPlain(whole, isInFlow: isInFlow) ? part : nil
    case .singleQuoted: Self.isPrintable(part) ? Self.doubled(part) : nil
    case .doubleQuoted, .jsonText: String(JSONRenderer.quoted(part).dropFirst().dropLast())
    // At the begin of a line, blanks would be taken for its indentation.
    case .block: Self.isPrintable(part) && !part.isEmpty && part.first != " " ? part : nil
    case .jsonWord: Self.isJSONWord(whole) ? part : nil
    case .joined: nil
    }
  }

  /// A whole scalar in place of this one.
  ///
  /// - Parameter isText: whether quotes that stand there have to stay.
  func outer(_ text: String, isText: Bool) -> String {
    switch style {
    case .plain(let isInFlow) where Self.isPlain(text, isInFlow: isInFlow): text
    case .singleQuoted where isText && Self.isPrintable(text): "'" + Self.doubled(text) + "'"
    case .block where !isText && Self.isPlain(text, isInFlow: false),
      .singleQuoted where !isText && Self.isPlain(text, isInFlow: true),
      .doubleQuoted where !isText && Self.isPlain(text, isInFlow: true):
      text
    case .jsonWord where Self.isJSONWord(text), .jsonText where !isText && Self.isJSONWord(text):
      text
    default:
      isJSON || !Self.isPrintable(text) || !text.utf8.contains { $0 == 34 || $0 == 92 }
        ? JSONRenderer.quoted(text) : "'" + Self.doubled(text) + "'"
    }
  }

  private static func doubled(_ text: String) -> String {
    text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
  }

  /// Whether a text can stand in one line as it is, where nothing is escaped.
  private static func isPrintable(_ text: String) -> Bool {
    JSONRenderer.quoted(text).utf8.count
      == text.utf8.count + 2 + text.utf8.count { $0 == 34 || $0 == 92 }
  }

  /// Whether YAML reads a text without quotes as just this text.
  static func isPlain(_ text: String, isInFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, isPrintable(text),
      !["null", "~"].contains(text), first != 32, last != 32, last != 58
    else { return false }
    if Array("#&*!|>'\"%@`,[]{}".utf8).contains(first) { return false }
    if Array("-?:".utf8).contains(first), bytes.count == 1 || bytes[1] == 32 || isInFlow {
      // A sign of a number is harmless there too.
      guard first == 45, bytes.count > 1, (48...57).contains(bytes[1]) else { return false }
    }
    if ["---", "..."].contains(text.prefix(3)) { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 58 where isInFlow || bytes[index + 1] == 32: return false
      case 35 where bytes[index - 1] == 32: return false
      case 44, 91, 93, 123, 125: if isInFlow { return false }
      default: break
      }
    }
    return true
  }

  /// Whether a text is a JSON number (RFC 8259), `true`, `false` or `null`.
  static func isJSONWord(_ text: String) -> Bool {
    if ["true", "false", "null"].contains(text) { return true }
    var rest = text.utf8[...]
    func digits() -> Substring.UTF8View {
      let result = rest.prefix { (48...57).contains($0) }
      rest = rest.dropFirst(result.count)
      return result
    }
    if rest.first == 45 { rest = rest.dropFirst() }
    let whole = digits()
    guard !whole.isEmpty, whole.count == 1 || whole.first != 48 else { return false }
    if rest.first == 46 {
      rest = rest.dropFirst()
      if digits().isEmpty { return false }
    }
    if rest.first == 69 || rest.first == 101 {
      rest = rest.dropFirst()
      if rest.first == 43 || rest.first == 45 { rest = rest.dropFirst() }
      if digits().isEmpty { return false }
    }
    return rest.isEmpty
  }
}
