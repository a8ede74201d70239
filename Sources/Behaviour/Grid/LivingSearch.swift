/// The living of an instant, and then of instants after it.
///
/// - Complexity: O(log² parents) for the first; what has changed since for the others.
struct LivingSearch {
  /// The living of one node: the first `count` of one of its lists.
  private struct Prefix {
    var node: Int
    var isBeforeCentre: Bool
    /// The node's entries in the list.
    var entries: Range<Int>
    var count: Int
    var weight: UInt64
  }

  private let index: LivingIndex
  private var path: [Prefix] = []
  /// Weight of the living.
  private(set) var weight: UInt64 = 0

  /// Changes that are looked for one by one before the rest is halved.
  private static let fewChanges = 8

  init(_ index: LivingIndex) {
    self.index = index
    path.reserveCapacity(32)
  }

  /// Finds the living of an instant that is not before the last one.
  mutating func move(to time: Int64) {
    guard !path.isEmpty else {
      if index.nodes.count > 1 { descend(from: 0, time) }
      return
    }
    for level in path.indices {
      let node = path[level].node
      if path[level].isBeforeCentre, time >= index.nodes[node].centre {
        path.removeSubrange(level...)
        descend(from: node, time)
        return
      }
      let known = path[level].count
      path[level].count =
        path[level].isBeforeCentre
        ? started(path[level].entries, from: known, time)
        : lasting(path[level].entries, upTo: known, time)
      if path[level].count != known { weigh(level) }
    }
    sum()
  }

  /// The parent at a place of the weight of the living.
  func parent(at place: UInt64) -> Int32 {
    var rest = place
    for prefix in path {
      if rest < prefix.weight { return LivingSearch.parent(at: rest, of: prefix, list(prefix)) }
      rest -= prefix.weight
    }
    preconditionFailure("a place beyond the weight of the living")
  }

  private static func parent(
    at place: UInt64, of prefix: Prefix, _ list: borrowing LivingIndex.List
  ) -> Int32 {
    var low = prefix.entries.lowerBound
    var high = low + prefix.count
    let value = list.sums[low] + place
    while low + 1 < high {
      let middle = (low + high) / 2
      if list.sums[middle] <= value { low = middle } else { high = middle }
    }
    return list.parents[low]
  }

  private func list(_ prefix: Prefix) -> LivingIndex.List {
    prefix.isBeforeCentre ? index.starts : index.ends
  }

  private mutating func descend(from top: Int, _ time: Int64) {
    var next = top
    while next >= 0 {
      let node = index.nodes[next]
      let entries = Int(node.first)..<Int(index.nodes[next + 1].first)
      let isBefore = time < node.centre
      let count =
        isBefore
        ? started(entries, from: 0, time) : lasting(entries, upTo: entries.count, time)
      path.append(
        Prefix(node: next, isBeforeCentre: isBefore, entries: entries, count: count, weight: 0))
      weigh(path.count - 1)
      next = Int(isBefore ? node.left : node.right)
    }
    sum()
  }

  private mutating func weigh(_ level: Int) {
    let prefix = path[level]
    let first = prefix.entries.lowerBound
    let sums = prefix.isBeforeCentre ? index.starts.sums : index.ends.sums
    path[level].weight = sums[first + prefix.count] - sums[first]
  }

  private mutating func sum() {
    weight = 0
    for prefix in path { weight += prefix.weight }
  }

  /// How many have started, given that `known` have.
  private func started(_ entries: Range<Int>, from known: Int, _ time: Int64) -> Int {
    var low = entries.lowerBound + known
    for _ in 0..<LivingSearch.fewChanges {
      guard low < entries.upperBound, index.starts.times[low] <= time else {
        return low - entries.lowerBound
      }
      low += 1
    }
    var high = entries.upperBound
    while low < high {
      let middle = (low + high) / 2
      if index.starts.times[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low - entries.lowerBound
  }

  /// How many have not ended, given that at most `known` have not.
  private func lasting(_ entries: Range<Int>, upTo known: Int, _ time: Int64) -> Int {
    var high = entries.lowerBound + known
    for _ in 0..<LivingSearch.fewChanges {
      guard high > entries.lowerBound, index.ends.times[high - 1] <= time else {
        return high - entries.lowerBound
      }
      high -= 1
    }
    var low = entries.lowerBound
    while low < high {
      let middle = (low + high) / 2
      if index.ends.times[middle] > time { low = middle + 1 } else { high = middle }
    }
    return low - entries.lowerBound
  }
}
