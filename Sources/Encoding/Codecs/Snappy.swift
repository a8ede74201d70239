import CSnappy

/// Google's snappy, raw format without framing.
package enum Snappy: Codec {
  package static let name = "snappy"
  package static let parquetCode: Int32 = 1
  package static let levels: (range: ClosedRange<Int>, standard: Int)? = nil

  package static func makeCompressor(level: Int) -> any Compressor { SnappyCompressor() }

  package static func decompress(
    _ input: borrowing RawSpan, count: Int, into output: inout ByteBuffer
  ) throws(DecodingError) {
    let length = input.byteCount
    let announced: Int? = unsafe input.withUnsafeBytes { source in
      var result = 0
      let start = unsafe source.bindMemory(to: CChar.self).baseAddress
      let status = unsafe snappy_uncompressed_length(start, length, &result)
      return status == SNAPPY_OK ? result : nil
    }
    guard announced == count else { throw DecodingError("a snappy block of another length") }
    var status = SNAPPY_OK
    unsafe output.appendUnsafely(atMost: count) { target in
      var written = count
      unsafe input.withUnsafeBytes { source in
        status = unsafe snappy_uncompress(
          source.bindMemory(to: CChar.self).baseAddress, length,
          target.bindMemory(to: CChar.self).baseAddress, &written)
      }
      return written
    }
    guard status == SNAPPY_OK else { throw DecodingError("a damaged snappy block") }
  }
}

private final class SnappyCompressor: Compressor {
  func compress(_ input: borrowing RawSpan, into output: inout ByteBuffer) {
    let length = input.byteCount
    let limit = snappy_max_compressed_length(length)
    unsafe output.appendUnsafely(atMost: limit) { target in
      var written = limit
      let status = unsafe input.withUnsafeBytes { source in
        unsafe snappy_compress(
          source.bindMemory(to: CChar.self).baseAddress, length,
          target.bindMemory(to: CChar.self).baseAddress, &written)
      }
      precondition(status == SNAPPY_OK, "snappy had room and did not compress")
      return written
    }
  }
}
