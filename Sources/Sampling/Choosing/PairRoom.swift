/// What rows of one side leave room for on the other, where no pair of rows stands twice: any k rows
/// there can have no more pairs than the rows here can give them.
///
/// - Reference: Gale, *A theorem on flows in networks* (1957); Ryser, *Combinatorial properties of
///   matrices of zeros and ones* (1957).
package struct PairRoom: Sendable {
  /// By k: the most pairs of any k rows, up to where it is all pairs.
  private let most: [Int]

  /// - Parameter counts: pairs of each row here.
  package init(_ counts: [Int]) {
    let largest = counts.max() ?? 0
    var rows = [Int](repeating: 0, count: largest + 1)
    for count in counts { rows[count] += 1 }
    // The k-th row more gives a pair to each row here that has k or more.
    var having = counts.count - (rows.first ?? 0)
    var most = [0]
    for k in 1..<max(largest + 1, 1) {
      most.append(most[k - 1] + having)
      having -= rows[k]
    }
    self.most = most
  }

  package var pairCount: Int { most[most.count - 1] }

  /// Rows there that are needed at least.
  package var rowCount: Int { most.count - 1 }

  /// The most pairs of one row there.
  package var largest: Int { of(1) }

  private func of(_ count: Int) -> Int { most[min(count, most.count - 1)] }

  /// Whether there are pairs without repetition for these numbers, where they sum to all pairs.
  package func holds(_ counts: [Int]) -> Bool {
    var sum = 0
    for (index, count) in counts.sorted(by: >).enumerated() {
      sum += count
      if sum > of(index + 1) { return false }
    }
    return true
  }

  /// Numbers for which there are pairs: the largest are cut as far as they must be, and the
  /// smallest raised up to their most, as near to a level as that allows.
  ///
  /// - Returns: numbers that sum to all pairs, or to as many as there can be.
  /// - Complexity: O(n log n); O(n) where nothing has to change.
  package func settled(_ counts: [Int], most: [Int]) -> [Int] {
    var held = cut(counts)
    if held.reduce(0, +) == pairCount { return held }
    let raised = { (level: Int) in
      held.indices.map { max(held[$0], min(most[$0], level)) }
    }
    // The highest level that there is room for.
    var low = 0
    var high = largest + 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if holds(raised(middle)) { low = middle } else { high = middle }
    }
    held = raised(low)
    // Of those who stand at the level, as many as there is room for have one more: all are alike.
    let next = held.indices.filter { held[$0] == low && most[$0] > low }
    var (fitting, beyond) = (0, next.count + 1)
    while fitting + 1 < beyond {
      let middle = (fitting + beyond) / 2
      var tried = held
      for row in next.prefix(middle) { tried[row] += 1 }
      if holds(tried) { fitting = middle } else { beyond = middle }
    }
    for row in next.prefix(fitting) { held[row] += 1 }
    return held
  }

  /// The most of each, from the largest on, that there is room for beside the ones before it.
  private func cut(_ counts: [Int]) -> [Int] {
    if holds(counts) { return counts }
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    var held = counts
    var (sum, room) = (0, Int.max)
    for (index, row) in order.enumerated() {
      room = min(room, of(index + 1) - sum)
      held[row] = min(counts[row], room)
      sum += held[row]
    }
    return held
  }
}
