import Columnar

extension ParameterType {
  /// What is accepted, as it reads behind "expected".
  package var expectation: String {
    switch self {
    case .word(let words): Self.oneOf(words, "words")
    case .text: "a text"
    case .name: "a name"
    case .table: "the name of a table"
    case .path: "a name or dotted names such as customer_id.segment"
    case .boolean: "true or false"
    case .integer(let range, let scope): Self.whole(range) + Self.orExpression(scope)
    case .number(let range, let scope): Self.number(range) + Self.orExpression(scope)
    case .fraction(let scope): "a share of 0 to 1, such as 25%" + Self.orExpression(scope)
    case .date(let scope): "a date such as 2024-11-29" + Self.orExpression(scope)
    case .instant(let scope):
      "a date or timestamp such as 2024-11-29 18:30" + Self.orExpression(scope)
    case .time(let scope): "a time of day such as 18:30" + Self.orExpression(scope)
    case .duration(let scope):
      "a duration such as 90d, 12h or 40s (no months or years)" + Self.orExpression(scope)
    case .literal(let scope): "a value" + Self.orExpression(scope)
    case .condition: "a condition"
    case .expression: "an expression such as = price * 2"
    case .generator, .column, .part: "a value, an expression or a map with a generator"
    case .law: "a number or a map with one law such as {poisson: 3}"
    case .list(let element): "a list of: " + element.expectation
    case .map(let element), .cases(let element): "a map of names to: " + element.expectation
    case .fields: "a map of names to: " + ParameterType.part.expectation
    case .record(let shape): "a map with the words of '\(shape.name)'"
    case .logicalType:
      // All of them, though they are more than a message lists elsewhere: nobody knows them unread.
      "one of " + LogicalType.documentNames.joined(separator: ", ")
    case .laterWords: "nothing yet"
    case .patch: "a map that is merged into the document"
    case .oneOf(let types): Self.alternatives(types)
    case .unsupported: "nothing yet"
    }
  }

  /// The set when it has at most 12 members, else its size.
  package static func oneOf(_ words: [String], _ what: String) -> String {
    if words.isEmpty { return "one of the \(what), but there are none" }
    if words.count == 1 { return words[0] }
    return words.count <= 12
      ? "one of " + words.joined(separator: ", ") : "one of \(words.count) \(what)"
  }

  private static func alternatives(_ types: [ParameterType]) -> String {
    types.filter(\.isSupported).map(\.expectation).joined(separator: "; or ")
  }

  /// False for what only a later version accepts.
  package var isSupported: Bool {
    switch self {
    case .unsupported, .laterWords: false
    case .list(let element): element.isSupported
    default: true
    }
  }

  private static func orExpression(_ scope: ExpressionScope) -> String {
    scope == .none ? "" : ", or an expression '= …'"
  }

  /// - Parameter isBounded: say both ends, be they those of what can be held.
  package static func whole(_ range: ClosedRange<Int64>, isBounded: Bool = false) -> String {
    let (lower, upper) = (grouped(range.lowerBound), grouped(range.upperBound))
    if isBounded { return "a whole number from \(lower) to \(upper)" }
    if range.lowerBound == range.upperBound { return lower }
    if range == Int64.min...Int64.max { return "a whole number" }
    if range.upperBound == .max { return "a whole number of at least \(lower)" }
    return "a whole number from \(lower) to \(upper)"
  }

  /// Digits in groups of three, as documents write large numbers: `1_000_000`.
  private static func grouped(_ value: Int64) -> String {
    let digits = Array("\(value.magnitude)")
    guard digits.count > 4 else { return "\(value)" }
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "_" }
      text.append(digit)
    }
    return text
  }

  private static func number(_ range: ClosedRange<Double>) -> String {
    let (lower, upper) = (short(range.lowerBound), short(range.upperBound))
    switch (range.lowerBound > -1e300, range.upperBound < 1e300) {
    case (false, false): return "a number"
    case (true, false): return "a number of at least \(lower)"
    case (false, true): return "a number of at most \(upper)"
    case (true, true): return "a number from \(lower) to \(upper)"
    }
  }

  private static func short(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return grouped(whole) }
    return value.description
  }
}
