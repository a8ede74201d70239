import Sampling

/// Cells of equal width over the middle of a law, with its two ends: what a picture of values shows.
///
/// As in `LawCells`, the data do not decide where they are cut.
struct Histogram: Sendable {
  private let law: any Distribution
  private let edges: [Double]
  private var counts: [Int]

  /// - Parameter count: of the cells between the law's quantiles .005 and .995.
  init(_ law: some Distribution, count: Int = 24) {
    self.law = law
    var (low, high) = (law.quantile(0.005), law.upperQuantile(0.005))
    var width = (high - low) / Double(count)
    if low - law.support.lowerBound <= width { low = law.support.lowerBound }
    if law.support.upperBound - high <= width { high = law.support.upperBound }
    if law.isWhole {
      // A cell ends with its last number.
      width = max(1, ((high - low + 1) / Double(count)).rounded(.up))
      low -= 1
    } else {
      width = (high - low) / Double(count)
    }
    let steps = width > 0 ? ((high - low) / width).rounded() : 0
    edges = (0...(steps.isFinite ? Int(steps) : 0)).map { low + width * Double($0) }
      .filter(\.isFinite)
    counts = Array(repeating: 0, count: self.edges.count + 1)
  }

  /// Takes ascending values and how often each is there.
  mutating func add(_ run: ValueRun) {
    var cell = 0
    for (place, value) in run.values.enumerated() {
      while cell < edges.count, value > edges[cell] { cell += 1 }
      counts[cell] += run.counts.isEmpty ? 1 : run.counts[place]
    }
  }

  func plot(_ title: (Double) -> String) -> CountPlot? {
    let bounds = [-Double.infinity] + edges + [.infinity]
    let shares = counts.indices.map { place -> Double in
      let (low, high) = (bounds[place], bounds[place + 1])
      let below = low == -.infinity ? 0 : law.cdf(low)
      return max(0, (high == .infinity ? 1 : law.cdf(high)) - below)
    }
    // Nothing is drawn of ends where values can neither be nor were found.
    let drawn = counts.indices.filter { counts[$0] > 0 || shares[$0] > 0 }
    guard let first = drawn.first, let last = drawn.last else { return nil }
    return CountPlot(
      Array(counts[first...last]), shares: Array(shares[first...last]), order: .ordered
    ) { place in
      let edge = bounds[first + place]
      return edge.isFinite ? title(law.isWhole ? edge + 1 : edge) : "less"
    }
  }
}
