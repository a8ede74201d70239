import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// A ULID per row: 26 letters and digits that sort by time.
///
/// - Draws: one per row; distinct in all rows.
struct ULIDKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "ulid",
    "A ULID, different in every row: 26 letters and digits that begin with an instant, so that they "
      + "sort by it.",
    argument: .expression)

  private let keys: InstantKeys
  let type = LogicalType.text
  let isUnique = true
  var isNullable: Bool { keys.isNullable }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    guard case .expression(let instant) = call.argument else { throw DiagnosticList() }
    keys = try InstantKeys(.ulid, at: instant, in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try keys.generate(request)
  }
}
