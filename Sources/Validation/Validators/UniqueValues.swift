import Claims

/// Values that tell rows apart stand in one row only; those of a key are in every row.
enum UniqueValues: Validator {
  static let code = "repeated-values"
  static let layer = Layer.structure
  static let summary = "Keys and unique values, alone or together, stand in one row only."

  static func question(_ subject: Subject) -> Question? {
    guard case .unique(let isKey) = subject.claim.statement else { return nil }
    return .statements { (engine) throws(SQLError) in
      let parts = subject.values
      let present = parts.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
      let whole = parts.count == 1 ? parts[0] : "(\(parts.joined(separator: ", ")))"
      let row = try engine.rows(
        "SELECT count(*), count(*) FILTER (WHERE \(present)), "
          + "count(DISTINCT \(whole)) FILTER (WHERE \(present)) FROM \(subject.source) "
          + "WHERE \(subject.condition)")
      let counts = row.first?.map { Int($0.int ?? 0) } ?? [0, 0, 0]
      let (all, filled, distinct) = (counts[0], counts[1], counts[2])
      if all == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let missing = isKey ? all - filled : 0
      let repeated = filled - distinct
      var sentence = "\(subject.title) tells \(Wording.count(all, "row")) apart"
      if repeated > 0 {
        sentence =
          "\(Wording.count(repeated, "row")) of \(subject.title) "
          + "\(repeated == 1 ? "repeats" : "repeat") a value of another"
      } else if missing > 0 {
        sentence =
          "\(Wording.count(missing, "row")) of \(subject.title) "
          + "\(missing == 1 ? "has" : "have") no key"
      }
      return [
        Finding(
          Self.self, subject, .exact(wrong: repeated + missing, n: all), sentence,
          examples: repeated > 0 ? try examples(subject, present, engine) : [])
      ]
    }
  }

  private static func examples(
    _ subject: Subject, _ present: String, _ engine: SQLEngine
  ) throws(SQLError) -> [String] {
    let texts = subject.values.map { "CAST(\($0) AS VARCHAR)" }.joined(separator: " || ', ' || ")
    let rows = try engine.rows(
      "SELECT \(texts) FROM \(subject.source) WHERE \(subject.condition) AND \(present) "
        + "GROUP BY \(subject.values.joined(separator: ", ")) HAVING count(*) > 1 "
        + "ORDER BY count(*) DESC, 1 LIMIT 3")
    return rows.compactMap { $0.first?.text }
  }
}
