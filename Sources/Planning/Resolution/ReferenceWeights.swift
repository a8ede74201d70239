import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// How likely each row is that a `ref` may name.
extension ColumnResolution {
  /// Who is chosen: by rank, or by a number of each row there is.
  func weight(
    _ call: GeneratorCall, target: Int?
  ) throws(DiagnosticList) -> ReferencePlan.Choice {
    if call.options.isUnread("weight") { throw DiagnosticList() }
    guard let value = call.options["weight"] else { return .uniform }
    if case .record(let law) = value {
      guard var exponent = law["zipf"], !law.hasUnknownWords else { throw DiagnosticList() }
      if case .record(let zipf) = exponent, let inner = zipf["exponent"] { exponent = inner }
      let reader = ConstantReader(constants: resolver.constants)
      return .zipf(
        exponent: try reader.number(exponent, in: 0...100, "one exponent from 0 to 100"))
    }
    return .weighted(
      try candidateNumber(value, "a weight", of: target) { (context) throws(DiagnosticList) in
        let source = try LocalSource.make(GeneratorCall(of: value), in: context)
        guard source.type.isNumeric else { throw DiagnosticList([.weightType(value, source.type)]) }
        if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
          throw DiagnosticList([.noWeight(value, range.upperBound)])
        }
        return source
      })
  }

  /// A number of the referenced row alone.
  ///
  /// - Parameters:
  ///   - title: what it is, for messages.
  ///   - target: the referenced table; nil where it is not known.
  func candidateNumber(
    _ value: ArgumentValue, _ title: String, of target: Int?,
    _ make: (ParentContext) throws(DiagnosticList) -> any ColumnSource
  ) throws(DiagnosticList) -> CandidateNumber {
    let context = ParentContext(
      weighing: target, for: state.name, of: resolver.tables[id.table], id.table, in: resolver)
    let source = try make(context)
    let inputs = context.scope.inputs.compactMap { input -> InputPath? in
      if case .candidate(let inner) = input { inner } else { nil }
    }
    guard inputs.count == context.scope.inputs.count else {
      throw DiagnosticList([.numberByRow(value, title)])
    }
    return CandidateNumber(source: source, inputs: inputs)
  }
}

extension Diagnostic {
  fileprivate static func weightType(
    _ value: ArgumentValue, _ type: LogicalType
  ) -> Diagnostic {
    let subject = if case .expression(let text) = value { "'\(text.text)'" } else { "'weight'" }
    return Diagnostic(
      "not-numeric", "\(subject) is \(type.name), where a weight is needed", at: value.place,
      pointer: value.pointer, expected: "a number of at least 0")
  }

  fileprivate static func noWeight(_ value: ArgumentValue, _ most: Double) -> Diagnostic {
    Diagnostic(
      "out-of-range",
      most < 0 ? "the weight is below 0 in every row" : "the weight is above 0 in no row",
      at: value.place, pointer: value.pointer,
      expected: "a number of at least 0, above 0 in some row")
  }

  fileprivate static func numberByRow(_ value: ArgumentValue, _ title: String) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "\(title) that differs by 'row.' is not yet supported",
      at: value.place, pointer: value.pointer,
      expected: "\(title) of the referenced row alone, or 'where' to confine the choice by 'row.'")
  }
}
