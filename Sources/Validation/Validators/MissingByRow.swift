import Claims
import Sampling

/// Values are missing as often as their rows say.
enum MissingByRow: Validator {
  static let code = "missing-by-row"
  static let layer = Layer.marginals
  static let summary =
    "Values are missing as often as their rows say, altogether and among rows that say about the same."

  /// Rows by their rate, in steps as wide.
  private static let cellCount = 64

  static func question(_ subject: Subject) -> Question? {
    guard case .missingByRow(let rate) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      let cells = try engine.rows(query(subject, rate)).compactMap { Cell($0) }
      let n = cells.reduce(0) { $0 + $1.count }
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let impossible = cells.reduce(0) { $0 + $1.impossible }
      if impossible > 0 {
        return [
          Finding(
            Self.self, subject, .exact(wrong: impossible, n: n),
            "\(Wording.count(impossible, "row")) of \(subject.title) "
              + "\(impossible == 1 ? "has" : "have") a value where none can be, or none where all "
              + "have one")
        ]
      }
      return findings(subject, cells, n)
    }
  }

  private static func query(_ subject: Subject, _ rate: RowText) -> String {
    """
    SELECT CAST(least(\(cellCount - 1), floor(q * \(cellCount))) AS BIGINT) AS cell, count(*),
    count(*) FILTER (WHERE gone), sum(q), sum(q * (1 - q)), sum(q * (1 - q) * (1 - 2 * q)),
    count(*) FILTER (WHERE gone AND q <= 0 OR NOT gone AND q >= 1)
    FROM (SELECT coalesce(CAST(\(rate.sql) AS DOUBLE), 0) AS q, \(subject.value) IS NULL AS gone
    FROM \(subject.source) WHERE \(subject.condition)) GROUP BY ALL ORDER BY 1
    """
  }

  private struct Cell {
    var count: Int
    var missing: Int
    var mean: Double
    var variance: Double
    var third: Double
    var impossible: Int

    init?(_ row: [SQLValue]) {
      guard row.count == 7, let count = row[1].int, let missing = row[2].int else { return nil }
      self.count = Int(count)
      self.missing = Int(missing)
      (mean, variance, third) = (row[3].double ?? 0, row[4].double ?? 0, row[5].double ?? 0)
      impossible = Int(row[6].int ?? 0)
    }
  }

  private static func findings(_ subject: Subject, _ cells: [Cell], _ n: Int) -> [Finding] {
    let missing = cells.reduce(0) { $0 + $1.missing }
    let mean = cells.reduce(0) { $0 + $1.mean }
    let variance = cells.reduce(0) { $0 + $1.variance }
    let whole = PoissonBinomial(
      trials: n, successes: missing, mean: mean, variance: variance,
      third: cells.reduce(0) { $0 + $1.third }
    ).result(uniform: subject.uniform("missing"))
    let sentence =
      "\(Wording.percent(Double(missing) / Double(n))) of \(subject.title) is missing, "
      + "\(Wording.percent(mean / Double(n))) is due by what the rows say"
    var found = [Finding(Self.self, subject, .chance(whole), sentence)]
    let sums = IndependentSums(
      cells.map { .init(found: Double($0.missing), due: $0.mean, variance: $0.variance) })
    if let result = sums.result(n: n) {
      found.append(
        Finding(
          Self.self, subject, .chance(result),
          "\(subject.title) is missing as often as rows say, in "
            + "\(Wording.count(sums.cells.count, "group")) of rows that say about the same"))
    }
    return found
  }
}
