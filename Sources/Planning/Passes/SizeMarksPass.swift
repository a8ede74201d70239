import Generators

/// Marks for each column the tables whose row counts its cells depend on: quotas, picks among the
/// rows of a table, grids, roll-ups, and whatever reads them.
enum SizeMarksPass {
  static func run(_ tables: inout [TablePlan]) {
    let graph = DependencyGraph(tables: tables)
    var marks: [[Set<Int>]] = tables.indices.map { table in
      tables[table].columns.indices.map { own(ColumnID(table: table, column: $0), tables) }
    }
    var changed = true
    while changed {
      changed = false
      for table in tables.indices {
        for column in tables[table].columns.indices {
          let before = marks[table][column].count
          for node in graph.needs(.column(ColumnID(table: table, column: column))) {
            marks[table][column].formUnion(read(node, marks, tables, graph))
          }
          if marks[table][column].count > before { changed = true }
        }
      }
    }
    for table in tables.indices {
      for column in tables[table].columns.indices {
        tables[table].columns[column].sizeDependsOn = marks[table][column].sorted()
      }
    }
  }

  /// What is read through a column, or through how many children there are.
  private static func read(
    _ node: DependencyNode, _ marks: [[Set<Int>]], _ tables: [TablePlan], _ graph: DependencyGraph
  ) -> Set<Int> {
    switch node {
    case .column(let id): return marks[id.table][id.column]
    case .rows(let table):
      // Rows of their own number keep their keys when it grows.
      guard case .perParent = tables[table].source else { return [] }
      return graph.needs(node).reduce(into: []) { found, need in
        found.formUnion(read(need, marks, tables, graph))
      }
    }
  }

  /// What the column itself depends on, its inputs aside.
  private static func own(_ id: ColumnID, _ tables: [TablePlan]) -> Set<Int> {
    let plan = tables[id.table].columns[id.column]
    let isGrid = if case .grid = tables[id.table].source { true } else { false }
    var found = Set<Int>()
    switch plan.generator {
    case .literal, .record: break
    case .local(let source): if source.isSizeDependent { found.insert(id.table) }
    case .arrival:
      if isGrid { found.insert(id.table) }
      // Where lives end, volume follows the living.
      if isGrid, let parent = tables[id.table].arrivals?.parent, parent.until != nil {
        found.insert(parent.table)
      }
    case .reference(let reference):
      if case .source = reference.choice {
        if isGrid { found.formUnion([id.table, reference.table]) }
      } else if !reference.isOfOwnTable || reference.choice.isRanked {
        found.insert(reference.table)
      }
      // How many rows there are to share out.
      if case .degrees = reference.choice { found.insert(id.table) }
    case .rollup(let rollup): found.insert(rollup.childTable)
    }
    if plan.missing?.isExact ?? false || plan.needsSelection { found.insert(id.table) }
    return found.reduce(into: []) { all, table in all.formUnion(sizes(of: table, tables)) }
  }

  /// The tables whose row counts make up a table's: its own and, with rows per parent, the
  /// parent's.
  private static func sizes(of table: Int, _ tables: [TablePlan]) -> Set<Int> {
    guard case .perParent(let children) = tables[table].source else { return [table] }
    return sizes(of: children.parentTable, tables).union([table])
  }
}
