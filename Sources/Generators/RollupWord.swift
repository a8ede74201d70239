import SchemaModel

/// A column made from the rows of another table that refer to this row.
package protocol RollupWord: GeneratorWord {
  static var function: RollupFunction { get }
}

/// How the rows are put together.
package enum RollupFunction: String, Hashable, Sendable {
  case count
  case first
  case last
  case max
  case mean
  case min
  case sum
}

extension RollupWord {
  static func rollupSyntax(_ word: String, _ summary: String) -> GeneratorSyntax {
    GeneratorSyntax(
      word, summary,
      argument: .path,
      options: [
        Parameter("of", .name, "The referring table's column that holds the key."),
        Parameter("where", .condition, "Only referring rows for which this holds."),
        Parameter("until", .unsupported, "Only rows before this moment."),
        Parameter("since", .unsupported, "Only rows from this moment on."),
        Parameter("within", .unsupported, "Only rows of this length of time."),
        Parameter("half_life", .unsupported, "Older rows weigh less."),
        Parameter("every", .unsupported, "By period."),
        Parameter("match", .unsupported, "Rows whose columns equal these."),
        Parameter("expected", .unsupported, "The expectation instead of the realised value."),
      ])
  }
}
