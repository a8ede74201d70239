import Sampling

/// A number of successes among trials that each succeed with one chance.
///
/// - Oracle: `scipy.stats.binomtest`.
package struct BinomialCount: Hashable, Sendable {
  package let successes: Int
  package let trials: Int
  package let chance: Double
  private let law: Binomial

  package static func == (a: BinomialCount, b: BinomialCount) -> Bool {
    (a.successes, a.trials, a.chance) == (b.successes, b.trials, b.chance)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(successes)
    hasher.combine(trials)
    hasher.combine(chance)
  }

  package init(_ successes: Int, of trials: Int, chance: Double) {
    precondition(successes >= 0 && successes <= trials, "more successes than trials")
    precondition(chance >= 0 && chance <= 1, "a chance outside 0…1")
    self.successes = successes
    self.trials = trials
    self.chance = chance
    law = Binomial(n: Double(trials), p: chance)
  }

  /// The probabilities of fewer successes, of as many and of more.
  private var parts: DiscreteParts {
    let k = Double(successes)
    return DiscreteParts(
      below: successes == 0 ? 0 : law.cdf(k - 1), at: term(k), above: law.survival(k))
  }

  private func term(_ k: Double) -> Double {
    Elementary.binomialTerm(k, Double(trials), chance, 1 - chance)
  }

  /// The probability of all counts that are no more probable than this one.
  package var exactP: Double {
    let limit = term(Double(successes)) * (1 + 1e-7)
    if limit == 0 { return 0 }
    // The probabilities rise up to the mode and fall behind it.
    let mode = min(trials, Int((Double(trials) + 1) * chance))
    if term(Double(mode)) <= limit { return 1 }
    let low = last(in: -1...mode) { $0 < 0 || term(Double($0)) <= limit }
    let high =
      trials + 1
      - last(in: -1...(trials - mode)) {
        $0 < 0 || term(Double(trials - $0)) <= limit
      } - 1
    let lower = low < 0 ? 0 : law.cdf(Double(low))
    let upper = high > trials ? 0 : law.survivalFrom(Double(high))
    return min(1, lower + upper)
  }

  /// The last number of a range for which a condition holds that holds up to there.
  private func last(in range: ClosedRange<Int>, _ holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if holds(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Twice the smaller side, the count itself taken half.
  package var midP: Double { parts.randomised(0.5) }

  /// - Parameter uniform: a number above 0 and below 1 which the data do not decide; p is then
  ///   uniform where the claim holds. Without it p is exact, and at most as often small.
  package func result(uniform: Double? = nil) -> TestResult {
    let share = trials == 0 ? chance : Double(successes) / Double(trials)
    let error = trials == 0 ? 0 : (chance * (1 - chance) / Double(trials)).squareRoot()
    return TestResult(
      "binomial count", Double(successes), p: uniform.map { parts.randomised($0) } ?? exactP,
      n: trials,
      effect: Effect(
        "difference of the share", share - chance, .percentagePoints,
        reach: .normal(standardError: error)))
  }
}

/// The probability of less than a discrete statistic, of as much and of more.
package struct DiscreteParts: Hashable, Sendable {
  package let below: Double
  package let at: Double
  package let above: Double

  package init(below: Double, at: Double, above: Double) {
    self.below = below
    self.at = at
    self.above = above
  }

  /// Twice the smaller side when the probability of the statistic itself is cut at `u`: uniform for
  /// a uniform `u`.
  package func randomised(_ u: Double) -> Double {
    min(1, 2 * min(below + u * at, above + (1 - u) * at))
  }
}
