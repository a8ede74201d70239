/// The rows that one row may refer to, in their order.
enum Candidates {
  case range(Range<Int>)
  case list(ArraySlice<Int32>)

  var count: Int {
    switch self {
    case .range(let range): range.count
    case .list(let rows): rows.count
    }
  }

  /// The position behind the last one; 0 where there are none.
  var end: Int {
    switch self {
    case .range(let range): range.isEmpty ? 0 : range.upperBound
    case .list(let rows): rows.last.map { Int($0) + 1 } ?? 0
    }
  }

  subscript(place: Int) -> Int {
    switch self {
    case .range(let range): range.lowerBound + place
    case .list(let rows): Int(rows[rows.startIndex + place])
    }
  }

  /// Those before a position.
  func before(_ end: Int) -> Candidates {
    switch self {
    case .range(let range): return .range(range.clamped(to: 0..<max(end, 0)))
    case .list(let rows):
      var (low, high) = (rows.startIndex, rows.endIndex)
      while low < high {
        let middle = (low + high) / 2
        if Int(rows[middle]) < end { low = middle + 1 } else { high = middle }
      }
      return .list(rows[rows.startIndex..<low])
    }
  }
}
