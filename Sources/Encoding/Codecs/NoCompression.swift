/// Bytes as they are.
package enum NoCompression: Codec {
  package static let name = "none"
  package static let parquetCode: Int32 = 0
  package static let levels: (range: ClosedRange<Int>, standard: Int)? = nil

  package static func makeCompressor(level: Int) -> any Compressor { Copying() }

  package static func decompress(
    _ input: borrowing RawSpan, count: Int, into output: inout ByteBuffer
  ) throws(DecodingError) {
    guard input.byteCount == count else {
      throw DecodingError("\(input.byteCount) plain bytes where \(count) were announced")
    }
    output.append(input)
  }

  private final class Copying: Compressor {
    func compress(_ input: borrowing RawSpan, into output: inout ByteBuffer) {
      output.append(input)
    }
  }
}
