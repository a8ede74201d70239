import Testing

@testable import Sampling

@Suite struct SymbolPlacesTests {
  static let key = StreamKey(seed: 42, table: "tests", column: "symbols")
  static let digits = Array(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let base36 = digits + Array(UInt8(ascii: "a")...UInt8(ascii: "z"))
  static let dash = [UInt8(ascii: "-")]
  static let forms: [[[UInt8]]] = [
    Array(repeating: base36, count: 12),
    [dash, dash] + Array(repeating: digits, count: 3) + [dash] + Array(repeating: base36, count: 9),
    Array(repeating: [48, 49], count: 41),
    [dash], [], [Array(0...255), Array(0...255), Array(0...255), Array(0...255), Array(0...255)],
    // Reversed: a step before every digit, so no kernel.
    [digits.reversed(), base36],
  ]

  @Test(arguments: KernelTests.levels, KernelTests.batches)
  func `kernels equal the scalar digits`(level: Int32, rows: RowKeys) throws {
    for form in Self.forms.dropLast() {
      let places = SymbolPlaces(form)
      let groups = try #require(places.kernelGroups)
      let length = rows.count * form.count
      let kernel = Kernels.symbols(groups, Self.key, rows, stride: form.count, level: level)
      let isSame = kernel.prefix(length) == places.scalarBytes(Self.key, rows).prefix(length)
      #expect(isSame, "\(form.count) places")
    }
  }

  @Test func `alphabets of many runs have no kernel`() {
    let places = SymbolPlaces(Self.forms[6])
    #expect(places.kernelGroups == nil)
    #expect(places.bytes(Self.key, .range(first: 3, count: 5)).count == 18)
  }

  @Test func `every symbol of every place is equally likely`() {
    let rows = 36_000
    let bytes = SymbolPlaces(Self.forms[0]).bytes(Self.key, .range(first: 0, count: rows))
    for place in 0..<12 {
      var counts: [UInt8: Double] = [:]
      for row in 0..<rows { counts[bytes[row * 12 + place], default: 0] += 1 }
      #expect(counts.count == 36)
      // 35 degrees of freedom, 12 places: each at 0.1 % / 12.
      let statistic = counts.values.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) / 1000 }
      #expect(statistic < 75.55)
    }
  }

  @Test func `neighbouring places are independent`() {
    let rows = 400_000
    let bytes = SymbolPlaces([Self.digits, Self.digits, Self.digits])
      .bytes(Self.key, .range(first: 0, count: rows))
    var counts = [Double](repeating: 0, count: 1000)
    for row in 0..<rows {
      counts[(0..<3).reduce(0) { $0 * 10 + Int(bytes[row * 3 + $1]) - 48 }] += 1
    }
    let statistic = counts.reduce(0) { $0 + ($1 - 400) * ($1 - 400) / 400 }
    // Chi-square of 999 degrees of freedom, both tails at 0.05 %.
    #expect((858.5...1152.6).contains(statistic))
  }
}
