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
          for case .column(let id) in graph.needs(.column(ColumnID(table: table, column: column))) {
            marks[table][column].formUnion(marks[id.table][id.column])
          }
          if marks[table][column].count > before { changed = true }
        }
      }
    }
    for table in tables.indices {
      for column in tables[table].columns.indices {
        tables[table].columns[column].sizeDependsOn = marks[table][column].sorted()
        tables[table].columns[column].isSizeDependent = !marks[table][column].isEmpty
      }
    }
  }

  /// What the column itself depends on, its inputs aside.
  private static func own(_ id: ColumnID, _ tables: [TablePlan]) -> Set<Int> {
    let plan = tables[id.table].columns[id.column]
    let isGrid = if case .grid = tables[id.table].source { true } else { false }
    var found = Set<Int>()
    switch plan.generator {
    case .literal: break
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
      } else {
        found.insert(reference.table)
      }
    case .rollup(let rollup): found.insert(rollup.childTable)
    }
    if plan.missing?.isExact ?? false || plan.needsSelection { found.insert(id.table) }
    return found
  }
}
