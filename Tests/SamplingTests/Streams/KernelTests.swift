import Testing

@testable import Sampling

/// Every kernel on every instruction set against its scalar function, by bits.
@Suite struct KernelTests {
  static let levels = Array(0...Kernels.bestLevel)
  static let key = StreamKey(seed: 42, table: "tests", column: "kernels")
  /// Ranges of odd lengths and a list, so that every loop has a remainder.
  static let batches: [RowKeys] = [
    .range(first: 0, count: 4096), .range(first: UInt64.max - 50, count: 1037),
    .range(first: 77, count: 1), .range(first: 5, count: 0),
    .list((0..<999).map { $0 &* 0x1_0000_0001 &+ 17 }),
  ]

  func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.map(\.bitPattern) == b.map(\.bitPattern)
  }

  @Test(arguments: levels, batches)
  func `bits and uniforms equal the scalar draws`(level: Int32, rows: RowKeys) {
    let key = Self.key
    #expect(Kernels.bits(key, rows, level: level) == rows.map { key.bits(at: $0) })
    #expect(same(Kernels.uniforms(key, rows, level: level), rows.map { key.uniform(at: $0) }))
    let scaled = Kernels.uniforms(key, rows, from: -3, width: 0.7, most: -2.4, level: level)
    #expect(same(scaled, rows.map { min(-3 + key.uniform(at: $0) * 0.7, -2.4) }))
  }

  @Test(arguments: levels, batches)
  func `whole numbers equal the upper word of the product`(level: Int32, rows: RowKeys) {
    for count in [1, 2, 1_000_000, 1 << 32, (1 << 33) - 1, 1 << 54, .max] as [UInt64] {
      let kernel = Kernels.wholeNumbers(Self.key, rows, from: -7, count: count, level: level)
      let scalar = rows.map {
        Int64(truncatingIfNeeded: Self.key.bits(at: $0).multipliedFullWidth(by: count).high) &- 7
      }
      #expect(kernel == scalar)
    }
  }

  @Test(arguments: levels, [1, 7, 0x1p46, 0x1.fffffp61] as [Double])
  func `shares of a length stay within it`(level: Int32, length: Double) {
    let shares = Self.key.uniforms(for: .range(first: 3, count: 1001)) + [0, -0.0, -1, 1, 2]
    let expected = shares.map { -5 + Int64(min(max($0, 0) * length, length - 1)) }
    #expect(Kernels.scaled(shares, from: -5, length: length, level: level) == expected)
  }

  @Test(arguments: levels, batches)
  func `picks equal the scalar pick`(level: Int32, rows: RowKeys) {
    let bits = rows.map { Self.key.bits(at: $0) } + [0, 1, .max, .max - 1, 1 << 63]
    let samples: [[Double]] = [[1], [3, 0, 1e-9, 5], (1...1000).map { Double($0) }]
    for weights in samples {
      let table = AliasTable(weights: weights)
      #expect(table.picks(bits, level: level) == bits.map { Int32(table.pick($0)) })
    }
  }

  @Test(arguments: levels, batches)
  func `normals equal the scalar quantile`(level: Int32, rows: RowKeys) {
    let key = Self.key
    let scalar = rows.map { 3 + 0.25 * key.standardNormal(at: $0) }
    #expect(same(Kernels.normals(key, rows, mean: 3, sd: 0.25, level: level), scalar))
    #expect(same(key.standardNormals(for: rows), rows.map { key.standardNormal(at: $0) }))
  }

  @Test(
    arguments: levels, [(-1.0, 2.0), (3, 30), (-8, -6.5), (-20, 0), (6, 6.0001), (-0.01, 0.02)])
  func `cut normals equal the scalar quantile`(level: Int32, ends: (Double, Double)) throws {
    let law = try Normal(form: 0, [0, 1])
    let cut = try #require(CutLaw(law, to: ends.0...ends.1))
    try #require(cut.part.suitsKernel)
    let rows = RowKeys.range(first: 1, count: 3000)
    let scalar = rows.map { cut.value(Self.key.uniform(at: $0)) }
    let kernel = Kernels.normals(Self.key, rows, part: cut.part, level: level)
      .map { min(max($0, ends.0), ends.1) }
    #expect(same(kernel, scalar))
  }

  @Test(arguments: levels)
  func `exponentials and powers of e equal the scalar functions`(level: Int32) {
    let rows = RowKeys.range(first: 9, count: 5001)
    let exponentials = Kernels.exponentials(
      Self.key, rows, from: 2, scale: 40, mass: 0.75, level: level)
    #expect(
      same(
        exponentials,
        rows.map { 2 - 40 * Elementary.log(1 - Self.key.uniform(at: $0) * 0.75) }))
    let arguments = Kernels.uniforms(Self.key, rows, from: -700, width: 1400, most: 700)
    var powers = arguments
    Kernels.exponentiate(&powers, level: level)
    #expect(same(powers, arguments.map { Elementary.exp($0) }))
  }
}
