import Diagnostics
import Generators

/// Puts tables together: how their rows come about, when they arrive, which parents they choose.
enum ArrivalsPass {
  /// - Returns: all tables, and those that are not known; a column or rows that failed need nothing
  ///   there.
  static func run(
    _ resolver: Resolver, _ problems: inout DiagnosticList
  ) -> (tables: [TablePlan], unknown: Set<Int>) {
    var unknown: Set<Int> = []
    var tables = resolver.tables.indices.map { index in
      var attempts = Attempts()
      let plan = table(index, resolver, &attempts)
      if attempts.hasFailed { unknown.insert(index) }
      problems.all += attempts.problems.all
      return plan
    }
    if unknown.isEmpty { expectCounts(&tables) }
    return (tables, unknown)
  }

  private static func table(
    _ index: Int, _ resolver: Resolver, _ attempts: inout Attempts
  ) -> TablePlan {
    let state = resolver.tables[index]
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
    let columns = state.columns.indices.map { column in
      // Problems of columns are the resolver's to report.
      attempts.run { () throws(DiagnosticList) -> ColumnPlan in
        guard let plan = try? resolver.column(ColumnID(table: index, column: column)) else {
          throw DiagnosticList()
        }
        return plan
      } ?? .unknown(state.columns[column].name)
    }
    attempts.run { () throws(DiagnosticList) in try checkWritten(state) }
    return TablePlan(
      name: state.name, isHidden: state.spec.isHidden, source: source ?? .independent(rowCount: 0),
      columns: columns, keyColumns: state.keyColumns, arrivals: arrivals ?? nil, keyBits: 40,
      expectedRowCount: Double(state.rowCount ?? 0))
  }

  /// A table that is written has a column that is.
  private static func checkWritten(_ state: TableState) throws(DiagnosticList) {
    let isKnown = !state.spec.hasUnreadNames && !state.spec.isHidden && !state.spec.isHiddenUnread
    let columns = state.columns
    guard isKnown, !columns.isEmpty, columns.allSatisfy(\.isHidden) else { return }
    throw DiagnosticList([.nothingWritten(state)])
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

extension ColumnPlan {
  /// What stands for a column that failed; no row is made with it.
  fileprivate static func unknown(_ name: String) -> ColumnPlan {
    ColumnPlan(
      name: name, type: .text, isNullable: true, isHidden: true, interval: .unbounded,
      generator: .literal, inputs: [], needsSelection: false)
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
