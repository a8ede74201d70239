import Sampling

/// Finds parent weights under which shares of classes, the top share and the limit hold on
/// expected rows.
struct WeightCalibration {
  let living: any LivingParents
  let parents: GridParents
  let rowCount: Int
  /// Share of each day for given living weights of the days.
  let days: ([Double]) throws(GridProblem) -> [Double]
  /// One uniform draw per parent, fixed by its row key.
  let uniforms: [Double]
  let stream: StreamKey
  let rowKeys: RowKeys
  let cancellation: Cancellation

  func weights(_ heterogeneity: Heterogeneity?) throws(GridProblem) -> [Double] {
    try refuseImpossible(heterogeneity)
    let found = try fitted(heterogeneity)
    try checkShares(of: found)
    return found
  }

  /// All that no weights could mend: shares of classes nobody alive is in, a limit below what is
  /// due to each.
  private func refuseImpossible(_ heterogeneity: Heterogeneity?) throws(GridProblem) {
    var problems: [GridProblem] = []
    if !parents.marginals.isEmpty {
      let expected = try self.expected(parents.weights)
      for marginal in parents.marginals {
        var found = [Double](repeating: 0, count: marginal.shares.count)
        for parent in expected.indices { found[Int(marginal.labels[parent])] += expected[parent] }
        for label in found.indices where marginal.shares[label] > 0 && found[label] <= 0 {
          problems.append(
            .marginalOutOfReach(
              factor: marginal.name, label: label, wanted: marginal.shares[label]))
        }
      }
    }
    if case .pareto(_, _, let most)? = heterogeneity {
      do throws(GridProblem) { _ = try expectedLimit(most) } catch { problems.append(error) }
    }
    if let only = problems.first { throw problems.count == 1 ? only : .several(problems) }
  }

  /// Refuses weights under which a class misses its share by more than half a hundredth of the
  /// rows: fitting then went on without end.
  private func checkShares(of weights: [Double]) throws(GridProblem) {
    guard !parents.marginals.isEmpty, weights.contains(where: { $0 > 0 }) else { return }
    let expected = try self.expected(weights)
    for marginal in parents.marginals {
      var found = [Double](repeating: 0, count: marginal.shares.count)
      for parent in weights.indices { found[Int(marginal.labels[parent])] += expected[parent] }
      let total = found.reduce(0, +)
      let missing = found.indices.map { marginal.shares[$0] * total - found[$0] }
      guard missing.contains(where: { abs($0) > 0.005 * total }),
        let label = missing.indices.max(by: { missing[$0] < missing[$1] })
      else { continue }
      throw .classOutOfReach(
        factor: marginal.name, label: label, wanted: marginal.shares[label],
        reached: total > 0 ? found[label] / total : nil)
    }
  }

  private func fitted(_ heterogeneity: Heterogeneity?) throws(GridProblem) -> [Double] {
    switch heterogeneity {
    case nil: return try settled(parents.weights, limit: 1)
    case .gamma(let shape):
      return try settled(
        try products { keys in
          Gamma.draws(
            form: 0, [.constant(shape), .constant(1 / shape)], stream, keys, lower: nil, upper: nil)
        }, limit: 1)
    case .lognormal(let sigma):
      return try settled(
        try products { keys in
          stream.standardNormals(for: keys).map { Elementary.exp(sigma * $0) }
        }, limit: 1)
    case .pareto(let top, let share, let most):
      return try calibratedPareto(top: top, share: share, most: most)
    }
  }

  /// Bisection on the Pareto exponent; the top share falls as the exponent grows.
  private func calibratedPareto(
    top: Double, share: Double, most: Double
  ) throws(GridProblem) -> [Double] {
    let limit = try expectedLimit(most)
    let topShare = TopShare()
    func attempt(_ alpha: Double) throws(GridProblem) -> (share: Double, weights: [Double]) {
      let start = try cancellation.numbers(uniforms.count) { parent in
        parents.weights[parent] * Elementary.pow(1 - uniforms[parent], -1 / alpha)
      }
      let weights = try settled(start, limit: limit)
      let expected = try self.expected(weights)
      return (try topShare(expected: expected, rows: rowCount, top: top, cancellation), weights)
    }
    var low = 0.3
    var high = 60.0
    let highest = try attempt(low).share
    let lowest = try attempt(high).share
    guard (lowest...max(lowest, highest)).contains(share) else {
      throw .shareOutOfReach(wanted: share, lowest: lowest, highest: highest)
    }
    var best: [Double] = []
    for _ in 0..<60 {
      let middle = (low * high).squareRoot()
      let found = try attempt(middle)
      best = found.weights
      if abs(found.share - share) < 1e-5 || high / low < 1 + 1e-12 { break }
      if found.share > share { low = middle } else { high = middle }
    }
    let expected = try self.expected(best)
    if let largest = expected.max(), largest > limit * 1.001 {
      throw .limitOutOfReach(limit: most, least: leastLimit(over: largest))
    }
    return best
  }

