import Sampling

/// Number, mean and standard deviation of values, taken up in any order of batches.
///
/// - Reference: Chan, Golub and LeVeque, *Updating formulae and a pairwise algorithm for computing
///   sample variances* (1979).
package struct Moments: Hashable, Sendable {
  package private(set) var n = 0
  package private(set) var mean = 0.0
  /// The sum of squared distances from the mean.
  private var squares = 0.0

  package init() {}

  /// Of values whose number, mean and variance (over n) a query has told.
  package init(n: Int, mean: Double, variance: Double) {
    self.n = n
    self.mean = mean
    squares = variance * Double(n)
  }

  /// Over n - 1; NaN below two values.
  package var sd: Double { n > 1 ? (squares / Double(n - 1)).squareRoot() : .nan }

  package mutating func add(_ run: ValueRun) {
    var batch = Moments()
    for (i, value) in run.values.enumerated() {
      let count = run.counts.isEmpty ? 1 : run.counts[i]
      batch.merge(Moments(n: count, mean: value, variance: 0))
    }
    merge(batch)
  }

  package mutating func merge(_ other: Moments) {
    guard other.n > 0 else { return }
    let (own, more) = (Double(n), Double(other.n))
    let difference = other.mean - mean
    n += other.n
    mean += difference * (more / (own + more))
    squares += other.squares + difference * difference * (own * more / (own + more))
  }

  /// The mean against the law's.
  ///
  /// - Returns: nil where the law's variance is not finite, or where the values are too few for so
  ///   skewed a law: skewness / √n above 0.2.
  package func meanTest(_ law: LawMoments) -> TestResult? {
    let count = Double(n)
    guard n > 0, law.mean.isFinite, law.variance.isFinite, law.variance > 0 else { return nil }
    let lean = law.skewness / count.squareRoot()
    guard lean.magnitude <= 0.2 else { return nil }
    let deviation = law.variance.squareRoot()
    let z = (mean - law.mean) / deviation * count.squareRoot()
    return TestResult(
      "z of the mean", z, p: Moments.twoSided(z, lean: lean), n: n,
      effect: Effect(
        "difference of the mean", (mean - law.mean) / deviation, .standardDeviations,
        reach: .normal(standardError: 1 / count.squareRoot())))
  }

  /// Twice the smaller tail of a mean whose skewness is `lean`: of the normal law at
  /// z - lean (z² - 1) / 6.
  ///
  /// - Reference: Hall, *On the removal of skewness by transformation* (1992).
  private static func twoSided(_ z: Double, lean: Double) -> Double {
    // The cubic that is monotone for every z, and gives the same first correction.
    let a = lean / 3
    let bent = z - 0.5 * a * (z * z - 1) + a * a * z * z * z / 12
    return Survival.normalTwoSided(bent)
  }

  /// The standard deviation against the law's.
  ///
  /// - Returns: nil where the law's fourth moment is not finite, or so large that the values are too
  ///   few: kurtosis / n above 0.01.
  package func sdTest(_ law: LawMoments) -> TestResult? {
    let count = Double(n)
    guard n > 1, law.variance > 0, law.kurtosis / count <= 0.01 else { return nil }
    let ratio = squares / (count - 1) / law.variance
    let error = ((law.kurtosis - 1) / count).squareRoot()
    guard error > 0 else { return nil }
    let z = (ratio - 1) / error
    return TestResult(
      "z of the variance", z, p: Survival.normalTwoSided(z), n: n,
      effect: Effect(
        "ratio of standard deviations", ratio.squareRoot(), .ratio,
        reach: .normal(standardError: 0.5 * error)))
  }
}
