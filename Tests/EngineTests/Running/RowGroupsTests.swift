import Testing

@testable import Engine

@Suite struct RowGroupsTests {
  /// The groups one by one, as a list.
  private static func listed(
    _ ranges: [Range<Int>], _ sizes: [Int]
  ) -> [(table: Int, rows: Range<Int>)] {
    var groups: [(table: Int, rows: Range<Int>)] = []
    for (table, rows) in ranges.enumerated() {
      let size = sizes[table]
      var start = rows.lowerBound
      while start < rows.upperBound {
        let end = min((start / size + 1) * size, rows.upperBound)
        groups.append((table, start..<end))
        start = end
      }
    }
    return groups
  }

  @Test func `groups begin at multiples of their size, in the order of tables`() {
    let starts = [0, 1, 3, 4, 7, 8]
    let ranges = starts.flatMap { start in [0, 1, 3, 4, 5, 9].map { start..<start + $0 } }
    for sizes in [[1, 1, 1], [2, 5, 4], [4, 1, 4], [5, 2, 3], [100, 1, 2]] {
      for first in ranges.indices {
        let some = [ranges[first], 2..<2, ranges[(first * 7 + 3) % ranges.count]]
        let groups = RowGroups(of: some, sizes: sizes)
        let expected = Self.listed(some, sizes)
        #expect(groups.count == expected.count, "\(some) by \(sizes)")
        for (index, group) in expected.enumerated() {
          #expect(groups[index].table == group.table, "\(some) by \(sizes)")
          #expect(groups[index].rows == group.rows, "\(some) by \(sizes)")
        }
      }
    }
  }

  @Test func `no tables have no groups, and very many rows need no list`() {
    #expect(RowGroups(of: [], sizes: []).count == 0)
    let rows = 0..<1 << 53
    let groups = RowGroups(of: [rows, rows], sizes: [131_072, 131_072])
    #expect(groups.count == 1 << 37)
    #expect(groups[groups.count - 1].table == 1)
    #expect(groups[groups.count - 1].rows == rows.upperBound - 131_072..<rows.upperBound)
  }
}
