/// Swift source taken apart just far enough for rules about words.
enum SwiftText {
  /// The source with comments and string literals (what is interpolated too) turned into spaces;
  /// line breaks stay, so that line numbers do.
  static func code(of text: String) -> String {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.run()
    return String(decoding: scanner.bytes, as: UTF8.self)
  }

  /// The modules that code imports, in order.
  static func imports(in code: String) -> [String] {
    code.split(separator: "\n").compactMap { line in
      var words = line.split(separator: " ")[...]
      while let word = words.first, word.hasPrefix("@") || accessWords.contains(String(word)) {
        words.removeFirst()
      }
      guard words.first == "import" else { return nil }
      words.removeFirst()
      if let kind = words.first, importKinds.contains(String(kind)) { words.removeFirst() }
      return words.first.map { String($0.prefix { $0 != "." }) }
    }
  }

  /// Names and keywords, in order.
  static func words(in code: String) -> [Substring] {
    code.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
  }

  /// `EditDistance` is `Edit`, `Distance`.
  static func camelWords(of name: String) -> [String] {
    var words: [String] = []
    for character in name {
      if character.isUppercase || words.isEmpty { words.append("") }
      words[words.count - 1].append(character)
    }
    return words
  }

  private static let accessWords: Set<String> = [
    "public", "package", "internal", "fileprivate", "private",
  ]
  private static let importKinds: Set<String> = [
    "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
  ]
}

private struct Scanner {
  var bytes: [UInt8]
  var position = 0

  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let hash = UInt8(ascii: "#")

  mutating func run() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.slash, next == Self.slash {
        while position < bytes.count, bytes[position] != Self.newline { blank(1) }
      } else if byte == Self.slash, next == Self.star {
        blankComment()
      } else if byte == Self.quote || opensRawString() {
        blankString()
      } else {
        position += 1
      }
    }
  }

  private var next: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

  private mutating func blank(_ count: Int) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] != Self.newline { bytes[position] = UInt8(ascii: " ") }
      position += 1
    }
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if bytes[position] == Self.slash, next == Self.star {
        depth += 1
        blank(2)
      } else if bytes[position] == Self.star, next == Self.slash {
        depth -= 1
        blank(2)
      } else {
        blank(1)
      }
    } while depth > 0 && position < bytes.count
  }

  private func opensRawString() -> Bool {
    guard bytes[position] == Self.hash else { return false }
    let quoteAt = bytes[position...].firstIndex { $0 != Self.hash }
    return quoteAt.map { bytes[$0] == Self.quote } ?? false
  }

  private mutating func blankString() {
    var hashes = 0
    while bytes[position] == Self.hash {
      hashes += 1
      blank(1)
    }
    let quotes = bytes[position...].starts(with: [Self.quote, Self.quote, Self.quote]) ? 3 : 1
    blank(quotes)
    let closing =
      [UInt8](repeating: Self.quote, count: quotes)
      + [UInt8](repeating: Self.hash, count: hashes)
    let escape = [UInt8(ascii: "\\")] + [UInt8](repeating: Self.hash, count: hashes)
    while position < bytes.count {
      guard bytes[position] == Self.quote || bytes[position] == UInt8(ascii: "\\") else {
        blank(1)
        continue
      }
      if bytes[position...].starts(with: closing) { return blank(closing.count) }
      let isEscape = bytes[position...].starts(with: escape)
      blank(isEscape ? escape.count : 1)
      guard isEscape, position < bytes.count else { continue }
      if bytes[position] == UInt8(ascii: "(") { blankInterpolation() } else { blank(1) }
    }
  }

  /// Strings may stand inside an interpolation; its parentheses balance outside of them.
  private mutating func blankInterpolation() {
    var depth = 0
    repeat {
      if bytes[position] == Self.quote || opensRawString() {
        blankString()
        continue
      }
      if bytes[position] == UInt8(ascii: "(") { depth += 1 }
      if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
      blank(1)
    } while depth > 0 && position < bytes.count
  }
}
