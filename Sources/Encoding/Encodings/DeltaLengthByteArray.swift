import Columnar

/// Texts as their lengths, packed, and then all their bytes: lengths of codes take no room, and a
/// codec sees text alone.
///
/// - Reference: Apache Parquet, *Encodings*, DELTA_LENGTH_BYTE_ARRAY.
package enum DeltaLengthByteArray: ValueEncoding {
  package static let name = "delta_length_byte_array"
  package static let parquetCode: Int32 = 6

  /// - Parameter text: the values of the page without nulls.
  package static func append(_ text: PlainText, to output: inout ByteBuffer) {
    let lengths = (0..<text.count).map { Int64(text.offsets[$0 + 1] - text.offsets[$0]) }
    DeltaBinaryPacked.append(lengths.span, isNarrow: true, to: &output)
    output.append(text.bytes.span.rawBytes.extracting(0..<text.byteCount))
  }

  package static func decode(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, into text: inout PlainText
  ) throws(DecodingError) {
    var lengths: [Int64] = []
    var position = try DeltaBinaryPacked.decode(
      bytes, at: start, count: count, isNarrow: true, into: &lengths)
    for length in lengths {
      guard length >= 0, length <= Int64(bytes.byteCount - position) else { throw .endsEarly }
      try text.append(bytes, position..<position + Int(length))
      position += Int(length)
    }
  }
}

extension PlainText {
  /// Appends the text that lies in a range of bytes.
  mutating func append(
    _ source: borrowing RawSpan, _ range: Range<Int>
  ) throws(DecodingError) {
    guard range.count <= Int(Int32.max) - byteCount else {
      throw DecodingError("a row group with more than 2 GiB of text")
    }
    for place in range { bytes.append(source.byte(at: place)) }
    offsets.append(Int32(bytes.count))
  }
}
