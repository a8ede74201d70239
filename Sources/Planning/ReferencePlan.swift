import Expressions
import Generators

package struct ReferencePlan: Sendable {
  package var table: Int
  package var choice: Choice
  /// What rows must meet beside standing in the group.
  package var condition: CompiledExpression?
  /// Rows of one group alone are chosen among; nil where all are.
  package var group: Group?
  /// Whether only rows of the same table before the row are chosen among.
  package var isEarlier = false
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
    case weighted(CandidateNumber)
    /// As many rows refer to each row there as is said of it.
    case degrees(DegreePlan)
    /// Of the same table, as its tree says.
    case tree(TreePlan)

    /// Whether all rows have a rank.
    package var isRanked: Bool { if case .zipf = self { true } else { false } }
  }

  /// Whether rows refer to rows of their own table, so that the first has none.
  package var isOfOwnTable: Bool {
    if case .tree = choice { return true }
    return isEarlier
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

/// A number of each row of the referenced table, such as how likely it is.
package struct CandidateNumber: Sendable {
  package var source: any ColumnSource
  /// Seen from the referenced row.
  package var inputs: [InputPath]
}

/// How many rows refer to each row of another table.
package struct DegreePlan: Sendable {
  /// Brought to the number of rows that refer to any; nil where rows take places at random, of which
  /// `atMost` says how many there are.
  package var each: CandidateNumber?
  package var atMost: CandidateNumber?
  /// Whether `each` is drawn from one law for all rows.
  package var isLaw: Bool

  package var inputs: [InputPath] { (each?.inputs ?? []) + (atMost?.inputs ?? []) }
}
