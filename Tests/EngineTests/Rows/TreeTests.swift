import Columnar
import Sampling
import Testing

@testable import Engine

/// Rows that refer to rows of their own table.
@Suite struct TreeTests {
  private static let rowCount = 20_000
  private static let columns = """
          span: {integer: {from: 0, to: 4}, hidden: true}
          any: {ref: t}
          alike: {ref: t, where: span = row.span}
          gone: {ref: t, missing: 20%}
          drawn: {ref: t, tree: {branching: {poisson: 2}, depth: 6, roots: 3}}
          told: {ref: t, tree: {branching: = span}}
          three: {ref: t, tree: {branching: 3}}
          above: = three.three
          heavy: {ref: t, weight: = span}
          alike_heavy: {ref: t, weight: = span, where: span >= row.span}
          sibling: {ref: t, weight: = span, where: drawn = row.drawn}
          ranked: {ref: t, weight: {zipf: 1.2}}
    """

  private let data: TableData

  init() throws {
    data = try Workbench.dataset(
      """
      datagen: 1
      seed: \(ChanceChecks.seed)
      tables:
        t:
          rows: \(Self.rowCount)
          columns:
            id: {key: integer}

      """ + Self.columns)["t"]
  }

  /// The position each row refers to; nil for none.
  private func parents(_ column: String) -> [Int?] {
    data.integers(column).map { $0.map { Int($0) - 1 } }
  }

  @Test(arguments: [
    "any", "alike", "gone", "drawn", "told", "three", "heavy", "alike_heavy", "sibling", "ranked",
  ])
  func `no row refers to itself or a later one`(column: String) {
    for (row, parent) in parents(column).enumerated() { #expect(parent.map { $0 < row } ?? true) }
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test func `an earlier row is any of them, all alike`() {
    var counts = [Int](repeating: 0, count: 10)
    for (row, parent) in parents("any").enumerated() where row >= 100 {
      guard let parent else { continue }
      // The place among the earlier rows, in tenths; rows of one tenth are not all as many.
      counts[parent * 10 / row] += 1
    }
    var expected = [Double](repeating: 0, count: 10)
    for row in 100..<Self.rowCount {
      for tenth in 0..<10 {
        let rows = (row * (tenth + 1) + 9) / 10 - (row * tenth + 9) / 10
        expected[tenth] += Double(rows) / Double(row)
      }
    }
    let p = Statistics.chiSquareP(counts, expected: expected)
    #expect(p > ChanceChecks.level("earlier rows"), "p \(p)")
    #expect(data.integers("any").count { $0 == nil } == 1)
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test func `earlier rows are chosen by weight, those of none never`() {
    let spans = data.integers("span").map { Int($0 ?? 0) }
    var counts = [Int](repeating: 0, count: 5)
    var expected = [Double](repeating: 0, count: 5)
    var sums = [Double](repeating: 0, count: 5)
    for (row, parent) in parents("heavy").enumerated() {
      let total = sums.reduce(0, +)
      #expect((parent == nil) == (total == 0))
      if let parent {
        counts[spans[parent]] += 1
        for span in 1...4 { expected[span] += sums[span] / total }
      }
      sums[spans[row]] += Double(spans[row])
    }
    #expect(counts[0] == 0)
    let p = Statistics.chiSquareP(Array(counts[1...]), expected: Array(expected[1...]))
    #expect(p > ChanceChecks.level("earlier rows by weight"), "p \(p)")
  }

  @Test func `weights of earlier rows go with conditions, groups and ranks`() {
    let spans = data.integers("span").map { Int($0 ?? 0) }
    for (row, parent) in parents("alike_heavy").enumerated() {
      if let parent { #expect(spans[parent] >= spans[row] && spans[parent] > 0) }
    }
    let drawn = parents("drawn")
    for (row, parent) in parents("sibling").enumerated() {
      if let parent { #expect(drawn[parent] == drawn[row] && spans[parent] > 0) }
    }
    #expect(parents("sibling").count { $0 != nil } > 5_000)
    // Few have most that refer to them.
    var named = [Int](repeating: 0, count: Self.rowCount)
    for parent in parents("ranked") { if let parent { named[parent] += 1 } }
    #expect(parents("ranked").count { $0 == nil } == 1)
    #expect(named.sorted(by: >).prefix(100).reduce(0, +) > Self.rowCount / 2)
  }

  @Test func `a condition holds for the earlier row, and who has none is at the top`() {
    let spans = data.integers("span")
    var seen = Set<Int64?>()
    for (row, parent) in parents("alike").enumerated() {
      if let parent { #expect(spans[parent] == spans[row]) }
      #expect((parent == nil) == seen.insert(spans[row]).inserted)
    }
  }

  @Test func `rows hang level by level, as many below each as the document says`() {
    let spans = data.integers("span")
    for (column, limit) in [("told", Int.max), ("three", Int.max), ("drawn", 6)] {
      let parents = parents(column)
      var below = [Int](repeating: 0, count: parents.count)
      var levels = [Int](repeating: 1, count: parents.count)
      for (row, parent) in parents.enumerated() {
        guard let parent else { continue }
        below[parent] += 1
        levels[row] = levels[parent] + 1
      }
      let known = parents.compactMap { $0 }
      #expect(zip(known, known.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(levels.max() ?? 0 <= limit)
      // Only the row that the last one hangs below may have fewer, and those behind it.
      let last = known[known.count - 1]
      for row in 0..<last where levels[row] < limit {
        if column == "told" { #expect(Int64(below[row]) == spans[row]) }
        if column == "three" { #expect(below[row] == 3) }
      }
    }
    #expect(parents("three").count { $0 == nil } == 1)
    #expect(parents("drawn").prefix(3).allSatisfy { $0 == nil })
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test func `branching follows its law`() {
    let parents = parents("drawn")
    var below = [Int](repeating: 0, count: parents.count)
    var levels = [Int](repeating: 1, count: parents.count)
    for (row, parent) in parents.enumerated() {
      guard let parent else { continue }
      below[parent] += 1
      levels[row] = levels[parent] + 1
    }
    let last = parents.compactMap { $0 }.last ?? 0
    let inner = (0..<last).filter { levels[$0] < 6 }
    var counts = [Int](repeating: 0, count: 12)
    for row in inner { counts[min(below[row], 11)] += 1 }
    var expected: [Double] = []
    var chance = 0.135_335_283_236_612_7
    for count in 0..<11 {
      expected.append(Double(inner.count) * chance)
      chance *= 2 / Double(count + 1)
    }
    expected.append(Double(inner.count) - expected.reduce(0, +))
    let p = Statistics.chiSquareP(counts, expected: expected)
    #expect(p > ChanceChecks.level("rows of a tree"), "p \(p)")
  }

  @Test func `a way may lead twice through the table`() {
    let three = parents("three")
    for (row, above) in parents("above").enumerated() {
      #expect(above == three[row].flatMap { three[$0] })
    }
  }
}
