import Claims

/// Every reference names a row that is there.
enum OrphanRows: Validator {
  static let code = "orphan-rows"
  static let layer = Layer.structure
  static let summary = "Each reference names a row of the other table."

  static func question(_ subject: Subject) -> Question? {
    guard case .refers(let reference) = subject.claim.statement else { return nil }
    let (parent, key) = (reference.table, reference.key)
    let matched = zip(reference.values, key).map { "\($0) = p.\(SQLText.name($1))" }
      .joined(separator: " AND ")
    let filled = subject.values.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let keys = key.map { SQLText.name($0) }.joined(separator: ", ")
    let rows =
      "FROM \(subject.source) ANTI JOIN (SELECT DISTINCT \(keys) FROM \(SQLText.name(parent))) AS p "
      + "ON \(matched) WHERE \(subject.condition) AND \(filled)"
    return .statements { (engine) throws(SQLError) in
      let wrong = Int(try engine.rows("SELECT count(*) \(rows)").first?.first?.int ?? 0)
      let all = try engine.rows(
        "SELECT count(*) FROM \(subject.source) WHERE \(subject.condition) AND \(filled)")
      let n = Int(all.first?.first?.int ?? 0)
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) names no rows")]
      }
      let sentence =
        wrong == 0
        ? "\(subject.title) names rows of \(parent) in \(Wording.count(n, "row"))"
        : "\(Wording.count(wrong, "row")) of \(subject.title) \(wrong == 1 ? "names" : "name") "
          + "no row of \(parent)"
      let shown = subject.values.map { "CAST(\($0) AS VARCHAR)" }.joined(separator: " || ', ' || ")
      let examples =
        wrong == 0
        ? [] : try engine.rows("SELECT DISTINCT \(shown) \(rows) ORDER BY 1 LIMIT 3")
      return [
        Finding(
          Self.self, subject, .exact(wrong: wrong, n: n), sentence,
          examples: examples.compactMap { $0.first?.text })
      ]
    }
  }
}
