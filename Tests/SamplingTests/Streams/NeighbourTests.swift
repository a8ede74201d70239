import Testing

@testable import Sampling

/// Quick tests of streams against each other: what a battery over one stream does not see.
///
/// Each layout makes one sequence out of neighbouring rows, columns, seeds, lanes or keys; the
/// sequence as a whole must look random. One seed, declared here; the level is one false alarm of
/// all checks in 1000 runs of other seeds.
@Suite struct NeighbourTests {
  static let seed: UInt64 = 20_261_121

  enum Layout: String, CaseIterable, Sendable {
    case rows, columns, seeds, lanes, rawKeys, stridedRows, children, tables
  }

  #if DEBUG
    static let count = 1 << 14
  #else
    static let count = 1 << 21
  #endif

  /// Five checks of each layout.
  static let level = 0.001 / Double(5 * Layout.allCases.count)

  static func sequence(_ layout: Layout) -> [UInt64] {
    let base = StreamKey(seed: seed, table: "t1", column: "c1")
    let columns = (0..<16).map { StreamKey(seed: seed, table: "t1", column: "c\($0)") }
    let tables = (0..<16).map { StreamKey(seed: seed, table: "t\($0)", column: "c1") }
    let seeds = (0..<16).map { StreamKey(seed: seed + $0, table: "t1", column: "c1") }
    let lanes = (0..<16).map { base.lane($0) }
    let raw = (0..<16).map { StreamKey(bits: $0) }
    return (0..<UInt64(count)).map { i in
      let (row, which) = (i >> 4, Int(i & 15))
      return switch layout {
      case .rows: base.bits(at: i)
      case .columns: columns[which].bits(at: row)
      case .tables: tables[which].bits(at: row)
      case .seeds: seeds[which].bits(at: row)
      case .lanes: lanes[which].bits(at: row)
      case .rawKeys: raw[which].bits(at: row)
      case .stridedRows: base.bits(at: i << 32)
      case .children: base.bits(at: (i >> 3) << 20 | i & 7)
      }
    }
  }

  @Test(arguments: Layout.allCases)
  func `bytes are even`(layout: Layout) {
    var counts = [Int](repeating: 0, count: 8 * 256)
    for bits in Self.sequence(layout) {
      for byte in 0..<8 { counts[byte * 256 + Int(bits >> UInt64(8 * byte) & 255)] += 1 }
    }
    let expected = [Double](repeating: Double(Self.count) / 256, count: 8 * 256)
    let value = Statistics.chiSquare(counts, expected: expected)
    #expect(Statistics.chiSquareP(value, degrees: 8 * 255) > Self.level)
  }

  @Test(arguments: Layout.allCases)
  func `neighbours agree in half of each pair of bits`(layout: Layout) {
    // All 64 × 64 pairs of a bit of one draw with a bit of the next: 4096 normal values squared.
    // Each rotation looks at every 64th pair of draws, and each at others.
    let sequence = Self.sequence(layout)
    var value = 0.0
    for shift in 0..<64 {
      var counts = [Int](repeating: 0, count: 64)
      var trials = 0.0
      for i in stride(from: 1 + shift, to: sequence.count, by: 64) {
        let turned = sequence[i] << UInt64(shift) | sequence[i] >> UInt64(64 - shift)
        var same = ~(sequence[i - 1] ^ turned)
        for bit in 0..<64 {
          counts[bit] += Int(same & 1)
          same >>= 1
        }
        trials += 1
      }
      for count in counts {
        let z = (Double(count) - 0.5 * trials) / (0.25 * trials).squareRoot()
        value += z * z
      }
    }
    #expect(Statistics.chiSquareP(value, degrees: 4096) > Self.level)
  }

  @Test(arguments: Layout.allCases)
  func `neighbouring uniforms fill the square evenly`(layout: Layout) {
    let sequence = Self.sequence(layout)
    var counts = [Int](repeating: 0, count: 32 * 32)
    for i in stride(from: 1, to: sequence.count, by: 2) {
      counts[Int(sequence[i - 1] >> 59) * 32 + Int(sequence[i] >> 59)] += 1
    }
    let expected = [Double](repeating: Double(Self.count / 2) / 1024, count: 1024)
    let value = Statistics.chiSquare(counts, expected: expected)
    #expect(Statistics.chiSquareP(value, degrees: 1023) > Self.level)
  }

  @Test(arguments: Layout.allCases, [0, 32] as [UInt64])
  func `birthday spacings collide as often as chance says`(layout: Layout, shift: UInt64) {
    // m = 2048 birthdays in a year of 2^32 days: repeated spacings are Poisson with mean
    // m^3 / 2^34 = 1/2 per group.
    let sequence = Self.sequence(layout)
    var repeats = 0
    let groups = Self.count / 2048
    for group in 0..<groups {
      let days = sequence[group * 2048..<group * 2048 + 2048]
        .map { $0 >> shift & 0xFFFF_FFFF }.sorted()
      let spacings = zip(days.dropFirst(), days).map { $0 - $1 }.sorted()
      repeats += zip(spacings.dropFirst(), spacings).count { $0 == $1 }
    }
    let law = Poisson(mean: 0.5 * Double(groups))
    let low = law.cdf(Double(repeats))
    let high = law.survival(Double(repeats) - 1)
    #expect(2 * min(low, high) > Self.level, "\(repeats) repeats in \(groups) groups")
  }
}
