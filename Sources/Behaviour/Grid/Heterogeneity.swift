import Sampling

/// How unequal parents are beyond what the factors say.
package enum Heterogeneity: Sendable {
  /// The busiest `top` of all parents have `share` of the rows; none more than `most`.
  case pareto(top: Double, share: Double, most: Double)
  case gamma(shape: Double)
  case lognormal(sigma: Double)
}

/// Expected share of the rows that the busiest parents have, ranked by realised count.
///
/// Counts are Poisson given a parent's expectation; the mixture is summed over a fixed grid of
/// means, and means above its end count as themselves.
struct TopShare {
  private static let gridSize = 400
  private static let largestCount = 800
  private static let lowestLog = Elementary.log(1e-4)
  private static let highestLog = Elementary.log(500)
  private let probabilities: [[Double]]

  init() {
    probabilities = (0..<TopShare.gridSize).map { index in
      let step = (TopShare.highestLog - TopShare.lowestLog) / Double(TopShare.gridSize - 1)
      let mean = Elementary.exp(TopShare.lowestLog + step * Double(index))
      var row = [Elementary.exp(-mean)]
      for count in 1...TopShare.largestCount {
        row.append(row[count - 1] * mean / Double(count))
      }
      return row
    }
  }

  func callAsFunction(
    expected: [Double], rows: Int, top: Double, _ cancellation: Cancellation = .never
  ) throws(GridProblem) -> Double {
    var weights = [Double](repeating: 0, count: TopShare.gridSize)
    var large: [Double] = []
    let step = (TopShare.highestLog - TopShare.lowestLog) / Double(TopShare.gridSize - 1)
    try cancellation.stretches(of: expected.count) { range in
      for parent in range {
        let mean = expected[parent] * Double(rows)
        if mean > 500 {
          large.append(mean)
          continue
        }
        let place =
          mean <= 1e-4 ? 0 : (Elementary.log(mean) - TopShare.lowestLog) / step
        let index = min(max(Int(place), 0), TopShare.gridSize - 2)
        let part = min(max(place - Double(index), 0), 1)
        weights[index] += 1 - part
        weights[index + 1] += part
      }
    }
    return share(of: top * Double(expected.count), weights: weights, large: large)
  }

  private func share(of parents: Double, weights: [Double], large: [Double]) -> Double {
    var counts = [Double](repeating: 0, count: TopShare.largestCount + 1)
    for (row, weight) in zip(probabilities, weights) where weight > 0 {
      for count in counts.indices { counts[count] += weight * row[count] }
    }
    var entries = large.map { (count: $0, parents: 1.0) }
    for count in counts.indices { entries.append((Double(count), counts[count])) }
    entries.sort { $0.count > $1.count }
    var total = 0.0
    var taken = 0.0
    var before = 0.0
    for entry in entries {
      total += entry.count * entry.parents
      taken += entry.count * min(max(parents - before, 0), entry.parents)
      before += entry.parents
    }
    return total > 0 ? taken / total : 0
  }
}
