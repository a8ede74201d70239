import SchemaModel

/// A row of another table, or an earlier one of the same; the column holds its key. The engine draws
/// it, since it reads that table.
package enum RefWord: GeneratorWord {
  package static let syntax = GeneratorSyntax(
    "ref",
    "The key of a row of another table; of one of several, each with its share; or of an earlier row of the table itself, so that rows hang "
      + "below each other without a circle. The first has none, nor has one that no earlier row suits.",
    argument: .oneOf([
      .table, .map(of: .oneOf([.number(0...1e300, .constant), .record(target)])),
    ]),
    options: choice + [
      Parameter(
        "tree", .record(tree),
        "How the rows of the table itself hang below each other: those above come first, level by level. Without it, each row hangs below any earlier one, all alike."
      ),
      Parameter(
        "per", .name,
        "Beside `unique: true`, the key that the table's `rows` are `per`: no row of one parent refers to the same row as another; without it, no row of the table does."
      ),
      Parameter("match", .unsupported, "Rows whose columns equal these."),
    ])

  /// Which row of a table is chosen.
  private static let choice = [
    Parameter(
      "weight", .oneOf([.record(weights), .number(0...1e300, .row)]),
      "How likely each row is: `{zipf: 1.1}` over the rows in a random order, or a number of at least 0 of the referenced row, by expression or by cases. All alike without it."
    ),
    Parameter(
      "each", .part,
      "How many rows refer to each row there: a whole number, a generator such as `{poisson: 25}`, or an expression of the referenced row. All are multiplied by one factor so that they sum to the rows there are, and rounded up or down; 0 stays 0."
    ),
    Parameter(
      "at_most", .part,
      "The most rows that refer to each row there, such as `= seats`: beside `each` its end; alone, places that are taken at random."
    ),
    Parameter(
      "where", .condition,
      "Only rows for which this holds: bare names are the referenced row's, `row.x` is this row's."),
    Parameter(
      "optional", .boolean, default: "false",
      "True where a row that no row suits refers to none; else the run stops there."),
  ]

  private static let target = Shape(
    "referred table", "One of several tables that a `ref` may name a row of.",
    [
      Parameter(
        "share", .number(0...1e300, .constant), required: true,
        "How likely the table is: in %, or a plain weight.")
    ] + choice)

  private static let weights = Shape(
    "weight", "How likely the rows are that a `ref` chooses among.",
    [
      Parameter(
        "zipf", .oneOf([.number(0...100, .constant), .record(zipf)]), required: true,
        "The rows in a random order, the chance of each proportional to 1 / rank^exponent.")
    ])

  private static let tree = Shape(
    "tree", "How rows of one table hang below each other.",
    [
      Parameter(
        "branching", .part, required: true,
        "How many rows hang directly below a row: a whole number, or a generator such as `{poisson: 3}`."
      ),
      Parameter(
        "depth", .integer(1...65_535, .none),
        "Levels of rows; those of the last have none below them. As many as it takes without it."),
      Parameter(
        "roots", .integer(1...Int64.max, .none), default: "1",
        "Rows at the top. Where a tree ends before the rows do, another begins."),
    ])

  private static let zipf = Shape(
    "zipf weights", "The power by which chances fall with the rank.",
    [
      Parameter(
        "exponent", .number(0...100, .constant), required: true,
        "Power of the rank; 0 to 100, 0 is uniform.")
    ])
}
