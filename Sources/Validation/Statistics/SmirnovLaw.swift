import Sampling

/// The largest excess of n uniform values' distribution function over the law's, on one side.
///
/// - Oracle: `scipy.special.smirnov(n, distance)`.
/// - Reference: Birnbaum and Tingey, *One-sided confidence contours for probability distribution
///   functions* (1951); beyond 100,000 values the expansion of Maag and Dicaire (1971), as in
///   Simard and L'Ecuyer, *Computing the two-sided Kolmogorov–Smirnov distribution* (2011).
package enum SmirnovLaw {
  /// Up to this many values the sum is exact; its terms are all positive.
  static let exactLimit = 100_000

  /// The probability of at least a distance.
  ///
  /// - Complexity: O(n) up to 100,000 values, O(1) beyond.
  package static func survival(_ distance: Double, n: Int) -> Double {
    precondition(n > 0, "no values")
    if distance <= 0 { return 1 }
    if distance >= 1 { return 0 }
    let count = Double(n)
    if n > exactLimit {
      let t = 6 * count * distance + 1
      let z = t * t / (18 * count)
      return max(0, (1 - (2 * z * z - 4 * z - 1) / (18 * count)) * Elementary.exp(-z))
    }
    var (sum, j) = (0.0, 0.0)
    while true {
      let rest = (1 - distance) - j / count
      guard rest >= 0 else { break }
      let reached = distance + j / count
      sum += Elementary.binomialTerm(j, count, reached, rest) / reached
      j += 1
    }
    return min(1, distance * sum)
  }
}
