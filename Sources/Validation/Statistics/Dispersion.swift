import Sampling

/// How much counts, children of parents for example, spread.
///
/// - Reference: Fisher's index of dispersion; Cochran, *Some methods for strengthening the common χ²
///   tests* (1954).
package struct Dispersion: Sendable {
  private var moments = Moments()

  package init() {}

  /// Of counts whose number, mean and variance (over n) a query has told.
  package init(_ moments: Moments) { self.moments = moments }

  /// Adds counts, each with how many have it.
  package mutating func add(_ run: ValueRun) { moments.add(run) }

  /// The variance over the mean against 1: counts of events that come independently, each alike.
  ///
  /// - Returns: nil below two counts, or where there are fewer than 20 events.
  package var poisson: TestResult? {
    guard moments.n > 1, moments.mean * Double(moments.n) >= 20 else { return nil }
    let degrees = Double(moments.n - 1)
    let index = moments.sd * moments.sd / moments.mean
    let value = index * degrees
    let p =
      2
      * min(
        Survival.chiSquare(value, degrees: degrees),
        Survival.chiSquareBelow(value, degrees: degrees))
    return TestResult(
      "index of dispersion", index, p: p, n: moments.n,
      effect: Effect(
        "variance over mean", index, .ratio,
        reach: .normal(standardError: (2 / degrees).squareRoot())))
  }

  /// The standard deviation against that of a law of counts.
  package func against(_ law: LawMoments) -> TestResult? { moments.sdTest(law) }
}
