/// Counts of cells by a tree of binomial splits: the multinomial law, any cell found alone.
///
/// - Draws: one binomial per split, counted by its node `low × 2^32 + high`; the law of the left
///   count given the node's count is binomial, so the chain is exactly multinomial.
/// - Reference: Funke et al., *Communication-free massively distributed graph generation* (2018).
package struct SplitTree {
  /// How many of n fall left of a split that holds `fraction` of the weight.
  package static func left(
    of n: Int64, fraction: Double, stream: StreamKey, node: UInt64
  ) -> Int64 {
    precondition(n >= 0 && n <= 1 << 53, "a count of 0…2^53")
    let chance = min(max(fraction, 0), 1)
    return Int64(Binomial(n: Double(n), p: chance).draw(stream, node))
  }

  /// The number of the node over cells `low..<high`.
  package static func node(_ low: Int, _ high: Int) -> UInt64 {
    precondition(low >= 0 && high < 1 << 32, "at most 2^32 - 1 cells")
    return UInt64(low) << 32 | UInt64(high)
  }

  /// The counts of all cells.
  ///
  /// - Parameters:
  ///   - cumulative: weight before each cell and, last, of all: one entry more than there are
  ///     cells, not falling.
  /// - Returns: one count per cell; they sum to `total`.
  package static func counts(total: Int64, cumulative: [Double], stream: StreamKey) -> [Int64] {
    precondition(cumulative.count >= 2, "at least one cell")
    let cells = cumulative.count - 1
    precondition(cumulative[cells] > cumulative[0], "no weight to share out")
    var counts = [Int64](repeating: 0, count: cells)
    var open = [(low: 0, high: cells, count: total)]
    while let (low, high, count) = open.popLast() {
      if count == 0 { continue }
      guard high - low > 1 else {
        counts[low] = count
        continue
      }
      let middle = (low + high) / 2
      let left = left(
        of: count, fraction: fraction(cumulative, low, middle, high), stream: stream,
        node: node(low, high))
      open.append((low, middle, left))
      open.append((middle, high, count - left))
    }
    return counts
  }

  /// The count of one cell: a walk down the tree, O(log cells) binomials.
  package static func count(
    of cell: Int, total: Int64, cumulative: [Double], stream: StreamKey
  ) -> Int64 {
    precondition(cell >= 0 && cell < cumulative.count - 1, "a cell outside the tree")
    var (low, high, count) = (0, cumulative.count - 1, total)
    while high - low > 1, count > 0 {
      let middle = (low + high) / 2
      let left = left(
        of: count, fraction: fraction(cumulative, low, middle, high), stream: stream,
        node: node(low, high))
      if cell < middle {
        (high, count) = (middle, left)
      } else {
        (low, count) = (middle, count - left)
      }
    }
    return count
  }

  private static func fraction(
    _ cumulative: [Double], _ low: Int, _ middle: Int, _ high: Int
  ) -> Double {
    let whole = cumulative[high] - cumulative[low]
    return whole > 0 ? (cumulative[middle] - cumulative[low]) / whole : 0
  }
}
