import Testing

@testable import Encoding

/// The digits of floats against those of the standard library, which has an algorithm of its own.
@Suite struct FloatDigitsTests {
  #if DEBUG
    private static let count = 2000
  #else
    private static let count = 10_000_000
  #endif

  /// - Returns: what is written otherwise, the first ten of it.
  private func differences(_ values: some Sequence<Double>, isSingle: Bool) -> [String] {
    let digits = FloatDigits()
    var buffer = ByteBuffer()
    var found: [String] = []
    for value in values where value.isFinite && found.count < 10 {
      buffer.removeAll()
      buffer.write(atMost: FloatDigits.limit) { digits.append(value, isSingle: isSingle, to: &$0) }
      var text = isSingle ? Float(value).description : value.description
      let isSame = text.withUTF8 { expected in
        expected.count == buffer.count
          && expected.indices.allSatisfy { unsafe expected[$0] == buffer.bytes.byte(at: $0) }
      }
      if !isSame {
        let bytes = (0..<buffer.count).map { buffer.bytes.byte(at: $0) }
        found.append("\(String(decoding: bytes, as: UTF8.self)), not \(text)")
      }
    }
    return found
  }

  @Test(arguments: [20_261_121, 20_261_122] as [UInt64])
  func `random doubles of all sizes`(seed: UInt64) {
    var random = RandomWords(state: seed)
    let values = (0..<Self.count).lazy.map { _ in Double(bitPattern: random.next()) }
    #expect(differences(values, isSingle: false) == [])
  }

  @Test(arguments: [20_261_123, 20_261_124] as [UInt64])
  func `random singles of all sizes`(seed: UInt64) {
    var random = RandomWords(state: seed)
    let values = (0..<Self.count).lazy.map { _ in
      Double(Float(bitPattern: UInt32(truncatingIfNeeded: random.next())))
    }
    #expect(differences(values, isSingle: true) == [])
  }

  @Test func `fractions, cents and thousandths`() {
    var random = RandomWords(state: 20_261_125)
    for isSingle in [false, true] {
      let values = (0..<Self.count).lazy.map { index -> Double in
        let word = random.next()
        let value =
          switch index % 4 {
          case 0: Double(word >> 11) * 0x1p-53
          case 1: Double(word % 100_000_000) / 100
          case 2: Double(word % 1_000_000) / 1000
          default: Double(word >> UInt64(index % 64))
          }
        return isSingle ? Double(Float(value)) : value
      }
      #expect(differences(values, isSingle: isSingle) == [])
    }
  }

  @Test func `every power of two and its neighbours`() {
    let doubles = (0..<2047 as Range<UInt64>).flatMap { field in
      [0, 1, 2, 0x8_0000_0000_0000, 0xF_FFFF_FFFF_FFFE, 0xF_FFFF_FFFF_FFFF].flatMap {
        [Double(bitPattern: field << 52 | $0), -Double(bitPattern: field << 52 | $0)]
      }
    }
    #expect(differences(doubles, isSingle: false) == [])
    let singles = (0..<255 as Range<UInt32>).flatMap { field in
      [0, 1, 2, 0x40_0000, 0x7F_FFFE, 0x7F_FFFF].map {
        Double(Float(bitPattern: field << 23 | $0))
      }
    }
    #expect(differences(singles, isSingle: true) == [])
  }

  @Test func `every power of ten, its halves and its neighbours`() throws {
    var doubles: [Double] = []
    var singles: [Double] = []
    for exponent in -324...308 {
      for lead in ["1", "5", "9.5", "9.999999999999999"] {
        let text = "\(lead)e\(exponent)"
        let value = try #require(Double(text))
        doubles += [value, value.nextUp, value.nextDown]
        guard let single = Float(text) else { continue }
        singles += [single, single.nextUp, single.nextDown].map { Double($0) }
      }
    }
    #expect(differences(doubles, isSingle: false) == [])
    #expect(differences(singles, isSingle: true) == [])
  }

  /// Doubles whose decimals lie closest to ties, or have met errors in other programs.
  @Test func `doubles that are known to be hard`() {
    let values = """
      5e-324 9.5e-322 2.2250738585072014e-308 2.2250738585072011e-308 1.7976931348623157e308
      9007199254740991 9007199254740992 9007199254740994 4503599627370497.5 4503599627370495.5
      2251799813685248.25 9.109382616e-31 2.989102097996e-312 9.0608011534336e15
      4.708356024711512e18 9.409340012568248e18 1.2345678901234567e22 5.764607523034235e39
      1.152921504606847e40 2.305843009213694e40 1.18575755e-316 8.533e+68 4.1006e-184 9.998e+307
      9.9538452227e-280 6.47660115e-260 0.0001 0.00011 0.00009999999999999999 1e-5 299792458.5
      0.3 0.30000000000000004 100 1e15
      """.split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
    #expect(values.count == 35)
    #expect(differences(values + values.map { -$0 }, isSingle: false) == [])
  }
}

private struct RandomWords {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
