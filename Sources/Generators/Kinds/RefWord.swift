import SchemaModel

/// A row of another table; the column holds its key. The engine draws it, since it reads that
/// table.
package enum RefWord: GeneratorWord {
  package static let syntax = GeneratorSyntax(
    "ref", "The key of a row of another table.",
    argument: .table,
    options: [
      Parameter(
        "weight", .oneOf([.law, .expression]),
        "How likely each row is: `{zipf: 1.1}` over the rows in a random order, or an expression of the referenced row. All alike without it."
      ),
      Parameter(
        "where", .condition,
        "Only rows for which this holds: bare names are the referenced row's, `row.x` is this row's."
      ),
      Parameter("match", .unsupported, "Rows whose columns equal these."),
    ])
}
