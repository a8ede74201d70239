import Sampling

/// A number of successes among trials that each have a chance of their own.
///
/// Exact up to 1,000 trials; beyond them the normal law with continuity correction, bent by the
/// skewness.
///
/// - Complexity: O(trials²) up to 1,000 trials, O(1) for each beyond.
/// - Oracle: `scipy.stats.poisson_binom`.
/// - Reference: Volkova, *A refinement of the central limit theorem for sums of independent random
///   indicators* (1996).
package struct PoissonBinomial: Sendable {
  static let exactLimit = 1000

  private var mean = CompensatedSum()
  private var variance = CompensatedSum()
  private var third = CompensatedSum()
  package private(set) var trials = 0
  private var successes = 0
  /// The probability of each count so far; empty beyond the limit.
  private var terms = [1.0]

  package init() {}

  /// Of trials whose sums a query has told: of chances, of their variances and third moments.
  package init(
    trials: Int, successes: Int, mean: Double, variance: Double, third: Double
  ) {
    self.trials = trials
    self.successes = successes
    self.mean.add(mean)
    self.variance.add(variance)
    self.third.add(third)
    terms = trials == 0 ? [1] : []
  }

  /// Adds trials by their chances.
  package mutating func add(_ chances: [Double], successes count: Int) {
    successes += count
    trials += chances.count
    if trials > Self.exactLimit { terms = [] }
    for chance in chances {
      precondition(chance >= 0 && chance <= 1, "a chance outside 0…1")
      let spread = chance * (1 - chance)
      mean.add(chance)
      variance.add(spread)
      third.add(spread * (1 - 2 * chance))
      if !terms.isEmpty { add(chance) }
    }
  }

  private mutating func add(_ chance: Double) {
    terms.append(0)
    for k in terms.indices.reversed() {
      terms[k] = terms[k] * (1 - chance) + (k > 0 ? terms[k - 1] * chance : 0)
    }
  }

  /// The probability of at most k successes, and of more.
  private func sides(_ k: Int) -> (upTo: Double, above: Double) {
    if k < 0 { return (0, 1) }
    if k >= trials { return (1, 0) }
    guard terms.isEmpty else {
      return (terms[...k].reduce(0, +), terms[(k + 1)...].reversed().reduce(0, +))
    }
    let deviation = variance.value.squareRoot()
    if deviation == 0 { return Double(k) + 0.5 > mean.value ? (1, 0) : (0, 1) }
    let z = (Double(k) + 0.5 - mean.value) / deviation
    let skewness = third.value / (variance.value * deviation)
    let bend =
      skewness * (1 - z * z) / 6 * Elementary.exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
    return (
      min(1, max(0, Survival.normal(-z) + bend)), min(1, max(0, Survival.normal(z) - bend))
    )
  }

  /// - Parameter uniform: as for a binomial count; without it the count itself is taken half.
  package func result(uniform: Double? = nil) -> TestResult {
    let (upTo, above) = sides(successes)
    let (before, from) = sides(successes - 1)
    let at = terms.isEmpty ? max(0, upTo < 0.5 ? upTo - before : from - above) : terms[successes]
    let parts = DiscreteParts(below: before, at: at, above: above)
    let n = Double(max(1, trials))
    return TestResult(
      "sum of chances", Double(successes), p: parts.randomised(uniform ?? 0.5), n: trials,
      effect: Effect(
        "difference of the share", (Double(successes) - mean.value) / n, .percentagePoints,
        reach: .normal(standardError: variance.value.squareRoot() / n)))
  }
}
