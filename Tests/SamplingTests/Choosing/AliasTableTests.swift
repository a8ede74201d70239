import Testing

@testable import Sampling

@Suite struct AliasTableTests {
  @Test(arguments: [
    [1.0], [1, 1], [1, 2, 3, 4], [0, 0, 5, 0], [1e-300, 1, 1e300], [0.1, 0.2, 0.3, 0.4],
    (1...1000).map { 1 / Double($0) },
  ])
  func `picks follow the weights`(weights: [Double]) {
    let table = AliasTable(weights: weights)
    let key = StreamKey(seed: 11, table: "tests", column: "alias")
    let count = 200_000
    var counts = [Int](repeating: 0, count: weights.count)
    for pick in table.picks(key, .range(first: 0, count: count)) { counts[Int(pick)] += 1 }
    let largest = weights.max() ?? 0
    let total = weights.reduce(0) { $0 + $1 / largest }
    let expected = weights.map { $0 / largest / total * Double(count) }
    let cells = expected.indices.filter { expected[$0] >= 5 }
    for i in expected.indices where expected[i] < 1e-9 { #expect(counts[i] == 0) }
    let value = Statistics.chiSquare(cells.map { counts[$0] }, expected: cells.map { expected[$0] })
    // Seven cases: one in 100 000 each.
    if cells.count > 1 { #expect(Statistics.chiSquareP(value, degrees: cells.count - 1) > 1e-5) }
  }

  @Test func `the table holds the weights to the last bits`() {
    let weights = (1...37).map { Double($0 * $0 % 17) }
    let table = AliasTable(weights: weights)
    // Sixteen fractions per slot, evenly spaced, recover the chances to 1 part in 16 per slot.
    var counts = [Double](repeating: 0, count: 37)
    let steps = 37 * 4096
    for step in 0..<steps {
      counts[table.pick(UInt64(step) &* (UInt64.max / UInt64(steps)))] += 1
    }
    let total = weights.reduce(0, +)
    for i in weights.indices {
      #expect((counts[i] / Double(steps) - weights[i] / total).magnitude < 3.0 / 4096)
      if weights[i] == 0 { #expect(counts[i] == 0) }
    }
  }

  @Test func `a batch equals single picks`() {
    let table = AliasTable(weights: [3, 1, 4, 1, 5, 9, 2, 6])
    let key = StreamKey(seed: 1, table: "t", column: "c")
    let rows = RowKeys.list([5, 99, 1 << 40])
    #expect(table.picks(key, rows) == rows.map { Int32(table.pick(key.bits(at: $0))) })
  }
}
