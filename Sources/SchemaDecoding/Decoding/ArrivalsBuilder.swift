import Diagnostics
import SchemaModel

extension SpecBuilder {
  mutating func arrivals(_ node: Node?) -> ArrivalsSpec? {
    guard let written = node else { return nil }
    let node = readAsMeant(written, .arrivals, Shape.arrivals.name)
    guard case .map(let entries) = node.content else {
      _ = decoded { $0.decode(node, as: .record(.arrivals), "arrivals") }
      return ArrivalsSpec(
        arguments: .unread(at: node.location, pointer: node.pointer), factors: [],
        hasUnreadFactors: true)
    }
    var arguments = decoded { $0.words(of: node, entries, .arrivals, "arrivals") }
    // What words demand of each other is checked on what is written, be their values readable.
    if let heterogeneity = node["heterogeneity"] { check(heterogeneity: heterogeneity) }
    let hasUnreadFactors = arguments.isUnread("factors")
    var factors: [FactorSpec] = []
    if case .map(let written) = node["factors"]?.content,
      case .map(let read, _) = arguments["factors"]
    {
      for (node, entry) in zip(written, read) {
        let before = problems.all.count
        check(factor: node.value, of: entry.key)
        guard case .record(let factor) = entry.value else {
          factors.append(
            FactorSpec(
              name: entry.key,
              arguments: .unread(at: entry.value.location, pointer: node.value.pointer),
              isUnread: true))
          continue
        }
        var isKnown = false
        if case .map(let words) = node.value.content { isKnown = self.isKnown(words, to: .factor) }
        factors.append(
          FactorSpec(
            name: entry.key, arguments: factor,
            isUnread: !isKnown || problems.all.count > before))
      }
    }
    arguments.values["factors"] = nil
    return ArrivalsSpec(
      arguments: arguments, factors: factors, hasUnreadFactors: hasUnreadFactors)
  }

  private mutating func check(heterogeneity node: Node) {
    guard case .map(let entries) = node.content else { return }
    let laws = ["pareto", "gamma", "lognormal"]
    let written = laws.filter { node[$0] != nil }
    if written.count > 1 || (written.isEmpty && isKnown(entries, to: .heterogeneity)) {
      problems.report(.heterogeneityLaws(written, at: node))
    }
  }

  private mutating func check(factor node: Node, of name: Scalar) {
    guard case .map(let entries) = node.content else { return }
    let isKnown = isKnown(entries, to: .factor)
    let written = ["multiply", "share", "growth"].filter { node[$0] != nil }
    guard written.count == 1, let effect = node[written[0]] else {
      if isKnown || written.count > 1 { problems.report(.factorEffects(written, of: name, node)) }
      return
    }
    // A map with `by` and `cases` of its own is one value, which each parent has.
    let isValue = effect["by"] != nil && effect["cases"] != nil
    var hasCases = false
    if case .map(let cases) = effect.content, !isValue {
      hasCases = true
      let keys = cases.map(\.key)
      if case .scalar(let by) = node["by"]?.content, let part = CalendarPart(rawValue: by.text) {
        problems.all += CaseCheck.problems(withCalendar: keys, of: part)
      } else {
        problems.all += CaseCheck.problems(withRanges: keys)
      }
    }
    if node["by"] == nil, isKnown, hasCases || written[0] == "growth" {
      problems.report(.factorWithoutBy(written[0], of: name, node))
    }
    var isBare = isValue
    if case .scalar = effect.content { isBare = true }
    if node["by"] != nil, written[0] == "multiply", isBare {
      problems.report(.factorWithoutCases(of: name, effect, node))
    }
  }

  /// Whether none of the words is misspelt or of a later version, and so might be the one that is
  /// missing.
  private func isKnown(_ entries: [Node.Entry], to shape: Shape) -> Bool {
    entries.allSatisfy { shape.parameter($0.key.text)?.type.isSupported == true }
  }
}

extension Diagnostic {
  fileprivate static func heterogeneityLaws(
    _ written: [String], at node: Node
  ) -> Diagnostic {
    let what = written.isEmpty ? "no law" : "\(written.count) laws"
    return Diagnostic(
      "heterogeneity-law", "'heterogeneity' has \(what)", at: node.location,
      pointer: node.pointer, expected: "exactly one of pareto, gamma, lognormal")
  }

  fileprivate static func factorEffects(
    _ written: [String], of name: Scalar, _ factor: Node
  ) -> Diagnostic {
    let what = written.isEmpty ? "no effect" : "the effects \(written.joined(separator: " and "))"
    return Diagnostic(
      "factor-effect", "factor '\(name.text)' has \(what)", at: factor.location,
      pointer: factor.pointer, expected: "exactly one of multiply, share, growth")
  }

  fileprivate static func factorWithoutBy(
    _ effect: String, of name: Scalar, _ factor: Node
  ) -> Diagnostic {
    Diagnostic(
      "factor-without-by", "factor '\(name.text)' does not say what its '\(effect)' goes by",
      at: factor.location, pointer: factor.pointer,
      expected:
        "'by': \(CalendarPart.allCases.map(\.rawValue).joined(separator: ", ")) or a column of the parent"
    )
  }

  fileprivate static func factorWithoutCases(
    of name: Scalar, _ effect: Node, _ factor: Node
  ) -> Diagnostic {
    Diagnostic(
      "factor-without-cases", "factor '\(name.text)' has 'by' and no cases",
      at: effect.location, pointer: factor.pointer,
      expected: "a map such as {weekend: 1.5}")
  }
}
