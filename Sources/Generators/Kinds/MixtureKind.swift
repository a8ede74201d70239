import Diagnostics
import SchemaModel

/// Values from several laws, each row from one of them by weight.
///
/// - Draws: one for the part, and the part's own on a lane of its number.
struct MixtureKind: ComposedKind {
  static let syntax = GeneratorSyntax(
    "mixture", "Values from several laws: which one, by weight; weights in % sum to 100 %.",
    argument: .list(
      of: .record(
        Shape(
          "mixture part", "A law of a mixture, which may be a mixture itself.",
          [
            Parameter(
              "weight", .number(0...Double.greatestFiniteMagnitude, .row), required: true,
              "How likely the part is: `70%`, or a number beside those of the others.")
          ], holdsLaw: true, lawModifiers: Parameter.nestedModifiers))),
    isLaw: true)

  let law: ComposedLaw

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    law = try ComposedLaw(call, in: context)
  }
}
