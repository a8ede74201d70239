import Claims

/// Each value has about its share of the rows.
enum ShareOfValues: Validator {
  static let code = "shares"
  static let layer = Layer.marginals
  static let summary = "Values that are chosen by weight stand in about the share of rows stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .shares(let shares) = subject.claim.statement else { return nil }
    let counts = shares.map { subject.count(where: "\(subject.value) = \($0.literal)") }
    let filled = subject.count(where: "\(subject.value) IS NOT NULL")
    return .aggregates([filled] + counts) { (values, _) throws(SQLError) in
      let found = values.map { Int($0.int ?? 0) }
      let n = found[0]
      if n == 0 {
        return [Finding(Self.self, subject, .empty, "\(subject.title) has no values to look at")]
      }
      // Values beside those that are chosen among are told by themselves.
      let counts = Array(found.dropFirst())
      let chosen = counts.reduce(0, +)
      if chosen == 0 { return [] }
      return [judged(subject, shares, counts, chosen)]
    }
  }

  private static func judged(
    _ subject: Subject, _ shares: [WeightedValue], _ counts: [Int], _ n: Int
  ) -> Finding {
    let total = shares.reduce(0) { $0 + $1.weight }
    let due = shares.map { $0.weight / total }
    let distances = zip(counts, due).map { (Double($0) / Double(n) - $1).magnitude }
    let farthest = distances.indices.max { distances[$0] < distances[$1] } ?? 0
    let sentence =
      "'\(shares[farthest].title)' has \(Wording.percent(Double(counts[farthest]) / Double(n)))"
      + " of \(subject.title), \(Wording.percent(due[farthest])) is stated"
    let possible = due.filter { $0 > 0 }.count
    let result: TestResult
    if possible == 2, let first = due.firstIndex(where: { $0 > 0 }) {
      result = BinomialCount(counts[first], of: n, chance: due[first])
        .result(uniform: subject.uniform("share"))
    } else {
      result = CountTest(counts, shares: due, order: .named).result(.likelihoodRatio)
    }
    return Finding(
      Self.self, subject, possible < 2 ? .exact(wrong: 0, n: n) : .chance(result), sentence,
      plot: CountPlot(counts, shares: due, order: .named, most: 12) { shares[$0].title })
  }
}
