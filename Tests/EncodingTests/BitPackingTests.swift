import Testing

@testable import Encoding

@Suite struct BitPackingTests {
  /// Bits one by one, as the specification draws them.
  private func slowly(_ values: [Int32], width: Int) -> [UInt8] {
    var bits: [Bool] = []
    for value in values {
      for bit in 0..<width { bits.append(UInt32(bitPattern: value) >> UInt32(bit) & 1 == 1) }
    }
    while bits.count % (8 * max(width, 1)) != 0 { bits.append(false) }
    return stride(from: 0, to: bits.count, by: 8).map { start in
      (0..<8).reduce(UInt8(0)) { $0 | (bits[start + $1] ? 1 << UInt8($1) : 0) }
    }
  }

  private func values(width: Int, count: Int) -> [Int32] {
    var state = UInt64(width * 1000 + count + 1)
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int32(truncatingIfNeeded: width == 0 ? 0 : (state >> 32) >> UInt64(32 - width))
    }
  }

  @Test(arguments: 0...32)
  func `packs as bit by bit and reads back`(width: Int) throws {
    for count in [0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 100] {
      let values = values(width: width, count: count)
      var buffer = ByteBuffer()
      BitPacking.append(values.span, width: width, to: &buffer)
      var read: [Int32] = []
      BitPacking.decode(buffer.bytes, at: 0, width: width, count: count, into: &read)
      #expect(read == values, "count \(count)")
      #expect(buffer.takeArray() == slowly(values, width: width), "count \(count)")
    }
  }

  @Test func `every value of up to eight bits in every place of a group`() {
    for width in 1...8 {
      for value in 0..<(1 << width) {
        for place in 0..<8 {
          var values = [Int32](repeating: 0, count: 8)
          values[place] = Int32(value)
          var buffer = ByteBuffer()
          BitPacking.append(values.span, width: width, to: &buffer)
          #expect(buffer.takeArray() == slowly(values, width: width))
        }
      }
    }
  }
}
