import Expressions

/// A value that could not be made; the document allowed it, the data did not.
package struct GenerationFailure: Error, Hashable, Sendable {
  package var table: String
  package var column: String?
  /// From 0, in the order of the table.
  package var position: Int?
  package var message: String
  package var code: String
  /// What would have been accepted, as it reads behind "expected".
  package var expected: String
  /// Where the document says it, from the column, or from the table where there is none:
  /// `arrivals`, `heterogeneity`, `most`. Of several places the first that is written counts.
  package var places: [[String]]

  package init(
    table: String, column: String?, position: Int?, message: String, code: String,
    expected: String, places: [[String]] = []
  ) {
    self.table = table
    self.column = column
    self.position = position
    self.message = message
    self.code = code
    self.expected = expected
    self.places = places
  }

  /// - Parameter position: the row of the table, where the error is about one.
  init(_ error: EvaluationError, table: String, column: String?, position: Int?) {
    self.init(
      table: table, column: column, position: position, message: error.message, code: error.code,
      expected: error.expected, places: error.words.isEmpty ? [] : [error.words])
  }

  /// The failure as a line of text, for who has no document at hand.
  package var line: String {
    let row = position.map { ", row \($0 + 1)" } ?? ""
    return "'\(table)\(column.map { ".\($0)" } ?? "")'\(row): \(message)"
  }
}
