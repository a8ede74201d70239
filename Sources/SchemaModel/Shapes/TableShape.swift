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
      Parameter(
        "locale", .text,
        "Language and country of names, places and companies; without it, the "
          + "document's."),
      Parameter("arrivals", .record(.arrivals), "When rows are created, and for which parent."),
      Parameter(
        "correlations", .list(of: .record(.correlation)),
        "Which columns rise and fall together, and how much; pairs not named do not."),
      Parameter("columns", .map(of: .column), "The columns, in the order they are written."),
      Parameter(
        "key", .oneOf([.name, .list(of: .name)]),
        "The columns whose values together tell rows apart, where no column is made by the generator `key`: `[order_id, line]`. That they do follows from how rows are made, or the document is refused."
      ),
      Parameter(
        "unique", .list(of: .name),
        "Further columns whose values together stand in one row only: that follows from how rows are made, or all combinations of their values are dealt out."
      ),
    ])

  package static let correlation = Shape(
    "correlation",
    "Two or more columns that are correlated, each keeping its law; `spearman`, `pearson` or "
      + "`copula` says how much.",
    [
      Parameter(
        "between", .list(of: .name), required: true,
        "The columns, made with laws, `choice`, `chance`, `date` or cases of these."),
      Parameter(
        "spearman", .correlation,
        "Correlation of the ranks, ties averaged: -1 to 1 for each pair, or a matrix."),
      Parameter("pearson", .correlation, "Correlation of the values."),
      Parameter(
        "copula", .correlation,
        "Correlation of the normal numbers that the columns follow, whatever their laws."),
    ])

  package static let rows = Shape(
    "rows", "Rows for each row of a parent: a law, or `value` for a fixed or computed number.",
    [
      Parameter(
        "per", .oneOf([.name, .list(of: .name)]), required: true,
        "The key column that refers to the parent; of two, `[store_id, day_id]`, there is a row for each pair, or `value: 3` of them."
      ),
      Parameter("rate", .unsupported, "Rows in time: `1.2 per month`."),
      Parameter("every", .unsupported, "A row for each day, week or month."),
      Parameter("when", .unsupported, "Which parents have rows."),
      Parameter("match", .unsupported, "Which pairs of parents have rows."),
      Parameter("where", .unsupported, "Which pairs of parents have rows."),
      Parameter("arrival", .unsupported, "When the rows are created."),
      Parameter("union", .unsupported, "Rows from several sources in one order of time."),
    ], holdsLaw: true, listWithoutLaw: "per")
}

extension ParameterType {
  /// One number for all pairs, or a matrix.
  fileprivate static let correlation = ParameterType.oneOf([
    .number(-1...1, .constant), .list(of: .list(of: .number(-1...1, .constant))),
  ])
}
