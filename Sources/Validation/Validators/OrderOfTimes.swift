import Claims

/// What happens after something else is not before it.
enum OrderOfTimes: Validator {
  static let code = "order-of-times"
  static let layer = Layer.structure
  static let summary =
    "Times are never before those that they follow, nor behind the end of what they belong to."

  static func question(_ subject: Subject) -> Question? {
    guard let column = subject.column else { return nil }
    let title = subject.title
    let text: RowText
    let wrongly: String
    let condition: String
    switch subject.claim.statement {
    case .notBefore(let earliest):
      (text, wrongly) = (earliest, "before")
      condition = "\(subject.value) < CAST(\(text.sql) AS \(column.sqlType))"
    case .before(let end):
      (text, wrongly) = (end, "behind")
      // The day of an instant may be that of the end.
      condition =
        column.measure == .days
        ? "\(subject.value) > CAST(\(text.sql) AS DATE)"
        : "\(subject.value) >= CAST(\(text.sql) AS \(column.sqlType))"
    default: return nil
    }
    return subject.counting(Self.self, wrong: condition, showsExamples: true) { wrong, n in
      wrong == 0
        ? "\(title) is never \(wrongly) \(text.title) in \(Wording.count(n, "row"))"
        : "\(Wording.count(wrong, "value")) of \(title) \(wrong == 1 ? "is" : "are") \(wrongly) "
          + text.title
    }
  }
}
