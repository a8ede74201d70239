import Columnar
import Sampling
import SchemaModel

/// What the ends of `between` are beside a law: points in time where its values are.
package enum LawEnds {
  /// - Returns: nil for numbers and lengths of time.
  package static func type(
    of call: GeneratorCall, in context: any ColumnContext
  ) -> LogicalType? {
    if let law = LawRegistry.law(call.word) { return law.measure == .timeOfDay ? .time : nil }
    if call.word == EmpiricalKind.syntax.word {
      let type = EmpiricalData.type(of: call, in: context)
      return type?.isNumeric == false && type != .duration ? type : nil
    }
    for part in parts(of: call) {
      if let found = type(of: part, in: context) { return found }
    }
    return nil
  }

  private static func parts(of call: GeneratorCall) -> [GeneratorCall] {
    switch (call.word, call.argument) {
    case (GeneratorSyntax.by.word, _):
      guard case .map(let cases, _)? = call.options["cases"] else { return [] }
      let others = call.options["else"].map { [$0] } ?? []
      return (cases.map(\.value) + others).map { GeneratorCall(of: $0) }
    case (_, .list(let items, _)) where call.word == MixtureKind.syntax.word:
      return items.compactMap { StatedLaw.law(in: $0) }
    case (ZeroInflatedKind.syntax.word, let part): return StatedLaw.law(in: part).map { [$0] } ?? []
    default: return []
    }
  }
}
