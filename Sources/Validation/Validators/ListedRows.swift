import Claims

/// A table whose rows stand in the document has these and no others.
enum ListedRows: Validator {
  static let code = "listed-rows"
  static let layer = Layer.structure
  static let summary = "A table whose rows stand in the document has these rows and no others."

  static func question(_ subject: Subject) -> Question? {
    guard case .rows(let rows) = subject.claim.statement else { return nil }
    let names = rows.first?.indices.map { "c\($0)" } ?? []
    let lines = rows.map { "(\($0.joined(separator: ", ")))" }.joined(separator: ", ")
    let due = "SELECT * FROM (VALUES \(lines)) AS v(\(names.joined(separator: ", ")))"
    let there = "SELECT \(subject.values.joined(separator: ", ")) FROM \(subject.source)"
    return .statements { (engine) throws(SQLError) in
      let lost = try few("\(due) EXCEPT ALL \(there)", subject, engine)
      let more = try few("\(there) EXCEPT ALL \(due)", subject, engine)
      let wrong = max(lost.count, more.count)
      let sentence =
        wrong == 0
        ? "\(subject.table.name) has the \(Wording.count(rows.count, "row")) of the document"
        : "\(subject.table.name) lacks \(Wording.count(lost.count, "row")) of the document, and has "
          + "\(Wording.grouped(more.count)) beside them"
      return [
        Finding(
          Self.self, subject, .exact(wrong: wrong, n: rows.count), sentence,
          examples: more.examples.isEmpty ? lost.examples : more.examples)
      ]
    }
  }

  private static func few(
    _ sql: String, _ subject: Subject, _ engine: SQLEngine
  ) throws(SQLError) -> (count: Int, examples: [String]) {
    let count = Int(try engine.rows("SELECT count(*) FROM (\(sql))").first?.first?.int ?? 0)
    if count == 0 { return (0, []) }
    let rows = try engine.rows(
      "SELECT concat_ws(', ', COLUMNS(*)) FROM (\(sql)) ORDER BY 1 LIMIT 3")
    return (count, rows.compactMap { $0.first?.text })
  }
}
