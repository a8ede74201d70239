import Columnar
import Encoding

/// The bytes of a file from its start to its end, without its compression.
final class TextInput {
  private static let blockByteCount = 1 << 20

  let path: String
  private let file: InputFile
  private let decompressor: (any Decompressor)?
  private var offset = 0
  /// Compressed bytes, and how many of them are done.
  private var block: [UInt8] = []
  private var taken = 0
  private var mayHoldMore = false

  /// - Parameter compression: a name of `CodecRegistry`.
  init(_ path: String, compression: String) throws(SinkError) {
    self.path = path
    guard let codec = CodecRegistry.codec(named: compression),
      compression == NoCompression.name || codec.fileExtension != nil
    else { throw .damaged(path, "no text is compressed with '\(compression)'") }
    file = try InputFile(path)
    decompressor = codec.makeDecompressor()
  }

  /// The next bytes, about a mebibyte; none at the end.
  func next() throws(SinkError) -> [UInt8] {
    guard let decompressor else { return try read() }
    var output = ByteBuffer(capacity: TextInput.blockByteCount)
    while output.isEmpty {
      if taken == block.count, !mayHoldMore {
        block = try read()
        taken = 0
        if block.isEmpty {
          if decompressor.isAtEnd { return [] }
          throw .damaged(path, "the compressed file is cut")
        }
      }
      do throws(DecodingError) {
        taken += try decompressor.decompress(
          block.span.rawBytes, from: taken, limit: TextInput.blockByteCount, into: &output)
      } catch {
        throw .damaged(path, error.reason)
      }
      mayHoldMore = output.count == TextInput.blockByteCount
    }
    return output.takeArray()
  }

  private func read() throws(SinkError) -> [UInt8] {
    let bytes = try file.read(at: offset, limit: TextInput.blockByteCount)
    offset += bytes.count
    return bytes
  }
}
