import Sampling

/// Cells that a law's quantiles cut: (-∞, edge 0], (edge 0, edge 1], …, (last edge, ∞).
///
/// Their choice never looks at the data. A value that holds more than one cell's probability is an
/// edge, so that an atom ends its cell and is never cut.
package struct LawCells: Sendable {
  package let edges: [Double]
  package let probabilities: [Double]

  /// At most `count` cells of about equal probability.
  package init(_ law: some Distribution, count: Int) {
    precondition(count > 1, "cells tell something from two on")
    var edges: [Double] = []
    for step in 1..<count {
      let p = Double(step) / Double(count)
      let edge = p < 0.5 ? law.quantile(p) : law.upperQuantile(1 - p)
      if edge < law.support.upperBound, edge > edges.last ?? -.infinity { edges.append(edge) }
    }
    self.edges = edges
    var lower = (upTo: 0.0, above: 1.0)
    var probabilities: [Double] = []
    for edge in edges {
      let upper = (upTo: law.cdf(edge), above: law.survival(edge))
      probabilities.append(
        max(0, lower.upTo < 0.5 ? upper.upTo - lower.upTo : lower.above - upper.above))
      lower = upper
    }
    self.probabilities = probabilities + [lower.above]
  }

  /// The cell of a value.
  package func cell(of value: Double) -> Int {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if value <= edges[middle] { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The probability between some values of a law.
  static func massOutside(_ values: [Double], _ law: some Distribution) -> Double {
    1 - values.reduce(0) { $0 + (law.cdf($1) - law.cdfBelow($1)) }
  }
}
