import Sampling

/// Spearman's coefficient of pairs against the one that a claim states.
///
/// Both are compared on Fisher's scale. Under a claim of correlated normal numbers the standard
/// error is that of the coefficient's influence function; without one Bonett and Wright's.
///
/// - Oracle: simulated pairs by NumPy; Tests/ValidationTests/Fixtures/spearman.csv.
/// - Reference: Croux and Dehon, *Influence functions of the Spearman and Kendall correlation
///   measures* (2010); Bonett and Wright, *Sample size requirements for estimating Pearson, Kendall
///   and Spearman correlations* (2000); Fieller, Hartley and Pearson, *Tests for rank correlation
///   coefficients* (1957), for the use of Fisher's scale.
package struct RankCorrelation: Sendable {
  /// What is known of how the two depend on each other.
  package enum Dependence: Hashable, Sendable {
    case normal
    case unknown
  }

  package let coefficient: Double
  package let n: Int

  /// - Parameter coefficient: the correlation of the ranks, ties at their mean rank.
  package init(_ coefficient: Double, n: Int) {
    self.coefficient = coefficient
    self.n = n
  }

  /// - Parameter target: Spearman's coefficient of the claim, within ±0.999.
  /// - Returns: nil below 10 pairs, or where a coefficient is not between -1 and 1.
  package func result(target: Double, dependence: Dependence) -> TestResult? {
    guard n >= 10, coefficient.magnitude <= 1, target.magnitude <= 0.999 else { return nil }
    let variance =
      dependence == .normal ? Self.normalVariance(target) : Self.scaledVariance(target)
    let slope = 1 - target * target
    let deviation = (variance / Double(n - 3)).squareRoot()
    let held = max(-1 + 0x1p-40, min(1 - 0x1p-40, coefficient))
    let z = (fisher(held) - fisher(target)) * slope / deviation
    return TestResult(
      "z of Spearman's coefficient", z, p: Survival.normalTwoSided(z), n: n,
      effect: Effect(
        "difference of rank correlations", coefficient - target, .coefficient,
        reach: .normal(standardError: deviation)))
  }

  private func fisher(_ r: Double) -> Double {
    0.5 * (Elementary.log1p(r) - Elementary.log1p(-r))
  }

  /// n times the variance by Bonett and Wright.
  static func scaledVariance(_ target: Double) -> Double {
    let slope = 1 - target * target
    return (1 + 0.5 * target * target) * slope * slope
  }

  /// n times the variance, for many pairs of normal numbers whose Spearman coefficient is given: the
  /// mean square of the influence function, on a grid of steps of a fifth.
  static func normalVariance(_ target: Double) -> Double {
    let r = 2 * Elementary.sin(.pi * target / 6)
    let rest = (1 - r * r).squareRoot()
    let shares = LargerPartners.places.map { Survival.normal(-$0) }
    let larger = LargerPartners(r)
    let weights = LargerPartners.places.map {
      LargerPartners.density($0) * LargerPartners.step
    }
    // Pairs (x, y) with y = r x + rest v, x and v on the grid.
    var (mean, square) = (0.0, 0.0)
    for (i, x) in LargerPartners.places.enumerated() {
      for (j, v) in LargerPartners.places.enumerated() {
        let y = r * x + rest * v
        let value = 12 * (shares[i] * Survival.normal(-y) + larger.values[i] + larger.at(y))
        let weight = weights[i] * weights[j]
        mean += weight * value
        square += weight * value * value
      }
    }
    return square - mean * mean
  }
}

/// The mean share of the partners of those above a number: the integral from x on of the normal
/// density times the mean share of x's partner.
private struct LargerPartners {
  static let step = 0.2
  static let places = (-45...45).map { Double($0) * step }

  /// At the places, and its derivative there.
  var values: [Double]
  var slopes: [Double]

  static func density(_ x: Double) -> Double {
    Elementary.exp(-0.5 * x * x) / (2 * Double.pi).squareRoot()
  }

  init(_ r: Double) {
    let scale = r / (2 - r * r).squareRoot()
    let places = LargerPartners.places
    values = [Double](repeating: 0, count: places.count)
    slopes = values
    var sum = 0.0
    for i in places.indices.reversed() {
      let x = places[i]
      let partner = Survival.normal(-x * scale)
      let height = LargerPartners.density(x) * partner
      let bend =
        LargerPartners.density(x) * (scale * LargerPartners.density(x * scale) - x * partner)
      // The sum of equal steps, and what Euler and Maclaurin add to it.
      values[i] =
        LargerPartners.step * (sum + 0.5 * height + LargerPartners.step / 12 * bend)
      slopes[i] = -height
      sum += height
    }
  }

  /// Between the places by the cubics with their slopes.
  func at(_ y: Double) -> Double {
    let place = y / LargerPartners.step + Double(values.count / 2)
    if place <= 0 { return values[0] }
    if place >= Double(values.count - 1) { return values[values.count - 1] }
    let low = Int(place)
    let t = place - Double(low)
    let rise = values[low + 1] - values[low]
    let start = LargerPartners.step * slopes[low] - rise
    let end = rise - LargerPartners.step * slopes[low + 1]
    return values[low] + t * rise + t * (1 - t) * ((1 - t) * start + t * end)
  }
}
