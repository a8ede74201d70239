import Columnar

/// Texts as what they share with the one before and what is new: for keys and others in order.
///
/// - Shape: the lengths of the shared beginnings, packed; then the rests as
///   DELTA_LENGTH_BYTE_ARRAY.
/// - Reference: Apache Parquet, *Encodings*, DELTA_BYTE_ARRAY.
package enum DeltaByteArray: ValueEncoding {
  package static let name = "delta_byte_array"
  package static let parquetCode: Int32 = 7

  /// - Parameter text: the values of the page without nulls.
  package static func append(_ text: PlainText, to output: inout ByteBuffer) {
    let (textBytes, textOffsets) = (text.bytes, text.offsets)
    let (bytes, offsets) = (textBytes.span.rawBytes, textOffsets.span)
    var shared: [Int64] = []
    var rests: [Int64] = []
    shared.reserveCapacity(text.count)
    rests.reserveCapacity(text.count)
    var before = 0..<0
    for row in 0..<text.count {
      let range = Int(offsets[row])..<Int(offsets[row + 1])
      let length = common(bytes, before, range)
      shared.append(Int64(length))
      rests.append(Int64(range.count - length))
      before = range
    }
    DeltaBinaryPacked.append(shared.span, isNarrow: true, to: &output)
    DeltaBinaryPacked.append(rests.span, isNarrow: true, to: &output)
    output.write(atMost: text.byteCount) { cursor in
      for row in 0..<text.count {
        cursor.append(
          bytes, at: Int(offsets[row]) + Int(shared[row]), count: Int(rests[row]))
      }
    }
  }

  /// How many bytes two texts share at their beginnings.
  package static func common(
    _ bytes: borrowing RawSpan, _ one: Range<Int>, _ other: Range<Int>
  ) -> Int {
    let limit = min(one.count, other.count)
    var length = 0
    while length &+ 8 <= limit {
      let difference =
        bytes.word64(at: one.lowerBound &+ length) ^ bytes.word64(at: other.lowerBound &+ length)
      if difference != 0 { return length &+ difference.trailingZeroBitCount &>> 3 }
      length &+= 8
    }
    while length < limit,
      bytes.byte(at: one.lowerBound &+ length) == bytes.byte(at: other.lowerBound &+ length)
    { length &+= 1 }
    return length
  }

  package static func decode(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into text: inout PlainText
  ) throws(DecodingError) {
    var shared: [Int64] = []
    let position = try DeltaBinaryPacked.decode(
      bytes, at: start, count: count, isNarrow: true, into: &shared)
    var rests = PlainText()
    try DeltaLengthByteArray.decode(bytes, at: position, count: count, into: &rests)
    var before = 0..<0
    for (row, length) in shared.enumerated() {
      guard length >= 0, length <= Int64(before.count) else {
        throw DecodingError("a text that shares more than there is")
      }
      let first = text.bytes.count
      guard Int(length) + rests.range(at: row).count <= Int(Int32.max) - first else {
        throw DecodingError("a row group with more than 2 GiB of text")
      }
      text.bytes.append(
        contentsOf: Array(text.bytes[before.lowerBound..<before.lowerBound + Int(length)]))
      text.bytes.append(contentsOf: rests.bytes[rests.range(at: row)])
      text.offsets.append(Int32(text.bytes.count))
      before = first..<text.bytes.count
    }
  }
}
