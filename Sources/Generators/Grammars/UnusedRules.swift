import Diagnostics
import SchemaModel

/// Finds rules of a grammar that stand in none of its texts.
package enum UnusedRules {
  /// - Returns: their names; none where not all rules could be read.
  package static func names(in call: GeneratorCall) -> [Scalar] {
    guard call.word == GrammarKind.syntax.word, case .literal(let template) = call.argument,
      case .map(var rules, _)? = call.options["rules"],
      !["rules", "vary"].contains(where: { call.options.isUnread($0) })
    else { return [] }
    if case .record(let vary)? = call.options["vary"] {
      if vary.isUnread("cases") { return [] }
      for case .map(let own, _) in vary.cases.map(\.value) { rules += own }
    }
    var reader = GrammarRuleReader(known: rules.map(\.key.text))
    var open = named(in: reader.pieces(of: template))
    var inside: [String: Set<String>] = [:]
    for rule in rules {
      let pieces = reader.rule(rule).alternatives.joined().joined()
      inside[rule.key.text, default: []].formUnion(named(in: Array(pieces)))
    }
    if reader.problems.hasErrors { return [] }
    var reached: Set<String> = []
    while let name = open.popFirst() {
      if reached.insert(name).inserted { open.formUnion(inside[name] ?? []) }
    }
    // Of rules that stand in each other the first is told.
    return rules.map(\.key).filter { name in
      guard reached.insert(name.text).inserted else { return false }
      var rest = inside[name.text] ?? []
      while let next = rest.popFirst() {
        if reached.insert(next).inserted { rest.formUnion(inside[next] ?? []) }
      }
      return true
    }
  }

  private static func named(in pieces: [GrammarTemplate.Piece]) -> Set<String> {
    Set(pieces.compactMap { if case .name(let name) = $0 { name.rule } else { nil } })
  }
}
