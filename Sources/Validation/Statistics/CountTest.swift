import Sampling

/// Counts of cells against what a claim expects, by Pearson's sum or the likelihood ratio.
///
/// The expectations must add up to the counts' sum: a claim about shares, not about the number.
///
/// - Reference: Williams, *Improved likelihood ratio tests for complete contingency tables* (1976),
///   for the factor that brings G to its law.
package struct CountTest: Sendable {
  package enum Statistic: Hashable, Sendable {
    case pearson
    case likelihoodRatio
  }

  private let cells: CountCells
  private let n: Int
  private let largest: (difference: Double, share: Double)
  /// How many cells are left after joining.
  package var cellCount: Int { cells.cells.count }

  /// - Parameters:
  ///   - shares: of each cell, adding up to 1.
  ///   - least: cells of which less is expected are joined as `order` says.
  package init(_ counts: [Int], shares: [Double], order: CellOrder, least: Double = 5) {
    n = counts.reduce(0, +)
    precondition(n > 0, "no values")
    let total = Double(n)
    cells = CountCells(counts, expected: shares.map { $0 * total }, joined: order, least: least)
    var largest = (difference: 0.0, share: 0.5)
    for (count, share) in zip(counts, shares) {
      let difference = Double(count) / total - share
      if difference.magnitude > largest.difference.magnitude { largest = (difference, share) }
    }
    self.largest = largest
  }

  /// - Parameter fitted: how many parameters of the shares were taken from the same counts.
  package func result(_ kind: Statistic = .pearson, fitted: Int = 0) -> TestResult {
    let degrees = Double(max(0, cells.cells.count - 1 - fitted))
    let value = kind == .pearson ? pearson : likelihoodRatio
    let p =
      cells.isImpossible ? 0 : degrees == 0 ? 1 : Survival.chiSquare(value, degrees: degrees)
    return TestResult(
      kind == .pearson ? "χ²" : "G", cells.isImpossible ? .infinity : value, p: p, n: n,
      effect: Effect(
        "largest difference of a share", largest.difference, .percentagePoints,
        reach: .largestOf(
          2 * cells.cells.count,
          standardError: (largest.share * (1 - largest.share) / Double(n)).squareRoot())))
  }

  private var pearson: Double {
    cells.cells.reduce(0) { sum, cell in
      let difference = Double(cell.count) - cell.expected
      return sum + difference * difference / cell.expected
    }
  }

  private var likelihoodRatio: Double {
    let count = Double(cells.cells.count)
    guard count > 1 else { return 0 }
    var (sum, inverse) = (0.0, 0.0)
    for cell in cells.cells {
      if cell.count > 0 {
        sum += Double(cell.count) * Elementary.log(Double(cell.count) / cell.expected)
      }
      inverse += Double(n) / cell.expected
    }
    return max(0, 2 * sum) / (1 + (inverse - 1) / (6 * Double(n) * (count - 1)))
  }
}
