import Diagnostics
import Sampling

/// Finds for columns that are correlated the normal numbers that they follow.
enum CorrelationsPass {
  static func run(
    _ tables: inout [TablePlan], _ resolver: Resolver, _ problems: inout DiagnosticList
  ) {
    for index in tables.indices where !resolver.tables[index].spec.correlations.isEmpty {
      run(&tables[index], resolver.tables[index], resolver.constants, &problems)
    }
  }

  private static func run(
    _ table: inout TablePlan, _ state: TableState, _ constants: Constants,
    _ problems: inout DiagnosticList
  ) {
    let (pairs, areAll) = CorrelationReader.pairs(of: state, table, constants, &problems)
    var solver = CorrelationSolver(table)
    let solved = solver.solved(pairs, &problems)
    let areSolved = areAll && solved.count == pairs.count
    let groups = CorrelatedColumns.groups(solved) { first, second in
      areAll && !pairs.contains { $0.joins(first, second) }
    }
    for group in groups {
      guard let triangle = group.matrix.triangle else {
        problems.report(group.refused(by: &solver, state))
        continue
      }
      guard areSolved else { continue }
      let names = group.columns.map { table.columns[$0].name }
      for (column, weights) in zip(group.columns, triangle) {
        let parts = zip(names, weights).filter { $0.1 != 0 }
        table.columns[column].scores = ScorePlan(parts: parts.map { ($0.0, $0.1) })
      }
    }
    if areSolved { table.correlations = solved.map(\.plan) }
  }
}
