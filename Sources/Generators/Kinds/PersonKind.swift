import Diagnostics
import SchemaModel

/// A fact of one invented person per row; the columns of a row describe the same person.
///
/// Email addresses lie on reserved domains. Telephone numbers are of the area of the place that the
/// row speaks of, from ranges kept for fiction where the country has some.
///
/// - Draws: streams of the row, shared by all person columns of the table.
struct PersonKind: RecordKind {
  static let syntax = GeneratorSyntax(
    "person", "A fact of the person this row describes: the columns of one row agree.",
    argument: .word(PersonFields.names), options: RecordFacts.options)

  let source: RecordSource

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    source = try RecordSource(call, in: context, make: PersonFields.make)
  }
}
