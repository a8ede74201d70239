import Claims
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// An item of `expect` with names and types resolved.
package struct ExpectationPlan: Sendable {
  /// A value of many rows of one table.
  struct Side: Sendable {
    var table: Int
    /// What slots of its expressions are, seen from a row.
    var inputs: [InputPath]
    /// The rows that count: those in which all hold.
    var conditions: [CompiledExpression]
    var value: CompiledAggregate
  }

  var kind: ExpectationKind
  var name: String?
  /// What is held to the bound, for people.
  var subject: String
  /// None of an SQL statement, two of a ratio.
  var sides: [Side]
  /// What rows of a group agree in, as rows of the first side.
  var groups: [Written]
  /// The rows that count, as they are written.
  var rows: String?
  /// What must not be, as it is seen from a row of the first side.
  var event: CompiledExpression?
  var sql: String?
  var bound: ExpectedBound
  /// Whether the value changes with the number of rows.
  var growsWithRows: Bool
  var location: DocumentLocation
  var pointer: String

  struct Written: Sendable {
    var expression: CompiledExpression
    var text: String
  }
}
