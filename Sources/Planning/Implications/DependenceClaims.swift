import Claims
import Columnar
import Expressions
import Generators

/// How columns go together, and rows that the document lists.
extension TableClaimsWriter {
  /// Larger tables of values by case, or of two columns, are not told as a whole.
  private static let mostCells = 2_048
  private static let mostValues = 64
  private static let mostRows = 2_000

  /// Weighted choices by case, all cases together: what is off by little in many of them shows.
  ///
  /// - Parameter conditions: SQL for each case, of the scope.
  mutating func writeCases(
    _ cases: [(key: String, promise: ValuePromise)], _ column: Int, _ source: any ColumnSource,
    _ scope: RowScope, _ filter: RowText?, conditions: [String]
  ) {
    let plan = rows.columns[column]
    guard isDrawnByRow(column, source), plan.rounding == nil else { return }
    var parts: [CaseShares] = []
    for ((key, promise), condition) in zip(cases, conditions) {
      guard case .weighted(let values, let weights, false) = promise, weights.count > 1,
        let shares = weighted(values, weights, plan.type)
      else { continue }
      parts.append(
        CaseShares(RowText(sql: condition, joins: scope.joins, title: key), shares))
    }
    let cellCount = parts.reduce(0) { $0 + $1.shares.count }
    guard parts.count > 1, cellCount <= Self.mostCells else { return }
    state(column, .sharesByCase(parts), rows: filter)
  }

  /// Columns that are chosen by weights alone, each with the next such column: so many pairs that
  /// their number stays with that of the columns, and each column is in one.
  mutating func writeIndependence() {
    let chosen = claims.compactMap { claim -> (column: Int, literals: [String])? in
      guard claim.rows == nil, claim.columns.count == 1,
        case .shares(let shares) = claim.statement,
        let column = rows.columns.firstIndex(where: { $0.name == claim.columns[0] }),
        rows.columns[column].scores == nil
      else { return nil }
      let literals = shares.filter { $0.weight > 0 }.map(\.literal)
      return (2...Self.mostValues).contains(literals.count) ? (column, literals) : nil
    }
    for (first, second) in zip(chosen, chosen.dropFirst()) {
      state(
        [first.column, second.column], .independent(first.literals, second.literals),
        at: second.column)
    }
  }

  mutating func writeRows() {
    guard case .literal(let values, let count) = rows.source, count > 0, count <= Self.mostRows
    else { return }
    let columns = rows.columns.indices.filter { index in
      let plan = rows.columns[index]
      guard case .literal = plan.generator, index < values.count, written.contains(index) else {
        return false
      }
      return !plan.type.isNested && plan.type != .json && plan.missing == nil && plan.when == nil
        && plan.rounding == nil
    }
    let typed = columns.compactMap {
      try? Conversion.convert(values[$0], to: rows.columns[$0].type)
    }
    guard let place = columns.first, typed.count == columns.count else { return }
    let lines = (0..<count).map { row in typed.map { $0.sqlLiteral(at: row) } }
    state(columns, .rows(lines), at: place)
  }
}
