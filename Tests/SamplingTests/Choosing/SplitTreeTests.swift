import Testing

@testable import Sampling

@Suite struct SplitTreeTests {
  static func cumulative(_ weights: [Double]) -> [Double] {
    weights.reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1) }
  }

  @Test(arguments: [1, 2, 3, 17, 1050])
  func `counts sum to the total and any cell is found alone`(cells: Int) {
    let weights = (0..<cells).map { Double($0 % 7 + 1) }
    let sums = Self.cumulative(weights)
    let stream = StreamKey(seed: 9, table: "orders", column: "days")
    for total in [0, 1, 1000, 1_000_000_000] as [Int64] {
      let counts = SplitTree.counts(total: total, cumulative: sums, stream: stream)
      #expect(counts.count == cells)
      #expect(counts.reduce(0, +) == total)
      #expect(counts.allSatisfy { $0 >= 0 })
      for cell in stride(from: 0, to: cells, by: 13) {
        let alone = SplitTree.count(of: cell, total: total, cumulative: sums, stream: stream)
        #expect(alone == counts[cell])
      }
    }
  }

  @Test func `cells of weight 0 stay empty`() {
    let stream = StreamKey(seed: 9, table: "t", column: "c")
    let sums = Self.cumulative([0, 3, 0, 0, 5, 1, 0])
    let counts = SplitTree.counts(total: 100_000, cumulative: sums, stream: stream)
    for cell in [0, 2, 3, 6] { #expect(counts[cell] == 0) }
  }

  @Test func `counts are multinomial over seeds`() {
    // Chi-square of 40 cells for each of 400 seeds; their sum has 400 × 39 degrees of freedom, and
    // so has its spread: Kolmogorov–Smirnov on the p-values at 1 in 10 000.
    let weights = (0..<40).map { 1 + 0.5 * Elementary.sin(Double($0)) }
    let sums = Self.cumulative(weights)
    let total = 100_000
    let expected = weights.map { $0 / (sums.last ?? 1) * Double(total) }
    let values = (0..<400).map { seed in
      let stream = StreamKey(seed: UInt64(seed), table: "tests", column: "tree")
      let counts = SplitTree.counts(total: Int64(total), cumulative: sums, stream: stream)
      let value = Statistics.chiSquare(counts.map { Int($0) }, expected: expected)
      return Statistics.chiSquareP(value, degrees: 39)
    }
    #expect(Statistics.kolmogorovP(sorted: values.sorted()) { $0 } > 1e-4)
  }
}
