import Columnar
import Sampling

/// Rows of a table by their place in it: a range, or any list of them.
enum Positions: Sendable {
  case range(Range<Int>)
  case list([Int])

  var count: Int {
    switch self {
    case .range(let range): range.count
    case .list(let rows): rows.count
    }
  }

  var all: [Int] {
    switch self {
    case .range(let range): Array(range)
    case .list(let rows): rows
    }
  }

  /// The places as counters.
  var keys: RowKeys {
    switch self {
    case .range(let range): .range(first: UInt64(range.lowerBound), count: range.count)
    case .list(let rows): .list(rows.map { UInt64($0) })
    }
  }
}

extension Column {
  /// The rows of a column of the whole table.
  func rows(at positions: Positions) -> Column {
    switch positions {
    case .range(let range): slice(range)
    case .list(let rows): gathered(rows)
    }
  }
}
