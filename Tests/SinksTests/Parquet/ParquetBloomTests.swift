import Columnar
import Encoding
import Testing

@testable import Sinks

@Suite struct ParquetBloomTests {
  /// Bits that a split-block filter needs, 8·n / −ln(1 − p^⅛), computed with Python's `math.log1p`.
  @Test(arguments: [
    (1000, 0.01, 2048), (1000, 0.1, 1024), (131_072, 0.01, 262_144), (131_072, 0.001, 262_144),
    (1, 0.01, 32), (0, 0.01, 32), (1 << 40, 0.01, 128 << 20),
  ])
  func `has the least power of two that keeps the rate`(values: Int, rate: Double, bytes: Int) {
    #expect(ParquetBloom.byteCount(values: values, rate: rate) == bytes)
  }

  /// Looks a value up as readers do.
  private func holds(_ filter: [UInt8], _ key: UInt64) -> Bool {
    let body = Array(filter.suffix(filter.count - (filter.count % 32)))
    let blocks = UInt64(body.count / 32)
    let block = Int(((key >> 32) * blocks) >> 32)
    let salts: [UInt32] = [
      0x47B6_137B, 0x4497_4D91, 0x8824_AD5B, 0xA2B7_289D, 0x7054_95C7, 0x2DF1_424B, 0x9EFC_4947,
      0x5C6B_FB31,
    ]
    return salts.indices.allSatisfy { lane in
      let start = 32 * block + 4 * lane
      let word = body[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return (word >> ((UInt32(truncatingIfNeeded: key) &* salts[lane]) >> 27)) & 1 == 1
    }
  }

  private func hash(_ value: Int64) -> UInt64 {
    var buffer = ByteBuffer()
    Plain.append(int64: [value].span, to: &buffer)
    return XXHash64.hash(buffer.bytes, 0..<8)
  }

  @Test func `holds what it was given and little else`() {
    var values = PageValues()
    let numbers = (0..<5_000).map { Int64($0) * 7 - 9_000 }
    values.append(.int64(numbers), 0..<numbers.count, nil, numbers.count)
    var bloom = ParquetBloom(ParquetType(.int64), rate: 0.01)
    bloom.insert(values)
    bloom.insert(values)
    let filter = bloom.encoded()
    #expect(filter.count < 8192 + 32)
    let missed = numbers.count { !holds(filter, hash($0)) }
    #expect(missed == 0)
    let absent = (0..<20_000).count { holds(filter, hash(Int64($0) * 7 + 1_000_001)) }
    // 1 % and less, as the size is rounded up; five standard errors.
    #expect(absent <= 200 + 70)
    #expect(absent > 0, "a filter of no use to the test: nothing is mistaken")
  }

  @Test func `who looks for one zero finds the other`() {
    for zero in [0.0, -0.0] {
      var values = PageValues()
      values.append(.float64([zero, 1]), 0..<2, nil, 2)
      var bloom = ParquetBloom(ParquetType(.float64), rate: 0.01)
      bloom.insert(values)
      let filter = bloom.encoded()
      for other in [0.0, -0.0] {
        let isHeld = holds(filter, hash(Int64(bitPattern: other.bitPattern)))
        #expect(isHeld)
      }
    }
  }
}
