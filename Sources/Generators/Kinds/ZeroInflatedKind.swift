import Diagnostics
import SchemaModel

/// Zeros beside the values of a law.
///
/// - Draws: one for the zero, and the law's own on a lane.
struct ZeroInflatedKind: ComposedKind {
  static let syntax = GeneratorSyntax(
    "zero_inflated",
    "0 with a chance, else a value of a law, which may be 0 itself: `{chance: 40%, poisson: 3}`.",
    argument: .record(
      Shape(
        "zero inflation", "The chance of 0, and the law of all other rows.",
        [
          Parameter(
            "chance", .fraction(.row), required: true, "Share of rows that are 0 whatever the law.")
        ], holdsLaw: true, lawModifiers: Parameter.nestedModifiers)),
    isLaw: true)

  let law: ComposedLaw

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    law = try ComposedLaw(call, in: context)
  }
}
