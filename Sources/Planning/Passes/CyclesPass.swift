import Diagnostics
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
    case .local, .literal: break
    case .arrival:
      found.append(.rows(id.table))
      if let parent = table.arrivals?.parent {
        found += parent.inputs.flatMap { path($0, from: parent.table) }
      }
    case .reference(let reference):
      candidates = reference.table
      if case .source = reference.choice { found.append(.rows(id.table)) }
      if case .perParent = tables[reference.table].source { found.append(.rows(reference.table)) }
      if let key = tables[reference.table].keyColumn {
        found.append(.column(ColumnID(table: reference.table, column: key)))
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
      found += children.inputs.flatMap { path($0, from: children.parentTable) }
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
        preconditionFailure("a path goes through keys")
      }
      return [.column(ColumnID(table: table, column: key))] + self.path(rest, from: reference.table)
    case .candidate(let inner): return self.path(inner, from: table)
    }
  }
}

/// Refuses columns that need their own value, through rows and roll-ups too.
enum CyclesPass {
  static func run(_ tables: [TablePlan], _ resolver: Resolver) throws(DiagnosticList) {
    let graph = DependencyGraph(tables: tables)
    var problems = DiagnosticList()
    var finished = Set<DependencyNode>()
    var path: [DependencyNode] = []
    var onPath = Set<DependencyNode>()
    /// Nodes on the longest way from a node to one that needs nothing.
    var depth: [DependencyNode: Int] = [:]

    func visit(_ node: DependencyNode) {
      if finished.contains(node) { return }
      // Deeper than a chain may be, rows of tables counted in.
      if path.count > 2 * Resolver.longestChain {
        if case .column(let id) = path[0] {
          problems.report(.chainTooLong(at: resolver.tables[id.table].columns[id.column]))
        } else if case .column(let id) = node {
          problems.report(.chainTooLong(at: resolver.tables[id.table].columns[id.column]))
        }
        return
      }
      if onPath.contains(node) {
        let start = path.firstIndex(of: node) ?? 0
        report(Array(path[start...]) + [node])
        return
      }
      path.append(node)
      onPath.insert(node)
      var longest = 0
      for next in graph.needs(node) {
        visit(next)
        longest = max(longest, depth[next] ?? 0)
      }
      path.removeLast()
      onPath.remove(node)
      finished.insert(node)
      depth[node] = longest + 1
      if longest == Resolver.longestChain, !problems.hasErrors, case .column(let id) = node {
        problems.report(.chainTooLong(at: resolver.tables[id.table].columns[id.column]))
      }
    }

    func report(_ nodes: [DependencyNode]) {
      let titles = nodes.map { graph.title($0) }
      for case .column(let id) in nodes {
        problems.report(.columnCycle(titles, at: resolver.tables[id.table].columns[id.column]))
        return
      }
      if case .rows(let table) = nodes[0] {
        problems.report(.rowCycle(titles, resolver.tables[table]))
      }
    }

    for table in tables.indices {
      visit(.rows(table))
      for column in tables[table].columns.indices {
        visit(.column(ColumnID(table: table, column: column)))
      }
    }
    if problems.hasErrors { throw problems }
  }
}

extension Diagnostic {
  fileprivate static func rowCycle(_ titles: [String], _ state: TableState) -> Diagnostic {
    Diagnostic(
      "row-cycle", "\(titles[0]) depend on themselves: \(titles.joined(separator: " → "))",
      at: state.spec.name.location, pointer: state.spec.pointer,
      expected: "tables that do not count each other's rows in a circle")
  }
}
