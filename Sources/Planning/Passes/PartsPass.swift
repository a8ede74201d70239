import Diagnostics
import Generators

/// Whether each parent whose total is handed out has a row that can have a part of it.
enum PartsPass {
  static func run(_ tables: [TablePlan], _ resolver: Resolver, _ problems: inout DiagnosticList) {
    for (index, table) in tables.enumerated() {
      guard case .perParent(let children) = table.source, children.mayBeNone(table) else {
        continue
      }
      for (place, column) in table.columns.enumerated() {
        guard case .local(let source) = column.generator, source.handsOut else { continue }
        problems.report(.partOfNone(resolver.tables[index].columns[place], table))
      }
    }
  }
}

extension ChildrenPlan {
  /// Whether chance may leave a parent without rows; a number that is stated is as it is meant.
  fileprivate func mayBeNone(_ table: TablePlan) -> Bool {
    guard isDrawn else { return false }
    if table.arrivals?.parent?.mayLackTime ?? false { return true }
    guard let range = count.interval.doubles(of: count.type) else { return true }
    return range.lowerBound.rounded() < 1
  }
}

extension Diagnostic {
  fileprivate static func partOfNone(_ state: ColumnState, _ table: TablePlan) -> Diagnostic {
    Diagnostic(
      "part-of-none",
      "a parent may have no row of '\(table.name)' that could have a part of its total",
      at: state.location, pointer: state.pointer,
      expected:
        "at least one row for each parent: 'between: [1, …]' beside the law in 'rows', or a "
        + "number that the parent states")
  }
}
