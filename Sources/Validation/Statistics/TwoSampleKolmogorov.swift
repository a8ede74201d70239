import Sampling

/// The largest distance between the distribution functions of two samples.
///
/// Exact up to 10,000 pairs by counting paths, on the safe side where values agree; beyond them the
/// law of one sample of n m / (n + m) values.
///
/// - Oracle: `scipy.stats.ks_2samp`.
/// - Reference: Hodges, *The significance probability of the Smirnov two-sample test* (1958).
package struct TwoSampleKolmogorov: Sendable {
  private let totals: (first: Int, second: Int)
  private var seen = (first: 0, second: 0)
  /// The largest difference in 1 / (n m), a whole number.
  private var widest = 0.0
  /// Where the distance is largest.
  package private(set) var farthest: Double?

  /// - Parameter totals: how many values of each sample will be added.
  package init(first: Int, second: Int) {
    precondition(first > 0 && second > 0, "no values")
    totals = (first, second)
  }

  /// Adds a distinct value, in ascending order, with how often each sample has it.
  package mutating func add(_ value: Double, first: Int, second: Int) {
    seen.first += first
    seen.second += second
    let difference =
      Double(seen.first) * Double(totals.second) - Double(seen.second) * Double(totals.first)
    if difference.magnitude > widest {
      widest = difference.magnitude
      farthest = value
    }
  }

  package var result: TestResult {
    precondition(seen == totals, "fed \(seen) of \(totals) values")
    let (n, m) = (Double(totals.first), Double(totals.second))
    let distance = widest / (n * m)
    let shared = n * m / (n + m)
    let p =
      n * m <= 10_000
      ? 1 - pathsWithin() : KolmogorovLaw.survival(distance, n: Int(shared.rounded()))
    return TestResult(
      "two-sample Kolmogorov–Smirnov D", distance, p: p, n: totals.first + totals.second,
      effect: Effect(
        "distance of distribution functions", distance, .probability, reach: .band(count: shared)))
  }

  /// The share of the orders of both samples whose distance stays below the one found.
  private func pathsWithin() -> Double {
    let (n, m) = totals
    var row = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        let difference = (Double(i) * Double(m) - Double(j) * Double(n)).magnitude
        if difference >= widest {
          row[j] = 0
        } else if i == 0, j == 0 {
          row[j] = 1
        } else {
          // By which sample the value before was of, weighted as in a random order.
          let left = j > 0 ? row[j - 1] * Double(j) : 0
          let above = i > 0 ? row[j] * Double(i) : 0
          row[j] = (left + above) / Double(i + j)
        }
      }
    }
    return row[m]
  }
}
