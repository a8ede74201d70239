import SchemaModel

/// A fact of the currency of the row.
struct CurrencyKind: FactKind {
  static let table = FactTable.currency
  static let syntax = GeneratorSyntax(
    "currency",
    "A fact of the currency this row has (ISO 4217), drawn by how much of each is traded: the columns of one row agree.",
    argument: .word(table.fields.sorted()), options: [FactSource.among(table), of])
  let facts: FactSource
}
