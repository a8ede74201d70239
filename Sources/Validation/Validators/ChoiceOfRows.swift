import Claims
import Sampling

/// Rows name rows of another table as likely as stated: in cells of rows there, and in how often two
/// name the same.
enum ChoiceOfRows: Validator {
  static let code = "choice-of-rows"
  static let layer = Layer.relations
  static let summary =
    "Rows name rows of another table all alike, by rank or by weight, as the document states."

  /// Cells of rows that are named alike often, all together.
  private static let cellCount = 32

  static func question(_ subject: Subject) -> Question? {
    guard case .chooses(let reference, let law) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      switch law {
      case .zipf(let exponent):
        let row = try engine.rows(
          "SELECT count(*), sum(CAST(k AS DOUBLE)), sum(CAST(k AS DOUBLE) * (k - 1) / 2) "
            + "FROM (\(subject.counted(reference)))")
        let (parents, n) = (Int(row.first?[0].int ?? 0), Int(row.first?[1].double ?? 0))
        guard parents > 0, n > 0 else { return [empty(subject, reference)] }
        let weights = (0..<parents).reversed().lazy.map {
          Elementary.pow(Double($0 + 1), -exponent)
        }
        let shared = SharedChoices(n, SharedChoices.Powers(weights: weights))
        return pairs(subject, reference, shared, row.first?[2].double ?? 0)
      case .uniform: return try judged(subject, reference, nil, engine)
      case .weight(let weight): return try judged(subject, reference, weight, engine)
      }
    }
  }

  private static func empty(_ subject: Subject, _ reference: ReferenceClaim) -> Finding {
    Finding(Self.self, subject, .empty, "\(subject.title) names no rows of \(reference.table)")
  }

  /// Sums over the rows of one cell.
  private struct Cell {
    var weights: [Double]
    var count: Int
    var pairs: Double
    /// Rows that name rows without weight.
    var impossible: Int
    /// Rows of the other table.
    var size: Int

    /// - Parameter row: as `cells` asks for it.
    init?(_ row: [SQLValue]) {
      guard row.count == 9 else { return nil }
      weights = row[1...4].map { $0.double ?? 0 }
      count = Int(row[5].double ?? 0)
      pairs = row[6].double ?? 0
      impossible = Int(row[7].double ?? 0)
      size = Int(row[8].int ?? 0)
    }
  }

  /// Rows of the other table by rising weight, those alike by their key, cut where the weights' sum
  /// has grown by as much.
  private static func cells(
    _ subject: Subject, _ reference: ReferenceClaim, _ weight: RowText?
  ) -> String {
    let value = weight.map { "greatest(coalesce(CAST(\($0.sql) AS DOUBLE), 0), 0)" } ?? "1::DOUBLE"
    let keys = reference.key.enumerated().map { "p.\(SQLText.name($0.element)) AS o\($0.offset)" }
    let order = reference.key.indices.map { "o\($0)" }.joined(separator: ", ")
    let counted = subject.counted(
      reference, ["\(value) AS w"] + keys, joins: weight?.joins ?? [])
    return """
      WITH t AS (SELECT w, k, sum(w) OVER (ORDER BY w, \(order) ROWS UNBOUNDED PRECEDING) AS s,
      sum(w) OVER () AS total FROM (\(counted)))
      SELECT CASE WHEN total > 0 THEN
      least(\(cellCount - 1), CAST(floor((s - w / 2) / total * \(cellCount)) AS BIGINT)) END,
      sum(w / total), sum((w / total) ** 2), sum((w / total) ** 3), sum((w / total) ** 4),
      sum(CAST(k AS DOUBLE)), sum(CAST(k AS DOUBLE) * (k - 1) / 2),
      sum(CAST(k AS DOUBLE)) FILTER (WHERE w = 0), count(*)
      FROM t GROUP BY ALL ORDER BY 1
      """
  }

  private static func judged(
    _ subject: Subject, _ reference: ReferenceClaim, _ weight: RowText?, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let cells = try engine.rows(cells(subject, reference, weight)).compactMap { Cell($0) }
    let n = cells.reduce(0) { $0 + $1.count }
    let due = cells.reduce(0) { $0 + $1.weights[0] }
    guard n > 0, due > 0 else { return [empty(subject, reference)] }
    let impossible = cells.reduce(0) { $0 + $1.impossible }
    if impossible > 0 {
      return [
        Finding(
          Self.self, subject, .exact(wrong: impossible, n: n),
          "\(Wording.count(impossible, "row")) of \(subject.title) "
            + "\(impossible == 1 ? "names a row" : "name rows") of \(reference.table) that "
            + "\(impossible == 1 ? "has" : "have") no weight")
      ]
    }
    let size = cells.reduce(0) { $0 + $1.size }
    if size < 2 { return [] }
    let sums = (0..<4).map { place in cells.reduce(0) { $0 + $1.weights[place] } }
    let shared = SharedChoices(
      n, SharedChoices.Powers(second: sums[1], third: sums[2], fourth: sums[3]))
    let result = CountTest(
      cells.map(\.count), shares: cells.map { $0.weights[0] / due }, order: .ordered
    ).result(.likelihoodRatio)
    let order = weight.map { "by \($0.title)" } ?? "in the order of its keys"
    let whole = Finding(
      Self.self, subject, .chance(result),
      "\(subject.title) names rows of \(reference.table), \(order), as often as stated to within "
        + "\(Wording.percent(result.effect.size)) of the rows")
    // Where each has a cell, all is told.
    if size <= cellCount { return [whole] }
    return [whole] + pairs(subject, reference, shared, cells.reduce(0) { $0 + $1.pairs })
  }

  private static func pairs(
    _ subject: Subject, _ reference: ReferenceClaim, _ shared: SharedChoices, _ found: Double
  ) -> [Finding] {
    guard let result = shared.result(pairs: found, uniform: subject.uniform("pairs")) else {
      return []
    }
    return [
      Finding(
        Self.self, subject, .chance(result),
        "\(Wording.number(found)) pairs of rows of \(subject.title) name the same row of "
          + "\(reference.table), \(Wording.number(shared.mean.rounded())) are due")
    ]
  }
}
