import Validation

/// How times of both folders fall on weekdays or hours.
struct PeriodTest {
  private let column: PairedColumn
  private let titles: [String]
  private let counts: [[Int]]
  private let effect: DesignEffect

  static func weekdays(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> PeriodTest? {
    guard column.kind.isInstant else { return nil }
    return try PeriodTest(column, "isodow(r.\(column.a.sql)) - 1", Calendar.weekdays, engine)
  }

  static func hours(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> PeriodTest? {
    guard column.kind == .timestamp, column.a.kind == column.b.kind else { return nil }
    return try PeriodTest(
      column, "hour(r.\(column.a.sql))", (0..<24).map { "\($0) o'clock" }, engine)
  }

  /// - Parameter period: the place of row `r` among the titles, in SQL.
  private init?(
    _ column: PairedColumn, _ period: String, _ titles: [String], _ engine: SQLEngine
  ) throws(SQLError) {
    guard column.isMeasured else { return nil }
    self.column = column
    self.titles = titles
    var counts: [[Int]] = []
    for open in column.opened {
      var found = [Int](repeating: 0, count: titles.count)
      let rows = try engine.rows(
        "SELECT CAST(\(period) AS BIGINT), count(*) FROM \(open.sql) AS r "
          + "WHERE \(column.isThere) GROUP BY ALL")
      for row in rows {
        if let place = row[0].int, let count = row[1].int { found[Int(place)] = Int(count) }
      }
      counts.append(found)
    }
    self.counts = counts
    effect = try DesignEffect(column, titles.indices.map { "\(period) = \($0)" }, engine)
    // All on one of them says nothing: dates as timestamps have one hour.
    if titles.indices.count(where: { counts[0][$0] + counts[1][$0] > 0 }) < 2 { return nil }
  }

  func finding(_ check: (some DriftCheck).Type) -> Finding {
    let drift = CountDrift(counts, effect)
    return check.finding(
      column.table, [column.name], .chance(drift.result),
      "\(titles[drift.farthest]) has \(Wording.percent(drift.shares[0][drift.farthest])) of "
        + "\(column.title), then \(Wording.percent(drift.shares[1][drift.farthest]))")
  }
}
