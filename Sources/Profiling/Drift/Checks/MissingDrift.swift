import Claims
import Validation

/// Values are missing as often.
enum MissingDrift: ColumnDriftCheck {
  static let code = "missing-drift"
  static let layer = Layer.marginals
  static let summary = "Values are missing in about the same share of rows."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let missing = try column.opened.map { (open) throws(SQLError) in
      let row = try engine.rows(
        "SELECT count(*) - count(\(column.a.sql)) FROM \(open.sql)")
      return Int(row.first?.first?.int ?? 0)
    }
    let rows = column.sides.map(\.rows)
    guard missing != [0, 0], rows[0] > 0, rows[1] > 0 else { return [] }
    let shares = zip(missing, rows).map { Double($0) / Double($1) }
    let sentence =
      "\(Wording.percent(shares[0])) of \(column.title) is missing, then "
      + Wording.percent(shares[1])
    // Of a column that never missed a value, one that does is no chance.
    let effect = try DesignEffect(
      column, everywhere: "r.\(column.a.sql) IS NULL", engine)
    let result = ShareTest(missing, of: rows, effect).result
    return [finding(column.table, [column.name], .chance(result), sentence)]
  }
}
