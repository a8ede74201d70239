import SchemaModel

/// A fact of the colour of the row.
struct ColorKind: FactKind {
  static let table = FactTable.color
  static let syntax = GeneratorSyntax(
    "color",
    "A fact of the colour this row has, one of those with a name on the web: the columns of one row agree.",
    argument: .word(table.fields.sorted()), options: [FactSource.among(table), of])
  let facts: FactSource
}
