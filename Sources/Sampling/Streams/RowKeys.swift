/// The rows of a batch, as the counters of a stream.
package enum RowKeys: Hashable, Sendable {
  case range(first: UInt64, count: Int)
  case list([UInt64])

  package var count: Int {
    switch self {
    case .range(_, let count): count
    case .list(let rows): rows.count
    }
  }

  package subscript(index: Int) -> UInt64 {
    switch self {
    case .range(let first, let count):
      precondition(index >= 0 && index < count, "a row outside the batch")
      return first &+ UInt64(truncatingIfNeeded: index)
    case .list(let rows): return rows[index]
    }
  }

  /// The keys at the given positions of this batch.
  package func gathered(_ rows: [Int]) -> RowKeys { .list(rows.map { self[$0] }) }
}
