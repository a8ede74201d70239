import Behaviour
import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// A column of a table, by its places in the plan.
package struct ColumnID: Hashable, Comparable, Sendable {
  package var table: Int
  package var column: Int

  package init(table: Int, column: Int) {
    self.table = table
    self.column = column
  }

  package static func < (a: ColumnID, b: ColumnID) -> Bool {
    (a.table, a.column) < (b.table, b.column)
  }
}

/// All that a run needs: every name resolved, every type known, passes in order.
package struct GenerationPlan: Sendable {
  package var name: String
  package var seed: UInt64
  package var documentHash: String
  /// Files beside the document whose values the data is made of, by path.
  package var inputs: [InputFile] = []
  package var tables: [TablePlan]
  package var materials: [MaterialPlan]
  package var output: OutputPlan
  /// Files about what was planted, where they are asked for.
  package var truth: OutputPlan?
  /// What has no effect and is probably not meant so; nothing is wrong with the rows.
  package var warnings: [Diagnostic] = []
  /// What the document expects of its data.
  package var expectations: [ExpectationPlan] = []
  /// Whether the command line changed how many rows there are.
  package var hasOtherSize = false

  package func table(_ name: String) -> Int? { tables.firstIndex { $0.name == name } }

  package subscript(id: ColumnID) -> ColumnPlan { tables[id.table].columns[id.column] }

  /// `table.column`, for people.
  package func title(_ id: ColumnID) -> String {
    "\(tables[id.table].name).\(tables[id.table].columns[id.column].name)"
  }
}

/// A file that a document takes values from.
package struct InputFile: Hashable, Sendable {
  /// Relative to the document.
  package var path: String
  package var byteCount: Int
  /// SHA-256, in hexadecimal digits.
  package var hash: String
}

package struct TablePlan: Sendable {
  package var name: String
  package var isHidden: Bool
  package var source: RowSource
  package var columns: [ColumnPlan]
  /// The table's key: the columns that a `ref` names a row by.
  package var keyColumns: [Int]
  package var arrivals: ArrivalPlan?
  package var correlations: [CorrelationPlan] = []
  /// Bits that row keys take, so that keys of children fit beside their ordinal.
  package var keyBits: Int
  /// Rows, or their expectation in mode B.
  package var expectedRowCount: Double

  /// The key where it is of one column.
  package var keyColumn: Int? { keyColumns.count == 1 ? keyColumns[0] : nil }

  /// Last bits of row keys that count the rows of one parent; 0 where rows have none.
  package var ordinalBits: Int {
    if case .perParent(let children) = source { children.ordinalBits } else { 0 }
  }

  /// What the number of rows per parent rests on, seen from the parent's row: its own inputs, and
  /// the parent's life where it may leave no time for rows.
  package var countInputs: [InputPath] {
    guard case .perParent(let children) = source else { return [] }
    guard let parent = arrivals?.parent, parent.mayLackTime else { return children.inputs }
    return children.inputs + parent.inputs
  }

  /// The columns that files hold, in order.
  package var writtenColumns: [Int] { columns.indices.filter { !columns[$0].isHidden } }

  package var layout: TableLayout {
    layout(of: writtenColumns.map { FileColumn(columns[$0].name, $0) })
  }

  /// Whether a column follows the order of the rows: its conditions and types leave it as made.
  func isAscending(_ column: ColumnPlan) -> Bool {
    guard !column.isNullable, column.when == nil, column.missing == nil, column.rounding == nil
    else { return false }
    switch column.generator {
    case .local(let source): return source.isAscending && source.type == column.type
    case .arrival: if case .grid = self.source { return true } else { return false }
    case .literal, .record, .reference, .rollup: return false
    }
  }
}

/// How the rows of a table come about.
package enum RowSource: Sendable {
  /// Rows of the document; the columns are given.
  case literal([Column], rowCount: Int)
  /// Mode A.
  case independent(rowCount: Int)
  /// Mode B: `key` is the column that holds the parent.
  case perParent(ChildrenPlan)
  /// Mode C.
  case grid(rowCount: Int)

  package var rowCount: Int? {
    switch self {
    case .literal(_, let rowCount), .independent(let rowCount), .grid(let rowCount): rowCount
    case .perParent: nil
    }
  }

  package var mode: String {
    switch self {
    case .literal: "literal"
    case .independent: "A"
    case .perParent: "B"
    case .grid: "C"
    }
  }
}

/// Children of each parent, as many as a law says.
package struct ChildrenPlan: Sendable {
  package var key: Int
  package var parentTable: Int
  /// Draws the count from the parent's row.
  package var count: any ColumnSource
  package var inputs: [InputPath]
  /// Whether a law draws the count; else the document states it.
  package var isDrawn: Bool
  /// Bits for the ordinal in the row key: 8, 16, 24 or 32.
  package var ordinalBits: Int
  /// The other parent where rows stand for each pair: the ordinal counts its rows.
  package var crossing: Crossing?

  package struct Crossing: Sendable {
    /// The column that holds it.
    package var key: Int
    package var table: Int
    /// Rows of each pair.
    package var each: Int
  }
}

/// When rows arrive and which parents they choose.
package struct ArrivalPlan: Sendable {
  package var firstDay: Int64
  package var base: [Double]
  package var shares: [Raking.Marginal]
  package var hours: HourProfile
  package var parent: Parent?

  package struct Parent: Sendable {
    package var key: Int
    package var table: Int
    package var heterogeneity: Heterogeneity?
    /// Give a date or a timestamp.
    package var since: (any ColumnSource)?
    package var until: (any ColumnSource)?
    /// Weights that multiply.
    package var multipliers: [ParentMultiplier]
    /// Classes with shares of the whole.
    package var marginals: [ParentMarginal]
    /// What the expressions above read, seen from the parent's row.
    package var inputs: [InputPath]
    /// Whether there may be parents that have no time in which rows could arrive.
    package var mayLackTime: Bool
  }

  /// A factor that weighs parents.
  package struct ParentMultiplier: Sendable {
    package var name: String
    package var source: any ColumnSource
  }

  package struct ParentMarginal: Sendable {
    package var name: String
    /// The classes as the document writes them; the last share is that of all others.
    package var classes: [String]
    /// Gives the class of a parent, 0…; the place in `shares`.
    package var label: any ColumnSource
    package var shares: [Double]
  }
}

/// A fact about a whole table, made before the rows that need it.
package struct MaterialPlan: Sendable {
  package enum Kind: Hashable, Sendable {
    case dense(ColumnID)
    case counts(table: Int)
    case degrees(ColumnID)
    case grid(table: Int)
    /// The rows that name each row by a key.
    case groups(ColumnID)
    case numbers(ColumnID)
    case rollup(ColumnID)
    case selection(ColumnID)
    case tree(ColumnID)
    case weights(ColumnID)
  }

  package var kind: Kind
  /// What must be made first.
  package var needs: Set<Kind>
  /// Passes run by level; what a material needs has a lower one.
  package var level: Int
  package var bytes: Int
}
