import Sampling

/// How many values lie beyond a law's far quantile.
package struct TailShare: Sendable {
  package enum Side: Hashable, Sendable {
    case lower
    case upper
  }

  /// Values beyond it are counted; where the law has an atom there, its tail is smaller than asked.
  package let threshold: Double
  /// The law's probability beyond the threshold.
  package let share: Double
  private let side: Side
  private var beyond = 0
  private var n = 0

  /// - Parameter tail: the probability beyond the quantile, 0.01 for p99.
  package init(_ law: some Distribution, tail: Double, side: Side = .upper) {
    self.side = side
    switch side {
    case .lower:
      threshold = law.quantile(tail)
      share = law.cdfBelow(threshold)
    case .upper:
      threshold = law.upperQuantile(tail)
      share = law.survival(threshold)
    }
  }

  package mutating func add(_ run: ValueRun) {
    for (i, value) in run.values.enumerated() {
      let count = run.counts.isEmpty ? 1 : run.counts[i]
      add(n: count, beyond: (side == .upper ? value > threshold : value < threshold) ? count : 0)
    }
  }

  /// Takes counts that a query has made.
  package mutating func add(n count: Int, beyond more: Int) {
    n += count
    beyond += more
  }

  package func result(uniform: Double? = nil) -> TestResult {
    let test = BinomialCount(beyond, of: n, chance: share).result(uniform: uniform)
    let expected = share * Double(n)
    let error = expected > 0 ? ((1 - share) / expected).squareRoot() : 0
    return TestResult(
      "values beyond a quantile", Double(beyond), p: test.p, n: n,
      effect: Effect(
        "ratio of values in the tail", expected > 0 ? Double(beyond) / expected : 1, .ratio,
        reach: .normal(standardError: error)))
  }
}
