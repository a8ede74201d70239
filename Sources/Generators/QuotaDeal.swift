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
    let places = permutation.values(at: ranks)
    let ends = ends
    var cells = [Int32](repeating: 0, count: places.count)
    for row in cells.indices {
      var low = 0
      var high = ends.count - 1
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > places[row] { high = middle } else { low = middle + 1 }
      }
      cells[row] = Int32(low)
    }
    return cells
  }
}
