/// Small non-negative integers as runs: one value repeated, or values packed bit by bit.
///
/// - Reference: Apache Parquet, *Encodings*, RLE / bit-packing hybrid.
package enum RunLength: ValueEncoding {
  package static let name = "run_length"
  package static let parquetCode: Int32 = 3

  /// The bits that hold every value up to `maximum`.
  package static func width(upTo maximum: Int) -> Int {
    maximum <= 0 ? 0 : Int.bitWidth - maximum.leadingZeroBitCount
  }

  /// One run where all values are equal, else one packed run.
  package static func append(_ values: Span<Int32>, width: Int, to output: inout ByteBuffer) {
    precondition((0...32).contains(width), "a packed value has 0 to 32 bits")
    guard values.count > 0 else { return }
    let first = values[0]
    var difference: Int32 = 0
    for index in values.indices { difference |= values[index] ^ first }
    if difference == 0 {
      appendRun(of: UInt32(bitPattern: first), count: values.count, width: width, to: &output)
      return
    }
    let groupCount = (values.count + 7) / 8
    appendVarint(UInt64(groupCount) << 1 | 1, to: &output)
    BitPacking.append(values, width: width, to: &output)
  }

  /// Definition levels of 0 and 1: one run where all are alike, else the bits as they are.
  package static func append(levels: BitBuffer, to output: inout ByteBuffer) {
    guard levels.count > 0 else { return }
    if levels.setCount == levels.count || levels.setCount == 0 {
      let level: UInt32 = levels.setCount == 0 ? 0 : 1
      appendRun(of: level, count: levels.count, width: 1, to: &output)
      return
    }
    appendVarint(UInt64((levels.count + 7) / 8) << 1 | 1, to: &output)
    levels.encode(into: &output)
  }

  private static func appendRun(
    of value: UInt32, count: Int, width: Int, to output: inout ByteBuffer
  ) {
    appendVarint(UInt64(count) << 1, to: &output)
    for byte in 0..<(width + 7) / 8 {
      output.append(UInt8(truncatingIfNeeded: value >> UInt32(byte * 8)))
    }
  }

  private static func appendVarint(_ value: UInt64, to output: inout ByteBuffer) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(rest))
  }

  /// Reads `count` values from `range` of the bytes, which may be damaged.
  package static func decode(
    _ bytes: borrowing RawSpan, in range: Range<Int>, width: Int, count: Int,
    into values: inout [Int32]
  ) throws(DecodingError) {
    guard (0...32).contains(width) else { throw DecodingError("\(width) bits for a value") }
    guard range.upperBound <= bytes.byteCount else { throw .endsEarly }
    var position = range.lowerBound
    var left = count
    while left > 0 {
      let header = try varint(bytes, at: &position, before: range.upperBound)
      let length = Int(header >> 1 & 0x7FFF_FFFF)
      guard header >> 32 == 0, length > 0 else { throw DecodingError("an empty run") }
      if header & 1 == 0 {
        let taken = min(length, left)
        let value = try repeated(bytes, at: &position, before: range.upperBound, width: width)
        values.append(contentsOf: repeatElement(value, count: taken))
        left -= taken
      } else {
        let taken = min(length * 8, left)
        // A last group may be cut at the end of the bytes, never inside the values asked for.
        guard (taken * width + 7) / 8 <= range.upperBound - position else { throw .endsEarly }
        BitPacking.decode(bytes, at: position, width: width, count: taken, into: &values)
        position += min(length * width, range.upperBound - position)
        left -= taken
      }
    }
  }

  private static func repeated(
    _ bytes: borrowing RawSpan, at position: inout Int, before end: Int, width: Int
  ) throws(DecodingError) -> Int32 {
    var value: UInt32 = 0
    for byte in 0..<(width + 7) / 8 {
      guard position < end else { throw .endsEarly }
      value |= UInt32(bytes.byte(at: position)) << UInt32(byte * 8)
      position += 1
    }
    guard width == 32 || value >> UInt32(width) == 0 else {
      throw DecodingError("a run of a value wider than its bits")
    }
    return Int32(bitPattern: value)
  }

  private static func varint(
    _ bytes: borrowing RawSpan, at position: inout Int, before end: Int
  ) throws(DecodingError) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 63, by: 7) {
      guard position < end else { throw .endsEarly }
      let next = bytes.byte(at: position)
      position += 1
      result |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return result }
    }
    throw DecodingError("a run header longer than nine bytes")
  }
}
