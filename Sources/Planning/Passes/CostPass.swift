import Generators

/// What making one cell again costs, once the materials are there.
package enum CellCost: Int, Comparable, Sendable {
  /// A draw, a formula, or a value that is kept.
  case row
  /// One leaf of a grid, at most 128 rows.
  case leaf
  /// The counts of up to 64 parents, and one parent's times.
  case parent

  package var text: String {
    switch self {
    case .row: "O(1)"
    case .leaf: "O(leaf)"
    case .parent: "O(parent)"
    }
  }

  package static func < (a: CellCost, b: CellCost) -> Bool { a.rawValue < b.rawValue }
}

/// Finds what random access to each column costs.
package struct CostPass {
  private let plan: GenerationPlan
  private let dense: Set<ColumnID>
  private var known: [ColumnID: CellCost] = [:]

  /// - Returns: the cost of each column, by table and column.
  package static func run(_ plan: GenerationPlan) -> [[CellCost]] {
    var pass = CostPass(plan)
    return plan.tables.indices.map { table in
      plan.tables[table].columns.indices.map { pass.cost(ColumnID(table: table, column: $0)) }
    }
  }

  private init(_ plan: GenerationPlan) {
    self.plan = plan
    dense = plan.denseColumns
  }

  private mutating func cost(_ id: ColumnID) -> CellCost {
    if let cost = known[id] { return cost }
    // Columns form no cycle: the plan was checked.
    let cost = dense.contains(id) ? .row : made(id)
    known[id] = cost
    return cost
  }

  private mutating func made(_ id: ColumnID) -> CellCost {
    let table = plan.tables[id.table]
    let column = plan[id]
    var cost = CellCost.row
    // Draws of children are counted by their parent and ordinal.
    if case .perParent = table.source { cost = .parent }
    var candidates = id.table
    switch column.generator {
    case .literal: return .row
    case .rollup, .local, .record: break
    case .arrival:
      if case .grid = table.source { cost = max(cost, .leaf) }
      if case .perParent(let children) = table.source, let parent = table.arrivals?.parent {
        for input in parent.inputs { cost = max(cost, self.cost(input, children.parentTable)) }
      }
    case .reference(let reference):
      candidates = reference.table
      if let own = reference.group?.own {
        cost = max(cost, self.cost(.column(own), id.table))
      }
      if case .source = reference.choice, case .grid = table.source { cost = max(cost, .leaf) }
    }
    for input in column.inputs {
      if case .candidate(let inner) = input {
        cost = max(cost, self.cost(inner, candidates))
      } else {
        cost = max(cost, self.cost(input, id.table))
      }
    }
    return cost
  }

  private mutating func cost(_ path: InputPath, _ table: Int) -> CellCost {
    switch path {
    case .column(let column): return cost(ColumnID(table: table, column: column))
    case .candidate(let inner): return cost(inner, table)
    case .own: return .row
    case .rowKey:
      if case .perParent = plan.tables[table].source { return .parent }
      return .row
    case .parent(let key, let rest):
      guard case .reference(let reference) = plan.tables[table].columns[key].generator else {
        preconditionFailure("a path goes through keys")
      }
      return max(cost(ColumnID(table: table, column: key)), cost(rest, reference.table))
    }
  }
}
