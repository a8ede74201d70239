import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// Named values in one.
///
/// - Draws: those of each field, which differ from those of all others; of persons, places and
///   companies what the row's other columns have, so that they agree.
struct StructKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "struct", "Several named values in one, each with a generator: `{street: …, city: …}`.",
    argument: .fields)

  private let names: [String]
  private let fields: [any ColumnSource]
  let type: LogicalType

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    guard case .map(let entries, let location) = call.argument else { throw DiagnosticList() }
    if entries.isEmpty { throw DiagnosticList([.noFields(call, at: location)]) }
    var attempts = Attempts()
    var fields: [any ColumnSource] = []
    for entry in entries {
      attempts.run { () throws(DiagnosticList) in
        fields.append(try context.part(GeneratorCall(of: entry.value), count: nil))
      }
    }
    try attempts.finish()
    names = entries.map(\.key.text)
    type = .structure(
      zip(names, fields).map { Field($0, $1.type, isNullable: $1.isNullable) })
    self.fields = fields
  }

  var handsOut: Bool { fields.contains { $0.handsOut } }
  var isSizeDependent: Bool { fields.contains { $0.isSizeDependent } }
  var lostParts: [LostPart] { zip(names, fields).flatMap { $1.lostParts(within: $0) } }
  var elementBits: Int { fields.map(\.elementBits).max() ?? 0 }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    var columns: [Column] = []
    for (name, field) in zip(names, fields) {
      columns.append(
        try EvaluationError.inside(StructKind.syntax.word, name) { () throws(EvaluationError) in
          try field.generate(request.laned(name))
        })
    }
    return Column(type, .structure(StructureValues(columns, count: request.count)))
  }
}

extension Diagnostic {
  fileprivate static func noFields(
    _ call: GeneratorCall, at location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "no-fields", "'\(call.word)' has no fields", at: location, pointer: call.pointer,
      expected: "at least one name with a generator")
  }
}
