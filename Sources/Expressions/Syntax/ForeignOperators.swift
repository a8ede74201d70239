import Diagnostics

/// Operators of other languages whose mend depends on what they stand between.
extension Parser {
  /// `a || b || c` behind `a`: conditions are joined by `or`, texts by `concat`.
  mutating func parseBars(behind left: SyntaxNode) throws(Diagnostic) -> SyntaxNode {
    var operands = [left]
    var places: [Place] = []
    while current.kind == .doubleBar {
      places.append(current.place)
      index += 1
      operands.append(try parse(.and))
    }
    problems += source.doubleBars(places, between: operands)
    var joined = left
    for (operand, place) in zip(operands.dropFirst(), places) {
      joined = try join(.or, at: place, joined, operand)
    }
    return joined
  }

  /// What is said of `c ? a : b`.
  mutating func conditional(behind condition: SyntaxNode) -> Diagnostic {
    let sign = current.place
    index += 1
    guard let whenTrue = try? parseNested(), take(.colon), let whenFalse = try? parseNested() else {
      return source.conditional(sign, nil)
    }
    return source.conditional(sign, [condition.place, whenTrue.place, whenFalse.place])
  }
}

extension SyntaxNode {
  fileprivate var isCondition: Bool {
    switch kind {
    case .not, .between, .membership, .missing, .boolean: true
    case .binary(let sign, _, _, _): sign.isComparison || sign == .or || sign == .and
    default: false
    }
  }

  fileprivate var isText: Bool {
    switch kind {
    case .text: true
    case .call(let name, _, _): ["concat", "lower", "text", "upper"].contains(name)
    default: false
    }
  }
}

extension LocatedText {
  /// Conditions or texts on all sides leave no doubt; of columns alone nobody knows.
  fileprivate func doubleBars(
    _ places: [Place], between operands: [SyntaxNode]
  ) -> [Diagnostic] {
    let message = "'||' has no meaning in an expression"
    if operands.allSatisfy(\.isCondition) {
      return places.map {
        problem("double-bar", message, at: $0, suggestion: "write 'or'", replacement: "or")
      }
    }
    guard operands.contains(where: \.isText), !operands.contains(where: \.isCondition) else {
      return [
        problem(
          "double-bar", message, at: places[0],
          expected: "'or' between conditions, concat(a, b) to join texts")
      ]
    }
    let mend = "concat(" + operands.map { excerpt($0.place) }.joined(separator: ", ") + ")"
    return [
      problem(
        "double-bar", message, at: places[0], suggestion: "write \(mend)", replacement: mend,
        replacing: operands.map(\.place).reduce(places[0]) { $0.joined($1) })
    ]
  }

  /// - Parameter parts: the condition and both values; nil where they cannot be told.
  fileprivate func conditional(_ sign: Place, _ parts: [Place]?) -> Diagnostic {
    let mend = parts.map { "if(" + $0.map { excerpt($0) }.joined(separator: ", ") + ")" }
    return problem(
      "conditional-operator", "'?' has no meaning in an expression", at: sign,
      expected: mend == nil ? "if(condition, value, otherwise)" : nil,
      suggestion: mend.map { "write \($0)" }, replacement: mend,
      replacing: parts.map { $0.reduce(sign) { $0.joined($1) } })
  }
}
