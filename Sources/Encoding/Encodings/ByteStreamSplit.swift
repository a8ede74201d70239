import Columnar

/// Floats by place: all their lowest bytes, then all the next ones. Signs and exponents of a column
/// are much alike, so a codec shrinks their streams; mantissas stay as they are.
///
/// - Reference: Apache Parquet, *Encodings*, BYTE_STREAM_SPLIT.
package enum ByteStreamSplit: ValueEncoding {
  package static let name = "byte_stream_split"
  package static let parquetCode: Int32 = 9

  package static func append(_ values: Span<Double>, to output: inout ByteBuffer) {
    EncodingKernels.split(values, to: &output)
  }

  /// Rounds to single precision, as the column's type says.
  package static func append(floats values: Span<Double>, to output: inout ByteBuffer) {
    var narrow: [Float] = []
    narrow.reserveCapacity(values.count)
    for index in values.indices { narrow.append(Float(values[index])) }
    EncodingKernels.split(narrow.span, to: &output)
  }

  /// - Parameter width: 8 for doubles, 4 for floats.
  package static func decode(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, width: Int,
    into values: inout [Double]
  ) throws(DecodingError) {
    guard count <= (bytes.byteCount - start) / width else { throw .endsEarly }
    values.reserveCapacity(values.count + count)
    for index in 0..<count {
      var word: UInt64 = 0
      for place in 0..<width {
        let byte = bytes.byte(at: start + place * count + index)
        word |= UInt64(byte) << UInt64(place * 8)
      }
      values.append(
        width == 8
          ? Double(bitPattern: word)
          : Double(Float(bitPattern: UInt32(truncatingIfNeeded: word))))
    }
  }
}
