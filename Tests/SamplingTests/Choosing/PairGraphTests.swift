import Testing

@testable import Sampling

/// Pairs of rows of two sides, none twice, with given numbers on both sides.
@Suite struct PairGraphTests {
  /// Every check of chance of this suite, declared before looking: a correct program fails one of
  /// them once in 1000 choices of the key.
  private static let key = StreamKey(seed: 20_261_122, table: "tests", column: "pairs")
  private static let level = 0.001 / Double(2 * small.count + 1)

  /// Numbers of both sides; small enough that all sets of pairs can be listed.
  private static let small: [(rows: [Int], others: [Int])] = [
    ([1, 1, 1, 1], [1, 1, 1, 1]), ([2, 1, 1], [2, 1, 1]), ([2, 2, 1], [1, 2, 2]),
    ([2, 2, 2, 2], [2, 2, 2, 2]), ([3, 2, 1, 1], [2, 2, 1, 1, 1]),
    ([4, 3, 2, 0, 1], [3, 3, 2, 2]),
    ([3, 3], [1, 1, 1, 1, 2]), ([2, 2, 3, 3], [3, 3, 2, 1, 1]),
  ]

  /// All sets of pairs of these numbers, each as a row's partners in order, row after row.
  private static func all(_ rows: [Int], _ others: [Int]) -> [[Int]] {
    guard let first = rows.first else { return others.allSatisfy { $0 == 0 } ? [[]] : [] }
    var found: [[Int]] = []
    for set in 0..<(1 << others.count) where set.nonzeroBitCount == first {
      let partners = others.indices.filter { set >> $0 & 1 == 1 }
      var left = others
      for partner in partners { left[partner] -= 1 }
      if left.contains(where: { $0 < 0 }) { continue }
      found += all(Array(rows.dropFirst()), left).map { partners + $0 }
    }
    return found
  }

  private static func sorted(_ graph: PairGraph, _ rows: [Int]) -> [Int] {
    let starts = DegreeStarts(rows)
    return rows.indices.flatMap { row in
      graph.partners[starts.places(of: row)].map { Int($0) }.sorted()
    }
  }

  @Test(arguments: small.indices, [true, false])
  func `of all sets of pairs each is as likely`(index: Int, startsAtRandom: Bool) {
    let (rows, others) = Self.small[index]
    let all = Self.all(rows, others)
    let trials = max(4_000, all.count * 40)
    var counts: [[Int]: Int] = [:]
    for trial in 0..<UInt64(trials) {
      let key = Self.key.lane(startsAtRandom ? "random" : "built").lane(UInt64(index))
      let graph = PairGraph(
        rows, with: others, key.lane(trial), startsAtRandom: startsAtRandom)
      counts[Self.sorted(graph, rows), default: 0] += 1
    }
    #expect(counts.keys.allSatisfy { all.contains($0) })
    guard all.count > 1 else { return }
    let expected = [Double](repeating: Double(trials) / Double(all.count), count: all.count)
    let value = Statistics.chiSquare(all.map { counts[$0] ?? 0 }, expected: expected)
    let p = Statistics.chiSquareP(value, degrees: all.count - 1)
    #expect(p > Self.level, "p \(p) of \(all.count)")
  }

  @Test func `a partner stands at each place of its row as likely`() {
    var counts = [Int](repeating: 0, count: 3)
    let trials = 6_000
    for trial in 0..<UInt64(trials) {
      let graph = PairGraph([3, 3, 2], with: [3, 2, 2, 1], Self.key.lane("order").lane(trial))
      // The first of the others has a pair with every row.
      counts[graph.partners[0..<3].firstIndex(of: 0) ?? 0] += 1
    }
    let value = Statistics.chiSquare(counts, expected: [Double](repeating: 2_000, count: 3))
    #expect(Statistics.chiSquareP(value, degrees: 2) > Self.level)
  }

  /// Whether both sides have their numbers and no pair stands twice.
  private static func check(_ rows: [Int], _ others: [Int], _ key: StreamKey) {
    let graph = PairGraph(rows, with: others, key)
    let starts = DegreeStarts(rows)
    var counts = [Int](repeating: 0, count: others.count)
    for row in rows.indices {
      let partners = graph.partners[starts.places(of: row)]
      #expect(Set(partners).count == rows[row])
      for partner in partners { counts[Int(partner)] += 1 }
    }
    #expect(counts == others)
  }

  @Test func `numbers are exact and no pair stands twice wherever there is room`() throws {
    for (index, one) in try PairRoomTests.cases().enumerated()
    where one.flowOfDrawn == one.rows.reduce(0, +) {
      Self.check(one.rows, one.drawn, Self.key.lane("cases").lane(UInt64(index)))
    }
  }

  @Test func `it ends where hardly anything can be swapped`() {
    let key = Self.key.lane("tight")
    // All pairs there are, all but one, and one set of pairs alone.
    Self.check([5, 5, 5], [3, 3, 3, 3, 3], key)
    Self.check([5, 5, 4], [3, 2, 3, 3, 3], key)
    Self.check([4, 3, 2, 1], [4, 3, 2, 1], key)
    let stairs = Array((1...120).reversed())
    Self.check(stairs, stairs, key)
    // A few rows that all refer to, as popular things have.
    let rows = [Int](repeating: 3, count: 4_000)
    Self.check(rows, [4_000, 3_999, 3_000] + [Int](repeating: 1, count: 1_001), key)
    Self.check([], [], key)
    Self.check([0, 0], [0], key)
  }
}
