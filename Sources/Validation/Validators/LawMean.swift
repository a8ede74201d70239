import Claims
import Sampling

/// The mean is that of the law.
enum LawMean: Validator {
  static let code = "law-mean"
  static let layer = Layer.marginals
  static let summary = "The mean of a column is that of its law, where the law has one."

  static func question(_ subject: Subject) -> Question? {
    guard case .follows(let claim) = subject.claim.statement else { return nil }
    let finite = "FILTER (WHERE \(subject.finite))"
    let asked = ["count(*) \(finite)", "avg(\(subject.number)) \(finite)"]
    return .aggregates(asked) { (values, _) throws(SQLError) in
      guard let n = values[0].int, n > 0, let mean = values[1].double else { return [] }
      let law = LawMoments(claim.law)
      // Sums of floats would hide the law beside so large a mean.
      guard law.mean.magnitude <= 1e9 * law.variance.squareRoot() else { return [] }
      guard let result = Moments(n: Int(n), mean: mean, variance: 0).meanTest(law) else {
        return []
      }
      return [
        Finding(
          Self.self, subject, .chance(result),
          "the mean of \(subject.title) is \(subject.shown(mean)), its law's is "
            + subject.shown(law.mean))
      ]
    }
  }
}
