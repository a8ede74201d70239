import Diagnostics
import SchemaModel

/// A rule as written: alternatives with weights, each one text or a text for each of some fields.
struct GrammarRule {
  var key: Scalar
  /// A field of no name where alternatives are texts.
  var fields: [String]
  /// For each alternative the template of each field.
  var alternatives: [[[GrammarTemplate.Piece]]]
  var weights: [Double]
  var isComplete = true

  var hasFields: Bool { fields != [""] }
}

/// Reads the rules of a grammar.
struct GrammarRuleReader {
  let known: [String]
  var literals: [UInt8] = []
  var problems = DiagnosticList()

  init(known: [String]) { self.known = known }

  mutating func pieces(of template: Scalar) -> [GrammarTemplate.Piece] {
    GrammarTemplate.pieces(
      of: template, known: known, literals: &literals, problems: &problems)
  }

  mutating func rule(_ entry: ArgumentValue.MapEntry) -> GrammarRule {
    var rule = GrammarRule(key: entry.key, fields: [""], alternatives: [], weights: [])
    switch entry.value {
    case .literal(let text):
      rule.alternatives = [[pieces(of: text)]]
      rule.weights = [1]
    case .list(let items, _): read(items, into: &rule)
    case .map(let entries, _): read(entries, into: &rule)
    case .unread:
      rule.isComplete = false
      return rule
    case .expression, .record, .generator: preconditionFailure("decoding knows these forms")
    }
    if !rule.weights.contains(where: { $0 > 0 }), rule.isComplete {
      problems.report(.emptyRule(entry.key))
    }
    return rule
  }

  /// Texts to weights.
  private mutating func read(_ entries: [ArgumentValue.MapEntry], into rule: inout GrammarRule) {
    if let problem = PercentWeights.problem(
      entries.map(\.value), of: rule.key.text, at: rule.key.location, pointer: rule.key.pointer)
    {
      problems.report(problem)
    }
    for entry in entries {
      rule.alternatives.append([pieces(of: entry.key)])
      if case .literal(let weight) = entry.value {
        rule.weights.append(LiteralReader.number(weight.text) ?? 0)
      } else {
        rule.weights.append(1)
        rule.isComplete = false
      }
    }
  }

  /// Texts all alike, or texts by field with a weight of their own.
  private mutating func read(_ items: [ArgumentValue], into rule: inout GrammarRule) {
    for item in items {
      switch item {
      case .literal(let text) where !rule.hasFields || rule.alternatives.isEmpty:
        rule.alternatives.append([pieces(of: text)])
        rule.weights.append(1)
      case .map(let entries, let location): read(entries, at: location, into: &rule)
      case .literal(let text): problems.report(.fieldsDiffer(rule, at: text.location, text.pointer))
      default: rule.isComplete = false
      }
    }
  }

  private mutating func read(
    _ entries: [ArgumentValue.MapEntry], at location: DocumentLocation, into rule: inout GrammarRule
  ) {
    var texts: [String: Scalar] = [:]
    var weight = 1.0
    for entry in entries {
      guard case .literal(let scalar) = entry.value else {
        rule.isComplete = false
        return
      }
      guard entry.key.text == "weight" else {
        texts[entry.key.text] = scalar
        continue
      }
      guard let number = LiteralReader.number(scalar.text), number >= 0, number.isFinite else {
        problems.report(.badRuleWeight(scalar))
        rule.isComplete = false
        return
      }
      weight = number
    }
    if rule.alternatives.isEmpty { rule.fields = texts.keys.sorted() }
    guard texts.keys.sorted() == rule.fields, !texts.isEmpty else {
      problems.report(.fieldsDiffer(rule, at: location, rule.key.pointer))
      return
    }
    rule.alternatives.append(
      rule.fields.map { field in texts[field].map { pieces(of: $0) } ?? [] })
    rule.weights.append(weight)
  }
}

extension Diagnostic {
  fileprivate static func emptyRule(_ key: Scalar) -> Diagnostic {
    Diagnostic(
      "empty-rule", "the rule '\(key.text)' has nothing to choose from", at: key.location,
      pointer: key.pointer, expected: "at least one text of a weight above 0")
  }

  fileprivate static func fieldsDiffer(
    _ rule: GrammarRule, at location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "rule-fields-differ", "the choices of '\(rule.key.text)' do not have the same fields",
      at: location, pointer: pointer,
      expected: rule.hasFields
        ? "a text for each of \(rule.fields.map { "'\($0)'" }.joined(separator: ", "))"
        : "texts alone, or a map of fields to texts for each choice")
  }

  fileprivate static func badRuleWeight(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "bad-rule-weight", "the weight '\(scalar.text)' is not a number of 0 or more",
      at: scalar.location, pointer: scalar.pointer, expected: "a number such as 2")
  }
}
