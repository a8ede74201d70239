import Testing

@testable import Sampling

/// Numbers that are drawn each by itself, brought to a sum.
@Suite struct DegreeSharesTests {
  /// Every check of chance of this suite, declared before looking: a correct program fails one of
  /// them once in 1000 choices of the key.
  private static let key = StreamKey(seed: 20_261_122, table: "tests", column: "degree shares")
  private static let level = 0.001 / 3

  private static let free = DegreeShares.largest

  private static func shares(_ drawn: [Int], most: [Int]? = nil, _ total: Int) -> [Int]? {
    DegreeShares.inProportion(
      drawn, most: most ?? drawn.map { _ in free }, total: total, key.lane(UInt64(total)))
  }

  @Test func `numbers of the right sum stay, others grow or shrink in proportion`() {
    #expect(Self.shares([3, 0, 5, 2], 10) == [3, 0, 5, 2])
    #expect(Self.shares([3, 0, 5, 2], 30) == [9, 0, 15, 6])
    #expect(Self.shares([4, 0, 6, 2], 6) == [2, 0, 3, 1])
    #expect(Self.shares([4, 0, 6, 2], 0) == [0, 0, 0, 0])
    #expect(Self.shares([0, 0], 1) == nil)
    #expect(Self.shares([0, 0], 0) == [0, 0])
    #expect(Self.shares([], 0) == [])
    #expect(Self.shares([], 1) == nil)
  }

  @Test func `whoever reaches its most leaves the rest to the others, in proportion again`() {
    #expect(Self.shares([10, 10, 20], most: [5, 99, 99], 35) == [5, 10, 20])
    #expect(Self.shares([10, 10, 20], most: [5, 6, 99], 35) == [5, 6, 24])
    #expect(Self.shares([10, 10, 20], most: [5, 6, 24], 35) == [5, 6, 24])
    #expect(Self.shares([10, 10, 20], most: [5, 6, 23], 35) == nil)
    #expect(Self.shares([1, 0], most: [3, 9], 4) == nil)
  }

  @Test func `shares are rounded up or down, sum to the total and stay within the most`() throws {
    let draws = Self.key.lane("trials")
    for trial in 0..<3_000 as Range<UInt64> {
      let lane = draws.lane(trial)
      let count = 1 + Int(lane.below(12, at: 0))
      let drawn = (0..<count).map { Int(lane.lane(1).below(9, at: UInt64($0))) }
      let most = drawn.indices.map { Int(lane.lane(2).below(14, at: UInt64($0))) }
      let room = drawn.indices.reduce(0) { $0 + (drawn[$1] > 0 ? most[$1] : 0) }
      let total = Int(lane.lane(3).below(UInt64(room) + 3, at: 0))
      guard let shares = DegreeShares.inProportion(drawn, most: most, total: total, lane) else {
        #expect(total > room)
        continue
      }
      #expect(total <= room && shares.reduce(0, +) == total)
      #expect(drawn.indices.allSatisfy { shares[$0] <= (drawn[$0] > 0 ? most[$0] : 0) })
      // Those below their most have one factor.
      let open = drawn.indices.filter { drawn[$0] > 0 && shares[$0] < most[$0] }
      for a in open {
        for b in open where drawn[a] > 0 && drawn[b] > 0 {
          let low = Double(shares[a] - 1) / Double(drawn[a])
          #expect(low < Double(shares[b] + 1) / Double(drawn[b]), "trial \(trial)")
        }
      }
    }
  }

  @Test func `the expectation is the share`() {
    // 7 over weights of 13: two thirds and more are cut in half of the cases.
    let drawn = [1, 4, 0, 2, 5, 1]
    var sums = [Int](repeating: 0, count: drawn.count)
    let trials = 40_000
    for trial in 0..<UInt64(trials) {
      let lane = Self.key.lane("means").lane(trial)
      let most = drawn.map { _ in Self.free }
      let shares = DegreeShares.inProportion(drawn, most: most, total: 7, lane) ?? []
      for row in sums.indices { sums[row] += shares[row] }
    }
    var worst = 1.0
    for row in drawn.indices where drawn[row] > 0 {
      let share = 7 * Double(drawn[row]) / 13
      let part = share - share.rounded(.down)
      let sd = (part * (1 - part) / Double(trials)).squareRoot()
      let z = (Double(sums[row]) / Double(trials) - share) / sd
      worst = min(worst, Statistics.normalP(z))
    }
    #expect(worst > Self.level / 5)
  }

  /// All choices of places alike: by one place after the other, and by drawing places.
  @Test(arguments: [4, 3])
  func `places are taken as hypergeometric draws are`(total: Int) {
    let places = [3, 0, 2, 2]
    // Ways to take so many of each.
    let binomials = [[1, 3, 3, 1], [1], [1, 2, 1], [1, 2, 1]]
    var counts: [[Int]: Int] = [:]
    let trials = 20_000
    for trial in 0..<UInt64(trials) {
      let lane = Self.key.lane("places").lane(UInt64(total)).lane(trial)
      counts[DegreeShares.taken(of: places, total: total, lane), default: 0] += 1
    }
    // Seven over three, or over four.
    var cells: [(Int, Double)] = []
    for a in 0...3 {
      for b in 0...2 {
        let c = total - a - b
        guard (0...2).contains(c) else { continue }
        let chance = Double(binomials[0][a] * binomials[2][b] * binomials[3][c]) / 35
        cells.append((counts[[a, 0, b, c]] ?? 0, chance * Double(trials)))
      }
    }
    #expect(cells.reduce(0) { $0 + $1.0 } == trials)
    let value = Statistics.chiSquare(cells.map(\.0), expected: cells.map(\.1))
    let p = Statistics.chiSquareP(value, degrees: cells.count - 1)
    #expect(p > Self.level, "p \(p)")
  }

  @Test func `a place belongs to the row whose range holds it`() {
    let starts = DegreeStarts([2, 0, 0, 3, 1, 0])
    #expect(starts.placeCount == 6)
    #expect((0..<6).map { starts.row(of: $0) } == [0, 0, 3, 3, 3, 4])
    #expect(starts.places(of: 3) == 2..<5)
  }
}
