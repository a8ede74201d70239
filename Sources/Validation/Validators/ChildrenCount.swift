import Claims

/// Each row of another table is named by as many rows as it says.
enum ChildrenCount: Validator {
  static let code = "children-count"
  static let layer = Layer.structure
  static let summary =
    "Each row of another table is named by as many rows as stated, or by no more than may be."

  static func question(_ subject: Subject) -> Question? {
    guard case .childrenCount(let reference, let count, let rule) = subject.claim.statement else {
      return nil
    }
    let due = "round_even(CAST(coalesce(\(count.sql), 0) AS DOUBLE), 0)"
    let keys = reference.key.map { "CAST(p.\(SQLText.name($0)) AS VARCHAR)" }
    let counted = subject.counted(
      reference, ["\(due) AS due", "\(keys.joined(separator: " || ', ' || ")) AS name"],
      joins: count.joins)
    let wrong = "k \(rule == .exactly ? "<>" : ">") due"
    return .statements { (engine) throws(SQLError) in
      let row = try engine.rows(
        "SELECT count(*), count(*) FILTER (WHERE \(wrong)) FROM (\(counted))")
      let (n, count) = (Int(row.first?[0].int ?? 0), Int(row.first?[1].int ?? 0))
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(reference.table) has no rows")]
      }
      let examples =
        count == 0
        ? []
        : try engine.rows("SELECT name FROM (\(counted)) WHERE \(wrong) ORDER BY 1 LIMIT 3")
      return [
        Finding(
          Self.self, subject, .exact(wrong: count, n: n),
          sentence(subject, reference, rule, wrong: count, n: n),
          examples: examples.compactMap { $0.first?.text })
      ]
    }
  }

  private static func sentence(
    _ subject: Subject, _ reference: ReferenceClaim, _ rule: ChildrenRule, wrong: Int, n: Int
  ) -> String {
    let (rows, parent) = (subject.table.name, reference.table)
    if wrong == 0 {
      return "\(Wording.count(n, "row")) of \(parent) \(n == 1 ? "has" : "have") "
        + (rule == .exactly ? "as many \(rows) as stated" : "no more \(rows) than they may")
    }
    return "\(Wording.count(wrong, "row")) of \(parent) \(wrong == 1 ? "has" : "have") "
      + (rule == .exactly ? "another number of \(rows) than stated" : "more \(rows) than they may")
  }
}
