import Sampling

/// In how many pairs of choices both chose the same, where each chooses for itself by one law.
///
/// Its mean, variance and third moment are exact, for every law: those of a sum over pairs taken
/// apart by Hoeffding's decomposition. p is that of the gamma law with these moments; for a law that
/// is the same for all it is the index of dispersion of the counts.
///
/// - Oracle: simulated choices by NumPy; enumeration of small cases.
/// - Reference: Hoeffding, *A class of statistics with asymptotically normal distribution* (1948).
package struct SharedChoices: Sendable {
  /// The sums of the second, third and fourth powers of the chances, which sum to 1.
  package struct Powers: Hashable, Sendable {
    package var second: Double
    package var third: Double
    package var fourth: Double

    package init(second: Double, third: Double, fourth: Double) {
      self.second = second
      self.third = third
      self.fourth = fourth
    }

    /// Of `count` that are all alike.
    package init(alike count: Int) {
      let chance = 1 / Double(count)
      self.init(second: chance, third: chance * chance, fourth: chance * chance * chance)
    }

    /// Of weights that need not sum to 1, added smallest first.
    package init(weights: some Sequence<Double>) {
      var sums = [CompensatedSum](repeating: CompensatedSum(), count: 4)
      for weight in weights {
        var power = 1.0
        for place in 0..<4 {
          power *= weight
          sums[place].add(power)
        }
      }
      let total = sums[0].value
      self.init(
        second: sums[1].value / (total * total),
        third: sums[2].value / (total * total * total),
        fourth: sums[3].value / (total * total * total * total))
    }
  }

  private let n: Int
  private let powers: Powers

  package init(_ n: Int, _ powers: Powers) {
    self.n = n
    self.powers = powers
  }

  /// The pairs that are due.
  package var mean: Double { Double(n) * Double(n - 1) / 2 * powers.second }

  /// Of the chances of what is chosen: the mean square and cube of their distance from the mean.
  private var square: Double { powers.third - powers.second * powers.second }
  private var cube: Double {
    let s = powers.second
    return powers.fourth - 3 * s * powers.third + 2 * s * s * s
  }

  package var variance: Double {
    let (n, s) = (Double(n), powers.second)
    // What a pair adds beyond what each of the two does.
    let apart = s - s * s - 2 * square
    return (n - 1) * (n - 1) * n * square + n * (n - 1) / 2 * apart
  }

  package var third: Double {
    let (n, s) = (Double(n), powers.second)
    let (s3, s4) = (powers.third, powers.fourth)
    let pairs = n * (n - 1) / 2
    // Over pairs that are the same, with a the distance of the chance from its mean.
    let together = s4 - 2 * s * s3 + s * s * s
    let crossed = (s3 - s * s) * (1 + 2 * s) - 4 * (s4 - s * s3) + cube + 2 * s * square
    let apart =
      s - 3 * (2 * s3 - s * s) + 3 * (4 * s4 - 4 * s * s3 + s * s * s)
      - (2 * cube + 6 * s * square + s * s * s)
    let ring = s3 - 3 * s4 + 3 * s * s3 - s * s * s
    return (n - 1) * (n - 1) * (n - 1) * n * cube
      + 3 * (n - 1) * (n - 1) * 2 * pairs * together
      + 3 * (n - 1) * 2 * pairs * crossed
      + pairs * apart + n * (n - 1) * (n - 2) * ring
  }

  /// - Parameter uniform: as for a binomial count.
  /// - Returns: nil where fewer than three pairs are due, or all must choose the same.
  package func result(pairs: Double, uniform: Double) -> TestResult? {
    guard mean >= 3, variance > 0 else { return nil }
    let deviation = variance.squareRoot()
    let skewness = third / (variance * deviation)
    let above = { (pairs: Double) in
      Self.survival((pairs - mean) / deviation, skewness: skewness)
    }
    let (from, behind) = (above(pairs - 0.5), above(pairs + 0.5))
    let parts = DiscreteParts(below: 1 - from, at: from - behind, above: behind)
    return TestResult(
      "pairs that chose the same", pairs, p: parts.randomised(uniform), n: n,
      effect: Effect(
        "pairs found for each one due", pairs / mean, .ratio,
        reach: .normal(standardError: deviation / mean)))
  }

  /// Of the gamma law with mean 0, variance 1 and this skewness.
  static func survival(_ z: Double, skewness: Double) -> Double {
    if skewness.magnitude < 1e-4 { return Survival.normal(z) }
    // Below 0 the law is the mirrored one.
    let shape = 4 / (skewness * skewness)
    let place = shape + (skewness < 0 ? -z : z) * shape.squareRoot()
    if place <= 0 { return skewness < 0 ? 0 : 1 }
    return skewness < 0
      ? Elementary.regularizedGammaP(shape, place) : Elementary.regularizedGammaQ(shape, place)
  }
}
