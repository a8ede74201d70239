import Testing

@testable import Sampling

/// Numbers of pairs on both sides, against the largest flows that NetworkX finds.
@Suite struct PairRoomTests {
  /// One case of `Fixtures/pairs.csv`, written by Scripts/oracles/pairs_fixture.py.
  struct Case {
    var rows: [Int]
    var drawn: [Int]
    var most: [Int]
    var flowOfDrawn: Int
    var flowOfMost: Int
  }

  static func cases() throws -> [Case] {
    try Fixture.rows("pairs.csv").map { fields in
      let numbers = fields.map { $0.split(separator: " ").compactMap { Int($0) } }
      return Case(
        rows: numbers[0], drawn: numbers[1], most: numbers[2], flowOfDrawn: numbers[3][0],
        flowOfMost: numbers[4][0])
    }
  }

  @Test func `there is room where all pairs flow`() throws {
    var fitting = 0
    for one in try Self.cases() {
      let room = PairRoom(one.rows)
      #expect(room.pairCount == one.rows.reduce(0, +))
      #expect(room.rowCount == one.rows.max() && room.largest == one.rows.count { $0 > 0 })
      let holds = room.holds(one.drawn)
      #expect(holds == (one.flowOfDrawn == room.pairCount), "\(one)")
      if holds { fitting += 1 }
    }
    #expect(fitting > 150 && fitting < 450)
  }

  @Test func `what is settled has room, keeps to the most and loses no pair that can be`() throws {
    for one in try Self.cases() {
      let room = PairRoom(one.rows)
      let settled = room.settled(one.drawn, most: one.most)
      #expect(room.holds(settled), "\(one)")
      #expect(zip(settled, one.most).allSatisfy { $0 >= 0 && $0 <= $1 }, "\(one)")
      #expect(settled.reduce(0, +) == one.flowOfMost, "\(one)")
      if room.holds(one.drawn) { #expect(settled == one.drawn) }
    }
  }

  @Test func `the largest are cut and the smallest raised, all near to a level`() {
    // Four rows with one pair each leave any row four of them at most.
    #expect(PairRoom([1, 1, 1, 1]).settled([4, 0, 0], most: [9, 9, 9]) == [4, 0, 0])
    #expect(PairRoom([2, 2, 2]).settled([6, 0, 0], most: [6, 6, 6]) == [3, 2, 1])
    #expect(PairRoom([2, 2, 2]).settled([6, 0, 0], most: [6, 1, 6]) == [3, 1, 2])
    #expect(PairRoom([2, 2, 2]).settled([6, 0, 0], most: [6, 1, 0]) == [3, 1, 0])
  }
}
