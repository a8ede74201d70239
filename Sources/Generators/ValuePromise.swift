import Columnar
import Expressions
import Sampling

/// What a generator promises of its values: what a judge that knows nothing of it holds them to.
package indirect enum ValuePromise: Sendable {
  /// Nothing beyond its type, range and set of texts.
  case nothing
  /// Draws of one law, each row for itself; as the document names it.
  case law(any Distribution, title: String)
  /// Draws of a law whose parameters, or the ends it is cut at, differ by row.
  case lawByRow(any Law.Type, form: Int, parameters: [NumericArgument], ends: Ends)
  /// One of some values, each row for itself, or in exact shares of the rows.
  case weighted(Column, weights: [Double], isExact: Bool)
  /// What the expression gives.
  case expression(CompiledExpression)
  /// What the first of some inputs holds that has a value.
  case first(of: [Int])
  /// Never before what an input holds.
  case notBefore(slot: Int)
  /// Texts of a form, in the syntax of RE2.
  case form(String)
  /// Another promise for each case of an input's value, as documents write it; then for all others.
  case cases(slot: Int, [(key: String, promise: ValuePromise)], others: ValuePromise?)

  /// Those of `between`; a side without one, or whose value is missing, is open.
  package struct Ends: Sendable {
    package var lower: NumericArgument?
    package var upper: NumericArgument?
  }
}
