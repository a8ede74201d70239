import Claims

/// As many values are missing as the document says.
enum MissingShare: Validator {
  static let code = "missing-share"
  static let layer = Layer.marginals
  static let summary = "The share of missing values is the one stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .missing(let share, let isExact) = subject.claim.statement else { return nil }
    let counts = [subject.count(where: "true"), subject.count(where: "\(subject.value) IS NULL")]
    return .aggregates(counts) { (values, _) throws(SQLError) in
      let (n, missing) = (Int(values[0].int ?? 0), Int(values[1].int ?? 0))
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let sentence =
        "\(Wording.percent(Double(missing) / Double(n))) of \(subject.title) is missing, "
        + "\(Wording.percent(share)) is stated"
      if isExact {
        let wrong = ExactShares.misplaced(
          [missing, n - missing], [share, 1 - share].map { $0 * Double(n) }, n)
        return [Finding(Self.self, subject, .exact(wrong: wrong, n: n), sentence)]
      }
      return [
        Finding(
          Self.self, subject,
          .chance(
            BinomialCount(missing, of: n, chance: share).result(uniform: subject.uniform("missing"))
          ),
          sentence)
      ]
    }
  }
}
