import Diagnostics
import SchemaModel

/// A fact of one place per row; the columns of a row describe the same place. Cities are drawn by
/// population.
///
/// - Draws: streams of the row, shared by all place columns of the table.
struct PlaceKind: RecordKind {
  static let syntax = GeneratorSyntax(
    "place", "A fact of the place this row describes: the columns of one row agree.",
    argument: .word(PlaceFields.names), options: RecordFacts.options)

  let source: RecordSource

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    source = try RecordSource(call, in: context, make: PlaceFields.make)
  }
}
