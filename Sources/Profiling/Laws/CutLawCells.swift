import Sampling

/// A law, cut and with more zeros where it is told so, beside the cells of a sample.
struct CutLawCells {
  private let law: any Law
  private let zeros: Double
  private let ends: ClosedRange<Double>
  private let half: Double
  private let below: Double
  private let within: Double

  /// - Parameters:
  ///   - width: of the grid that values are rounded to.
  /// - Returns: nil where the law has nothing between the ends.
  init?(
    _ law: any Law, lower: Double?, upper: Double?, zeros: Double = 0, width: Double
  ) {
    self.law = law
    self.zeros = zeros
    // Values of laws of whole numbers are their own cells.
    let half = law.isWhole ? 0 : width / 2
    self.half = half
    ends = (lower ?? -.infinity)...max(lower ?? -.infinity, upper ?? .infinity)
    let below = lower.map { law.cdfBelow($0 - half) } ?? 0
    let above = upper.map { law.survival($0 + half) } ?? 0
    self.below = below
    within = 1 - below - above
    guard within > 1e-12 else { return nil }
  }

  /// The share of at most a value of the grid.
  func upTo(_ value: Double) -> Double {
    if value < ends.lowerBound { return 0 }
    let part =
      value >= ends.upperBound ? 1 : min(1, max(0, (law.cdf(value + half) - below) / within))
    return zeros > 0 ? (value >= 0 ? zeros : 0) + (1 - zeros) * part : part
  }

  /// The share of less than all values of a sample.
  private func below(_ sample: LawSample) -> Double {
    sample.width > 0 ? upTo(sample.least - sample.width) : upTo(sample.least.nextDown)
  }

  /// Twice the negative logarithm of the cells' probability.
  func deviance(_ sample: LawSample) -> Double {
    var (sum, before) = (0.0, below(sample))
    for (place, cell) in sample.cells.enumerated() {
      // Of values that are each a cell, what the law has in between is in none.
      if place > 0, sample.isExact, sample.width > 0 { before = upTo(cell.upper - sample.width) }
      let upTo = upTo(cell.upper)
      sum += cell.count * Elementary.log(max(1e-300, upTo - before))
      before = upTo
    }
    return -2 * sum
  }

  func distance(_ sample: LawSample) -> Double {
    var (seen, largest) = (0.0, below(sample))
    let n = sample.n
    for cell in sample.cells {
      seen += cell.count
      largest = max(largest, (seen / n - upTo(cell.upper)).magnitude)
    }
    return largest
  }
}
