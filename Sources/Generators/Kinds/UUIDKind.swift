import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A random UUID per row.
///
/// - Draws: one per row; distinct in all rows.
struct UUIDKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "uuid", "A UUID, different in every row.", argument: .word(["v4"]))

  let type = LogicalType.uuid
  let isUnique = true

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    _ = try call.literal()
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    Column(.uuid, .uuid(UUIDBits.distinct(request.rowKeys, stream: request.stream)))
  }
}
