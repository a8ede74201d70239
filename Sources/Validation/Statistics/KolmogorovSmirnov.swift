import Sampling

/// The largest distance between the values' distribution function and the law's.
///
/// Both functions are compared at both sides of each distinct value, so atoms and grids are right.
/// With atoms p is too large by what they weigh (`ShapeRoute` says what to do then).
///
/// - Reference: Gleser, *Exact power of goodness-of-fit tests of Kolmogorov type for discontinuous
///   distributions* (1985), for the comparison at atoms.
package struct KolmogorovSmirnov: OrderedTest, Sendable {
  package static let readsBelow = true
  package static let readsAbove = false

  private let total: Int
  private var seen = 0
  /// The largest excess of the data over the law and of the law over the data.
  package private(set) var excess = 0.0
  package private(set) var lack = 0.0
  /// Where the distance is largest; nil before a value was added.
  package private(set) var farthest: Double?

  /// - Parameter total: how many values will be added.
  package init(total: Int) {
    precondition(total > 0, "no values")
    self.total = total
  }

  package mutating func add(_ point: LawPoint) {
    let distance = max(excess, lack)
    lack = max(lack, point.below - Double(seen) / Double(total))
    seen += point.count
    excess = max(excess, Double(seen) / Double(total) - point.upTo)
    if max(excess, lack) > distance { farthest = point.value }
  }

  package var result: TestResult {
    precondition(seen == total, "fed \(seen) of \(total) values")
    let distance = max(excess, lack)
    return TestResult(
      "Kolmogorov–Smirnov D", distance, p: KolmogorovLaw.survival(distance, n: total), n: total,
      effect: Effect(
        "distance of distribution functions", distance, .probability,
        reach: .band(count: Double(total))))
  }

  /// Against values that are too small (`excess` alone counts) or too large.
  package func oneSided(tooSmall: Bool) -> TestResult {
    precondition(seen == total, "fed \(seen) of \(total) values")
    let distance = tooSmall ? excess : lack
    return TestResult(
      "Smirnov D", distance, p: SmirnovLaw.survival(distance, n: total), n: total,
      effect: Effect(
        "distance of distribution functions", distance, .probability,
        reach: .band(count: Double(total))))
  }
}
