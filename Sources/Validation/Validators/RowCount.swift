import Claims

/// The number of rows is the one stated.
enum RowCount: Validator {
  static let code = "row-count"
  static let layer = Layer.structure
  static let summary = "A table has as many rows as the document states."

  static func question(_ subject: Subject) -> Question? {
    guard case .rowCount(let due) = subject.claim.statement else { return nil }
    return .aggregates(["count(*)"]) { (values, _) throws(SQLError) in
      let count = Int(values[0].int ?? 0)
      let sentence =
        count == due
        ? "\(subject.title) has \(Wording.count(count, "row"))"
        : "\(subject.title) has \(Wording.count(count, "row")), not \(Wording.grouped(due))"
      return [
        Finding(
          Self.self, subject, .exact(wrong: abs(count - due), n: due),
          sentence)
      ]
    }
  }
}
