import Columnar
import Sampling

extension ArrivalGrid {
  /// A node of the split tree inside a day: seconds `low..<high` hold `count` rows from `first` on.
  struct Leaf {
    var day: Int
    var low: Int64
    var high: Int64
    var count: Int64
    var first: Int
  }

  /// The rows of a range of positions.
  ///
  /// - Parameter last: the leaf made last by this worker; neighbouring ranges share leaves.
  package func rows(_ range: Range<Int>, last: inout GridRows?) -> (
    times: [Int64], parents: [Int32]
  ) {
    var times: [Int64] = []
    var parents: [Int32] = []
    times.reserveCapacity(range.count)
    parents.reserveCapacity(range.count)
    var next = range.lowerBound
    while next < range.upperBound {
      let made = leafRows(containing: next, last: &last)
      let end = min(range.upperBound, made.range.upperBound)
      times.append(contentsOf: made.times[(next - made.first)..<(end - made.first)])
      if !made.parents.isEmpty {
        parents.append(contentsOf: made.parents[(next - made.first)..<(end - made.first)])
      }
      next = end
    }
    return (times, parents)
  }

  private func leafRows(containing row: Int, last: inout GridRows?) -> GridRows {
    if let kept = last, kept.range.contains(row) { return kept }
    let made: GridRows
    if case .lived(let parents) = picker {
      made = livedRows(containing: row, parents)
    } else {
      made = make(leaf(containing: row))
    }
    last = made
    return made
  }

  func leaf(containing row: Int) -> Leaf {
    let day = day(ofRow: row)
    var node = Leaf(
      day: day, low: 0, high: 86_400, count: Int64(firstRow[day + 1] - firstRow[day]),
      first: firstRow[day])
    while node.count > ArrivalGrid.leafSize, node.high - node.low > 1 {
      let middle = (node.low + node.high) / 2
      let before = mass(node.low)
      let width = mass(node.high) - before
      let fraction = width > 0 ? (mass(middle) - before) / width : 0.5
      let left = SplitTree.left(
        of: node.count, fraction: fraction, stream: streams.leaves,
        node: UInt64(node.day) &* 86_400 &+ UInt64(node.low) | UInt64(node.high) << 44)
      if row < node.first + Int(left) {
        node.high = middle
        node.count = left
      } else {
        node.low = middle
        node.first += Int(left)
        node.count -= left
      }
    }
    return node
  }

  private func mass(_ second: Int64) -> Double {
    time.hours.mass(before: second * CivilTime.microsecondsPerSecond)
  }

  private func make(_ leaf: Leaf) -> GridRows {
    let keys = RowKeys.range(first: UInt64(leaf.first), count: Int(leaf.count))
    let draws = streams.times.uniforms(for: keys)
    let midnight =
      (time.firstDay + Int64(leaf.day)) * CivilTime.microsecondsPerDay
    let before = mass(leaf.low)
    let width = mass(leaf.high) - before
    let lowest = leaf.low * CivilTime.microsecondsPerSecond
    let highest = leaf.high * CivilTime.microsecondsPerSecond - 1
    var times = draws.map { draw in
      midnight + min(max(time.hours.time(at: before + draw * width), lowest), highest)
    }
    times.sort()
    guard case .cohorts(let cohorts, let prefix) = picker else {
      return GridRows(first: leaf.first, times: times, parents: [])
    }
    let parents = times.indices.map { rank in
      parent(row: UInt64(leaf.first + rank), time: times[rank], day: leaf.day, cohorts, prefix)
    }
    return GridRows(first: leaf.first, times: times, parents: parents)
  }

  /// Draws among all who start before the day ends, again while the one drawn has not started.
  private func parent(
    row: UInt64, time: Int64, day: Int, _ cohorts: Cohorts, _ prefix: WeightedPrefix
  ) -> Int32 {
    let bound = prefix.sums[cohorts.start[day + 2]]
    for attempt in 0..<64 as Range<UInt64> {
      let place = prefix.entry(at: streams.parents.lane(attempt).below(bound, at: row))
      if cohorts.since[place] <= time { return cohorts.order[place] }
    }
    // Independent attempts that failed say nothing about the draw among the living alone.
    var end = cohorts.start[day + 1]
    while end < cohorts.start[day + 2], cohorts.since[end] <= time { end += 1 }
    let value = streams.parents.lane(64).below(prefix.sums[end], at: row)
    return cohorts.order[prefix.entry(at: value)]
  }
}
