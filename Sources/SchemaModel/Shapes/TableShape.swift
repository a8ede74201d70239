extension Shape {
  package static let table = Shape(
    "table", "One table: how many rows, when they are created, what they hold.",
    [
      Parameter("describe", .text, "What a row is, for people."),
      Parameter(
        "hidden", .oneOf([.boolean, .laterWords(["truth"])]), default: "false",
        "True for a table that others read and no file holds."),
      Parameter(
        "scale", .word(["fixed"]),
        "`fixed` keeps the row count whatever `--scale` says; without it, the count is scaled."),
      Parameter(
        "rows",
        .oneOf([
          .integer(0...TableSpec.rowLimit, .constant), .record(.rows), .list(of: .unsupported),
        ]),
        "How many rows: a number, an expression of parameters, or so many for each parent."),
      Parameter(
        "literal", .list(of: .list(of: .literal(.constant))),
        "The rows themselves; the first line names the columns, the first column is the key."),
      Parameter("arrivals", .record(.arrivals), "When rows are created, and for which parent."),
      Parameter("columns", .map(of: .column), "The columns, in the order they are written."),
      Parameter(
        "unique", .list(of: .name), "Columns whose values together stand in one row only."),
    ])

  package static let rows = Shape(
    "rows", "Rows for each row of a parent: a law, or `value` for a fixed or computed number.",
    [
      Parameter(
        "per", .oneOf([.name, .list(of: .unsupported)]), required: true,
        "The key column that refers to the parent."),
      Parameter("rate", .unsupported, "Rows in time: `1.2 per month`."),
      Parameter("every", .unsupported, "A row for each day, week or month."),
      Parameter("when", .unsupported, "Which parents have rows."),
      Parameter("match", .unsupported, "Which pairs of parents have rows."),
      Parameter("where", .unsupported, "Which pairs of parents have rows."),
      Parameter("arrival", .unsupported, "When the rows are created."),
      Parameter("union", .unsupported, "Rows from several sources in one order of time."),
    ], holdsLaw: true)
}
