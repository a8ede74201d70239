import Claims
import Validation

/// No values lie where the other folder has none.
enum RangeDrift: ColumnDriftCheck {
  static let code = "range-drift"
  static let layer = Layer.marginals
  static let summary = "No more values lie beyond the other's ends than chance puts there."

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    guard column.isMeasured, let low = column.sides[0].least, let high = column.sides[0].greatest,
      let otherLow = column.sides[1].least, let otherHigh = column.sides[1].greatest
    else { return [] }
    let ends = [(low, high), (otherLow, otherHigh)]
    var beyond: [(below: Int, above: Int)] = []
    for (place, open) in column.opened.enumerated() {
      let (lower, upper) = ends[1 - place]
      let row = try engine.rows(
        "SELECT count(*) FILTER (WHERE \(column.number) < \(lower)), "
          + "count(*) FILTER (WHERE \(column.number) > \(upper)) FROM \(open.sql) AS r "
          + "WHERE \(column.isThere)")
      beyond.append(
        (Int(row.first?[0].int ?? 0), Int(row.first?.last?.int ?? 0)))
    }
    let effect = try DesignEffect(column, largest: quartiles(column), engine)
    let counts = column.sides.map(\.present)
    // The farthest of all are of one folder: below, above.
    let runs = [
      (beyond[0].below, beyond[1].below, low, otherLow),
      (beyond[0].above, beyond[1].above, high, otherHigh),
    ]
    let ps = runs.map { chance(max($0.0, $0.1), of: $0.1 > $0.0 ? 1 : 0, counts, effect) }
    let place = ps[0] < ps[1] ? 0 : 1
    let (first, second, own, other) = runs[place]
    let far = max(first, second)
    let share = Double(far) / Double(second > first ? counts[1] : counts[0])
    let shown = { (value: Double) in MeasureText.text(value, column.kind) }
    return [
      finding(
        column.table, [column.name],
        .chance(
          TestResult(
            "values beyond the other's ends", Double(far), p: min(1, 2 * min(ps[0], ps[1])),
            n: counts[0] + counts[1],
            effect: Effect("share beyond", share, .percentagePoints))),
        "\(column.title) \(place == 0 ? "begins" : "ends") at \(shown(own)), then at "
          + "\(shown(other)): \(Wording.count(far, "value")) beyond")
    ]
  }

  /// Something that tells how alike rows of one parent are.
  private static func quartiles(_ column: PairedColumn) -> [String] {
    let (mean, sd) = (column.first.mean, column.first.sd)
    return [mean - sd, mean, mean + sd].map { "\(column.number) <= \($0)" }
  }

  /// That the first so many in order are all of one folder, which has a share of all.
  private static func chance(
    _ count: Int, of side: Int, _ counts: [Int], _ effect: DesignEffect
  ) -> Double {
    guard effect.isKnown else { return 1 }
    let own = counts.map { effect.effective($0) }
    let run = min(own[side], Int(Double(count) / effect.factor))
    var p = [1.0, 1.0]
    for step in 0..<run {
      for place in [0, 1] {
        p[place] *= Double(max(0, own[place] - step)) / Double(own[0] + own[1] - step)
      }
      if p[0] + p[1] < 1e-300 { break }
    }
    return min(1, p[0] + p[1])
  }
}
