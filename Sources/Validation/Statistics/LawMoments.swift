import Sampling

/// Mean, variance, skewness and kurtosis of a law, as far as they are finite.
package struct LawMoments: Hashable, Sendable {
  package let mean: Double
  package let variance: Double
  /// The third and fourth central moment over the variance's power; NaN where they are not found to
  /// settle.
  package let skewness: Double
  package let kurtosis: Double

  package init(mean: Double, variance: Double, skewness: Double, kurtosis: Double) {
    self.mean = mean
    self.variance = variance
    self.skewness = skewness
    self.kurtosis = kurtosis
  }

  /// The third and fourth moment by integrals of the quantile function, to about a hundredth: they
  /// serve corrections and standard errors.
  package init(_ law: some Distribution) {
    let (mean, variance) = (law.mean, law.variance)
    guard mean.isFinite, variance.isFinite, variance > 0 else {
      self.init(mean: mean, variance: variance, skewness: .nan, kurtosis: .nan)
      return
    }
    let deviation = variance.squareRoot()
    var (third, fourth) = (CompensatedSum(), CompensatedSum())
    var last = (third: 0.0, fourth: 0.0)
    // Panels that halve towards both ends, down to 2^-60 of the probability.
    for power in 1...60 {
      let width = Double(sign: .plus, exponent: -power - 1, significand: 1)
      last = (0, 0)
      for isUpper in [false, true] {
        Quadrature.forEachPoint(middle: 1.5 * width, half: 0.5 * width) { p, weight in
          let z = ((isUpper ? law.upperQuantile(p) : law.quantile(p)) - mean) / deviation
          last.third += weight * z * z * z
          last.fourth += weight * z * z * z * z
        }
      }
      third.add(last.third)
      fourth.add(last.fourth)
    }
    self.init(
      mean: mean, variance: variance,
      skewness: last.third.magnitude < 1e-3 ? third.value : .nan,
      kurtosis: last.fourth < 1e-3 ? fourth.value : .nan)
  }
}
