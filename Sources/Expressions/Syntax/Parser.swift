import Diagnostics

/// Builds the tree by precedence climbing:
/// `or` < `and` < `not` < comparisons < `+ -` < `* /` < signs.
struct Parser {
  /// Levels of the deepest tree.
  static let depthLimit = 200
  /// Parentheses inside each other, which are read by recursion.
  static let nestingLimit = 64

  let source: LocatedText
  let tokens: [Token]
  var index = 0
  var nesting = 0
  var paths: [PathReference] = []
  /// Calls that were read to their end.
  var calls: [KnownNames.Call] = []
  /// Slips that reading goes on behind.
  var problems: [Diagnostic] = []

  init(source: LocatedText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  mutating func run() throws(Diagnostic) -> ParsedExpression {
    guard current.kind != .end else { throw source.emptyExpression() }
    let root = try parseNested()
    guard current.kind == .end else { throw source.trailing(current, after: previous) }
    return ParsedExpression(source: source, paths: paths, root: root)
  }

  // Precedence levels

  /// What binds looser stands first.
  enum Level: Int, Comparable {
    case or
    case and
    case not
    case comparison
    case sum
    case product
    case operand

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  /// An expression inside parentheses, or the whole.
  mutating func parseNested() throws(Diagnostic) -> SyntaxNode {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.nestingLimit else { throw source.tooDeep(at: current.place) }
    let root = try parse(.or)
    if current.kind == .question { throw conditional(behind: root) }
    return root
  }

  /// An operand and all operators behind it that bind at least as tightly as `minimum`.
  mutating func parse(_ minimum: Level) throws(Diagnostic) -> SyntaxNode {
    var left = try parsePrefix(minimum)
    while true {
      if minimum <= .comparison, let node = try parsePredicate(behind: left) {
        try refuseChain()
        left = node
        continue
      }
      if minimum == .or, current.kind == .doubleBar {
        left = try parseBars(behind: left)
        continue
      }
      guard let (sign, next) = infix, sign.level >= minimum else { return left }
      let operatorPlace = current.place
      index += 1
      left = try join(sign, at: operatorPlace, left, try parse(next))
    }
  }

  /// The operator at hand, comparisons left out, and the level of its right side.
  private var infix: (BinaryOperator, Level)? {
    switch current.kind {
    case .keyword(.or): (.or, .and)
    case .keyword(.and): (.and, .not)
    case .binary(.add): (.add, .product)
    case .binary(.subtract): (.subtract, .product)
    case .binary(.multiply): (.multiply, .operand)
    case .binary(.divide): (.divide, .operand)
    default: nil
    }
  }

  /// `not` and signs, then the operand they stand before.
  private mutating func parsePrefix(_ minimum: Level) throws(Diagnostic) -> SyntaxNode {
    var places: [Place] = []
    if minimum <= .not, current.kind == .keyword(.not) {
      while current.kind == .keyword(.not) {
        places.append(current.place)
        index += 1
      }
      return try wrap(try parse(.comparison), places, isNot: true)
    }
    while current.kind == .binary(.subtract) || current.kind == .binary(.add) {
      if current.kind == .binary(.subtract) { places.append(current.place) }
      index += 1
    }
    return try wrap(try parsePrimary(), places, isNot: false)
  }

  private func wrap(
    _ inner: SyntaxNode, _ places: [Place], isNot: Bool
  ) throws(Diagnostic) -> SyntaxNode {
    var node = inner
    for place in places.reversed() {
      node = try checked(
        SyntaxNode(isNot ? .not(node) : .negated(node), at: place.joined(node.place), above: [node])
      )
    }
    return node
  }

  private func refuseChain() throws(Diagnostic) {
    switch current.kind {
    case .binary(let sign) where sign.isComparison: throw source.chainedComparison(current.place)
    case .keyword(.between), .keyword(.in), .keyword(.is):
      throw source.chainedComparison(current.place)
    default: return
    }
  }

  /// A comparison, `between`, `in` or `is …` behind `left`; nil where none stands.
  private mutating func parsePredicate(
    behind left: SyntaxNode
  ) throws(Diagnostic) -> SyntaxNode? {
    if case .binary(let comparison) = current.kind, comparison.isComparison {
      index += 1
      return try join(comparison, at: previous.place, left, try parse(.sum))
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
    let lower = try parse(.sum)
    guard take(.keyword(.and)) else { throw source.betweenWithoutAnd(current) }
    let upper = try parse(.sum)
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

  // Steps

  var current: Token { tokens[index] }

  var previous: Token { tokens[max(0, index - 1)] }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    index += 1
    return true
  }

  /// Leaves out the last name where another stands right behind it: both may be one with a blank.
  mutating func forgetLastName() {
    guard case .name(let word) = current.kind, let last = paths.last,
      !LocatedText.foreignOperators.contains(word.lowercased()),
      last.offset + last.length == previous.place.end
    else { return }
    paths.removeLast()
  }

  func join(
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

extension BinaryOperator {
  fileprivate var level: Parser.Level {
    switch self {
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .add, .subtract: .sum
    case .multiply, .divide: .product
    }
  }
}
