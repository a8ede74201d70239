import Claims
import Sampling

/// As many values lie far out as the law says: beyond its 99th and 99.9th percentile.
enum LawTail: Validator {
  static let code = "law-tail"
  static let layer = Layer.marginals
  static let summary =
    "The share of values beyond the law's 99th and 99.9th percentile is the law's."

  static func question(_ subject: Subject) -> Question? {
    guard case .follows(let claim) = subject.claim.statement else { return nil }
    let ends = [0.01, 0.001].map { claim.law.upperQuantile($0) }
    let asked =
      [subject.count(where: subject.finite)]
      + ends.map {
        subject.count(where: "\(subject.finite) AND \(subject.number) > \($0)")
      }
    return .aggregates(asked) { (values, _) throws(SQLError) in
      let n = Int(values[0].int ?? 0)
      return zip(ends, values.dropFirst()).compactMap { end, value in
        let chance = claim.law.survival(end)
        guard n > 0, chance > 0 else { return nil }
        let beyond = Int(value.int ?? 0)
        let result = BinomialCount(beyond, of: n, chance: chance)
          .result(uniform: subject.uniform("tail \(end)"))
        return Finding(
          Self.self, subject, .chance(result),
          "\(Wording.percent(Double(beyond) / Double(n))) of \(subject.title) lies above "
            + "\(subject.shown(end)), \(Wording.percent(chance)) of its law does")
      }
    }
  }
}
