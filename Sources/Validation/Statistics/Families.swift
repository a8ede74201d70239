import Sampling

/// Many tests taken together.
package enum Families {
  /// p-values that may each be held against the family's rate.
  ///
  /// - Oracle: `statsmodels.stats.multitest.multipletests(method='holm')`.
  /// - Reference: Holm, *A simple sequentially rejective multiple test procedure* (1979).
  package static func holm(_ p: [Double]) -> [Double] {
    holm(p, weights: Array(repeating: 1, count: p.count))
  }

  /// The same, where hypotheses have parts of the rate in proportion to their weights.
  package static func holm(_ p: [Double], weights: [Double]) -> [Double] {
    precondition(p.count == weights.count, "a weight for each p-value")
    let order = p.indices.sorted { (p[$0] / weights[$0], $0) < (p[$1] / weights[$1], $1) }
    var adjusted = p
    var largest = 0.0
    var left = weights.reduce(0, +)
    for index in order {
      largest = max(largest, min(1, left * (p[index] / weights[index])))
      adjusted[index] = largest
      left -= weights[index]
    }
    return adjusted
  }

  /// p-values of tests that look at the same values in groups: held against the family's rate, the
  /// chance that any of them is at most the rate is about the rate, whatever the dependence within
  /// the groups.
  ///
  /// The tests of a group are combined by `cauchy`, the groups held against each other by `holm`,
  /// weighted by their tests. In a group, what its combination rests on takes the group's value;
  /// others must stand without the group too, by Bonferroni over all tests.
  package static func grouped(_ groups: [[Double]]) -> [[Double]] {
    // A test that can tell nothing has a p of 1, and says nothing of the others.
    let combined = groups.map { group in
      let told = group.filter { $0 < 1 }
      return told.count == 1 ? told[0] : cauchy(told)
    }
    let adjusted = holm(combined, weights: groups.map { Double($0.count) })
    let count = Double(groups.reduce(0) { $0 + $1.count })
    return groups.indices.map { place in
      groups[place].map { p in
        p <= combined[place] ? adjusted[place] : max(adjusted[place], min(1, p * count))
      }
    }
  }

  /// One p-value of independent tests, by the product of theirs.
  ///
  /// - Oracle: `scipy.stats.combine_pvalues(method='fisher')`.
  /// - Reference: Fisher, *Statistical methods for research workers* (1932).
  package static func fisher(_ p: [Double]) -> Double {
    if p.isEmpty { return 1 }
    let sum = p.reduce(0) { $0 - Elementary.log($1) }
    return Elementary.regularizedGammaQ(Double(p.count), sum)
  }

  /// One p-value of tests that may depend on each other in any way, accurate where it is small.
  ///
  /// - Reference: Liu and Xie, *Cauchy combination test* (2020).
  package static func cauchy(_ p: [Double]) -> Double {
    if p.isEmpty { return 1 }
    if p.contains(0) { return 0 }
    let mean = p.reduce(0) { $0 + tangent($1) } / Double(p.count)
    let angle = Elementary.atan(1 / mean) / .pi
    return mean > 0 ? angle : mean < 0 ? 1 + angle : 0.5
  }

  /// tan((1/2 - p) π), at most about 10^16 on either side.
  private static func tangent(_ p: Double) -> Double {
    if p < 0.25 { return 1 / Elementary.tan(.pi * p) }
    if p > 0.75 { return -1 / Elementary.tan(.pi * max(1 - p, 0x1p-54)) }
    return Elementary.tan(.pi * (0.5 - p))
  }
}

/// What is said of a claim.
package enum ClaimVerdict: Hashable, Sendable {
  /// Chance alone explains the data.
  case holds
  /// It does not, but the data show that the effect is smaller than what matters.
  case negligible
  case differs

  /// - Parameters:
  ///   - p: adjusted for the family.
  ///   - rate: the family's rate of false alarms.
  ///   - margin: the effect below which a difference does not matter; nil where all matter.
  ///   - level: the chance that a larger effect is called negligible.
  ///
  /// - Reference: Schuirmann, *A comparison of the two one-sided tests procedure* (1987).
  package init(
    p: Double, effect: Effect, rate: Double, margin: Double? = nil, level: Double = 0.05
  ) {
    if p > rate {
      self = .holds
    } else if let margin, let bound = effect.bound(level: level), bound < margin {
      self = .negligible
    } else {
      self = .differs
    }
  }
}
