import SchemaModel

/// A row of another table; the column holds its key. The engine draws it, since it reads that
/// table.
package enum RefWord: GeneratorWord {
  package static let syntax = GeneratorSyntax(
    "ref", "The key of a row of another table.",
    argument: .table,
    options: [
      Parameter(
        "weight", .oneOf([.record(weights), .number(0...1e300, .row)]),
        "How likely each row is: `{zipf: 1.1}` over the rows in a random order, or a number of at least 0 of the referenced row, by expression or by cases. All alike without it."
      ),
      Parameter(
        "where", .condition,
        "Only rows for which this holds: bare names are the referenced row's, `row.x` is this row's."
      ),
      Parameter("match", .unsupported, "Rows whose columns equal these."),
    ])

  private static let weights = Shape(
    "weight", "How likely the rows are that a `ref` chooses among.",
    [
      Parameter(
        "zipf", .oneOf([.number(0...100, .constant), .record(zipf)]), required: true,
        "The rows in a random order, the chance of each proportional to 1 / rank^exponent.")
    ])

  private static let zipf = Shape(
    "zipf weights", "The power by which chances fall with the rank.",
    [
      Parameter(
        "exponent", .number(0...100, .constant), required: true,
        "Power of the rank; 0 to 100, 0 is uniform.")
    ])
}
