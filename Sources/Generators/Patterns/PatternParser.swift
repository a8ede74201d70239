/// Reads the regular expressions whose texts are finite in number and plain to see.
///
/// Known: characters, `\` before a special one, `\d`, `\w`, `[a-z0-9_]`, `(…)`, `|`, `?`, `{n}`,
/// `{n,m}`, and `^` and `$` at the ends, which change nothing. What never ends (`*`, `+`, `{n,}`)
/// and what would have to guess (`.`, `[^…]`, `\s`, look-arounds) is refused by name.
struct PatternParser {
  struct Problem: Error, Hashable {
    /// Characters before the place.
    var offset: Int
    var message: String
    var expectation: String?
  }

  /// More characters than this in one text are refused, as are deeper groups than 32.
  static let longestText = 4096
  private static let deepest = 32

  private let scalars: [Unicode.Scalar]
  private var next = 0
  private var depth = 0

  static func parse(_ text: String) throws(Problem) -> PatternNode {
    var parser = PatternParser(scalars: Array(text.unicodeScalars))
    if parser.peek == "^" { parser.next += 1 }
    let node = try parser.alternatives()
    if let rest = parser.peek {
      throw parser.problem(
        rest == ")" ? "')' closes no group" : "'\(rest)' stands alone",
        "'\\\(rest)' for the character itself")
    }
    guard node.longest <= longestText else {
      throw Problem(
        offset: 0, message: "the pattern's texts can have \(node.longest) characters",
        expectation: "at most \(longestText)")
    }
    return node
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var peek: Unicode.Scalar? { next < scalars.count ? scalars[next] : nil }

  private func problem(_ message: String, _ expectation: String? = nil) -> Problem {
    Problem(offset: next, message: message, expectation: expectation)
  }

  private mutating func alternatives() throws(Problem) -> PatternNode {
    var branches = [try sequence()]
    while peek == "|" {
      next += 1
      branches.append(try sequence())
    }
    return branches.count == 1 ? branches[0] : .either(branches)
  }

  private mutating func sequence() throws(Problem) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      if scalar == "$", next == scalars.count - 1 {
        next += 1
        break
      }
      parts.append(try repeats(of: try atom(scalar)))
    }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(Problem) -> PatternNode {
    switch scalar {
    case "(": return try group()
    case "[": return .symbols(try symbolClass())
    case "\\": return .symbols(try escaped())
    case ".":
      throw problem("'.' could be any character", "the characters meant, such as [a-z], or '\\.'")
    case "*", "+":
      throw problem("'\(scalar)' has no end", "a number of times, such as {1,8}")
    case "?", "{", "}", "]", "^", "$":
      throw problem("'\(scalar)' stands alone", "'\\\(scalar)' for the character itself")
    default:
      next += 1
      return .symbols([scalar])
    }
  }

  private mutating func group() throws(Problem) -> PatternNode {
    let open = next
    next += 1
    if peek == "?" {
      guard next + 1 < scalars.count, scalars[next + 1] == ":" else {
        throw problem("this kind of group is not known", "(…) or (?:…)")
      }
      next += 2
    }
    depth += 1
    guard depth <= PatternParser.deepest else {
      throw problem("groups more than \(PatternParser.deepest) deep")
    }
    let node = try alternatives()
    guard peek == ")" else {
      throw Problem(offset: open, message: "'(' is not closed", expectation: "')'")
    }
    next += 1
    depth -= 1
    return node
  }

  private mutating func repeats(of node: PatternNode) throws(Problem) -> PatternNode {
    switch peek {
    case "?":
      next += 1
      try refuseSecondRepeat()
      return .repeated(node, 0...1)
    case "*", "+":
      throw problem("'\(scalars[next])' has no end", "a number of times, such as {1,8}")
    case "{":
      let times = try bounds()
      try refuseSecondRepeat()
      return .repeated(node, times)
    default: return node
    }
  }

  private func refuseSecondRepeat() throws(Problem) {
    guard let scalar = peek, "?*+{".unicodeScalars.contains(scalar) else { return }
    throw problem("'\(scalar)' behind a number of times", "one number of times, or a group")
  }

