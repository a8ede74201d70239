import Diagnostics

/// Signs of other languages and of typography, each with what is written here.
enum ForeignSign: CaseIterable {
  case leadingEquals
  case doubleEquals
  case doubleAmpersand
  case doubleQuestion
  case exclamation
  case power
  case caret
  case reversedLessOrEqual
  case reversedGreaterOrEqual
  case modulo
  case cast
  case openBracket
  case closeBracket
  case typographicMinus
  case typographicMultiply
  case typographicDivide
  case typographicNotEqual
  case typographicLessOrEqual
  case typographicGreaterOrEqual

  var code: String {
    switch self {
    case .leadingEquals: "leading-equals"
    case .doubleEquals: "double-equals"
    case .doubleAmpersand: "double-ampersand"
    case .doubleQuestion: "double-question"
    case .exclamation: "exclamation-mark"
    case .power, .caret: "power-operator"
    case .reversedLessOrEqual, .reversedGreaterOrEqual: "reversed-comparison"
    case .modulo: "modulo-operator"
    case .cast: "cast-operator"
    case .openBracket, .closeBracket: "square-bracket"
    case .typographicMinus, .typographicMultiply, .typographicDivide, .typographicNotEqual,
      .typographicLessOrEqual, .typographicGreaterOrEqual:
      "typographic-sign"
    }
  }

  var sign: String {
    switch self {
    case .leadingEquals: "="
    case .doubleEquals: "=="
    case .doubleAmpersand: "&&"
    case .doubleQuestion: "??"
    case .exclamation: "!"
    case .power: "**"
    case .caret: "^"
    case .reversedLessOrEqual: "=<"
    case .reversedGreaterOrEqual: "=>"
    case .modulo: "%"
    case .cast: "::"
    case .openBracket: "["
    case .closeBracket: "]"
    case .typographicMinus: "\u{2212}"
    case .typographicMultiply: "×"
    case .typographicDivide: "÷"
    case .typographicNotEqual: "≠"
    case .typographicLessOrEqual: "≤"
    case .typographicGreaterOrEqual: "≥"
    }
  }

  /// What stands in its place; nil where the words around it change too.
  var replacement: String? {
    switch self {
    case .leadingEquals: ""
    case .doubleEquals: "="
    case .doubleAmpersand: "and"
    case .exclamation: "not "
    case .doubleQuestion, .power, .caret, .modulo, .cast: nil
    case .reversedLessOrEqual: "<="
    case .reversedGreaterOrEqual: ">="
    case .openBracket: "("
    case .closeBracket: ")"
    case .typographicMinus: "-"
    case .typographicMultiply: "*"
    case .typographicDivide: "/"
    case .typographicNotEqual: "<>"
    case .typographicLessOrEqual: "<="
    case .typographicGreaterOrEqual: ">="
    }
  }

  var suggestion: String {
    switch self {
    case .leadingEquals: "leave the second '=' out"
    case .doubleQuestion: "write coalesce(a, b)"
    case .exclamation: "write 'not'"
    case .power, .caret: "write pow(a, b)"
    case .modulo: "write mod(a, b)"
    case .cast: "write int(x), float(x), text(x), date(x) or timestamp(x)"
    default: "write '\(replacement ?? "")'"
    }
  }

  /// How reading goes on.
  var token: Token.Kind? {
    switch self {
    case .leadingEquals: nil
    case .doubleEquals: .binary(.equal)
    case .doubleAmpersand: .keyword(.and)
    case .exclamation: .keyword(.not)
    case .power, .caret, .modulo, .typographicMultiply: .binary(.multiply)
    case .cast, .doubleQuestion: nil
    case .reversedLessOrEqual, .typographicLessOrEqual: .binary(.lessOrEqual)
    case .reversedGreaterOrEqual, .typographicGreaterOrEqual: .binary(.greaterOrEqual)
    case .openBracket: .openParenthesis
    case .closeBracket: .closeParenthesis
    case .typographicMinus: .binary(.subtract)
    case .typographicDivide: .binary(.divide)
    case .typographicNotEqual: .binary(.notEqual)
    }
  }

  /// Longest first, so that `**` is not two `*`.
  static let read: [ForeignSign] = [
    .doubleEquals, .doubleAmpersand, .doubleQuestion, .power, .reversedLessOrEqual,
    .reversedGreaterOrEqual, .cast, .exclamation, .caret, .modulo, .openBracket, .closeBracket,
    .typographicMinus, .typographicMultiply, .typographicDivide, .typographicNotEqual,
    .typographicLessOrEqual, .typographicGreaterOrEqual,
  ]
}

extension Lexer {
  private static let signs: [(text: String, kind: Token.Kind)] = [
    ("<>", .binary(.notEqual)), ("!=", .binary(.notEqual)), ("<=", .binary(.lessOrEqual)),
    (">=", .binary(.greaterOrEqual)), ("<", .binary(.less)), (">", .binary(.greater)),
    ("=", .binary(.equal)), ("+", .binary(.add)), ("-", .binary(.subtract)),
    ("*", .binary(.multiply)), ("/", .binary(.divide)), ("(", .openParenthesis),
    (")", .closeParenthesis), (",", .comma), ("||", .doubleBar), ("?", .question),
  ]

  mutating func readSign(_ scalar: Unicode.Scalar) {
    let isInequality = hasPrefix("!=") && !hasPrefix("!==")
    if !isInequality, let foreign = ForeignSign.read.first(where: { hasPrefix($0.sign) }) {
      let length = foreign.sign.unicodeScalars.count
      report(foreign, from: position, length: length)
      if let token = foreign.token { take(token, length: length) } else { position += length }
      return
    }
    if let sign = Self.signs.first(where: { hasPrefix($0.text) }) {
      take(sign.kind, length: sign.text.unicodeScalars.count)
      return
    }
    if scalar == ":", tokens.contains(where: { $0.kind == .question }) { return take(.colon) }
    problems.append(
      source.unexpectedCharacter(scalar, at: Place(offset: position, length: 1)))
    position += 1
  }

  mutating func report(_ sign: ForeignSign, from offset: Int, length: Int) {
    let place = Place(offset: offset, length: length)
    problems.append(
      source.problem(
        sign.code,
        "'\(sign.sign)' has no meaning \(sign == .leadingEquals ? "here" : "in an expression")",
        at: place, suggestion: sign.suggestion, replacement: sign.replacement))
  }

  private func hasPrefix(_ text: String) -> Bool {
    scalars[position...].starts(with: text.unicodeScalars)
  }
}

extension LocatedText {
  fileprivate func unexpectedCharacter(_ scalar: Unicode.Scalar, at place: Place) -> Diagnostic {
    let quotes: Set<Unicode.Scalar> = ["\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}"]
    if quotes.contains(scalar) {
      return problem(
        "typographic-quote", "'\(scalar)' is a typographic quote", at: place,
        suggestion: "write a straight single quote", replacement: "'")
    }
    let shown =
      scalar.properties.isWhitespace || scalar.value < 32
      ? "U+" + String(scalar.value, radix: 16, uppercase: true) : String(scalar)
    return problem(
      "unexpected-character", "'\(shown)' has no meaning in an expression", at: place,
      expected: "names, numbers, texts in single quotes, and + - * / = <> < <= > >= ( ) , .")
  }
}
