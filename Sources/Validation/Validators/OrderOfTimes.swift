import Claims

/// What happens after something else is not before it.
enum OrderOfTimes: Validator {
  static let code = "order-of-times"
  static let layer = Layer.structure
  static let summary = "Times are never before those that they follow, in the row or through a key."

  static func question(_ subject: Subject) -> Question? {
    guard case .notBefore(let text) = subject.claim.statement, let column = subject.column else {
      return nil
    }
    let title = subject.title
    let earlier = "\(subject.value) < CAST(\(text.sql) AS \(column.sqlType))"
    return subject.counting(Self.self, wrong: earlier, showsExamples: true) { wrong, n in
      wrong == 0
        ? "\(title) is never before \(text.title) in \(Wording.count(n, "row"))"
        : "\(Wording.count(wrong, "value")) of \(title) \(wrong == 1 ? "is" : "are") before "
          + text.title
    }
  }
}
