import Diagnostics
import Generators

/// Puts tables together: how their rows come about, when they arrive, which parents they choose.
enum ArrivalsPass {
  /// - Throws: problems of rows and arrivals; those of columns are the resolver's to report. The
  ///   list is empty where a table only failed with its columns.
  static func run(_ resolver: Resolver) throws(DiagnosticList) -> [TablePlan] {
    var problems = DiagnosticList()
    var tables: [TablePlan] = []
    for index in resolver.tables.indices {
      do throws(DiagnosticList) {
        tables.append(try table(index, resolver))
      } catch { problems.all += error.all }
    }
    guard tables.count == resolver.tables.count else { throw problems }
    expectCounts(&tables)
    return tables
  }

  private static func table(
    _ index: Int, _ resolver: Resolver
  ) throws(DiagnosticList) -> TablePlan {
    let state = resolver.tables[index]
    var attempts = Attempts()
    let parent = attempts.run { () throws(DiagnosticList) in
      try ParentKey.read(index, resolver)
    }
    let source = attempts.run { () throws(DiagnosticList) in
      try RowsReader(state: state, resolver: resolver).source(parent ?? nil)
    }
    let arrivals = attempts.run { () throws(DiagnosticList) -> ArrivalPlan? in
      guard let spec = state.spec.arrivals else { return nil }
      return try ArrivalsReader(
        state: state, spec: spec, key: parent ?? nil, isKeyUnknown: parent == nil,
        resolver: resolver
      ).plan()
    }
    var columns: [ColumnPlan] = []
    for column in state.columns.indices {
      let plan = try? resolver.column(ColumnID(table: index, column: column))
      if let plan { columns.append(plan) }
    }
    let isComplete = columns.count == state.columns.count
    if isComplete, !columns.isEmpty, !state.spec.isHidden, !state.hasUnreadColumns,
      !columns.contains(where: { !$0.isHidden })
    {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.nothingWritten(state)])
      }
    }
    guard isComplete, let source, let arrivals, !attempts.hasFailed else {
      throw attempts.problems
    }
    return TablePlan(
      name: state.name, isHidden: state.spec.isHidden, source: source, columns: columns,
      keyColumn: state.keyColumn, arrivals: arrivals, keyBits: 40,
      expectedRowCount: Double(state.rowCount ?? 0))
  }

  /// Expected rows of mode B from the mean count, parents before children.
  private static func expectCounts(_ tables: inout [TablePlan]) {
    for _ in tables.indices {
      for index in tables.indices {
        guard case .perParent(let children) = tables[index].source else { continue }
        let range = children.count.interval.doubles(of: children.count.type)
        let middle = range.map { ($0.lowerBound + $0.upperBound) / 2 }
        let mean = max(children.count.mean ?? middle ?? 1, 0)
        tables[index].expectedRowCount = tables[children.parentTable].expectedRowCount * mean
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func nothingWritten(_ state: TableState) -> Diagnostic {
    Diagnostic(
      "nothing-written", "all columns of '\(state.name)' are hidden", at: state.spec.name.location,
      pointer: state.spec.pointer,
      expected: "a column that is written, or 'hidden: true' for the table")
  }
}