  /// The limit of what is expected: below the stated one by five standard deviations of the
  /// realised count.
  private func expectedLimit(_ most: Double) throws(GridProblem) -> Double {
    let limit = most >= 1 ? 1 : most - 5 * (most / Double(rowCount)).squareRoot()
    let equal = 1 / Double(max(parents.weights.count { $0 > 0 }, 1))
    guard most > equal else {
      throw .limitOutOfReach(limit: most, least: leastLimit(over: equal))
    }
    guard limit > equal else {
      let rows = 25 * most / ((most - equal) * (most - equal))
      throw .tooFewRows(limit: most, needed: Int(rows.rounded(.up)) + 1)
    }
    return limit
  }

  /// The limit that leaves five standard deviations above a share.
  private func leastLimit(over share: Double) -> Double {
    let deviation = 5 / Double(rowCount).squareRoot()
    let root = (deviation + (deviation * deviation + 4 * share).squareRoot()) / 2
    return min(root * root, 1)
  }

  /// Weights by draws that are made for stretches of parents.
  private func products(_ draws: (RowKeys) -> [Double]) throws(GridProblem) -> [Double] {
    var weights = parents.weights
    try cancellation.stretches(of: weights.count) { range in
      for (parent, draw) in zip(range, draws(rowKeys.gathered(Array(range)))) {
        weights[parent] *= draw
      }
    }
    return weights
  }

  /// Expected share of all rows per parent.
  func expected(_ weights: [Double]) throws(GridProblem) -> [Double] {
    let living = try living.livingWeight(weights: weights)
    return try self.living.expectedShares(
      weights: weights, living: living, days: try days(living))
  }

  /// Fits class shares and cuts the largest parents until both hold.
  private func settled(_ start: [Double], limit: Double) throws(GridProblem) -> [Double] {
    var weights = start
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return weights }
    for parent in weights.indices { weights[parent] /= sum }
    if parents.marginals.isEmpty, limit >= 1 { return weights }
    for _ in 0..<200 {
      var worst = 0.0
      for marginal in parents.marginals {
        let expected = try self.expected(weights)
        worst = max(worst, try fit(&weights, to: marginal, expected: expected))
      }
      if limit < 1 {
        let expected = try self.expected(weights)
        for parent in weights.indices where expected[parent] > limit {
          worst = max(worst, expected[parent] / limit - 1)
          weights[parent] *= limit / expected[parent]
        }
      }
      if worst < 1e-7 { break }
    }
    return weights
  }

  private func fit(
    _ weights: inout [Double], to marginal: GridParents.Marginal, expected: [Double]
  ) throws(GridProblem) -> Double {
    var found = [Double](repeating: 0, count: marginal.shares.count)
    for parent in weights.indices { found[Int(marginal.labels[parent])] += expected[parent] }
    let total = found.reduce(0, +)
    // On a day whose living have lost all weight nothing can be expected of anybody.
    guard total.isFinite else {
      let label = marginal.shares.indices.max { marginal.shares[$0] < marginal.shares[$1] } ?? 0
      throw .classOutOfReach(
        factor: marginal.name, label: label, wanted: marginal.shares[label], reached: nil)
    }
    var scale = [Double](repeating: 1, count: found.count)
    var worst = 0.0
    for label in found.indices {
      let wanted = marginal.shares[label] * total
      guard found[label] > 0 else {
        if wanted > 0 {
          throw .marginalOutOfReach(
            factor: marginal.name, label: label, wanted: marginal.shares[label])
        }
        continue
      }
      scale[label] = wanted / found[label]
      worst = max(worst, abs(scale[label] - 1))
    }
    for parent in weights.indices { weights[parent] *= scale[Int(marginal.labels[parent])] }
    return worst
  }
}
