import Columnar
import Sampling

/// Parents whose lives end, ready to be drawn from.
struct LivedParents: Sendable {
  let mass: LivingMass
  let index: LivingIndex
}

extension ArrivalGrid {
  /// A node of the split tree inside a day: microseconds `low..<high` hold `count` rows from
  /// `first` on.
  struct LivedLeaf {
    var low: Int64 = 0
    var high = CivilTime.microsecondsPerDay
    var count: Int
    var first: Int
    /// The root is 1, the halves of n are 2n and 2n + 1; at most 38 bits.
    var number: UInt64 = 1
    /// Mass of the day before `low` and `high`.
    var before = 0.0
    var after: Double
  }

  /// The rows of the leaf that holds a row: at most `leafSize`.
  func livedRows(containing row: Int, _ parents: LivedParents) -> GridRows {
    let day = day(ofRow: row)
    let leaf = livedLeaf(containing: row, day, parents.mass)
    let keys = RowKeys.range(first: UInt64(leaf.first), count: leaf.count)
    let draws = streams.times.uniforms(for: keys)
    let most = max(leaf.after.nextDown, leaf.before)
    let midnight = (time.firstDay + Int64(day)) * CivilTime.microsecondsPerDay
    var times = draws.map { draw in
      let mass = min(leaf.before + draw * (leaf.after - leaf.before), most)
      return midnight + parents.mass.time(at: mass, day: day, in: leaf.low..<leaf.high)
    }
    times.sort()
    let picks = streams.parents.lane(0).bits(for: keys)
    var living = LivingSearch(parents.index)
    var chosen = [Int32](repeating: 0, count: times.count)
    for rank in times.indices {
      living.move(to: times[rank])
      chosen[rank] = living.parent(at: picks[rank].multipliedFullWidth(by: living.weight).high)
    }
    return GridRows(first: leaf.first, times: times, parents: chosen)
  }

  private func livedLeaf(containing row: Int, _ day: Int, _ mass: LivingMass) -> LivedLeaf {
    var node = LivedLeaf(
      count: firstRow[day + 1] - firstRow[day], first: firstRow[day], after: mass.totals[day])
    while node.count > ArrivalGrid.leafSize, node.high - node.low > 1 {
      let middle = (node.low + node.high) / 2
      let halfway = min(max(mass.mass(before: middle, day: day), node.before), node.after)
      let left = Int(
        SplitTree.left(
          of: Int64(node.count),
          fraction: (halfway - node.before) / (node.after - node.before),
          stream: streams.leaves, node: UInt64(day) << 40 | node.number))
      if row < node.first + left {
        node.high = middle
        node.after = halfway
        node.count = left
        node.number = 2 * node.number
      } else {
        node.low = middle
        node.before = halfway
        node.first += left
        node.count -= left
        node.number = 2 * node.number + 1
      }
    }
    // Rows of one microsecond are of one time: any of them together are in order.
    let size = Int(ArrivalGrid.leafSize)
    let skipped = node.count > size ? (row - node.first) / size * size : 0
    node.first += skipped
    node.count = min(node.count - skipped, size)
    return node
  }
}
