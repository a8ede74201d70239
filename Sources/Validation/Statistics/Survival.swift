import Sampling

/// The probability above a value of the laws that test statistics follow, accurate where it is
/// small.
///
/// - Oracle: SciPy; Tests/ValidationTests/Fixtures/survival.csv.
package enum Survival {
  package static func normal(_ z: Double) -> Double { Elementary.normalCDF(-z) }

  /// Of a normal value on either side.
  package static func normalTwoSided(_ z: Double) -> Double {
    z == 0 ? 1 : 2 * Elementary.normalCDF(-z.magnitude)
  }

  package static func chiSquare(_ value: Double, degrees: Double) -> Double {
    value <= 0 ? 1 : Elementary.regularizedGammaQ(0.5 * degrees, 0.5 * value)
  }

  /// The probability of at most a value, accurate where that is small.
  package static func chiSquareBelow(_ value: Double, degrees: Double) -> Double {
    value <= 0 ? 0 : Elementary.regularizedGammaP(0.5 * degrees, 0.5 * value)
  }

  package static func studentT(_ t: Double, degrees: Double) -> Double {
    let square = t * t / degrees
    let half =
      0.5 * Elementary.betaRatios(0.5 * degrees, 0.5, 1 / (1 + square), square / (1 + square)).lower
    return t > 0 ? half : 1 - half
  }

  package static func beta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 1 }
    return x >= 1 ? 0 : Elementary.betaRatios(a, b, x, 1 - x).upper
  }

  /// The probability of more than k of n.
  package static func binomial(_ k: Double, n: Double, chance: Double) -> Double {
    Binomial(n: n, p: chance).survival(k)
  }
}
