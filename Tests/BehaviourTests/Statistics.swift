@testable import Sampling

/// Test statistics of counts.
enum Statistics {
  /// The chance of counts at least as far from what is expected; cells below 10 are joined in
  /// order.
  static func chiSquareP(_ counts: [Int], expected: [Double]) -> Double {
    precondition(counts.count == expected.count, "an expectation for each count")
    var joined: [(count: Int, mean: Double)] = []
    var open = (count: 0, mean: 0.0)
    for (count, mean) in zip(counts, expected) {
      // What cannot occur must not.
      if mean == 0, count > 0 { return 0 }
      open = (open.count + count, open.mean + mean)
      guard open.mean >= 10 else { continue }
      joined.append(open)
      open = (0, 0)
    }
    guard joined.count > 1, let last = joined.indices.last else { return 0 }
    joined[last].count += open.count
    joined[last].mean += open.mean
    let value = joined.reduce(0.0) { sum, cell in
      let difference = Double(cell.count) - cell.mean
      return sum + difference * difference / cell.mean
    }
    return Elementary.regularizedGammaQ(0.5 * Double(joined.count - 1), 0.5 * value)
  }

  /// The chance of a count at least as far from its binomial expectation, by the normal law.
  static func shareP(_ count: Int, of total: Int, share: Double) -> Double {
    let mean = Double(total) * share
    let deviation = (mean * (1 - share)).squareRoot()
    return 2 * Elementary.normalCDF(-abs(Double(count) - mean) / deviation)
  }
}

/// Every check of chance of these tests, declared before looking, on one seed that is never
/// exchanged: a correct program fails one of all of them once in 1000 choices of the seed.
enum ChanceChecks {
  static let seed: UInt64 = 20_261_121
  static let all = [
    "days", "hours", "hours inside a day", "weekend share", "month ratio", "parents",
    "parents of unequal weight", "parents by pareto", "shares of classes", "starts inside a day",
    "lives that end, parents", "lives that end, days", "lives that end, parent and time",
    "parent and month", "lives that end, parents by quarters",
    "shares of classes where lives end",
  ]
  static let level = 0.001 / Double(all.count)

  static func expect(_ name: String, _ p: Double) -> Bool {
    precondition(all.contains(name), "'\(name)' is not declared")
    return p > level
  }
}
