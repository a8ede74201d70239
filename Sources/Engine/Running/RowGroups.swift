/// The row groups of several tables, numbered through in the order of tables and rows.
///
/// Groups begin at multiples of their size in the whole table, whatever the share. They are found
/// when they are asked for: a list would grow with the rows.
struct RowGroups: Sendable {
  private let ranges: [Range<Int>]
  private let sizes: [Int]
  /// How many groups there are up to each table and with it.
  private let ends: [Int]

  /// - Parameter sizes: rows of a group of each table, at least 1.
  init(of ranges: [Range<Int>], sizes: [Int]) {
    precondition(ranges.count == sizes.count && sizes.allSatisfy { $0 >= 1 }, "sizes of groups")
    self.ranges = ranges
    self.sizes = sizes
    var count = 0
    ends = zip(ranges, sizes).map { (rows, size) in
      if !rows.isEmpty { count += (rows.upperBound - 1) / size - rows.lowerBound / size + 1 }
      return count
    }
  }

  var count: Int { ends.last ?? 0 }

  /// The table, by its place in the list given, and the rows of a group.
  subscript(group: Int) -> (table: Int, rows: Range<Int>) {
    precondition(group >= 0 && group < count, "a row group that is not there")
    var low = 0
    var high = ends.count - 1
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > group { high = middle } else { low = middle + 1 }
    }
    let (rows, size) = (ranges[low], sizes[low])
    let number = rows.lowerBound / size + group - (low == 0 ? 0 : ends[low - 1])
    return (low, max(rows.lowerBound, number * size)..<min((number + 1) * size, rows.upperBound))
  }
}
