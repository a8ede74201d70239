import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// An object of named values as JSON text: one column in every format.
///
/// - Draws: those of `StructKind`.
/// - Reference: RFC 8259; a missing value is `null`, a missing entry of a map is left out.
struct JSONKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "json",
    "An object as JSON text, whose members have generators: `{id: = order_id, tags: {list: …}}`.",
    argument: .fields)

  private let object: StructKind
  let type = LogicalType.json

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    object = try StructKind(call, in: context)
  }

  var isSizeDependent: Bool { object.isSizeDependent }
  var lostParts: [LostPart] { object.lostParts }
  var elementBits: Int { object.elementBits }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    Column(.json, .text(.plain(try JSONDocuments.texts(of: try object.generate(request)))))
  }
}
