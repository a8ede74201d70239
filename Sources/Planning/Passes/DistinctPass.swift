import Diagnostics
import Generators

/// Whether there are as many rows to refer to as must differ.
enum DistinctPass {
  static func run(_ tables: [TablePlan], _ resolver: Resolver, _ problems: inout DiagnosticList) {
    for (index, table) in tables.enumerated() {
      for (place, column) in table.columns.enumerated() {
        guard case .reference(let reference) = column.generator,
          let distinct = reference.distinct,
          let space = tables[reference.table].source.rowCount,
          let most = most(distinct, column, table), most > Double(space)
        else { continue }
        let key = resolver.tables[index].countKey?.text
        problems.report(
          .tooFewToRefer(
            resolver.tables[index].columns[place], tables[reference.table].name, space: space,
            most: most, per: distinct == .perParent ? key : nil))
      }
    }
  }

  /// How many rows must differ: the most there may be where a law says so, and what is certain where
  /// they are computed.
  private static func most(
    _ distinct: ReferencePlan.Distinct, _ column: ColumnPlan, _ table: TablePlan
  ) -> Double? {
    switch distinct {
    case .inTable: return column.when == nil ? table.source.rowCount.map { Double($0) } : nil
    case .perParent:
      guard case .perParent(let children) = table.source else { return nil }
      let range = children.count.interval.doubles(of: children.count.type)
      let isLaw = children.isDrawn && children.inputs.isEmpty
      return (isLaw ? range?.upperBound : range?.lowerBound)?.rounded()
    }
  }
}

extension Diagnostic {
  fileprivate static func tooFewToRefer(
    _ state: ColumnState, _ target: String, space: Int, most: Double, per key: String?
  ) -> Diagnostic {
    let number = most < 1e15 ? String(Int(most)) : "\(most)"
    let rows = key.map { "\(number) rows of one '\($0)'" } ?? "\(number) rows"
    return Diagnostic(
      "too-few-to-refer", "up to \(rows) must differ, but '\(target)' has \(space)",
      at: state.location, pointer: state.pointer,
      expected: key == nil
        ? "at least as many rows of '\(target)' as there are here"
        : "at most \(space) in 'rows', or more rows of '\(target)'")
  }
}
