import Diagnostics

/// Builds the tree by precedence climbing:
/// `or` < `and` < `not` < comparisons < `+ -` < `* /` < unary `-`.
struct Parser {
  /// Levels of the deepest tree; later phases walk it by recursion.
  static let depthLimit = 200

  let source: LocatedText
  let tokens: [Token]
  var index = 0
  var nesting = 0
  var paths: [PathReference] = []

  init(source: LocatedText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  mutating func run() throws(Diagnostic) -> ParsedExpression {
    guard current.kind != .end else { throw source.emptyExpression() }
    let root = try parseOr()
    guard current.kind == .end else { throw source.trailing(current, after: previous) }
    return ParsedExpression(source: source, paths: paths, root: root)
  }

  // Precedence levels

  mutating func parseOr() throws(Diagnostic) -> SyntaxNode {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.depthLimit else { throw source.tooDeep(at: current.place) }
    var left = try parseAnd()
    while take(.keyword(.or)) { left = try join(.or, at: previous.place, left, try parseAnd()) }
    return left
  }

  private mutating func parseAnd() throws(Diagnostic) -> SyntaxNode {
    var left = try parseNot()
    while take(.keyword(.and)) { left = try join(.and, at: previous.place, left, try parseNot()) }
    return left
  }

  private mutating func parseNot() throws(Diagnostic) -> SyntaxNode {
    var places: [Place] = []
    while current.kind == .keyword(.not) {
      places.append(current.place)
      index += 1
    }
    var node = try parseComparison()
    for place in places.reversed() {
      node = try checked(SyntaxNode(.not(node), at: place.joined(node.place), above: [node]))
    }
    return node
  }

  private mutating func parseComparison() throws(Diagnostic) -> SyntaxNode {
    let left = try parseSum()
    guard let node = try parsePredicate(behind: left) else { return left }
    let next = current
    if case .binary(let other) = next.kind, other.isComparison {
      throw source.chainedComparison(next.place)
    }
    switch next.kind {
    case .keyword(.between), .keyword(.in), .keyword(.is):
      throw source.chainedComparison(next.place)
    default: return node
    }
  }

  /// A comparison, `between`, `in` or `is …` behind `left`; nil where none stands.
  private mutating func parsePredicate(
    behind left: SyntaxNode
  ) throws(Diagnostic) -> SyntaxNode? {
    if case .binary(let comparison) = current.kind, comparison.isComparison {
      index += 1
      return try join(comparison, at: previous.place, left, try parseSum())
    }
    if take(.keyword(.is)) { return try parseIs(left) }
    let isNegated = current.kind == .keyword(.not)
    switch isNegated ? tokens[index + 1].kind : current.kind {
    case .keyword(.between):
      index += isNegated ? 2 : 1
      return try parseBetween(left, isNegated: isNegated)
    case .keyword(.in):
      index += isNegated ? 2 : 1
      return try parseMembership(left, isNegated: isNegated)
    default: return nil
    }
  }

  private mutating func parseIs(_ left: SyntaxNode) throws(Diagnostic) -> SyntaxNode {
    let wordPlace = current.place
    let isNegated = take(.keyword(.not))
    switch current.kind {
    case .keyword(.missing), .keyword(.present):
      guard !isNegated else { throw source.negatedIs(wordPlace.joined(current.place), current) }
      let isPresent = current.kind == .keyword(.present)
      index += 1
      return try checked(
        SyntaxNode(
          .missing(left, isNegated: isPresent), at: left.place.joined(previous.place),
          above: [left]))
    case .keyword(.null):
      throw source.isNull(wordPlace.joined(current.place), isNegated: isNegated)
    default: throw source.expectedMissing(current)
    }
  }

  private mutating func parseBetween(
    _ left: SyntaxNode, isNegated: Bool
  ) throws(Diagnostic) -> SyntaxNode {
    let lower = try parseSum()
    guard take(.keyword(.and)) else { throw source.betweenWithoutAnd(current) }
    let upper = try parseSum()
    return try checked(
      SyntaxNode(
        .between(left, lower: lower, upper: upper, isNegated: isNegated),
        at: left.place.joined(upper.place), above: [left, lower, upper]))
  }

  private mutating func parseMembership(
    _ left: SyntaxNode, isNegated: Bool
  ) throws(Diagnostic) -> SyntaxNode {
    let open = current
    guard take(.openParenthesis) else { throw source.inWithoutList(current) }
    let items = try parseList(open: open)
    guard !items.isEmpty else { throw source.emptyList(open.place.joined(previous.place)) }
    return try checked(
      SyntaxNode(
        .membership(left, of: items, isNegated: isNegated),
        at: left.place.joined(previous.place), above: [left] + items))
  }

  private mutating func parseSum() throws(Diagnostic) -> SyntaxNode {
    var left = try parseProduct()
    while true {
      if take(.binary(.add)) {
        left = try join(.add, at: previous.place, left, try parseProduct())
      } else if take(.binary(.subtract)) {
        left = try join(.subtract, at: previous.place, left, try parseProduct())
      } else {
        return left
      }
    }
  }

  private mutating func parseProduct() throws(Diagnostic) -> SyntaxNode {
    var left = try parseUnary()
    while true {
      if take(.binary(.multiply)) {
        left = try join(.multiply, at: previous.place, left, try parseUnary())
      } else if take(.binary(.divide)) {
        left = try join(.divide, at: previous.place, left, try parseUnary())
      } else {
        return left
      }
    }
  }

  private mutating func parseUnary() throws(Diagnostic) -> SyntaxNode {
    var minuses: [Place] = []
    while current.kind == .binary(.subtract) || current.kind == .binary(.add) {
      if current.kind == .binary(.subtract) { minuses.append(current.place) }
      index += 1
    }
    var node = try parsePrimary()
    for place in minuses.reversed() {
      node = try checked(SyntaxNode(.negated(node), at: place.joined(node.place), above: [node]))
    }
    return node
  }

  // Steps

  var current: Token { tokens[index] }

  var previous: Token { tokens[max(0, index - 1)] }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    index += 1
    return true
  }

  private func join(
    _ sign: BinaryOperator, at operatorPlace: Place, _ left: SyntaxNode, _ right: SyntaxNode
  ) throws(Diagnostic) -> SyntaxNode {
    try checked(
      SyntaxNode(
        .binary(sign, left, right, operatorPlace: operatorPlace),
        at: left.place.joined(right.place), above: [left, right]))
  }

  func checked(_ node: SyntaxNode) throws(Diagnostic) -> SyntaxNode {
    guard node.depth <= Self.depthLimit else { throw source.tooDeep(at: node.place) }
    return node
  }
}
