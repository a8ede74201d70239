import Sampling

/// The Anderson–Darling distance of n uniform values from their law, fully specified.
///
/// The limit is the sum of Z² / (j (j + 1)) over independent normal Z; its survival function is an
/// alternating sum of integrals with positive integrands, so that small values keep their digits.
/// For n values Marsaglia's correction is added, an absolute one: from 8 values on within
/// 5 × 10^-5 / √n of the probability.
///
/// - Oracle: the limit by mpmath from its characteristic function.
/// - Reference: Anderson and Darling, *Asymptotic theory of certain goodness of fit criteria*
///   (1952), for the characteristic function; Slepian, *Fluctuations of random noise power*
///   (1958), for its inversion; Marsaglia and Marsaglia, *Evaluating the Anderson–Darling
///   distribution* (2004), for the correction.
package enum AndersonDarlingLaw {
  /// The probability of at least a value.
  package static func survival(_ value: Double, n: Int) -> Double {
    precondition(n > 0, "no values")
    let limit = limitSurvival(value)
    if limit == 0 || limit == 1 { return limit }
    return min(1, max(0, limit - correction(upper: limit, Double(n))))
  }

  /// The probability that the limit is at least a value.
  package static func limitSurvival(_ value: Double) -> Double {
    if value <= 0.03 { return 1 }
    if value == .infinity { return 0 }
    var (sum, k, sign) = (0.0, 1.0, 1.0)
    while true {
      let term = part(4 * k, value)
      sum += sign * term
      if term <= sum * 0x1p-54 { break }
      k += 1
      sign = -sign
    }
    return min(1, sum / .pi)
  }

  /// The integral between two zeros of the characteristic function's reciprocal, at s = 4k ± 1.
  ///
  /// With s = 4k + sin θ the ends' singularities fall away, and the rule of equal steps converges
  /// faster than any power.
  private static func part(_ middle: Double, _ value: Double) -> Double {
    var sum = 0.0
    for (sine, cosine) in nodes {
      let s = middle + sine
      let u = 0.25 * (s * s - 1)
      // cos(π s / 2) at s = 4k + sin θ, near its zeros by the sine of what is left.
      let rest = cosine * cosine / (1 + sine.magnitude)
      let density = (Double.pi / (u * Elementary.sin(0.5 * .pi * rest))).squareRoot()
      sum += Elementary.exp(-0.5 * value * u) * density * (0.5 * s) * cosine
    }
    return sum * (Double.pi / Double(nodes.count))
  }

  /// sin θ and cos θ in the middles of equal steps of -π/2…π/2.
  private static let nodes: [(sine: Double, cosine: Double)] = (0..<64).map { step in
    let angle = ((Double(step) + 0.5) / 64 - 0.5) * Double.pi
    return (Elementary.sin(angle), Elementary.cos(angle))
  }

  /// What is added to the limit's distribution function for n values; `upper` is 1 less that.
  private static func correction(upper: Double, _ n: Double) -> Double {
    let x = 1 - upper
    if x > 0.8 {
      // The polynomial ends 6 × 10^-4 below 0 at x = 1; a straight line takes that away.
      return (high(x) - high(1) * (x - 0.8) / 0.2) / n
    }
    let knee = 0.01265 + 0.1757 / n
    if x < knee {
      let t = x / knee
      return (0.0037 / (n * n * n) + 0.00078 / (n * n) + 0.00006 / n)
        * (t.squareRoot() * (1 - t) * (49 * t - 102))
    }
    let t = (x - knee) / (0.8 - knee)
    let middle =
      -0.00022633
      + (6.54034 - (14.6538 - (14.458 - (8.259 - 1.91864 * t) * t) * t) * t) * t
    return middle * (0.04213 / n + 0.01365 / (n * n))
  }

  private static func high(_ x: Double) -> Double {
    -130.2137 + (745.2337 - (1705.091 - (1950.646 - (1116.360 - 255.7844 * x) * x) * x) * x) * x
  }
}
