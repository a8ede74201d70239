import Generators

/// A column, or the rows of a table that depend on other columns.
enum DependencyNode: Hashable {
  case column(ColumnID)
  case rows(Int)
}

/// What each column and each table's rows read.
struct DependencyGraph {
  let tables: [TablePlan]

  func title(_ node: DependencyNode) -> String {
    switch node {
    case .column(let id): "\(tables[id.table].name).\(tables[id.table].columns[id.column].name)"
    case .rows(let table): "the rows of \(tables[table].name)"
    }
  }

  func needs(_ node: DependencyNode) -> [DependencyNode] {
    switch node {
    case .column(let id): column(id)
    case .rows(let table): rows(table)
    }
  }

  private func column(_ id: ColumnID) -> [DependencyNode] {
    let table = tables[id.table]
    let plan = table.columns[id.column]
    var found: [DependencyNode] = []
    if case .perParent = table.source { found.append(.rows(id.table)) }
    var candidates = -1
    switch plan.generator {
    case .local, .literal, .record: break
    case .arrival:
      found.append(.rows(id.table))
      if let parent = table.arrivals?.parent {
        found += parent.inputs.flatMap { path($0, from: parent.table) }
      }
    case .reference(let reference):
      candidates = reference.table
      if case .source = reference.choice { found.append(.rows(id.table)) }
      if case .perParent = tables[reference.table].source { found.append(.rows(reference.table)) }
      if let group = reference.group {
        found.append(.column(ColumnID(table: reference.table, column: group.key)))
        if let own = group.own { found.append(.column(ColumnID(table: id.table, column: own))) }
      }
      found += tables[reference.table].keyColumns.map {
        .column(ColumnID(table: reference.table, column: $0))
      }
      if case .weighted(let weight) = reference.choice {
        found += weight.inputs.flatMap { path($0, from: reference.table) }
      }
      if case .degrees(let degrees) = reference.choice {
        found += degrees.inputs.flatMap { path($0, from: reference.table) }
      }
    case .rollup(let rollup):
      found.append(.rows(rollup.childTable))
      found.append(.column(ColumnID(table: rollup.childTable, column: rollup.key)))
      found += rollup.inputs.flatMap { path($0, from: rollup.childTable) }
    }
    for input in plan.inputs {
      if case .candidate(let inner) = input {
        found += path(inner, from: candidates)
      } else {
        found += path(input, from: id.table)
      }
    }
    return found
  }

  private func rows(_ table: Int) -> [DependencyNode] {
    var found: [DependencyNode] = []
    switch tables[table].source {
    case .literal, .independent: break
    case .perParent(let children):
      found.append(.rows(children.parentTable))
      if let crossing = children.crossing { found.append(.rows(crossing.table)) }
      found += tables[table].countInputs.flatMap { path($0, from: children.parentTable) }
    case .grid:
      if let parent = tables[table].arrivals?.parent {
        found.append(.rows(parent.table))
        found += parent.inputs.flatMap { path($0, from: parent.table) }
      }
    }
    return found
  }

  func path(_ path: InputPath, from table: Int) -> [DependencyNode] {
    switch path {
    case .column(let column): return [.column(ColumnID(table: table, column: column))]
    case .parent(let key, let rest):
      guard case .reference(let reference) = tables[table].columns[key].generator else {
        // A key that failed; what it is made from is not known.
        return [.column(ColumnID(table: table, column: key))]
      }
      return [.column(ColumnID(table: table, column: key))] + self.path(rest, from: reference.table)
    case .candidate(let inner): return self.path(inner, from: table)
    case .rowKey:
      guard case .perParent = tables[table].source else { return [] }
      return [.rows(table)]
    case .part(let inner, _): return self.path(inner, from: table)
    case .own: return []
    }
  }
}
