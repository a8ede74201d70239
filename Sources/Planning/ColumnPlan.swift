import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

package struct ColumnPlan: Sendable {
  package var name: String
  package var description: String?
  package var type: LogicalType
  package var isNullable: Bool
  package var isHidden: Bool
  package var interval: ValueInterval
  package var texts: TextDictionary?
  package var generator: ColumnGenerator
  package var inputs: [InputPath]
  /// Rows for which the generator runs; all without it.
  package var when: CompiledExpression?
  package var otherwise: (any ColumnSource)?
  package var rounding: Rounding?
  /// The value that draws are told by, in place of rows.
  package var drawnPer: DrawnPer?
  /// Where rounding, or the type, could take values beyond the ends of `between`.
  package var ends: HeldEnds?
  /// Where the column is correlated with others: what its values follow in place of own draws.
  package var scores: ScorePlan?
  package var missing: MissingPlan?
  /// Its quota holds among the rows that meet `when`.
  package var needsSelection: Bool
  /// Tables whose row counts change the cells of existing rows, in order.
  package var sizeDependsOn: [Int] = []
  /// Made for files alone, such as what folders are named after; no column of the document.
  package var isAdded = false

  /// The inputs in which rows agree that are numbered together; none of other columns.
  package var groupInputs: [InputPath] {
    guard case .local(let source) = generator else { return [] }
    return source.groupSlots.map { inputs[$0] }
  }

  /// Whether `round` brings values up.
  package var roundsUp: Bool {
    if case .local(let source) = generator { source.roundsUp } else { false }
  }

  /// Whether its cells depend on the row count of any table.
  package var isSizeDependent: Bool { !sizeDependsOn.isEmpty }
}

package enum ColumnGenerator: Sendable {
  case local(any ColumnSource)
  case literal
  case reference(ReferencePlan)
  case arrival
  case rollup(RollupPlan)
  case record(ColumnRecord)
}

/// What is written beside the data about the rows of a table.
package enum ColumnRecord: Hashable, Sendable {
  /// The values of a column before any of them went missing.
  case complete(column: Int)
  /// With which chance the value of a column went missing.
  case missingRate(column: Int)
  /// A column of lengths of time, in microseconds.
  case microseconds(column: Int)
  /// Where rows without a key stand in the table, from 0.
  case position
}

package struct RollupPlan: Sendable {
  package var function: RollupFunction
  package var childTable: Int
  /// The child's key column that names the row.
  package var key: Int
  /// Slot of the value among `inputs`; nil when rows are counted.
  package var value: Int?
  package var condition: CompiledExpression?
  /// Seen from the child's row.
  package var inputs: [InputPath]
}

/// A value in place of the row's key: rows that have the same draw the same.
package struct DrawnPer: Sendable {
  /// Among the column's inputs.
  package var slot: Int
  /// As the document names it.
  package var path: String
  package var isNullable: Bool
}

/// A normal number per row that is a sum of those of several columns, each times its weight.
package struct ScorePlan: Sendable {
  /// Columns by name; the squares of the weights sum to 1.
  package var parts: [(column: String, weight: Double)]
}

/// Two columns of a table that are correlated.
package struct CorrelationPlan: Sendable {
  package enum Measure: String, Sendable {
    /// Of the normal numbers themselves.
    case copula
    /// Of the values.
    case pearson
    /// Of the ranks, ties averaged.
    case spearman
  }

  package var columns: (first: Int, second: Int)
  package var measure: Measure
  package var target: Double
  /// The correlation of the normal numbers that gives the target.
  package var normal: Double
}

package struct MissingPlan: Sendable {
  package var rate: NumericArgument
  package var isExact: Bool
  /// Whether the exact share is one of the rows that `when` selects; the others have no value.
  package var isAmongSelected = false
  /// Whether the column has rows without a value for other reasons too.
  package var isNullableOtherwise = false
}
