extension Shape {
  /// One item of `expect`. Which kinds there are and what may stand beside each is said here and in
  /// `ExpectationKind`.
  package static let expectation = Shape(
    "expectation",
    "What the data must show, held by `validate`: one of "
      + ExpectationKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      + " with a bound; `never` takes none.",
    [
      Parameter(
        "name", .text, "What it says in one's own words, in place of the words of a report."),
      Parameter("describe", .text, "Why it is so, for people."),
    ] + ExpectationKind.allCases.map { Parameter($0.rawValue, $0.type, $0.summary) } + [
      Parameter(
        "of", .table,
        "The table of the rows; not beside `count`, and not where a column is named as "
          + "`table.column`."),
      Parameter("where", .condition, "The rows that count; without it, all."),
      Parameter(
        "by", .oneOf([.expression, .list(of: .expression)]),
        "What rows of a group agree in: each group is held to the bound."),
      Parameter("at", .fraction(.constant), "Which quantile, such as `95%`."),
      Parameter("is", .literal(.constant), "The value itself."),
      Parameter(
        "within", .fraction(.constant),
        "How far from `is` the value may be, as a part of it: `{is: 125, within: 2%}` is 122.5 to 127.5."
      ),
      Parameter(
        "between", .list(of: .literal(.constant)), "The least and the largest value; both are fine."
      ),
      Parameter("at_least", .literal(.constant), "The least value."),
      Parameter(
        "at_most", .literal(.constant), "The largest value; of times a day means all of it."),
    ])

  /// One side of a `ratio`.
  package static let measure = Shape(
    "side of a ratio", "A value of many rows with rows of its own.",
    [
      Parameter(
        "value", .expression, required: true, "Made with functions of many rows: `sum(revenue)`."),
      Parameter("of", .table, "The table of the rows, in place of the expectation's."),
      Parameter(
        "where", .condition, "The rows that count, of those that the expectation is about."),
    ], shorthand: "value")
}

/// The word that says what an expectation is about.
package enum ExpectationKind: String, CaseIterable, Sendable {
  case count, max, mean, min, never, quantile, ratio, sd, share, sql, sum, value

  package var type: ParameterType {
    switch self {
    case .count: .table
    case .max, .mean, .min, .quantile, .sd, .sum, .value: .expression
    case .never, .share: .condition
    case .ratio: .list(of: .record(.measure))
    case .sql: .text
    }
  }

  package var summary: String {
    switch self {
    case .count: "The number of rows of a table."
    case .max:
      "The largest value of a column, `orders.price`, or of an expression of the rows of `of`."
    case .mean: "The mean of a column or expression."
    case .min: "The smallest value of a column or expression."
    case .never: "A condition that no row of `of` fulfils; it takes no bound."
    case .quantile: "The value of a column or expression below which the share `at` lies."
    case .ratio:
      "A list of two values of many rows: the first divided by the second, each "
        + "`{value, where, of}` or the value alone."
    case .sd: "The standard deviation of a column or expression."
    case .share: "The share of the rows of `of` in which a condition is true."
    case .sql:
      "A `SELECT` of DuckDB with one value over the document's tables; it reads no files and no "
        + "settings."
    case .sum: "The sum of a column or expression."
    case .value:
      "A value of many rows, made with `count()`, `sum(x)` and the like: `sum(revenue) / count()`."
    }
  }

  /// Words that may stand beside it.
  package var words: Set<String> {
    switch self {
    case .count: ["where", "by"]
    case .never: ["of", "where"]
    case .quantile: ["of", "where", "by", "at"]
    case .sql: []
    case .max, .mean, .min, .ratio, .sd, .share, .sum, .value: ["of", "where", "by"]
    }
  }

  /// Whether a column may be named with its table.
  package var takesColumn: Bool {
    switch self {
    case .max, .mean, .min, .quantile, .sd, .sum: true
    case .count, .never, .ratio, .share, .sql, .value: false
    }
  }

  package var takesBound: Bool { self != .never }
}
