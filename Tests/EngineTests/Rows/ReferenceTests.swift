import Columnar
import Planning
import Sampling
import Testing

@testable import Engine

/// Who is chosen: the law of references, with and without conditions; seed and thresholds are those
/// of `ChanceChecks`.
@Suite struct ReferenceTests {
  private static let rows = 20_000

  /// 40 shops of sizes 1…40, a third of them open, and rows that refer to them.
  private static func document(_ option: String, rows: Int = rows, extra: String = "") -> String {
    """
    datagen: 1
    name: refs
    seed: \(ChanceChecks.seed)
    tables:
      shops:
        rows: 40
        columns:
          shop_id: {key: integer}
          size: {sequence: 1}
          open: = shop_id - 3 * floor(shop_id / 3) = 0
      sales:
        rows: \(rows)
        columns:
          id: {key: integer}
          least: {integer: {from: 1, to: 40}}
          shop_id: {ref: shops\(option)}
    \(extra)
    """
  }

  /// How often each of shops 1…40 is chosen.
  private static func counts(_ text: String) throws -> [Int] {
    var counts = [Int](repeating: 0, count: 40)
    for shop in try Workbench.dataset(text)["sales"].integers("shop_id") {
      counts[Int((shop ?? 0) - 1)] += 1
    }
    return counts
  }

  private static func p(_ counts: [Int], weights: [Double]) -> Double {
    let sum = weights.reduce(0, +)
    let total = Double(counts.reduce(0, +))
    for (count, weight) in zip(counts, weights) where weight == 0 && count > 0 { return 0 }
    let chosen = weights.indices.filter { weights[$0] > 0 }
    return Statistics.chiSquareP(
      chosen.map { counts[$0] }, expected: chosen.map { weights[$0] / sum * total })
  }

  @Test func `without weight all are alike`() throws {
    let p = Self.p(try Self.counts(Self.document("")), weights: Array(repeating: 1, count: 40))
    #expect(p > ChanceChecks.level("uniform references"), "p \(p)")
  }

  @Test func `weights say how likely each row is`() throws {
    let p = Self.p(
      try Self.counts(Self.document(", weight: = size")), weights: (1...40).map { Double($0) })
    #expect(p > ChanceChecks.level("weighted references"), "p \(p)")
  }

  @Test func `under a condition the weights of those that meet it count`() throws {
    let p = Self.p(
      try Self.counts(Self.document(", weight: = size, where: open")),
      weights: (1...40).map { $0 % 3 == 0 ? Double($0) : 0 })
    #expect(p > ChanceChecks.level("weighted references under a condition"), "p \(p)")
  }

  @Test func `a condition that is rarely true is met by weight too`() throws {
    // Shops 1 and 2 have 3 of 820 parts of the weight: most rows consider all shops.
    let counts = try Self.counts(Self.document(", weight: = size, where: size <= 2", rows: 3000))
    let p = Self.p(counts, weights: [1, 2] + Array(repeating: 0, count: 38))
    #expect(p > ChanceChecks.level("references among a rare few"), "\(counts)")
  }

  @Test func `zipf ranks fall as their power says`() throws {
    let counts = try Self.counts(Self.document(", weight: {zipf: 1.1}"))
    let p = Self.p(
      counts.sorted(by: >), weights: (1...40).map { Elementary.pow(Double($0), -1.1) })
    #expect(p > ChanceChecks.level("zipf references"), "p \(p)")
    // The ranks are shuffled: the largest shop is not the first.
    #expect(counts != counts.sorted(by: >))
  }

  @Test func `zipf under a rare condition keeps the ratios of the whole`() throws {
    let whole = try Self.counts(Self.document(", weight: {zipf: 1.1}"))
    let order = whole.indices.sorted { whole[$0] > whole[$1] }
    // The two shops of the least weight; ranks are the same, as the column is.
    let (a, b) = (order[38] + 1, order[39] + 1)
    let counts = try Self.counts(
      Self.document(", weight: {zipf: 1.1}, where: shop_id = \(a) or shop_id = \(b)", rows: 3000))
    let found = [counts[a - 1], counts[b - 1]]
    #expect(found[0] + found[1] == 3000)
    // Rank 39 or 40 is not known from 20,000 draws: either order, at half the level.
    let weights = [39.0, 40].map { Elementary.pow($0, -1.1) }
    let p = max(Self.p(found, weights: weights), Self.p(found, weights: weights.reversed()))
    #expect(p > ChanceChecks.level("zipf references under a condition"), "\(found)")
  }

