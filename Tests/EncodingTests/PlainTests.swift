import Columnar
import Testing

@testable import Encoding

@Suite struct PlainTests {
  @Test func `integers read back, narrow ones too`() throws {
    let wide: [Int64] = [0, 1, -1, .max, .min, 1 << 40]
    var buffer = ByteBuffer()
    Plain.append(int64: wide.span, to: &buffer)
    #expect(buffer.count == wide.count * 8)
    var read: [Int64] = []
    try Plain.int64(buffer.bytes, at: 0, count: wide.count, into: &read)
    #expect(read == wide)

    let narrow: [Int64] = [0, 1, -1, Int64(Int32.max), Int64(Int32.min)]
    buffer.removeAll()
    Plain.append(int32: narrow.span, to: &buffer)
    #expect(buffer.count == narrow.count * 4)
    read = []
    try Plain.int32(buffer.bytes, at: 0, count: narrow.count, into: &read)
    #expect(read == narrow)
  }

  @Test func `floats keep their bits`() throws {
    let values: [Double] = [0, -0.0, 1.5, .infinity, -.infinity, .nan, .leastNonzeroMagnitude]
    var buffer = ByteBuffer()
    Plain.append(double: values.span, to: &buffer)
    var read: [Double] = []
    try Plain.double(buffer.bytes, at: 0, count: values.count, into: &read)
    #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
    buffer.removeAll()
    Plain.append(float: values.span, to: &buffer)
    read = []
    try Plain.float(buffer.bytes, at: 0, count: values.count, into: &read)
    #expect(read.map { Float($0).bitPattern } == values.map { Float($0).bitPattern })
  }

  @Test(arguments: 1...16)
  func `decimals of every length read back, highest byte first`(byteCount: Int) throws {
    let largest = Int128.max >> Int128(128 - 8 * byteCount)
    let values: [Int128] = [0, 1, -1, largest, -largest - 1, largest / 3]
    var buffer = ByteBuffer()
    Plain.append(bigEndian: values.span, byteCount: byteCount, to: &buffer)
    #expect(buffer.count == values.count * byteCount)
    #expect(buffer.bytes.byte(at: byteCount * 2 - 1) == 1)
    var read: [Int128] = []
    try Plain.bigEndian(
      buffer.bytes, at: 0, count: values.count, byteCount: byteCount, into: &read)
    #expect(read == values)
  }

  @Test func `a UUID's bytes stand as it is written`() throws {
    let value: UInt128 = 0x0011_2233_4455_6677_8899_AABB_CCDD_EEFF
    var buffer = ByteBuffer()
    let values = [value]
    Plain.append(uuid: values.span, to: &buffer)
    var read: [UInt128] = []
    try Plain.uuid(buffer.bytes, at: 0, count: 1, into: &read)
    #expect(read == values)
    #expect(buffer.takeArray() == (0..<16).map { UInt8($0 * 17) })
  }

  @Test func `texts of every length read back, with nulls left out`() throws {
    let texts = (0..<70).map { String(repeating: "ab✓", count: $0 / 3) + "\($0)" }
    let plain = TextDictionary(texts).values
    let validity = Bitmap(count: 70) { $0 % 4 != 1 }
    let codes = (0..<70).map { Int32($0) }
    let cases: [(Range<Int>, Bitmap?)] = [
      (0..<70, nil), (3..<51, nil), (3..<51, validity), (69..<70, validity),
    ]
    for (rows, mask) in cases {
      var buffer = ByteBuffer()
      Plain.append(text: plain, rows: rows, validity: mask, to: &buffer)
      let expected = rows.filter { mask?[$0] ?? true }.map { texts[$0] }
      var read = PlainText()
      try Plain.text(buffer.bytes, at: 0, count: expected.count, into: &read)
      #expect((0..<read.count).map { read.string(at: $0) } == expected)
      var coded = ByteBuffer()
      Plain.append(
        codes: codes.span, of: plain, rows: rows, validity: mask, to: &coded)
      #expect(coded.takeArray() == buffer.takeArray())
    }
  }

  @Test func `truth values are packed from the lowest bit`() throws {
    let values = (0..<131).map { $0 % 3 == 0 }
    var bits = BitBuffer()
    let first = Array(values[0..<5])
    let rest = Array(values[5...])
    bits.append(first.span)
    bits.append(rest.span)
    var buffer = ByteBuffer()
    bits.encode(into: &buffer)
    #expect(buffer.count == 17)
    var read: [Bool] = []
    try Plain.boolean(buffer.bytes, at: 0, count: values.count, into: &read)
    #expect(read == values)
    #expect(buffer.bytes.byte(at: 0) == 0b0100_1001)
  }

  private func text(_ bytes: [UInt8]) throws(DecodingError) {
    var read = PlainText()
    try Plain.text(bytes.span.rawBytes, at: 0, count: 1, into: &read)
  }

  private func integers(_ bytes: [UInt8], at start: Int, count: Int) throws(DecodingError) {
    var read: [Int64] = []
    try Plain.int64(bytes.span.rawBytes, at: start, count: count, into: &read)
  }

  @Test func `values that are not all there are refused`() {
    let bytes: [UInt8] = [5, 0, 0, 0, 97]
    #expect(throws: DecodingError.endsEarly) { try text(bytes) }
    #expect(throws: DecodingError.endsEarly) { try integers(bytes, at: 0, count: 1) }
    #expect(throws: DecodingError.endsEarly) { try integers(bytes, at: 6, count: 0) }
  }
}
