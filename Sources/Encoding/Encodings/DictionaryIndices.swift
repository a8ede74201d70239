/// Indices into a dictionary page: a byte with their width, then runs.
///
/// - Reference: Apache Parquet, *Encodings*, RLE_DICTIONARY.
package enum DictionaryIndices: ValueEncoding {
  package static let name = "dictionary"
  package static let parquetCode: Int32 = 8

  /// - Parameter count: entries of the dictionary so far; it sets the width.
  package static func append(
    _ indices: Span<Int32>, dictionaryCount count: Int, to output: inout ByteBuffer
  ) {
    // A width of 0 is legal for one entry, but not every reader has met it.
    let width = max(1, RunLength.width(upTo: count - 1))
    output.append(UInt8(width))
    RunLength.append(indices, width: width, to: &output)
  }

  package static func decode(
    _ bytes: borrowing RawSpan, at start: Int, count: Int, dictionaryCount: Int,
    into indices: inout [Int32]
  ) throws(DecodingError) {
    guard count > 0 else { return }
    guard start < bytes.byteCount else { throw .endsEarly }
    let first = indices.count
    try RunLength.decode(
      bytes, in: start + 1..<bytes.byteCount, width: Int(bytes.byte(at: start)), count: count,
      into: &indices)
    for index in indices[first...] where index < 0 || Int(index) >= dictionaryCount {
      throw DecodingError("index \(index) in a dictionary of \(dictionaryCount)")
    }
  }
}
