import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A UUID per row, random or in the order of time.
///
/// - Draws: one per row; distinct in all rows.
struct UUIDKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "uuid", "A UUID, different in every row: of version 4, or 7 with an instant.",
    argument: .word(["v4", "v7"]),
    options: [
      Parameter("at", .expression, "The instant that a UUID of version 7 begins with.")
    ])

  /// Nil for version 4.
  private let timed: InstantKeys?
  let type = LogicalType.uuid
  let isUnique = true
  var isNullable: Bool { timed?.isNullable ?? false }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    timed = try InstantKeys(call, named: try call.literal(), in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if let timed { return try timed.generate(request) }
    return Column(.uuid, .uuid(UUIDBits.distinct(request.rowKeys, stream: request.stream)))
  }
}
