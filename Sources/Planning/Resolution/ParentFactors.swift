import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Factors that go by the parent: weights by expression or by cases, shares of classes.
extension FactorReader {
  /// - Throws: where the arrivals have no parent.
  func requireParent(_ factor: FactorSpec) throws(DiagnosticList) {
    if !hasParent { throw DiagnosticList([.factorNeedsParent(factor)]) }
  }

  mutating func multiplyParents(
    by value: ArgumentValue, _ factor: FactorSpec
  ) throws(DiagnosticList) {
    if case .map = value { preconditionFailure("decoding requires 'by' beside cases") }
    var attempts = Attempts()
    attempts.run { () throws(DiagnosticList) in try requireParent(factor) }
    let source = attempts.run { () throws(DiagnosticList) in
      try checked(LocalSource.make(GeneratorCall(of: value), in: parent), factor)
    }
    guard let source, !attempts.hasFailed else { throw attempts.problems }
    multipliers.append(source)
  }

  mutating func readParent(
    _ by: Scalar, _ factor: FactorSpec
  ) throws(DiagnosticList) {
    guard by.text.contains(".") else { throw DiagnosticList([.unknownBy(factor, by)]) }
    let all = factor.arguments
    if all["growth"] != nil { throw DiagnosticList([.growthByYear(factor)]) }
    if case .map(let entries, _)? = all["multiply"] ?? all["share"], entries.isEmpty {
      throw DiagnosticList([.factorCases(factor, all["multiply"] != nil ? "multiply" : "share")])
    }
    var attempts = Attempts()
    attempts.run { () throws(DiagnosticList) in try requireParent(factor) }
    if case .map(let entries, _)? = all["multiply"] {
      let call = caseCall(by, factor, entries, otherwise: "1")
      let source = attempts.run { () throws(DiagnosticList) in
        try checked(LocalSource.make(call, in: parent), factor)
      }
      guard let source, !attempts.hasFailed else { throw attempts.problems }
      multipliers.append(source)
    } else if case .map(let entries, _)? = all["share"] {
      let values = attempts.run { () throws(DiagnosticList) in try shares(of: entries) }
      let found = attempts.run { () throws(DiagnosticList) in
        try rest(factor, values ?? [], hasOthers: true)
      }
      let labels = entries.indices.map { index in
        ArgumentValue.MapEntry(
          key: entries[index].key, value: .literal(literal("\(index)", factor)))
      }
      let call = caseCall(by, factor, labels, otherwise: "\(entries.count)")
      let label = attempts.run { () throws(DiagnosticList) in
        try LocalSource.make(call, in: parent)
      }
      guard let values, let rest = found, let label, !attempts.hasFailed else {
        throw attempts.problems
      }
      marginals.append(
        ArrivalPlan.ParentMarginal(
          name: factor.name.text, classes: entries.map(\.key.text), label: label,
          shares: values + [rest]))
    } else {
      throw DiagnosticList([.factorCases(factor, all["multiply"] != nil ? "multiply" : "share")])
    }
  }

  private func checked(
    _ source: any ColumnSource, _ factor: FactorSpec
  ) throws(DiagnosticList) -> ArrivalPlan.ParentMultiplier {
    guard source.type.isNumeric else { throw DiagnosticList([.factorValue(factor, source.type)]) }
    if let range = source.interval.doubles(of: source.type), range.upperBound < 0 {
      throw DiagnosticList([.factorValue(factor, source.type)])
    }
    return ArrivalPlan.ParentMultiplier(name: factor.name.text, source: source)
  }

  private func literal(_ text: String, _ factor: FactorSpec) -> Scalar {
    let place = factor.name.location
    var source = LocatedText(text, at: place, pointer: factor.name.pointer)
    source.form = WrittenForm(.joined, at: place)
    return Scalar(source, isQuoted: false)
  }

  private func caseCall(
    _ by: Scalar, _ factor: FactorSpec, _ cases: [ArgumentValue.MapEntry], otherwise: String
  ) -> GeneratorCall {
    let location = factor.arguments.location
    var options = Arguments(at: location, pointer: factor.name.pointer)
    options.values["cases"] = .map(cases, location)
    options.values["else"] = .literal(literal(otherwise, factor))
    return GeneratorCall(
      word: "by", location: by.location, pointer: by.pointer, argument: .literal(by),
      options: options, modifiers: Arguments(at: location, pointer: factor.name.pointer))
  }
}

extension Diagnostic {
  fileprivate static func factorNeedsParent(_ spec: FactorSpec) -> Diagnostic {
    factor(
      "factor-needs-parent", "reads a parent, but the arrivals have none", spec,
      expected: "'per: key' in 'arrivals'")
  }

  static func unknownBy(_ spec: FactorSpec, _ by: Scalar) -> Diagnostic {
    let words = ["hour", "month", "weekday", "year"]
    let nearest = DidYouMean.proposal(for: by.text, in: words)
    return Diagnostic(
      "factor-by", "the factor '\(spec.name.text)' goes by '\(by.text)', which it cannot",
      at: by.location, pointer: by.pointer,
      expected: "'hour', 'month', 'weekday', 'year', or a column of the parent: 'key.column'"
    ).proposing(nearest, in: by.source)
  }

  fileprivate static func factorValue(_ spec: FactorSpec, _ type: LogicalType) -> Diagnostic {
    factor(
      "factor-value", "multiplies by \(type.name), or by something below 0", spec,
      expected: "a number of at least 0")
  }
}
