import Columnar
import Testing

@testable import Encoding

@Suite struct RunLengthTests {
  private func decoded(
    _ bytes: [UInt8], width: Int, count: Int
  ) throws(DecodingError) -> [Int32] {
    var values: [Int32] = []
    try RunLength.decode(
      bytes.span.rawBytes, in: 0..<bytes.count, width: width, count: count, into: &values)
    return values
  }

  @Test(arguments: 0...32)
  func `runs and packed values read back`(width: Int) throws {
    let mask = width == 32 ? UInt32.max : 1 << UInt32(width) - 1
    let samples: [[Int32]] = [
      [], [0], Array(repeating: Int32(bitPattern: mask), count: 1000),
      (0..<1000).map { Int32(bitPattern: UInt32($0) &* 2_654_435_761 & mask) },
    ]
    for values in samples {
      var buffer = ByteBuffer()
      RunLength.append(values.span, width: width, to: &buffer)
      #expect(try decoded(buffer.takeArray(), width: width, count: values.count) == values)
    }
  }

  private func bitmap(_ pattern: Int, count: Int) -> Bitmap {
    switch pattern {
    case 0: Bitmap(repeating: true, count: count)
    case 1: Bitmap(repeating: false, count: count)
    case 2: Bitmap(count: count) { $0 == 0 }
    case 3: Bitmap(count: count) { $0 == count - 1 }
    default: Bitmap(count: count) { $0 % 3 != 0 }
    }
  }

  @Test func `levels read back for every pattern of nulls`() throws {
    for count in [1, 7, 8, 63, 64, 65, 1000] {
      for pattern in 0..<5 {
        let bitmap = bitmap(pattern, count: count)
        var bits = BitBuffer()
        // In uneven pieces, so that bits are shifted into place.
        var row = 0
        while row < count {
          let end = min(count, row + 1 + row % 70)
          bits.append(bitmap, rows: row..<end)
          row = end
        }
        #expect(bits.count == count && bits.setCount == bitmap.setCount)
        var buffer = ByteBuffer()
        RunLength.append(levels: bits, to: &buffer)
        let read = try decoded(buffer.takeArray(), width: 1, count: count)
        #expect(read == (0..<count).map { bitmap[$0] ? 1 : 0 })
      }
    }
  }

  @Test func `the example of the specification`() throws {
    // 0…7 in three bits: 10001000 11000110 11111010, after a header for one group.
    var buffer = ByteBuffer()
    let values = (0..<8).map { Int32($0) }
    RunLength.append(values.span, width: 3, to: &buffer)
    #expect(buffer.takeArray() == [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010])
  }

  @Test(
    arguments: [
      [], [0x80], [0x03], [0x00, 0x01], [0x04, 0x09], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func `damaged runs are refused`(bytes: [UInt8]) {
    #expect(throws: DecodingError.self) { try decoded(bytes, width: 3, count: 8) }
  }

  private func indices(
    _ bytes: [UInt8], dictionaryCount: Int
  ) throws(DecodingError) -> [Int32] {
    var indices: [Int32] = []
    try DictionaryIndices.decode(
      bytes.span.rawBytes, at: 0, count: 4, dictionaryCount: dictionaryCount, into: &indices)
    return indices
  }

  @Test func `indices beyond the dictionary are refused`() throws {
    let values: [Int32] = [0, 1, 2, 3]
    var buffer = ByteBuffer()
    DictionaryIndices.append(values.span, dictionaryCount: 4, to: &buffer)
    let bytes = buffer.takeArray()
    #expect(throws: DecodingError.self) { try indices(bytes, dictionaryCount: 3) }
    #expect(try indices(bytes, dictionaryCount: 4) == values)
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (255, 8), (256, 9), (65_535, 16)])
  func `knows the bits of a maximum`(maximum: Int, width: Int) {
    #expect(RunLength.width(upTo: maximum) == width)
  }
}
