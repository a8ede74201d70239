/// A value that could not be computed.
package struct EvaluationError: Error, Hashable, Sendable {
  /// The row within the batch; nil when it is not about one row.
  package var row: Int?
  package var message: String

  package init(row: Int?, message: String) {
    self.row = row
    self.message = message
  }
}
