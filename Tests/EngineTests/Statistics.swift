@testable import Sampling

/// Test statistics of counts.
enum Statistics {
  /// The chance of counts at least as far from what is expected; cells below 10 are joined in
  /// order.
  static func chiSquareP(_ counts: [Int], expected: [Double]) -> Double {
    precondition(counts.count == expected.count, "an expectation for each count")
    var value = 0.0
    var cells = 0
    var open = (count: 0, expected: 0.0)
    var last = (count: 0, expected: 0.0)
    for (count, mean) in zip(counts, expected) {
      open = (open.count + count, open.expected + mean)
      guard open.expected >= 10 else { continue }
      value += term(open)
      cells += 1
      last = open
      open = (0, 0)
    }
    guard cells > 1 else { return open.count == 0 ? 1 : 0 }
    if open.expected > 0 || open.count > 0 {
      value -= term(last)
      value += term((last.count + open.count, last.expected + open.expected))
    }
    return Elementary.regularizedGammaQ(0.5 * Double(cells - 1), 0.5 * value)
  }

  private static func term(_ cell: (count: Int, expected: Double)) -> Double {
    let difference = Double(cell.count) - cell.expected
    return difference * difference / cell.expected
  }
}

/// Every check of chance of these tests, declared before looking.
///
/// A correct program fails one of all of them once in 1000 choices of the seed.
enum ChanceChecks {
  static let seed = 20_261_121
  static let all = [
    "uniform references", "weighted references", "weighted references under a condition",
    "references among a rare few", "zipf references", "zipf references under a condition",
    "references by a row's condition", "times of children", "times of independent rows",
    "weights by cases", "missing whatever the row", "missing by another value",
    "missing by its own value", "earlier rows", "rows of a tree", "rows kept apart by weight",
    "rows kept apart", "references among children", "weighted references among children",
    "tables by their share", "tables by plain weights",
    "counts that are correlated", "choices that are correlated",
    "amounts that are correlated", "values told by others", "places of a region",
    "rows that refer to each", "rows that refer to each, not twice", "places that are taken",
    "which rows refer to each", "earlier rows by weight",
  ]

  static func level(_ name: String) -> Double {
    precondition(all.contains(name), "'\(name)' is not declared")
    return 0.001 / Double(all.count)
  }
}
