import Diagnostics

extension Parser {
  mutating func parsePrimary() throws(Diagnostic) -> SyntaxNode {
    let token = current
    if case .keyword(let keyword) = token.kind, tokens[index + 1].kind == .dot {
      index += 1
      return try parsePath(from: Token(kind: .name(keyword.rawValue), place: token.place))
    }
    if let literal = Self.literal(token.kind) {
      index += 1
      return SyntaxNode(literal, at: token.place)
    }
    switch token.kind {
    case .name(let word):
      index += 1
      if current.kind == .openParenthesis { return try parseCall(word, namePlace: token.place) }
      if let problem = source.foreignWord(word, next: current, at: token.place) { throw problem }
      return try parsePath(from: token)
    case .openParenthesis:
      index += 1
      var inner = try parseNested()
      guard take(.closeParenthesis) else { throw source.unclosed(token.place, before: current) }
      inner.place = token.place.joined(previous.place)
      return inner
    default: throw source.expectedOperand(token, behind: index > 0 ? previous : nil)
    }
  }

  private static func literal(_ kind: Token.Kind) -> SyntaxNode.Kind? {
    switch kind {
    case .integer(let value): .integer(value)
    case .decimal(let value, let scale): .decimal(value, scale: scale)
    case .float(let value): .float(value)
    case .text(let value): .text(value)
    case .duration(let value): .duration(value)
    case .months(let value): .months(value)
    case .keyword(.true): .boolean(true)
    case .keyword(.false): .boolean(false)
    case .keyword(.null): .null
    case .keyword(.pi): .pi
    case .keyword, .name, .binary, .openParenthesis, .closeParenthesis, .comma, .dot, .doubleBar,
      .question, .colon, .end:
      nil
    }
  }

  private mutating func parsePath(from first: Token) throws(Diagnostic) -> SyntaxNode {
    guard case .name(let word) = first.kind else { preconditionFailure("a path without a name") }
    var parts = [word]
    var places = [first.place]
    while take(.dot) {
      guard case .name(let part) = current.kind else { throw source.nameAfterDot(current) }
      parts.append(part)
      places.append(current.place)
      index += 1
    }
    let place = first.place.joined(previous.place)
    paths.append(
      PathReference(parts: parts, offset: place.offset, length: place.length, places: places))
    return SyntaxNode(.path(paths.count - 1), at: place)
  }

  private mutating func parseCall(
    _ name: String, namePlace: Place
  ) throws(Diagnostic) -> SyntaxNode {
    let open = current
    index += 1
    let isDistinct = name == AggregateFunction.count.name && takeDistinct()
    if name == AggregateFunction.count.name, current.kind == .binary(.multiply),
      tokens[index + 1].kind == .closeParenthesis
    {
      throw source.countStar(at: namePlace.joined(tokens[index + 1].place))
    }
    let arguments = try parseList(open: open)
    calls.append(
      KnownNames.Call(
        name: name, namePlace: namePlace, place: namePlace.joined(previous.place)))
    return try checked(
      SyntaxNode(
        .call(
          name: isDistinct ? AggregateFunction.distinct.name : name, arguments: arguments,
          namePlace: namePlace),
        at: namePlace.joined(previous.place), above: arguments))
  }

  /// The word of `count(distinct x)`, where a value stands behind it.
  private mutating func takeDistinct() -> Bool {
    guard current.kind == .name("distinct") else { return false }
    switch tokens[index + 1].kind {
    case .closeParenthesis, .comma, .dot, .binary, .end: return false
    case .openParenthesis, .keyword, .name, .integer, .decimal, .float, .text, .duration, .months,
      .doubleBar, .question, .colon:
      index += 1
      return true
    }
  }

  /// The expressions up to the closing parenthesis, which is read too.
  mutating func parseList(open: Token) throws(Diagnostic) -> [SyntaxNode] {
    if take(.closeParenthesis) { return [] }
    var items = [try parseNested()]
    while take(.comma) { items.append(try parseNested()) }
    guard take(.closeParenthesis) else { throw source.unclosed(open.place, before: current) }
    return items
  }
}

extension LocatedText {
  func emptyExpression() -> Diagnostic {
    problem(
      "empty-expression", "the expression is empty", at: Place(offset: 0, length: 0),
      expected: "a value, such as a column, a number or a text in single quotes")
  }

  func tooDeep(at place: Place) -> Diagnostic {
    problem(
      "expression-too-deep", "the expression is nested too deeply", at: place,
      expected:
        "at most \(Parser.nestingLimit) parentheses inside each other, "
        + "\(Parser.depthLimit) operators",
      suggestion: "divide it among hidden columns")
  }

