import Claims

/// Classes of days have the shares of the rows that a factor states.
enum PeriodShares: Validator {
  static let code = "period-shares"
  static let layer = Layer.time
  static let summary = "Classes of days, such as weekends, have the share of the rows stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .periods(let claim) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      let rows = try engine.rows(
        "SELECT CAST(\(subject.day) AS BIGINT) AS d, count(*) FROM \(subject.source) "
          + "WHERE \(subject.condition) AND \(subject.value) IS NOT NULL GROUP BY ALL")
      var counts = [Int](repeating: 0, count: claim.shares.count)
      for row in rows {
        guard let day = row[0].int, let count = row[1].int else { continue }
        let place = Int(day) - claim.firstDay
        guard claim.labels.indices.contains(place) else { continue }
        counts[claim.labels[place]] += Int(count)
      }
      let periods = Periods(claim.title, counts, claim.shares, .named) { claim.titles[$0] }
      let empty = Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")
      return [periods.finding(Self.self, subject) ?? empty]
    }
  }
}
