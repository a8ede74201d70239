import Sampling

/// Deals exact quotas out to rows: a keyed permutation of ranks, cut at the cumulated counts.
///
/// The permutation is over the number of rows that share the quota, so a cell depends on it.
struct QuotaDeal {
  private let permutation: Permutation
  private let ends: [UInt64]

  init(weights: [Double], total: Int, stream: StreamKey) {
    permutation = Permutation(stream.lane("quota"), size: UInt64(max(total, 1)))
    var sum: UInt64 = 0
    ends = Quota.counts(weights: weights, total: total).map { count in
      sum += UInt64(count)
      return sum
    }
  }

  /// Which quota each rank falls into.
  func cells(_ ranks: RowKeys) -> [Int32] {
    var cells = [Int32](repeating: 0, count: ranks.count)
    for row in cells.indices {
      let place = permutation(ranks[row])
      var cell = 0
      while cell < ends.count - 1, ends[cell] <= place { cell += 1 }
      cells[row] = Int32(cell)
    }
    return cells
  }
}
