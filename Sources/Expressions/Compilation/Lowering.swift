import Columnar
import Diagnostics

/// Walks the tree and turns each node into registers, bottom up.
struct Lowering {
  let expression: ParsedExpression
  let scope: any NameScope

  /// - Returns: nil after a problem has been recorded, here or below.
  func lower(_ node: SyntaxNode, _ work: inout Compilation) -> Term? {
    var term: Term?
    switch node.kind {
    case .integer(let value):
      term = work.attempt { (work) throws(Diagnostic) in
        try work.integerLiteral(value, at: node.place)
      }
    case .decimal(let value, let scale): term = work.decimalLiteral(value, scale, at: node.place)
    case .float(let value): term = work.constant(.float64(value), at: node.place)
    case .text(let value): term = work.constant(.text(value), at: node.place)
    case .boolean(let value): term = work.constant(.boolean(value), at: node.place)
    case .null: term = work.constant(.null(nil), at: node.place)
    case .pi: term = work.constant(.float64(Double.pi), at: node.place)
    case .duration(let value): term = work.constant(.int64(value, .duration), at: node.place)
    case .months(let value): term = work.constant(.months(value), at: node.place)
    case .path(let index): term = bind(expression.paths[index], node.place, &work)
    case .negated(let inner):
      term = unary(inner, &work) { (work, inner) throws(Diagnostic) in
        try work.negate(inner, at: node.place)
      }
    case .not(let inner):
      term = unary(inner, &work) { (work, inner) throws(Diagnostic) in
        try work.not(inner, at: node.place)
      }
    case .missing(let inner, let isNegated):
      term = unary(inner, &work) { (work, inner) throws(Diagnostic) in
        work.isMissing(inner, negated: isNegated, at: node.place)
      }
    case .binary(let sign, let left, let right, _):
      term = binary(sign, left, right, node.place, &work)
    case .between(let inner, let lower, let upper, let isNegated):
      term = between(inner, lower, upper, isNegated, node.place, &work)
    case .membership(let inner, let items, let isNegated):
      term = membership(inner, items, isNegated, node.place, &work)
    case .call(let name, let arguments, let namePlace):
      term = call(name, arguments, namePlace, node.place, &work)
    }
    term?.place = node.place
    return term
  }

  private func bind(_ path: PathReference, _ place: Place, _ work: inout Compilation) -> Term? {
    do {
      return work.input(try scope.bind(path), at: place)
    } catch {
      work.problems.append(
        expression.source.problem(
          error.code, error.message, at: place, expected: error.expectation,
          suggestion: error.suggestion, replacement: error.replacement))
      return nil
    }
  }

  private func unary(
    _ inner: SyntaxNode, _ work: inout Compilation,
    _ body: (inout Compilation, Term) throws(Diagnostic) -> Term
  ) -> Term? {
    guard let term = lower(inner, &work) else { return nil }
    return work.attempt { (work) throws(Diagnostic) in try body(&work, term) }
  }

  private func binary(
    _ sign: BinaryOperator, _ left: SyntaxNode, _ right: SyntaxNode, _ place: Place,
    _ work: inout Compilation
  ) -> Term? {
    let first = lower(left, &work)
    let second = lower(right, &work)
    guard let first, let second else { return nil }
    return work.attempt { (work) throws(Diagnostic) in
      try work.binary(sign, first, second, at: place)
    }
  }

  /// `lower <= x and x <= upper`, with `x` computed once.
  private func between(
    _ inner: SyntaxNode, _ lower: SyntaxNode, _ upper: SyntaxNode, _ isNegated: Bool,
    _ place: Place, _ work: inout Compilation
  ) -> Term? {
    let terms = [self.lower(inner, &work), self.lower(lower, &work), self.lower(upper, &work)]
    guard let value = terms[0], let low = terms[1], let high = terms[2] else { return nil }
    let above = work.attempt { (work) throws(Diagnostic) in
      try work.compare(.greaterOrEqual, value, low, at: place)
    }
    let below = work.attempt { (work) throws(Diagnostic) in
      try work.compare(.lessOrEqual, value, high, at: place)
    }
    guard let above, let below else { return nil }
    return work.attempt { (work) throws(Diagnostic) in
      let inside = try work.binary(.and, above, below, at: place)
      return isNegated ? try work.not(inside, at: place) : inside
    }
  }

  /// One of several values: `=` joined by `or`; texts in one look-up.
  private func membership(
    _ inner: SyntaxNode, _ items: [SyntaxNode], _ isNegated: Bool, _ place: Place,
    _ work: inout Compilation
  ) -> Term? {
    let value = lower(inner, &work)
    let terms = items.map { lower($0, &work) }
    guard let value, !terms.contains(where: { $0 == nil }) else { return nil }
    let choices = terms.compactMap { $0 }
    return work.attempt { (work) throws(Diagnostic) in
      let found = try work.membership(value, choices, at: place)
      return isNegated ? try work.not(found, at: place) : found
    }
  }

  private func call(
    _ name: String, _ nodes: [SyntaxNode], _ namePlace: Place, _ place: Place,
    _ work: inout Compilation
  ) -> Term? {
    let lowered = nodes.map { lower($0, &work) }
    guard let function = FunctionRegistry.function(name) else {
      work.problems.append(
        expression.source.unknownFunction(name, nodes.count, namePlace: namePlace, place: place))
      return nil
    }
    guard !lowered.contains(where: { $0 == nil }) else { return nil }
    let call = FunctionCall(
      function: function, arguments: lowered.compactMap { $0 }, place: place,
      source: expression.source)
    return work.attempt { (work) throws(Diagnostic) in
      try call.checkCount()
      return try function.lower(call, &work)
    }
  }
}

extension Compilation {
  fileprivate mutating func integerLiteral(
    _ value: Int128, at place: Place
  ) throws(Diagnostic) -> Term {
    if let narrow = Int64(exactly: value) { return constant(.int64(narrow, .int64), at: place) }
    return decimalLiteral(value, 0, at: place)
  }

  /// `0.08` is a decimal(2,2), `12.50` a decimal(4,2).
  fileprivate mutating func decimalLiteral(
    _ value: Int128, _ scale: Int, at place: Place
  ) -> Term {
    let precision = max(Self.digits(value), scale, 1)
    let type = LogicalType.decimal(precision: precision, scale: scale)
    if precision <= 18 { return constant(.int64(value.narrowed, type), at: place) }
    return constant(.int128(value, type), at: place)
  }

  /// Digits needed to write an integer.
  static func digits(_ value: Int128) -> Int {
    var count = 0
    var rest = value.magnitude
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count
  }
}
