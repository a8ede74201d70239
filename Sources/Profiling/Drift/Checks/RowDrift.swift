import Claims
import Validation

/// There are as many rows.
enum RowDrift: TableDriftCheck {
  static let code = "row-drift"
  static let layer = Layer.relations
  static let summary =
    "Tables have about as many rows: as many as events that come by themselves, or by the spread of "
    + "rows per parent."

  static func findings(_ table: PairedTable, _ engine: SQLEngine) throws(SQLError) -> [Finding] {
    let rows = table.sides.map(\.rows)
    let sentence =
      "\(table.name) has \(Wording.count(rows[0], "row")), then \(Wording.grouped(rows[1]))"
    guard rows[0] > 0, rows[1] > 0 else {
      let isSame = rows[0] == rows[1]
      return [finding(table, [], .exact(wrong: isSame ? 0 : 1, n: 1), sentence)]
    }
    // The variance of the number of rows: of events that come one by one, or of their parents'.
    var variance = Double(rows[0] + rows[1])
    var expected = Double(rows[1] - rows[0])
    for reference in table.references where rows[0] != rows[1] {
      guard let each = try ChildCounts.both(reference, table, engine) else { continue }
      let spread = zip(each, rows).reduce(0) { $0 + $1.0.parents * $1.0.variance }
      guard spread > variance else { continue }
      variance = spread
      // More parents have more rows; that there are more is told of their own table.
      expected =
        (each[1].mean - each[0].mean) * (each[0].parents + each[1].parents) / 2
    }
    let z = rows[0] == rows[1] ? 0 : expected / variance.squareRoot()
    let ratio = Double(rows[1]) / Double(rows[0])
    let result = TestResult(
      "z of the rows", z, p: Survival.normalTwoSided(z), n: rows[0] + rows[1],
      effect: Effect(
        "ratio of rows", ratio, .ratio,
        reach: .normal(standardError: variance.squareRoot() / Double(rows[0]))))
    return [finding(table, [], .chance(result), sentence)]
  }
}
