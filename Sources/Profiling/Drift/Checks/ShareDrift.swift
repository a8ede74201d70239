import Claims
import Validation

/// Values that are chosen among have the same shares.
enum ShareDrift: ColumnDriftCheck {
  static let code = "share-drift"
  static let layer = Layer.marginals
  static let summary = "Values have about the same shares; rare ones are put together."
  /// So many are told apart, those that are rarer than the least together.
  private static let most = 1000
  private static let least = 10
  private static let indicators = 24

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    guard column.isCategory else { return [] }
    let rows = try engine.rows(
      "SELECT CAST(v AS VARCHAR), count(*) FILTER (WHERE s = 0) AS a, "
        + "count(*) FILTER (WHERE s = 1) AS b FROM \(column.union(column.value)) GROUP BY v "
        + "HAVING count(*) >= \(least) ORDER BY a + b DESC, 1 LIMIT \(most)")
    let names = rows.compactMap { $0[0].text }
    var counts = [rows.map { Int($0[1].int ?? 0) }, rows.map { Int($0[2].int ?? 0) }]
    guard names.count > 1 || names.count == 1 && !isConstant(column) else { return [] }
    for (place, side) in column.sides.enumerated() {
      counts[place].append(max(0, side.present - counts[place].reduce(0, +)))
    }
    let effect = try DesignEffect(
      column, names.prefix(indicators).map { "\(text(column)) = \(SQLText.literal($0))" }, engine)
    return [judged(column, names + ["other values"], counts, effect)]
  }

  private static func text(_ column: PairedColumn) -> String { "CAST(\(column.value) AS VARCHAR)" }

  private static func isConstant(_ column: PairedColumn) -> Bool {
    column.first.distinct <= 1 && column.second.distinct <= 1
  }

  private static func judged(
    _ column: PairedColumn, _ names: [String], _ counts: [[Int]], _ effect: DesignEffect
  ) -> Finding {
    let drift = CountDrift(counts, effect)
    let place = drift.farthest
    return finding(
      column.table, [column.name], .chance(drift.result),
      "'\(names[place])' has \(Wording.percent(drift.shares[0][place])) of \(column.title), then "
        + "\(Wording.percent(drift.shares[1][place])); \(Wording.percent(drift.variation)) have "
        + "moved, Cramér's V \(Wording.number(drift.cramersV))")
  }
}
