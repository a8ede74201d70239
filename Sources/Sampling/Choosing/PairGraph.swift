/// Pairs of rows of two sides, none twice, with as many pairs of each row as is given: of all such
/// sets of pairs each about as likely.
///
/// Places are paired at random and what stands twice is swapped away; where that would take long, the
/// pairs are built row by row, each with the rows that lack most. Then rows trade what only one of two
/// has, in rounds in which each row trades with another, whose equilibrium is the uniform law.
///
/// - Draws: about one per pair and round.
/// - Complexity: O(pairs × rounds).
/// - Reference: Strona et al., *A fast and unbiased procedure to randomize ecological binary
///   matrices with fixed row and column totals* (2014); Carstens, Hamann, Meyer, Penschuck, Tran and
///   Wagner, *Parallel and I/O-efficient randomisation of massive networks using global curveball
///   trades* (2018).
package struct PairGraph {
  /// The other side's row of each place: places of a row stand together.
  package private(set) var partners: [Int32]
  private let rows: DegreeStarts
  private let rowCount: Int
  /// By row of the other side: the stamp it was seen with last.
  private var seen: [UInt32]
  private var stamp: UInt32 = 0

  /// - Parameters:
  ///   - counts: pairs of each row; rows of the result stand in this order.
  ///   - others: pairs of each row of the other side, with the same sum, for which there is
  ///     `PairRoom`.
  ///   - startsAtRandom: false builds the pairs row by row, whatever swapping would take.
  package init(
    _ counts: [Int], with others: [Int], _ key: StreamKey, startsAtRandom: Bool = true
  ) {
    rows = DegreeStarts(counts)
    rowCount = counts.count
    seen = [UInt32](repeating: 0, count: others.count)
    partners = PairGraph.shuffledPlaces(others, key.lane("places"))
    precondition(partners.count == rows.placeCount, "both sides have as many pairs")
    let isNear = startsAtRandom && separate(key.lane("swaps"))
    if !isNear { build(others, key.lane("build")) }
    // Few rows have few others to trade with in each round.
    let rounds = max(isNear ? 8 : 48, 512 / max(rowCount, 1))
    trade(rounds: rounds, key.lane("trades"))
    shuffleWithin(key.lane("order"))
  }

  /// Every row as often as it has places, in random order.
  private static func shuffledPlaces(_ counts: [Int], _ key: StreamKey) -> [Int32] {
    var places: [Int32] = []
    places.reserveCapacity(counts.reduce(0, +))
    for (row, count) in counts.enumerated() {
      places.append(contentsOf: repeatElement(Int32(row), count: count))
    }
    shuffle(&places, 0..<places.count, key)
    return places
  }

  private static func shuffle(_ values: inout [Int32], _ range: Range<Int>, _ key: StreamKey) {
    guard range.count > 1 else { return }
    for last in stride(from: range.upperBound - 1, to: range.lowerBound, by: -1) {
      let bound = UInt64(last - range.lowerBound + 1)
      values.swapAt(last, range.lowerBound + Int(key.below(bound, at: UInt64(last))))
    }
  }

  private mutating func nextStamp() -> UInt32 {
    stamp += 1
    return stamp
  }

  /// Stamps for all rows at once, so that none comes twice.
  private mutating func makeStampsEnough() {
    if stamp <= .max / 2 { return }
    for row in seen.indices { seen[row] = 0 }
    stamp = 0
  }

  // Separate: what a row has twice is swapped with any other place.

  /// - Returns: whether nothing stands twice any more; false where that would take long.
  private mutating func separate(_ key: StreamKey) -> Bool {
    var repeated: [(row: Int, place: Int)] = []
    var work = 0
    for row in 0..<rowCount {
      let mark = nextStamp()
      let places = rows.places(of: row)
      for place in places {
        let partner = Int(partners[place])
        if seen[partner] == mark {
          repeated.append((row, place))
          work += places.count
        }
        seen[partner] = mark
      }
      if work > 4 * partners.count { return false }
    }
    var draw: UInt64 = 0
    for (row, place) in repeated where isRepeated(place, in: row) {
      guard swapAway(place, of: row, &draw, key) else { return false }
    }
    return true
  }

  private func isRepeated(_ place: Int, in row: Int) -> Bool {
    rows.places(of: row).contains { $0 != place && partners[$0] == partners[place] }
  }

  @inline(__always)
  private func has(_ places: Range<Int>, _ partner: Int32) -> Bool {
    for place in places where partners[place] == partner { return true }
    return false
  }

  private mutating func swapAway(
    _ place: Int, of row: Int, _ draw: inout UInt64, _ key: StreamKey
  ) -> Bool {
    for _ in 0..<512 {
      let other = Int(key.below(UInt64(partners.count), at: draw))
      draw += 1
      let owner = rows.row(of: other)
      if owner == row { continue }
      if has(rows.places(of: row), partners[other]) { continue }
      if has(rows.places(of: owner), partners[place]) { continue }
      partners.swapAt(place, other)
      return true
    }
    return false
  }

  // Build: row by row, each with those that still need most.

  private mutating func build(_ others: [Int], _ key: StreamKey) {
    var order = (0..<Int32(others.count)).map { $0 }
    PairGraph.shuffle(&order, 0..<order.count, key.lane("others"))
    order.sort { others[Int($0)] > others[Int($1)] }
    var left = order.map { others[Int($0)] }
    var turns = (0..<Int32(rowCount)).map { $0 }
    PairGraph.shuffle(&turns, 0..<turns.count, key.lane("rows"))
    for turn in turns {
      let places = rows.places(of: Int(turn))
      guard let last = places.last else { continue }
      let count = places.count
      // Of those who need as many as the last one, the ones at the end, so that all stay in order.
      let level = left[count - 1]
      precondition(level > 0, "there is room for the pairs")
      let first = PairGraph.place(of: level, in: left)
      let end = PairGraph.place(of: level - 1, in: left)
      for index in 0..<first {
        partners[places.lowerBound + index] = order[index]
        left[index] -= 1
      }
      for index in (end - (count - first))..<end {
        partners[last - (end - 1 - index)] = order[index]
        left[index] -= 1
      }
    }
  }

  /// The first place whose number is no larger, in falling order.
  private static func place(of level: Int, in falling: [Int]) -> Int {
    var low = 0
    var high = falling.count
    while low < high {
      let middle = (low + high) / 2
      if falling[middle] <= level { high = middle } else { low = middle + 1 }
    }
    return low
  }

  // Trade: two rows put together what only one of them has, and deal it out again.

  private mutating func trade(rounds: Int, _ key: StreamKey) {
    var turns = (0..<Int32(rowCount)).filter { !rows.places(of: Int($0)).isEmpty }
    var own: [Int] = []
    var theirs: [Int] = []
    for round in 0..<rounds {
      let draws = key.lane(UInt64(round))
      makeStampsEnough()
      PairGraph.shuffle(&turns, 0..<turns.count, draws.lane("pairs"))
      var draw: UInt64 = 0
      for pair in stride(from: 0, to: turns.count - 1, by: 2) {
        findTrade(Int(turns[pair]), Int(turns[pair + 1]), &own, &theirs)
        if own.isEmpty || theirs.isEmpty { continue }
        deal(own, theirs, &draw, draws)
      }
    }
  }

  /// The places of two rows whose partner the other does not have.
  private mutating func findTrade(
    _ row: Int, _ other: Int, _ own: inout [Int], _ theirs: inout [Int]
  ) {
    own.removeAll(keepingCapacity: true)
    theirs.removeAll(keepingCapacity: true)
    let places = rows.places(of: row)
    let others = rows.places(of: other)
    // Few are sooner compared than marked.
    if places.count * others.count <= 64 {
      for place in places where !has(others, partners[place]) { own.append(place) }
      for place in others where !has(places, partners[place]) { theirs.append(place) }
      return
    }
    let mark = nextStamp()
    for place in places { seen[Int(partners[place])] = mark }
    let both = nextStamp()
    for place in others {
      let partner = Int(partners[place])
      if seen[partner] == mark { seen[partner] = both } else { theirs.append(place) }
    }
    for place in places where seen[Int(partners[place])] == mark { own.append(place) }
  }

  private mutating func deal(
    _ own: [Int], _ theirs: [Int], _ draw: inout UInt64, _ key: StreamKey
  ) {
    let few = own.count <= theirs.count ? own : theirs
    let many = own.count <= theirs.count ? theirs : own
    // Each place of the few takes any of what is left in the pool.
    for index in few.indices {
      let pick = index + Int(key.below(UInt64(few.count + many.count - index), at: draw))
      draw += 1
      let other = pick < few.count ? few[pick] : many[pick - few.count]
      partners.swapAt(few[index], other)
    }
  }

  /// Where a pair stands among those of its row tells nothing.
  private mutating func shuffleWithin(_ key: StreamKey) {
    for row in 0..<rowCount { PairGraph.shuffle(&partners, rows.places(of: row), key) }
  }
}
