@testable import Sampling

/// Test statistics and their p-values.
enum Statistics {
  static func chiSquare(_ counts: [Int], expected: [Double]) -> Double {
    zip(counts, expected).reduce(0) { sum, cell in
      let difference = Double(cell.0) - cell.1
      return sum + difference * difference / cell.1
    }
  }

  /// The chance of a chi-square value above this one.
  static func chiSquareP(_ value: Double, degrees: Int) -> Double {
    Elementary.regularizedGammaQ(0.5 * Double(degrees), 0.5 * value)
  }

  /// Two-sided p-value of the Kolmogorov–Smirnov distance of sorted values, by the limit law with
  /// Stephens' correction.
  static func kolmogorovP(sorted values: [Double], _ cdf: (Double) -> Double) -> Double {
    let n = Double(values.count)
    var distance = 0.0
    for (i, x) in values.enumerated() {
      let p = cdf(x)
      distance = max(distance, p - Double(i) / n, Double(i + 1) / n - p)
    }
    let root = n.squareRoot()
    let t = (root + 0.12 + 0.11 / root) * distance
    var sum = 0.0
    for k in 1...100 {
      let term = Elementary.exp(-2 * Double(k * k) * t * t)
      sum += k % 2 == 1 ? term : -term
      if term < 1e-20 { break }
    }
    return t < 0.2 ? 1 : min(1, 2 * sum)
  }

  /// Two-sided p-value of a standard normal value.
  static func normalP(_ z: Double) -> Double { 2 * Elementary.normalCDF(-z.magnitude) }
}
