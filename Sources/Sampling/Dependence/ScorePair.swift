/// Two laws that follow normal numbers: which correlation of the numbers gives which of the laws.
///
/// Beyond the degree of the series the rest is known at the ends, where both follow one number, and
/// falls towards the middle as it does for laws with steps.
package struct ScorePair: Sendable {
  private let products: [Double]
  /// What the series lacks where the numbers are the same, and where they are opposite.
  private let rest: (same: Double, opposite: Double)
  /// The correlations that these laws can have.
  package let reach: ClosedRange<Double>
  /// Whether both are ranks without ties, so that the relation is a formula.
  private let areEven: Bool

  package init(_ first: ScoreSeries, _ second: ScoreSeries) {
    let products = zip(first.coefficients, second.coefficients).map { $0 * $1 }
    let mirrored = second.edges.map { -$0 }
    let top = ScoreSeries.points((first.edges + second.edges).sorted()).reduce(0) {
      $0 + $1.weight * first.standardised($1.score) * second.standardised($1.score)
    }
    let bottom = ScoreSeries.points((first.edges + mirrored).sorted()).reduce(0) {
      $0 + $1.weight * first.standardised($1.score) * second.standardised(-$1.score)
    }
    self.products = products
    areEven = first.isEven && second.isEven
    reach = areEven ? -1...1 : min(bottom, 0)...max(top, 0)
    rest = (
      top - ScorePair.sum(products, at: 1), bottom - ScorePair.sum(products, at: -1)
    )
  }

  /// The correlation of the laws where that of the numbers is this.
  package func correlation(normal: Double) -> Double {
    // (6 / π) arcsin (r / 2), by its inverse.
    if areEven { return 6 / Double.pi * ScorePair.arcsine(0.5 * normal) }
    return ScorePair.sum(products, at: normal) + tail(normal)
  }

  /// The correlation of the numbers that gives the laws this one, which lies within reach.
  package func normal(for correlation: Double) -> Double {
    if areEven { return 2 * Elementary.sin(Double.pi / 6 * correlation) }
    if correlation == 0 { return 0 }
    return ScorePair.root { self.correlation(normal: $0) - correlation }
  }

  private static func sum(_ products: [Double], at normal: Double) -> Double {
    products.reversed().reduce(0) { ($0 + $1) * normal }
  }

  /// Products of the coefficients of steps fall as the degree to the power -3/2.
  private func tail(_ normal: Double) -> Double {
    guard normal != 0 else { return 0 }
    let x = -Elementary.log(normal.magnitude) * Double(ScoreSeries.count)
    let fall = Elementary.exp(-x) - (Double.pi * x).squareRoot() * Elementary.erfc(x.squareRoot())
    let even = 0.5 * (rest.same + rest.opposite)
    let odd = 0.5 * (rest.same - rest.opposite)
    return fall * (even + (normal < 0 ? -odd : odd))
  }

  private static func arcsine(_ y: Double) -> Double {
    let quarter = 0.5 * Double.pi
    return root(within: -quarter...quarter) { Elementary.sin($0) - y }
  }

  /// Where a rising function is 0.
  private static func root(
    within range: ClosedRange<Double> = -1...1, _ function: (Double) -> Double
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    for _ in 0..<64 {
      let middle = 0.5 * (low + high)
      if function(middle) < 0 { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
