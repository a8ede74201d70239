/// A law as a function of a standard normal number, taken apart into Hermite polynomials.
///
/// For two such functions of normal numbers with correlation r, the correlation is the sum of the
/// products of their coefficients times r, r², r³ … (Mehler): found once for each law, every pair
/// is a power series.
///
/// - Complexity: some thousand values of the law.
/// - Oracle: SciPy's `multivariate_normal` and `dblquad`; Tests/SamplingTests/Fixtures.
package struct ScoreSeries: Sendable {
  /// What is taken of a value.
  package enum Measure: Sendable {
    case rank
    case value
  }

  static let count = 600
  private static let panelCount = 96

  /// Of the polynomials of degree 1 to `count`, normalised, for mean 0 and variance 1.
  let coefficients: [Double]
  let mean: Double
  let deviation: Double
  /// Between which the function is smooth; scores from least to largest.
  let edges: [Double]
  private let function: @Sendable (Double) -> Double

  package init(_ marginal: Marginal, _ measure: Measure) {
    let range = StreamKey.unitRange
    let function: @Sendable (Double) -> Double = { score in
      let share = Elementary.normalCDF(score)
      let value = marginal.value(min(max(share, range.lowerBound), range.upperBound))
      return measure == .rank ? marginal.rank(value) : value
    }
    self.function = function
    var edges = ScoreSeries.evenEdges
    if let thresholds = marginal.thresholds {
      edges = (edges + thresholds.map { Elementary.normalQuantile($0) })
        .filter { $0.magnitude <= Normal.farthest }.sorted()
    } else {
      edges = ScoreSeries.refined(edges, function)
    }
    self.edges = edges
    let points = ScoreSeries.points(edges)
    let values = points.map { function($0.score) }
    let mean = zip(points, values).reduce(0) { $0 + $1.0.weight * $1.1 }
    let variance = zip(points, values).reduce(0) {
      $0 + $1.0.weight * ($1.1 - mean) * ($1.1 - mean)
    }
    let deviation = variance.squareRoot()
    (self.mean, self.deviation) = (mean, deviation)
    var sums = [Double](repeating: 0, count: ScoreSeries.count)
    if deviation > 0 {
      for (point, value) in zip(points, values) {
        ScoreSeries.add(point, (value - mean) / deviation, to: &sums)
      }
    }
    coefficients = sums
  }

  /// Ranks of any law without ties.
  package static let evenRanks = ScoreSeries(.even, .rank)

  /// Whether there is more than one value.
  package var hasVariance: Bool { function(-Normal.farthest) < function(Normal.farthest) }

  /// Whether ranks are even from 0 to 1, so that no value has a probability of its own.
  var isEven: Bool { (12 * deviation * deviation - 1).magnitude < 1e-9 }

  func standardised(_ score: Double) -> Double { (function(score) - mean) / deviation }

  private static var evenEdges: [Double] {
    (0...panelCount).map { Normal.farthest * (2 * Double($0) / Double(panelCount) - 1) }
  }

  /// Scores between the edges, with their weights under the bell curve.
  static func points(_ edges: [Double]) -> [(score: Double, weight: Double)] {
    var points: [(score: Double, weight: Double)] = []
    for (low, high) in zip(edges, edges.dropFirst()) where low < high {
      let half = 0.5 * (high - low)
      Quadrature.forEachPoint(middle: low + half, half: half) { score, weight in
        points.append((score, weight * density(score)))
      }
    }
    return points
  }

  private static func density(_ score: Double) -> Double {
    Elementary.exp(-0.5 * score * score) * 0x1.9884533d43651p-2
  }

  private static let roots = (0...count).map { Double($0).squareRoot() }

  /// By the recurrence of the normalised polynomials.
  private static func add(
    _ point: (score: Double, weight: Double), _ value: Double, to sums: inout [Double]
  ) {
    var (before, now) = (0.0, point.weight * value)
    for degree in 1...sums.count {
      let next = (point.score * now - roots[degree - 1] * before) / roots[degree]
      sums[degree - 1] += next
      (before, now) = (now, next)
    }
  }

  /// Halves what lies between two edges while that changes the integral, so that jumps end up
  /// between edges that all but meet.
  private static func refined(
    _ edges: [Double], _ function: (Double) -> Double
  ) -> [Double] {
    func area(_ low: Double, _ high: Double) -> Double {
      let half = 0.5 * (high - low)
      return Quadrature.panel(middle: low + half, half: half) { function($0) * density($0) }
    }
    let square = points(edges).reduce(0) { sum, point in
      sum + point.weight * function(point.score) * function(point.score)
    }
    let tolerance = 1e-12 * square.squareRoot()
    var found = Array(edges.prefix(1))
    for (low, high) in zip(edges, edges.dropFirst()) {
      var waiting = [(low: low, high: high, area: area(low, high))]
      var budget = 40
      while let part = waiting.popLast() {
        let middle = 0.5 * (part.low + part.high)
        let (left, right) = (area(part.low, middle), area(middle, part.high))
        budget -= 1
        if (left + right - part.area).magnitude <= tolerance || budget < 0
          || part.high - part.low < 1e-10
        {
          found.append(part.high)
        } else {
          waiting += [(middle, part.high, right), (part.low, middle, left)]
        }
      }
    }
    return found
  }
}
