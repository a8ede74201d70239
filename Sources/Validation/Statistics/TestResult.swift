import Sampling

/// What a test of data against a claim found.
package struct TestResult: Hashable, Sendable {
  /// The value of the test statistic.
  package let statistic: Double
  package let statisticName: String
  package let effect: Effect
  /// The chance of data at least as far from the claim, were it true; 0…1.
  package let p: Double
  /// How many values, or trials, were looked at.
  package let n: Int

  package init(_ statisticName: String, _ statistic: Double, p: Double, n: Int, effect: Effect) {
    self.statistic = statistic
    self.statisticName = statisticName
    self.effect = effect
    self.p = min(1, max(0, p))
    self.n = n
  }
}

/// How far data lie from a claim, in a number that a person reads.
package struct Effect: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable {
    /// Of a share: 0.01 is one of them.
    case percentagePoints = "percentage points"
    /// What was found for each one expected; 1 is no effect.
    case ratio
    /// A distance of distribution functions, 0…1.
    case probability
    /// A coefficient between -1 and 1, or a difference of two.
    case coefficient
    /// Standard deviations of the law.
    case standardDeviations = "standard deviations"
    /// Of the statistic itself.
    case none = ""
  }

  /// How far chance moves an effect.
  package enum Reach: Hashable, Sendable {
    case normal(standardError: Double)
    /// The largest of several effects, each moved by at most this much.
    case largestOf(Int, standardError: Double)
    /// The distance of a distribution function of so many values: the band of Dvoretzky, Kiefer,
    /// Wolfowitz and Massart.
    case band(count: Double)
    /// The length of a vector of so many normal errors of one scale.
    case length(degrees: Double, scale: Double)
    /// Nothing is known of it: the effect is never shown to be small.
    case unknown
  }

  package let name: String
  package let value: Double
  package let unit: Unit
  package let reach: Reach

  package init(_ name: String, _ value: Double, _ unit: Unit, reach: Reach = .unknown) {
    self.name = name
    self.value = value
    self.unit = unit
    self.reach = reach
  }

  /// How far the effect lies from none.
  package var size: Double { unit == .ratio ? (value - 1).magnitude : value.magnitude }

  /// The largest size of the true effect that the data still allow at a level; nil where the reach
  /// is not known.
  package func bound(level: Double) -> Double? {
    switch reach {
    case .normal(let error): size - Elementary.normalQuantile(level) * error
    case .largestOf(let count, let error):
      size - Elementary.normalQuantile(level / Double(max(1, count))) * error
    case .band(let count): size + (Elementary.log(2 / level) / (2 * count)).squareRoot()
    case .length(let degrees, let scale):
      size
        + scale
        * (2 * Elementary.inverseGammaP(0.5 * degrees, 1 - level, complement: level)).squareRoot()
    case .unknown: nil
    }
  }
}
