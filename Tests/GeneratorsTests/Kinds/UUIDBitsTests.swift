import Sampling
import Testing

@testable import Generators

@Suite struct UUIDBitsTests {
  private static let stream = StreamKey(seed: 20_261_121, table: "t", column: "u")

  @Test func `every UUID has the version and variant of random ones`() {
    let keys: [UInt64] = (0..<5000).map { $0 &* 0x9E37_79B9_7F4A_7C15 } + [0, 1, .max]
    for value in UUIDBits.distinct(.list(keys), stream: Self.stream) {
      #expect(value >> 76 & 0xF == 4)
      #expect(value >> 62 & 0x3 == 2)
    }
  }

  @Test func `a million rows have a million UUIDs`() {
    let values = UUIDBits.distinct(.range(first: 0, count: 1_000_000), stream: Self.stream)
    #expect(Set(values).count == 1_000_000)
  }

  /// The bits that come from the row key, put together again.
  private static func keyBits(_ value: UInt128) -> UInt64 {
    let high = UInt64(truncatingIfNeeded: value >> 64)
    let low = UInt64(truncatingIfNeeded: value)
    return high & ~0xF000 | (low >> 58 & 0xF) << 12
  }

  @Test func `row keys that differ in one bit differ in the bits that tell rows apart`() {
    // The map of 64 bits is a bijection, so it is enough that no bit is lost.
    let base: UInt64 = 0x0123_4567_89AB_CDEF
    let keys = [base] + (0..<64).map { base ^ 1 << UInt64($0) }
    let values = UUIDBits.distinct(.list(keys), stream: Self.stream)
    #expect(Set(values.map(Self.keyBits)).count == 65)
    var seen: UInt64 = 0
    for value in values.dropFirst() { seen |= Self.keyBits(value) ^ Self.keyBits(values[0]) }
    #expect(seen == .max)
  }

  @Test func `every free bit is a coin`() {
    let values = UUIDBits.distinct(.range(first: 0, count: 20_000), stream: Self.stream)
    for bit in 0..<128 where !(76..<80).contains(bit) && !(62..<64).contains(bit) {
      let ones = values.count { $0 >> UInt128(bit) & 1 == 1 }
      // 10,000 ± 5 standard deviations: 122 bits fail once in 14,000 seeds.
      #expect(abs(ones - 10_000) < 354, "bit \(bit): \(ones)")
    }
  }
}
