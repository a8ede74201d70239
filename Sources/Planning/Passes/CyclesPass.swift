import Diagnostics

/// Refuses columns that need their own value, through rows and roll-ups too, and lines of columns
/// that are too long.
enum CyclesPass {
  static func run(_ tables: [TablePlan], _ resolver: Resolver) throws(DiagnosticList) {
    let graph = DependencyGraph(tables: tables)
    var nodes: [DependencyNode] = []
    for table in tables.indices {
      nodes.append(.rows(table))
      nodes += tables[table].columns.indices.map { .column(ColumnID(table: table, column: $0)) }
    }
    var problems = DiagnosticList()
    let groups = DependencyGroups(nodes) { graph.needs($0) }.groups
    for circle in groups.flatMap({ circles(in: $0, graph) }) {
      problems.report(describe(circle, graph, resolver))
    }
    if let long = longLine(groups, graph, resolver) { problems.report(.chainTooLong(at: long)) }
    if problems.hasErrors { throw problems }
  }

  /// Circles among nodes that all need each other: each told once, none with a node of another.
  private static func circles(
    in group: [DependencyNode], _ graph: DependencyGraph
  ) -> [[DependencyNode]] {
    var found: [[DependencyNode]] = []
    var waiting = [group]
    while let next = waiting.popLast() {
      let members = Set(next)
      guard let circle = shortestCircle(in: next, members, graph) else { continue }
      found.append(circle)
      let others = next.filter { !circle.contains($0) }
      let inner = Set(others)
      waiting += DependencyGroups(others) { graph.needs($0).filter(inner.contains) }.groups
    }
    return found
  }

  /// The shortest of a small group, else one that is short; it begins with a column if it has one.
  private static func shortestCircle(
    in group: [DependencyNode], _ members: Set<DependencyNode>, _ graph: DependencyGraph
  ) -> [DependencyNode]? {
    let starts = group.sorted { order($0) < order($1) }
    var shortest: [DependencyNode]?
    for start in starts.prefix(starts.count <= 100 ? starts.count : 1) {
      guard let circle = wayBack(to: start, members, graph) else { continue }
      if circle.count < shortest?.count ?? .max { shortest = circle }
    }
    return shortest
  }

  /// The shortest way from a node back to itself.
  private static func wayBack(
    to start: DependencyNode, _ members: Set<DependencyNode>, _ graph: DependencyGraph
  ) -> [DependencyNode]? {
    var before: [DependencyNode: DependencyNode] = [:]
    var queue = [start]
    var next = 0
    while next < queue.count {
      let node = queue[next]
      next += 1
      for need in graph.needs(node) where members.contains(need) {
        if need == start {
          var way = [node]
          while let last = way.last, last != start, let earlier = before[last] {
            way.append(earlier)
          }
          return way.reversed()
        }
        if before[need] == nil {
          before[need] = node
          queue.append(need)
        }
      }
    }
    // A node alone that does not need itself.
    return nil
  }

  /// Columns first, in the order of the document.
  private static func order(_ node: DependencyNode) -> (Int, Int, Int) {
    switch node {
    case .column(let id): (0, id.table, id.column)
    case .rows(let table): (1, table, 0)
    }
  }

  private static func describe(
    _ circle: [DependencyNode], _ graph: DependencyGraph, _ resolver: Resolver
  ) -> Diagnostic {
    let titles = (circle + circle.prefix(1)).map { graph.title($0) }
    switch circle[0] {
    case .column(let id):
      return .columnCycle(titles, at: resolver.tables[id.table].columns[id.column])
    case .rows(let table): return .rowCycle(titles, resolver.tables[table])
    }
  }

  /// The first column with more columns and rows behind it than may be read in a line.
  private static func longLine(
    _ groups: [[DependencyNode]], _ graph: DependencyGraph, _ resolver: Resolver
  ) -> ColumnState? {
    /// Nodes on the longest way from a node to one that needs nothing.
    var depth: [DependencyNode: Int] = [:]
    // What a node needs comes before it; circles have been reported.
    for node in groups.joined() {
      let longest = graph.needs(node).reduce(0) { max($0, depth[$1] ?? 0) }
      depth[node] = longest + 1
      if longest >= Resolver.longestChain, case .column(let id) = node {
        return resolver.tables[id.table].columns[id.column]
      }
    }
    return nil
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