  func trailing(_ token: Token, after previous: Token) -> Diagnostic {
    if token.kind == .closeParenthesis {
      return problem(
        "unmatched-parenthesis", "')' closes nothing", at: token.place,
        suggestion: "leave it out", replacement: "")
    }
    if case .keyword(let word) = token.kind, word == .missing || word == .present {
      return problem(
        "missing-operator", "an operator is missing before '\(word.rawValue)'", at: token.place,
        suggestion: "write 'is \(word.rawValue)'", replacement: "is \(word.rawValue)")
    }
    if case .name(let word) = token.kind, Self.foreignOperators.contains(word.lowercased()) {
      return problem(
        "unknown-operator", "unknown operator '\(word)'", at: token.place,
        expected: "one of and, or, =, <>, <, <=, >, >=, between, in, is missing, + - * /")
    }
    if case .integer = previous.kind, case .name(let word) = token.kind,
      let unit = Lexer.unit(word)
    {
      let written = previous.place.joined(token.place)
      let mend = excerpt(previous.place) + unit
      return problem(
        "missing-operator", "'\(excerpt(written))' has a blank before its unit", at: token.place,
        expected: "a unit right behind its number", suggestion: "write \(mend)",
        replacement: mend, replacing: written)
    }
    var names: String?
    if case .name = previous.kind, case .name = token.kind {
      names = excerpt(previous.place.joined(token.place))
    }
    return problem(
      "missing-operator",
      "an operator is missing between '\(excerpt(previous.place))' and '\(excerpt(token.place))'",
      at: token.place, expected: "an operator or the end of the expression",
      suggestion: names.map { "a name with a blank stands in backquotes: `\($0)`" })
  }

  static let foreignOperators: Set<String> = [
    "like", "ilike", "similar", "glob", "div", "mod", "xor", "over", "collate", "rlike",
  ]

  func chainedComparison(_ place: Place) -> Diagnostic {
    problem(
      "chained-comparison", "comparisons cannot be chained", at: place,
      suggestion: "join them by 'and', or write 'x between a and b'")
  }

  func negatedIs(_ place: Place, _ word: Token) -> Diagnostic {
    let mend = word.kind == .keyword(.missing) ? "present" : "missing"
    return problem(
      "negated-is", "'is not \(excerpt(word.place))' has a word of its own", at: place,
      suggestion: "write 'is \(mend)'", replacement: mend)
  }

  func isNull(_ place: Place, isNegated: Bool) -> Diagnostic {
    let mend = isNegated ? "present" : "missing"
    return problem(
      "is-null", "a value that is not there is 'missing'", at: place,
      suggestion: "write 'is \(mend)'", replacement: mend)
  }

  func countStar(at place: Place) -> Diagnostic {
    problem(
      "count-star", "'count' counts rows by itself", at: place, suggestion: "write count()",
      replacement: "count()")
  }

  func expectedMissing(_ token: Token) -> Diagnostic {
    problem(
      "unknown-state", "'is' asks only whether a value is there", at: token.place,
      expected: "'is missing' or 'is present'")
  }

  func betweenWithoutAnd(_ token: Token) -> Diagnostic {
    problem(
      "between-without-and", "'between' has one end only", at: token.place,
      expected: "'x between a and b'; both ends belong to the range")
  }

  func inWithoutList(_ token: Token) -> Diagnostic {
    problem(
      "in-without-list", "'in' has no list", at: token.place,
      expected: "values between parentheses, such as status in ('open', 'closed')")
  }

  func emptyList(_ place: Place) -> Diagnostic {
    problem("empty-list", "the list of 'in' is empty", at: place, expected: "at least one value")
  }

  func unclosed(_ open: Place, before token: Token) -> Diagnostic {
    guard token.kind == .end else {
      return problem(
        "unclosed-parenthesis", "'\(excerpt(token.place))' stands where ')' or ',' is due",
        at: token.place, expected: "an operator, ',' or ')'")
    }
    return problem(
      "unclosed-parenthesis", "'(' is never closed", at: open, expected: "')' behind its last value"
    )
  }

  func nameAfterDot(_ token: Token) -> Diagnostic {
    problem(
      "name-after-dot", "a name is missing behind '.'", at: token.place,
      expected: "a column, as in customer_id.segment")
  }

  private static let operand = "a column, a number, a text in single quotes or a function"

  func expectedOperand(_ token: Token, behind previous: Token?) -> Diagnostic {
    if token.kind == .end, let previous {
      return problem(
        "expected-operand", "a value is missing behind '\(excerpt(previous.place))'",
        at: token.place, expected: LocatedText.operand)
    }
    return problem(
      "expected-operand", "'\(excerpt(token.place))' stands where a value is due", at: token.place,
      expected: LocatedText.operand)
  }

  /// Words of SQL that start no name here, when what follows shows that they were meant.
  func foreignWord(_ word: String, next: Token, at place: Place) -> Diagnostic? {
    switch next.kind {
    case .name, .keyword(.not), .integer, .decimal, .float, .text: break
    default: return nil
    }
    switch word.lowercased() {
    case "case":
      return problem(
        "case-expression", "'case' has no meaning in an expression", at: place,
        suggestion: "write if(condition, value, otherwise), or 'by' with 'cases' in the column")
    case "select", "exists":
      return problem(
        "query-in-expression", "an expression holds no query", at: place,
        suggestion: "use a roll-up column such as {sum: child.column, of: key}")
    case "date", "timestamp", "interval":
      guard case .text(let text) = next.kind else { return nil }
      return word.lowercased() == "interval"
        ? problem(
          "interval-literal", "durations are written without quotes", at: place,
          suggestion: "write a number with a unit, such as 90d, 12mo or 20min")
        : problem(
          "typed-literal", "'\(word)' is a function", at: place.joined(next.place),
          suggestion: "write \(word)('\(text)')", replacement: "\(word.lowercased())('\(text)')")
    default: return nil
    }
  }
}
