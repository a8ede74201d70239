import Diagnostics
import SchemaModel

/// An invented company or brand per row; the columns of a row describe the same one.
///
/// - Draws: streams of the row, shared by all company columns of the table.
struct CompanyKind: RecordKind {
  static let syntax = GeneratorSyntax(
    "company", "A fact of the company this row describes: the columns of one row agree.",
    argument: .word(CompanyField.names), options: RecordFacts.options)

  let source: RecordSource

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    source = try RecordSource(call, in: context) { (parts) throws(DiagnosticList) in
      try CompanyField(parts)
    }
  }
}
