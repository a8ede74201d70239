import Sampling

/// Sums that are independent of each other, each of many trials whose chances may all differ.
package struct IndependentSums: Sendable {
  package struct Cell: Hashable, Sendable {
    package var found: Double
    package var due: Double
    package var variance: Double

    package init(found: Double, due: Double, variance: Double) {
      self.found = found
      self.due = due
      self.variance = variance
    }
  }

  /// After those with too little variance were joined with their neighbours.
  package let cells: [Cell]

  /// - Parameter least: the variance that every cell has at least after joining.
  package init(_ cells: [Cell], least: Double = 5) {
    var joined: [Cell] = []
    var open = Cell(found: 0, due: 0, variance: 0)
    for cell in cells {
      open.found += cell.found
      open.due += cell.due
      open.variance += cell.variance
      guard open.variance >= least else { continue }
      joined.append(open)
      open = Cell(found: 0, due: 0, variance: 0)
    }
    if let last = joined.indices.last {
      joined[last].found += open.found
      joined[last].due += open.due
      joined[last].variance += open.variance
    }
    self.cells = joined
  }

  /// - Returns: nil where there are fewer than two cells.
  package func result(n: Int) -> TestResult? {
    guard cells.count > 1 else { return nil }
    let value = cells.reduce(0) { $0 + ($1.found - $1.due) * ($1.found - $1.due) / $1.variance }
    let worst = cells.max { ($0.found / $0.due - 1).magnitude < ($1.found / $1.due - 1).magnitude }
    let ratio = worst.map { $0.found / $0.due } ?? 1
    let error = worst.map { $0.variance.squareRoot() / $0.due } ?? 0
    return TestResult(
      "χ² of sums", value, p: Survival.chiSquare(value, degrees: Double(cells.count)), n: n,
      effect: Effect(
        "found for each one due, where farthest off", ratio, .ratio,
        reach: .largestOf(2 * cells.count, standardError: error)))
  }
}
