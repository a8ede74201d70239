import Claims

/// What a validator found about one claim.
package struct Finding: Sendable {
  package let code: String
  package let layer: Layer
  package let table: String
  package let columns: [String]
  /// Which rows it is about, as the document says it; all without it.
  package let rows: String?
  /// Where the document claims it.
  package let pointer: String
  package let outcome: Outcome
  /// One sentence, without the full stop.
  package let sentence: String
  /// Some of the values that are wrong.
  package var examples: [String] = []
  /// What was found beside what is expected, where a picture says more than the sentence.
  package var plot: CountPlot?
  /// What was found and what is due, where a value is held to a bound.
  package var measurement: Measurement?

  package struct Measurement: Sendable {
    /// Such as `mean`.
    package let statistic: String
    /// The one found; of groups the worst.
    package let value: Double?
    /// The bound, as people read it.
    package let lower: String?
    package let upper: String?
  }

  package enum Outcome: Sendable {
    /// Must be so of all of `n`; wrong in so many.
    case exact(wrong: Int, n: Int)
    /// So by chance, or not.
    case chance(TestResult)
    /// It could not be judged: a file that cannot be read, a column that is not there.
    case unreadable
    /// Nothing to judge: no rows.
    case empty
  }

  init(
    _ validator: (some Validator).Type, _ subject: Subject, _ outcome: Outcome,
    _ sentence: String, examples: [String] = [], plot: CountPlot? = nil
  ) {
    self.init(
      code: validator.code, layer: validator.layer, table: subject.table.name,
      columns: subject.claim.columns, rows: subject.claim.rows?.title,
      pointer: subject.claim.pointer, outcome: outcome, sentence: sentence, examples: examples,
      plot: plot)
  }

  package init(
    code: String, layer: Layer, table: String, columns: [String], rows: String? = nil,
    pointer: String, outcome: Outcome, sentence: String, examples: [String] = [],
    plot: CountPlot? = nil
  ) {
    self.code = code
    self.layer = layer
    self.table = table
    self.columns = columns
    self.rows = rows
    self.pointer = pointer
    self.outcome = outcome
    self.sentence = sentence
    self.examples = examples.map(Wording.onOneLine)
    self.plot = plot
  }
}