  /// `{n}` or `{n,m}`.
  private mutating func bounds() throws(Problem) -> ClosedRange<Int> {
    let open = next
    next += 1
    let low = number()
    var high = low
    if peek == "," {
      next += 1
      high = number()
      if high == nil, low != nil, peek == "}" {
        throw Problem(
          offset: open, message: "'{\(low ?? 0),}' has no end",
          expectation: "both numbers, such as {\(low ?? 0),\((low ?? 0) + 8)}")
      }
    }
    guard let low, let high, peek == "}" else {
      throw Problem(
        offset: open, message: "'{' is not followed by a number of times",
        expectation: "{n} or {n,m} of at most \(PatternParser.longestText)")
    }
    guard low <= high else {
      throw Problem(
        offset: open, message: "{\(low),\(high)} ends before it begins",
        expectation: "the smaller number first")
    }
    next += 1
    return low...high
  }

  /// Nil without digits or beyond any allowed length.
  private mutating func number() -> Int? {
    let start = next
    var value = 0
    while let scalar = peek, let digit = PatternParser.digit(scalar) {
      value = min(value * 10 + digit, 1 << 20)
      next += 1
    }
    return next > start && value <= PatternParser.longestText ? value : nil
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value) - 48 : nil
  }
}

extension PatternParser {
  private static let digits = symbols("0"..."9")
  private static let wordSymbols =
    digits + symbols("A"..."Z") + ["_"] + symbols("a"..."z")

  private static func symbols(_ range: ClosedRange<Unicode.Scalar>) -> [Unicode.Scalar] {
    // Numbers between the two surrogate halves are no characters.
    (range.lowerBound.value...range.upperBound.value).compactMap(Unicode.Scalar.init)
  }

  /// Behind a backslash: a class of characters or the character itself.
  private mutating func escaped() throws(Problem) -> [Unicode.Scalar] {
    guard next + 1 < scalars.count else { throw problem("'\\' at the end", "'\\\\' for itself") }
    let scalar = scalars[next + 1]
    switch scalar {
    case "d":
      next += 2
      return PatternParser.digits
    case "w":
      next += 2
      return PatternParser.wordSymbols
    case "t":
      next += 2
      return ["\t"]
    case "n":
      next += 2
      return ["\n"]
    default:
      guard !PatternParser.wordSymbols.contains(scalar) || scalar == "_" else {
        throw problem("'\\\(scalar)' is not known", "\\d, \\w, \\t, \\n or a special character")
      }
      next += 2
      return [scalar]
    }
  }

  /// `[a-z0-9_-]`; sorted, each character once.
  private mutating func symbolClass() throws(Problem) -> [Unicode.Scalar] {
    let open = next
    next += 1
    if peek == "^" {
      throw problem("'[^…]' leaves open which characters remain", "the characters meant")
    }
    var found: Set<Unicode.Scalar> = []
    while let scalar = peek, scalar != "]" {
      let first = try classSymbols(scalar)
      guard peek == "-", next + 1 < scalars.count, scalars[next + 1] != "]" else {
        found.formUnion(first)
        continue
      }
      let dash = next
      next += 1
      let last = try classSymbols(scalars[next])
      guard first.count == 1, last.count == 1, first[0] <= last[0] else {
        throw Problem(
          offset: dash, message: "the range ends before it begins",
          expectation: "the lower character first, or '\\-' for a dash")
      }
      found.formUnion(PatternParser.symbols(first[0]...last[0]))
    }
    guard peek == "]" else {
      throw Problem(offset: open, message: "'[' is not closed", expectation: "']'")
    }
    guard !found.isEmpty else {
      throw Problem(offset: open, message: "'[]' holds no character", expectation: "such as [a-z]")
    }
    next += 1
    return found.sorted()
  }

  private mutating func classSymbols(
    _ scalar: Unicode.Scalar
  ) throws(Problem) -> [Unicode.Scalar] {
    if scalar == "\\" { return try escaped() }
    next += 1
    return [scalar]
  }
}
