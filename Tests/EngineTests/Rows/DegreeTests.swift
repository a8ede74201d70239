import Columnar
import Planning
import Sampling
import Testing

@testable import Engine

/// References of which it is said how many name each row.
@Suite struct DegreeTests {
  private static let document = """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      people:
        rows: 20_000
        columns:
          person: {key: integer}
      things:
        rows: 8_000
        columns:
          thing: {key: integer}
          size: {integer: {from: 0, to: 12}}
          named: {count: pairs, of: thing}
      pairs:
        rows: {per: person, binomial: {n: 6, p: 50%}}
        columns:
          person: {ref: people}
          thing: {ref: things, unique: true, per: person, each: {poisson: 7.5}}
          sized: {ref: things, unique: true, per: person, each: = size}
          seat: {ref: things, unique: true, per: person, each: {poisson: 7.5}, at_most: = size + 2}
          bonus: {ref: things, unique: true, per: person, each: {poisson: 4}, when: "mod(person, 2) = 0"}
      calls:
        rows: 60_000
        columns:
          call: {key: integer}
          thing: {ref: things, each: {poisson: 7.5}}
          equal: {ref: things, each: 1}
          place: {ref: things, at_most: = 2 * size}
          lost: {ref: things, each: {poisson: 7.5}, missing: 10%}
    """

  private let data: Dataset

  init() throws { data = try Workbench.dataset(Self.document) }

  /// How many rows of a table refer to each thing.
  private func degrees(_ table: String, _ column: String) -> [Int] {
    var counts = [Int](repeating: 0, count: 8_000)
    for thing in data[table].integers(column) {
      if let thing { counts[Int(thing) - 1] += 1 }
    }
    return counts
  }

  private var sizes: [Int] { data["things"].integers("size").map { Int($0 ?? 0) } }

  @Test(arguments: ["thing", "sized", "seat", "bonus"])
  func `no row is named twice by one parent`(column: String) {
    let pairs = zip(data["pairs"].integers("person"), data["pairs"].integers(column))
    let named = pairs.filter { $0.1 != nil }.map { [$0.0, $0.1] }
    #expect(Set(named).count == named.count && named.count > 25_000)
  }

  @Test func `all rows are shared out in proportion, 0 stays 0`() {
    let sizes = sizes
    let total = sizes.reduce(0, +)
    for (table, column) in [("pairs", "sized")] {
      let rows = data[table].rowCount
      for (size, degree) in zip(sizes, degrees(table, column)) {
        let share = Double(size * rows) / Double(total)
        #expect((Double(degree) - share).magnitude < 1 && (size > 0 || degree == 0))
      }
    }
    #expect(degrees("calls", "equal").allSatisfy { $0 == 7 || $0 == 8 })
    #expect(data["things"].integers("named").map { Int($0 ?? 0) } == degrees("pairs", "thing"))
  }

  @Test func `no row is named more often than it may be`() {
    #expect(zip(degrees("pairs", "seat"), sizes).allSatisfy { $0 <= $1 + 2 })
    #expect(zip(degrees("calls", "place"), sizes).allSatisfy { $0 <= 2 * $1 })
  }

  @Test func `where some rows refer to none, the others are shared out`() {
    let people = data["pairs"].integers("person")
    let bonus = data["pairs"].integers("bonus")
    #expect(zip(people, bonus).allSatisfy { ($0 ?? 0) % 2 == 0 ? $1 != nil : $1 == nil })
    let lost = data["calls"].integers("lost").count { $0 == nil }
    #expect(lost > 5_500 && lost < 6_500)
  }

  private static func poisson(_ mean: Double, _ count: Int, cells: Int) -> [Double] {
    var chance = Elementary.exp(-mean)
    var expected: [Double] = []
    for k in 0..<cells - 1 {
      expected.append(Double(count) * chance)
      chance *= mean / Double(k + 1)
    }
    return expected + [Double(count) - expected.reduce(0, +)]
  }

  /// Seeds and levels are declared in `ChanceChecks`. The sum of all draws is off by one part in
  /// 250, so that hardly any number changes.
  @Test(arguments: [
    ("calls", "thing", "rows that refer to each"),
    ("pairs", "thing", "rows that refer to each, not twice"),
  ])
  func `numbers follow their law`(table: String, column: String, check: String) {
    var counts = [Int](repeating: 0, count: 22)
    for degree in degrees(table, column) { counts[min(degree, 21)] += 1 }
    let p = Statistics.chiSquareP(counts, expected: Self.poisson(7.5, 8_000, cells: 22))
    #expect(p > ChanceChecks.level(check), "p \(p)")
  }

