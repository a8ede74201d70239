import Expressions
import Generators

package struct ReferencePlan: Sendable {
  package var table: Int
  package var choice: Choice
  /// What rows must meet beside standing in the group.
  package var condition: CompiledExpression?
  /// Rows of one group alone are chosen among; nil where all are.
  package var group: Group?
  /// Whether a row that none suits refers to none.
  package var isOptional = false
  /// Among which rows none refers to the same as another; nil where that may be.
  package var distinct: Distinct?

  /// Rows whose key names the same row as this one does, or this row itself.
  package struct Group: Sendable {
    /// The referenced table's key.
    package var key: Int
    /// The column of the row that names the same; nil where the row itself is named.
    package var own: Int?
    /// The table that both name a row of.
    package var table: Int
  }

  package enum Distinct: Sendable {
    case inTable
    /// The rows of one parent, in mode B.
    case perParent
  }

  package enum Choice: Sendable {
    /// The parent that the row's mode gives.
    case source
    case uniform
    case zipf(exponent: Double)
    case weighted(WeightPlan)
    /// Of the same table, before the row.
    case earlier
    /// Of the same table, as its tree says.
    case tree(TreePlan)

    /// Whether the first row has none.
    package var isOfOwnTable: Bool {
      switch self {
      case .earlier, .tree: true
      case .source, .uniform, .weighted, .zipf: false
      }
    }
  }
}

/// How the rows of a table hang below each other.
package struct TreePlan: Sendable {
  /// Gives how many hang directly below each row; reads the column's inputs.
  package var branching: any ColumnSource
  /// How many levels there are at most.
  package var depth: Int?
  package var roots: Int
}

/// How likely each row of the referenced table is.
package struct WeightPlan: Sendable {
  /// Gives a number per row.
  package var source: any ColumnSource
  /// Seen from the referenced row.
  package var inputs: [InputPath]
}