  @Test func `a condition may read the row that chooses`() throws {
    let sales = try Workbench.dataset(Self.document(", where: size >= row.least"))["sales"]
    var counts = [Int](repeating: 0, count: 40)
    var expected = [Double](repeating: 0, count: 40)
    for (shop, least) in zip(sales.integers("shop_id"), sales.integers("least")) {
      let (shop, least) = (Int(shop ?? 0), Int(least ?? 0))
      #expect(shop >= least)
      counts[shop - 1] += 1
      for candidate in least...40 { expected[candidate - 1] += 1 / Double(41 - least) }
    }
    let p = Statistics.chiSquareP(counts, expected: expected)
    #expect(p > ChanceChecks.level("references by a row's condition"), "p \(p)")
  }

  @Test func `a condition that no row meets is refused with the row`() throws {
    let text = Self.document(", where: size = 12 and size = 13", rows: 3)
    #expect(
      Workbench.failure { _ = try Workbench.dataset(text) }
        == "no row of 'shops' meets the 'where' of this row")
  }

  @Test func `rows outside 'when' refer to nobody and are not asked`() throws {
    let text = Self.document(", where: size >= row.least + 20, when: least <= 20")
    let sales = try Workbench.dataset(text)["sales"]
    for (shop, least) in zip(sales.integers("shop_id"), sales.integers("least")) {
      #expect((shop == nil) == ((least ?? 0) > 20))
    }
    #expect(sales.column("shop_id").nullCount > 1000)
  }

  @Test func `a path through a key that is missing is missing`() throws {
    let text = Self.document(
      ", missing: 30%, exact: true", rows: 1000, extra: "      size: = shop_id.size")
    let sales = try Workbench.dataset(text)["sales"]
    #expect(sales.column("shop_id").nullCount == 300)
    for (shop, size) in zip(sales.integers("shop_id"), sales.integers("size")) {
      #expect(shop == size)
    }
  }

  @Test func `rows of weight 0 are never chosen, negative weights are refused`() throws {
    let counts = try Self.counts(Self.document(", weight: \"= max(0, size - 30)\"", rows: 2000))
    #expect(counts[..<30].allSatisfy { $0 == 0 })
    #expect(counts[30...].allSatisfy { $0 > 0 })
    #expect(
      Workbench.failure {
        _ = try Workbench.dataset(Self.document(", weight: = size - 2", rows: 5))
      } == "the weight of row 1 of 'shops' is -1.0")
    #expect(
      Workbench.failure {
        _ = try Workbench.dataset(Self.document(", weight: \"= if(size > 100, 1, 0)\"", rows: 5))
      } == "no row of 'shops' has a weight above 0")
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test func `a weight by cases chooses rows in proportion to their case`() throws {
    let data = try Workbench.dataset(
      """
      datagen: 1
      seed: \(ChanceChecks.seed)
      tables:
        items:
          rows: 300
          columns:
            item_id: {key: integer}
            kind: {choice: [rare, plain, never, sized]}
            size: {integer: {from: 1, to: 9}}
        picks:
          rows: 60000
          columns:
            pick_id: {key: integer}
            item_id: {ref: items, weight: {by: kind, cases: {rare: 0.5, plain: 2, sized: = size}}}
            small: {ref: items, where: size < 4, weight: {by: kind, cases: {never: 3}, else: 0}}
      """)
    let (kinds, sizes) = (data["items"].texts("kind"), data["items"].integers("size"))
    let plain = ["rare": 0.5, "plain": 2]
    let weights = kinds.indices.map { row -> Double in
      kinds[row] == "sized" ? Double(sizes[row] ?? 0) : plain[kinds[row] ?? ""] ?? 0
    }
    var counts = [Int](repeating: 0, count: weights.count)
    for item in data["picks"].integers("item_id") { counts[Int(item ?? 1) - 1] += 1 }
    let total = weights.reduce(0, +)
    let chosen = weights.indices.filter { weights[$0] > 0 }
    for row in weights.indices where weights[row] == 0 { #expect(counts[row] == 0) }
    let p = Statistics.chiSquareP(
      chosen.map { counts[$0] }, expected: chosen.map { 60_000 * weights[$0] / total })
    #expect(p > ChanceChecks.level("weights by cases"), "p \(p)")
    for item in data["picks"].integers("small") {
      let row = Int(item ?? 1) - 1
      #expect(kinds[row] == "never" && (sizes[row] ?? 9) < 4)
    }
  }
}