  /// Of six places, how many are taken when 60,000 of all are: seeds and levels are declared in
  /// `ChanceChecks`.
  @Test func `places are taken at random`() {
    let sizes = sizes
    let all = 2 * sizes.reduce(0, +)
    let degrees = degrees("calls", "place")
    var counts = [Int](repeating: 0, count: 13)
    for row in sizes.indices where sizes[row] == 6 { counts[degrees[row]] += 1 }
    // Hypergeometric, place by place.
    var chances = [1.0] + [Double](repeating: 0, count: 12)
    for place in 0..<12 {
      var next = [Double](repeating: 0, count: 13)
      for taken in 0...place {
        let p = Double(60_000 - taken) / Double(all - place)
        next[taken] += chances[taken] * (1 - p)
        next[taken + 1] += chances[taken] * p
      }
      chances = next
    }
    let rows = Double(counts.reduce(0, +))
    let p = Statistics.chiSquareP(counts, expected: chances.map { $0 * rows })
    #expect(p > ChanceChecks.level("places that are taken"), "p \(p)")
  }

  /// Whether the first half of the calls names a thing of the first half: seeds and levels are
  /// declared in `ChanceChecks`.
  @Test func `which rows refer to a row has nothing to do with where they stand`() {
    var counts = [Int](repeating: 0, count: 16)
    for (row, thing) in data["calls"].integers("equal").enumerated() {
      counts[row / 15_000 * 4 + Int((thing ?? 1) - 1) / 2_000] += 1
    }
    let p = Statistics.chiSquareP(counts, expected: [Double](repeating: 3_750, count: 16))
    #expect(p > ChanceChecks.level("which rows refer to each"), "p \(p)")
  }
}

/// Degrees that rows leave no room for, and edges of what there is.
@Suite struct DegreeEdgeTests {
  private static func document(
    people: Int = 10, things: Int = 4, rows: String = "value: 2", _ reference: String
  ) -> String {
    """
    datagen: 1
    tables:
      people:
        rows: \(people)
        columns: {person: {key: integer}}
      things:
        rows: \(things)
        columns: {thing: {key: integer}, n: {integer: {from: 1, to: 1}}}
      pairs:
        rows: {per: person, \(rows)}
        columns:
          person: {ref: people}
          thing: {ref: things, \(reference)}
    """
  }

  private static func degrees(_ text: String) throws -> [Int] {
    let data = try Workbench.dataset(text)
    var counts = [Int](repeating: 0, count: data["things"].rowCount)
    for thing in data["pairs"].integers("thing") {
      if let thing { counts[Int(thing) - 1] += 1 }
    }
    return counts
  }

  private static let apart = "unique: true, per: person, "

  @Test func `all pairs there are`() throws {
    let all = Self.document(rows: "value: 4", Self.apart + "each: {poisson: 10}")
    #expect(try Self.degrees(all) == [10, 10, 10, 10])
    // One would have all but is named once by each; the others share what is left.
    let most = Self.document(Self.apart + "each: \"= if(thing = 1, 1000, 1)\"")
    let found = try Self.degrees(most)
    #expect(found[0] == 10 && found.reduce(0, +) == 20)
    #expect(found.dropFirst().allSatisfy { $0 == 3 || $0 == 4 })
  }

  @Test func `what cannot be cut by one row alone is settled together`() throws {
    // Two of four would have nearly all of 20 pairs, three for each of the first five people.
    let text = Self.document(
      rows: "value: \"= if(person.person <= 5, 4, 0)\"",
      Self.apart + "each: \"= if(thing <= 2, 1000, 1)\"")
    #expect(try Self.degrees(text) == [5, 5, 5, 5])
  }

  @Test func `no rows, no things that any names`() throws {
    let none = Self.document(people: 0, Self.apart + "each: {poisson: 3}")
    #expect(try Self.degrees(none) == [0, 0, 0, 0])
    let nobody = Self.document(rows: "value: 0", Self.apart + "at_most: 3")
    #expect(try Self.degrees(nobody) == [0, 0, 0, 0])
  }

  private static func failure(_ text: String) -> String {
    Workbench.failure { _ = try Workbench.generator(text) }
  }

  @Test func `too little room is told with figures`() {
    #expect(
      Self.failure(Self.document("at_most: \"= if(thing = 1, 9, 2)\""))
        == "20 rows refer to 'things', which leaves room for 15")
    #expect(
      Self.failure(Self.document(Self.apart + "each: \"= if(thing = 1, 3, 0)\""))
        == "2 rows of one parent must differ, but 1 of 'things' may be referred to")
    #expect(
      Self.failure(
        Self.document(
          rows: "value: \"= if(person.person = 1, 4, 1)\"",
          Self.apart + "at_most: \"= if(thing <= 3, 4, 1)\""))
        == "no failure")
    #expect(
      Self.failure(
        Self.document(
          people: 4, rows: "value: \"= if(person.person <= 2, 3, 1)\"",
          Self.apart + "at_most: \"= if(thing <= 2, 4, if(thing = 3, 1, 0))\""))
        == "8 rows refer to 'things', which leaves room for 7")
    #expect(
      Self.failure(Self.document("each: \"= if(thing = 1, n - 3, 5)\""))
        == "'each' of row 1 of 'things' is -2")
  }
}
