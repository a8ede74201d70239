/// Which rows and columns of a table are counted together, so that enough is expected in every cell.
///
/// While the cell of least expectation has too little, the rarer of its row and its column joins the
/// next rare one. Sums of rows and columns alone decide, never the cells; two of each remain.
struct JoinedMargins {
  /// The group of each row and of each column.
  let rows: [Int]
  let columns: [Int]

  init(rowSums: [Int], columnSums: [Int], least: Double) {
    var (rows, columns) = (MergingGroups(rowSums), MergingGroups(columnSums))
    let n = Double(rowSums.reduce(0, +))
    while let row = rows.smallest, let column = columns.smallest,
      Double(row) * Double(column) < least * n, rows.count > 2 || columns.count > 2
    {
      if columns.count == 2 || (rows.count > 2 && row <= column) {
        rows.joinSmallest()
      } else {
        columns.joinSmallest()
      }
    }
    self.rows = rows.groups
    self.columns = columns.groups
  }
}

/// Groups of which the two smallest join, again and again.
///
/// Sums that joins make never fall, so that they wait in a queue behind the sorted ones.
///
/// - Complexity: O(n log n) for all joins.
private struct MergingGroups {
  private var sums: [Int]
  private var parents: [Int]
  /// Leaves with a sum, from the smallest; then what was joined.
  private let leaves: [Int]
  private var firstLeaf = 0
  private var joined: [Int] = []
  private var firstJoined = 0
  private let leafCount: Int

  /// Those of sum 0 are in no group.
  init(_ sums: [Int]) {
    self.sums = sums
    leafCount = sums.count
    parents = Array(sums.indices)
    leaves = sums.indices.filter { sums[$0] > 0 }.sorted { (sums[$0], $0) < (sums[$1], $1) }
  }

  var count: Int { leaves.count - firstLeaf + joined.count - firstJoined }

  var smallest: Int? { next.map { sums[$0] } }

  private var next: Int? {
    let leaf = firstLeaf < leaves.count ? leaves[firstLeaf] : nil
    let group = firstJoined < joined.count ? joined[firstJoined] : nil
    guard let leaf, let group else { return leaf ?? group }
    return sums[leaf] <= sums[group] ? leaf : group
  }

  private mutating func take() -> Int? {
    guard let taken = next else { return nil }
    if taken < leafCount { firstLeaf += 1 } else { firstJoined += 1 }
    return taken
  }

  mutating func joinSmallest() {
    guard let first = take(), let second = take() else { return }
    sums.append(sums[first] + sums[second])
    parents.append(sums.count - 1)
    parents[first] = sums.count - 1
    parents[second] = sums.count - 1
    joined.append(sums.count - 1)
  }

  /// The group of each leaf, numbered from 0; -1 for those of sum 0.
  var groups: [Int] {
    var roots = parents
    // A parent is always behind its children.
    for index in parents.indices.reversed() where roots[index] != index {
      roots[index] = roots[roots[index]]
    }
    var numbers: [Int: Int] = [:]
    return (0..<leafCount).map { leaf in
      guard sums[leaf] > 0 else { return -1 }
      if let known = numbers[roots[leaf]] { return known }
      numbers[roots[leaf]] = numbers.count
      return numbers.count - 1
    }
  }
}
