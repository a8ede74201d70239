import Sampling

/// The distance of distribution functions with weight on the tails, for laws without atoms; those
/// with atoms are fed through uniform numbers.
///
/// - Reference: Anderson and Darling, *A test of goodness of fit* (1954).
package struct AndersonDarling: OrderedTest, Sendable {
  package static let readsBelow = false
  package static let readsAbove = true

  private let total: Int
  private var seen = 0
  private var sum = CompensatedSum()

  /// - Parameter total: how many values will be added.
  package init(total: Int) {
    precondition(total > 0, "no values")
    self.total = total
  }

  package mutating func add(_ point: LawPoint) {
    let (first, last, n) = (Double(seen), Double(seen + point.count), Double(total))
    seen += point.count
    // The weights 2 i - 1 and 2 (n - i) + 1 of the ranks that agree, summed, over n.
    let low = (last - first) * ((last + first) / n)
    let high = (last - first) * ((2 * n - first - last) / n)
    sum.add(low * Elementary.log(point.upTo) + high * Elementary.log(point.above))
  }

  package var result: TestResult {
    precondition(seen == total, "fed \(seen) of \(total) values")
    // A value that the law cannot give makes the sum infinite, two of them not a number.
    let value = sum.value.isFinite ? -Double(total) - sum.value : .infinity
    return TestResult(
      "Anderson–Darling A²", value, p: AndersonDarlingLaw.survival(value, n: total), n: total,
      effect: Effect("weighted distance per value", value / Double(total), .none))
  }
}
