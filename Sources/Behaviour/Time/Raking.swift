/// Iterative proportional fitting of day weights to the shares that factors state.
///
/// - Reference: Deming and Stephan, *On a least squares adjustment of a sampled frequency table*
///   (1940).
package struct Raking: Sendable {
  /// One factor over time: which class each day belongs to and the share of each class.
  package struct Marginal: Sendable {
    package var name: String
    /// Class of each day.
    package var labels: [Int]
    /// Share of the whole per class; sums to 1.
    package var shares: [Double]
    /// The classes as people name them, where they are named.
    package var titles: [String]

    package init(name: String, labels: [Int], shares: [Double], titles: [String] = []) {
      self.name = name
      self.labels = labels
      self.shares = shares
      self.titles = titles
    }
  }

  /// The factors cannot hold together.
  package struct Contradiction: Error, Sendable {
    package var factor: String
    /// Largest relative difference left after the last round.
    package var difference: Double
  }

  /// Relative difference at which every marginal counts as met.
  private static let tolerance = 1e-12
  /// What sums of so many days may be off, relative to themselves.
  private static func tolerance(_ days: Int) -> Double {
    max(tolerance, Double(days) * Double.ulpOfOne)
  }
  private static let roundLimit = 500

  /// - Parameters:
  ///   - base: day weights before the shares: trend and multipliers.
  ///   - marginals: what must hold.
  /// - Returns: day weights that meet every marginal and are otherwise closest to `base`.
  package static func fit(
    base: [Double], marginals: [Marginal]
  ) throws(Contradiction) -> [Double] {
    var weights = base
    let total = weights.reduce(0, +)
    guard total > 0 else {
      throw Contradiction(factor: marginals.first?.name ?? "", difference: .infinity)
    }
    for day in weights.indices { weights[day] /= total }
    var worst = (name: "", difference: 0.0)
    for _ in 0..<roundLimit {
      worst = ("", 0)
      for marginal in marginals {
        let difference = rake(&weights, to: marginal)
        if difference > worst.difference { worst = (marginal.name, difference) }
      }
      if worst.difference < tolerance(weights.count) { return weights }
    }
    throw Contradiction(factor: worst.name, difference: worst.difference)
  }

  /// One step; returns the largest relative difference before it.
  private static func rake(_ weights: inout [Double], to marginal: Marginal) -> Double {
    let wanted = marginal.shares
    var found = [Double](repeating: 0, count: wanted.count)
    for day in weights.indices { found[marginal.labels[day]] += weights[day] }
    let total = found.reduce(0, +)
    var worst = 0.0
    let scale = wanted.indices.map { label -> Double in
      guard found[label] > 0 else {
        if wanted[label] > 0 { worst = .infinity }
        return 1
      }
      let factor = wanted[label] * total / found[label]
      worst = max(worst, abs(factor - 1))
      return factor
    }
    for day in weights.indices { weights[day] *= scale[marginal.labels[day]] }
    return worst
  }
}
