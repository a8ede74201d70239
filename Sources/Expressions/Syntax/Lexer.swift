import Diagnostics

/// Cuts an expression into tokens; a slip with an obvious mend is reported and read as mended, so
/// that all of them are found at once.
struct Lexer {
  /// Scalars of the longest expression.
  static let lengthLimit = 10_000

  let source: LocatedText
  let scalars: [Unicode.Scalar]
  var position = 0
  var tokens: [Token] = []
  var problems: [Diagnostic] = []
  /// Where the first slip stands that is not read as mended: behind it words may mean anything.
  var clearEnd = Int.max

  init(_ source: LocatedText) {
    self.source = source
    scalars = Array(source.text.unicodeScalars.prefix(Self.lengthLimit + 1))
  }

  /// - Returns: the tokens, ending with `.end`.
  mutating func run() -> [Token] {
    guard scalars.count <= Self.lengthLimit else {
      problems.append(source.tooLong())
      clearEnd = 0
      return []
    }
    skipBlanks()
    if peek == "=", peek(1) != "=" {
      report(.leadingEquals, from: position, length: 1)
      position += 1
    }
    while true {
      skipBlanks()
      guard let scalar = peek else { break }
      let (start, tokenCount, problemCount) = (position, tokens.count, problems.count)
      readToken(scalar)
      if tokens.count == tokenCount, problems.count > problemCount {
        clearEnd = min(clearEnd, start)
      }
    }
    tokens.append(Token(kind: .end, place: Place(offset: scalars.count, length: 0)))
    return tokens
  }

  private mutating func readToken(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "0"..."9": readNumber()
    case ".":
      if let next = peek(1), Self.isDigit(next), !isBehindName {
        readLeadingPoint()
      } else {
        take(.dot)
      }
    case "'": readText()
    case "\"", "`": readQuoted(scalar)
    default:
      if Self.startsName(scalar) { readName() } else { readSign(scalar) }
    }
  }

  /// Whether a name ends just before the position, so that a point continues a path.
  private var isBehindName: Bool {
    guard let last = tokens.last, last.place.end == position else { return false }
    switch last.kind {
    case .name, .keyword, .closeParenthesis: return true
    default: return false
    }
  }

  private mutating func readName() {
    let start = position
    while let scalar = peek, Self.continuesName(scalar) { position += 1 }
    let place = Place(offset: start, length: position - start)
    let word = source.excerpt(place)
    if case .dot = tokens.last?.kind {
      tokens.append(Token(kind: .name(word), place: place))
    } else if let keyword = Keyword(rawValue: word) {
      tokens.append(Token(kind: .keyword(keyword), place: place))
    } else if let keyword = Keyword(rawValue: word.lowercased()), keyword != .pi {
      problems.append(source.upperCaseKeyword(word, at: place))
      tokens.append(Token(kind: .keyword(keyword), place: place))
    } else {
      tokens.append(Token(kind: .name(word), place: place))
    }
  }

  private mutating func readText() {
    let start = position
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek {
      position += 1
      if scalar == "'" {
        guard peek == "'" else {
          let place = Place(offset: start, length: position - start)
          tokens.append(Token(kind: .text(String(text)), place: place))
          return
        }
        position += 1
      }
      text.append(scalar)
    }
    problems.append(source.unclosedText(at: Place(offset: start, length: position - start)))
  }

  /// `"text"`: read whole, reported with the mend. `` `order date` `` is a name; one that needs no
  /// quotes has none.
  private mutating func readQuoted(_ quote: Unicode.Scalar) {
    let start = position
    position += 1
    while let scalar = peek, scalar != quote { position += 1 }
    let inner = Place(offset: start + 1, length: position - start - 1)
    let isClosed = peek == quote
    if isClosed { position += 1 }
    let place = Place(offset: start, length: position - start)
    let content = source.excerpt(inner)
    if quote == "\"" {
      problems.append(source.doubleQuoted(content, at: place))
      tokens.append(Token(kind: .text(content), place: place))
      return
    }
    if !isClosed {
      clearEnd = min(clearEnd, start)
      problems.append(source.unclosedName(at: place))
    } else if !Self.needsQuotes(content) {
      problems.append(source.backquoted(content, at: place))
    }
    tokens.append(Token(kind: .name(content), place: place))
  }

  private static func needsQuotes(_ name: String) -> Bool {
    name.unicodeScalars.contains { $0 == " " || $0 == "-" }
      && name.unicodeScalars.allSatisfy { $0 == " " || $0 == "-" || continuesName($0) }
  }

  // Small steps

  var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  func peek(_ ahead: Int) -> Unicode.Scalar? {
    position + ahead < scalars.count ? scalars[position + ahead] : nil
  }

  mutating func skipBlanks() {
    while let scalar = peek, scalar.properties.isWhitespace { position += 1 }
  }

  mutating func take(_ kind: Token.Kind, length: Int = 1) {
    tokens.append(Token(kind: kind, place: Place(offset: position, length: length)))
    position += length
  }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }

  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    startsName(scalar) || isDigit(scalar) || scalar.properties.generalCategory == .nonspacingMark
  }
}

extension LocatedText {
  fileprivate func tooLong() -> Diagnostic {
    problem(
      "expression-too-long", "the expression has more than \(Lexer.lengthLimit) characters",
      at: Place(offset: 0, length: 0), expected: "at most \(Lexer.lengthLimit) characters",
      suggestion: "divide it among hidden columns")
  }

  fileprivate func upperCaseKeyword(_ word: String, at place: Place) -> Diagnostic {
    let mend = word.lowercased()
    return problem(
      "keyword-case", "'\(word)' is written in lower case", at: place,
      suggestion: "write '\(mend)'", replacement: mend)
  }

  fileprivate func unclosedText(at place: Place) -> Diagnostic {
    problem(
      "unclosed-text", "the text has no closing quote", at: place,
      expected: "text between single quotes; a quote inside is written twice")
  }

  fileprivate func unclosedName(at place: Place) -> Diagnostic {
    problem(
      "unclosed-name", "the name has no closing backquote", at: place,
      expected: "a name with blanks or '-' between backquotes, such as `order date`")
  }

  fileprivate func doubleQuoted(_ content: String, at place: Place) -> Diagnostic {
    let doubled = content.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    return problem(
      "double-quoted-text", "text stands between single quotes", at: place,
      suggestion: "write '\(doubled)' with single quotes", replacement: "'\(doubled)'")
  }

  fileprivate func backquoted(_ content: String, at place: Place) -> Diagnostic {
    problem(
      "backquoted-name", "a name without blanks and '-' is written without quotes", at: place,
      suggestion: "write \(content)", replacement: content)
  }
}
