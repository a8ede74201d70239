import Claims

/// Values lie between the ends that the document implies.
enum RangeOfValues: Validator {
  static let code = "out-of-range"
  static let layer = Layer.structure
  static let summary = "Values lie within the range that the document implies."

  static func question(_ subject: Subject) -> Question? {
    guard case .within(let lower, let upper) = subject.claim.statement else { return nil }
    let tests = [
      lower.map { "\(subject.value) < \($0)" }, upper.map { "\(subject.value) > \($0)" },
    ].compactMap { $0 }
    let ends = [lower, upper].map { $0.map(SQLText.shown) ?? "…" }
    let title = subject.title
    return subject.counting(
      Self.self, wrong: tests.joined(separator: " OR "), showsExamples: true
    ) { wrong, n in
      wrong == 0
        ? "\(Wording.count(n, "value")) of \(title) lie from \(ends[0]) to \(ends[1])"
        : "\(Wording.count(wrong, "value")) of \(title) \(wrong == 1 ? "lies" : "lie") outside "
          + "\(ends[0]) to \(ends[1])"
    }
  }
}
