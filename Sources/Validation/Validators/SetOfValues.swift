import Claims

/// Texts are of the set that the document names.
enum SetOfValues: Validator {
  static let code = "unknown-values"
  static let layer = Layer.structure
  static let summary = "Values are of the set that the document names."

  static func question(_ subject: Subject) -> Question? {
    guard case .oneOf(let literals) = subject.claim.statement else { return nil }
    let title = subject.title
    let condition = "\(subject.value) NOT IN (\(literals.joined(separator: ", ")))"
    return subject.counting(
      Self.self, wrong: literals.isEmpty ? "\(subject.value) IS NOT NULL" : condition,
      showsExamples: true
    ) { wrong, n in
      let set = Wording.count(literals.count, "value")
      return wrong == 0
        ? "\(title) has no value beside the \(set) of the document"
        : "\(Wording.count(wrong, "row")) of \(title) \(wrong == 1 ? "has" : "have") a value "
          + "beside the \(set) of the document"
    }
  }
}
