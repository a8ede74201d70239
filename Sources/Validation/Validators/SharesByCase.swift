import Claims

/// Values chosen by case have the shares of their cases, all together.
enum SharesByCase: Validator {
  static let code = "shares-by-case"
  static let layer = Layer.dependence
  static let summary =
    "Values that are chosen by case have the shares of their cases, all together."

  static func question(_ subject: Subject) -> Question? {
    guard case .sharesByCase(let cases) = subject.claim.statement else { return nil }
    let literals = cases.flatMap { $0.shares.map(\.literal) }.reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let asked = cases.flatMap { part in
      literals.map { subject.count(where: "(\(part.rows.sql)) AND \(subject.value) = \($0)") }
    }
    return .aggregates(asked) { (values, _) throws(SQLError) in
      let found = values.map { Int($0.int ?? 0) }
      let counts = cases.indices.map {
        Array(found[$0 * literals.count..<($0 + 1) * literals.count])
      }
      guard counts.contains(where: { $0.contains { $0 > 0 } }) else {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no rows to look at")]
      }
      let shares = cases.map { part in
        let total = part.shares.reduce(0) { $0 + $1.weight }
        return literals.map { literal in
          (part.shares.first { $0.literal == literal }?.weight ?? 0) / total
        }
      }
      let result = ContingencyTable(counts).conditional(shares: shares)
      return [
        Finding(
          Self.self, subject, .chance(result),
          "\(subject.title) has the shares of its \(Wording.count(cases.count, "case")), off by at "
            + "most \(Wording.percent(result.effect.size)) of the rows of one")
      ]
    }
  }
}
