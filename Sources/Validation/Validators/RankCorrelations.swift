import Claims

/// Two columns rise together as much as stated.
enum RankCorrelations: Validator {
  static let code = "rank-correlation"
  static let layer = Layer.dependence
  static let summary = "Spearman's coefficient of two columns is the one stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .correlates(let target) = subject.claim.statement else { return nil }
    let (first, second) = (subject.values[0], subject.values[1])
    // Ties share the mean of their ranks.
    let sql = """
      SELECT count(*), corr(a, b) FROM (SELECT
      rank() OVER (ORDER BY x) + (count(*) OVER (PARTITION BY x) - 1) / 2 AS a,
      rank() OVER (ORDER BY y) + (count(*) OVER (PARTITION BY y) - 1) / 2 AS b
      FROM (SELECT \(first) AS x, \(second) AS y FROM \(subject.source)
      WHERE \(subject.condition) AND \(first) IS NOT NULL AND \(second) IS NOT NULL))
      """
    return .statements { (engine) throws(SQLError) in
      let row = try engine.rows(sql).first ?? []
      guard row.count == 2, let n = row[0].int, let found = row[1].double,
        let result = RankCorrelation(found, n: Int(n)).result(target: target, dependence: .normal)
      else {
        return [
          Finding(Self.self, subject, .empty, "\(subject.title) has too few rows to correlate")
        ]
      }
      return [
        Finding(
          Self.self, subject, .chance(result),
          "the rank correlation of \(subject.title) is \(Wording.number(found)), "
            + "\(Wording.number(target)) is stated")
      ]
    }
  }
}
