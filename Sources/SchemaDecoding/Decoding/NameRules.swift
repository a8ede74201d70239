import Diagnostics
import SchemaModel

/// What tables, columns and parameters may be called: ASCII letters, digits, `_`, and inside also
/// blanks and `-`; never a word that expressions own.
package enum NameRules {
  static let byteLimit = 128
  /// Prefixes and keywords of expressions; a column of such a name could not be read.
  package static let reserved = [
    "and", "between", "false", "in", "is", "missing", "not", "now", "null", "or", "param", "pi",
    "present", "previous", "row", "timeframe", "true",
  ]

  /// - Parameters:
  ///   - kind: `table`, `column`, `parameter`.
  /// - Returns: why the name cannot be used, or nil.
  static func problem(with name: Scalar, kind: String) -> Diagnostic? {
    let text = name.text
    let bytes = Array(text.utf8)
    if bytes.isEmpty { return .emptyName(name, kind) }
    if bytes.count > byteLimit { return .longName(name, kind) }
    if bytes.contains(47) || bytes.contains(92) || text == "." || text == ".." {
      return .separatorInName(name, kind)
    }
    if reserved.contains(text) { return .reservedName(name, kind) }
    if bytes.contains(46), isPath(text) { return .dottedName(name, kind) }
    guard isName(text) else { return .nameForm(name, kind) }
    // A table or column may keep the name it has in a file; a parameter is in none.
    return kind == parameter && !isWord(text) ? .nameForm(name, kind) : nil
  }

  /// What is wrong with names that stand side by side: those that differ from one before them in
  /// case alone, which readers of files overlook.
  static func alikeButForCase(_ names: [Scalar], kind: String) -> [Diagnostic] {
    var folded: [String: Scalar] = [:]
    var problems: [Diagnostic] = []
    for name in names {
      if let first = folded[name.text.lowercased()], first.text != name.text {
        problems.append(.alikeButForCase(name, first, kind))
      }
      folded[name.text.lowercased()] = name
    }
    return problems
  }

  static let parameter = "parameter"

  /// Whether expressions read the name without backquotes.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 != 32 && $0 != 45 }
  }

  fileprivate static func form(of kind: String) -> String {
    kind == parameter
      ? "letters, digits and '_', not beginning with a digit"
      : "letters, digits, '_', and inside blanks and '-', beginning with a letter or '_'"
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= byteLimit,
      isLetter(first), last != 32
    else { return false }
    return bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 32 || $0 == 45 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  /// `customer_id.segment`: names with dots between them.
  static func isPath(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isName($0) }
  }
}

extension Diagnostic {
  fileprivate static func alikeButForCase(
    _ name: Scalar, _ first: Scalar, _ kind: String
  ) -> Diagnostic {
    Diagnostic(
      "\(kind)s-by-case", "the \(kind)s '\(first.text)' and '\(name.text)' differ by case alone",
      at: name.location, pointer: name.pointer,
      expected: "names that differ for readers who overlook case")
  }

  fileprivate static func emptyName(_ name: Scalar, _ kind: String) -> Diagnostic {
    Diagnostic(
      "empty-name", "a \(kind) has no name", at: name.location, pointer: name.pointer,
      expected: "a name such as order_items")
  }

  fileprivate static func longName(_ name: Scalar, _ kind: String) -> Diagnostic {
    Diagnostic(
      "name-too-long", "the name of a \(kind) is \(name.text.utf8.count) bytes long",
      at: name.location, pointer: name.pointer, expected: "at most \(NameRules.byteLimit) bytes")
  }

  fileprivate static func separatorInName(_ name: Scalar, _ kind: String) -> Diagnostic {
    Diagnostic(
      "path-in-name", "the name '\(name.shown)' of a \(kind) is a path", at: name.location,
      pointer: name.pointer, expected: "a name without '/', '\\' and '..'")
  }

  fileprivate static func reservedName(_ name: Scalar, _ kind: String) -> Diagnostic {
    Diagnostic(
      "reserved-name", "'\(name.text)' cannot name a \(kind): expressions use the word",
      at: name.location, pointer: name.pointer,
      expected: "a name that is no word of expressions", suggestion: "such as '\(name.text)_'")
  }

  fileprivate static func dottedName(_ name: Scalar, _ kind: String) -> Diagnostic {
    Diagnostic(
      "dotted-name", "'\(name.text)' is more than the name of a \(kind)", at: name.location,
      pointer: name.pointer, expected: "the name of a \(kind), without '.'")
  }

  fileprivate static func nameForm(_ name: Scalar, _ kind: String) -> Diagnostic {
    let mended = String(
      String.UnicodeScalarView(
        name.text.unicodeScalars.map {
          NameRules.isName("a\($0)a") && (kind != NameRules.parameter || ($0 != " " && $0 != "-"))
            ? $0 : "_"
        }))
    let proposal = NameRules.isName(mended) ? mended : "n_" + mended
    // A name without its letters, such as '_' for 'é', is nobody's choice.
    let losesLetters = zip(name.text.unicodeScalars, mended.unicodeScalars).contains {
      $0 != $1 && $0.properties.isAlphabetic
    }
    return Diagnostic(
      "name-form", "'\(name.text)' cannot name a \(kind)", at: name.location,
      pointer: name.pointer, expected: NameRules.form(of: kind),
      suggestion: NameRules.isName(proposal) && !losesLetters ? "such as '\(proposal)'" : nil)
  }
}
