import Claims

/// Texts have the form that the document states.
enum TextForm: Validator {
  static let code = "wrong-form"
  static let layer = Layer.structure
  static let summary = "Texts match the pattern of their key or generator, from end to end."

  static func question(_ subject: Subject) -> Question? {
    guard case .matches(let pattern) = subject.claim.statement else { return nil }
    let title = subject.title
    let condition =
      "NOT regexp_full_match(CAST(\(subject.value) AS VARCHAR), \(SQLText.literal(pattern)))"
    return subject.counting(Self.self, wrong: condition, showsExamples: true) { wrong, n in
      wrong == 0
        ? "\(title) has the form \(pattern)"
        : "\(Wording.count(wrong, "text")) of \(title) \(wrong == 1 ? "has" : "have") another form "
          + "than \(pattern)"
    }
  }
}
