/// A value that could not be computed.
package struct EvaluationError: Error, Hashable, Sendable {
  /// The row within the batch; nil when it is not about one row.
  package var row: Int?
  package var message: String
  /// What kind of failure it is, as documents are told: `no-weight`.
  package var code: String
  /// What would have been accepted, as it reads behind "expected".
  package var expected: String
  /// The word of the column that is at fault, and below it; none for what makes its values.
  package var words: [String]

  package init(
    row: Int?, message: String, code: String, expected: String, words: [String] = []
  ) {
    self.row = row
    self.message = message
    self.code = code
    self.expected = expected
    self.words = words
  }

  /// An expression that has no value in a row.
  package static func withoutValue(row: Int, _ message: String) -> EvaluationError {
    EvaluationError(
      row: row, message: message, code: "row-without-value",
      expected: "an expression with a value in each row; if(condition, …) leaves rows out")
  }

  /// The same failure, of another row.
  package func at(row: Int?) -> EvaluationError {
    var error = self
    error.row = row
    return error
  }

  /// The same failure, seen from around the words it lies in.
  package func inside(_ outer: [String]) -> EvaluationError {
    var error = self
    error.words = outer + error.words
    return error
  }

  /// Runs a body; what fails in it lies in words of the column.
  package static func inside<Result>(
    _ words: String..., body: () throws(EvaluationError) -> Result
  ) throws(EvaluationError) -> Result {
    do throws(EvaluationError) {
      return try body()
    } catch {
      throw error.inside(words)
    }
  }

  /// Runs a body; what fails in it is the fault of a word of the column.
  package static func naming<Result>(
    _ words: String..., body: () throws(EvaluationError) -> Result
  ) throws(EvaluationError) -> Result {
    do throws(EvaluationError) {
      return try body()
    } catch {
      var named = error
      if named.words.isEmpty { named.words = words }
      throw named
    }
  }
}
