import Encoding

/// Compresses pages and writes them with their headers, one behind the other.
struct ParquetPages {
  private let compressor: any Compressor
  private let isCompressed: Bool
  private var compressed = ByteBuffer()
  private(set) var bytes = ByteBuffer()
  /// What `bytes` would take without compression, headers included.
  private(set) var plainByteCount = 0

  init(_ options: ParquetOptions) {
    compressor = options.codec.makeCompressor(level: options.level)
    isCompressed = options.codec.parquetCode != NoCompression.parquetCode
  }

  /// Appends a data page, version 1: definition levels if any, then values.
  mutating func appendData(
    _ content: borrowing ByteBuffer, valueCount: Int, encoding: any ValueEncoding.Type
  ) {
    append(content, type: 0) { writer in
      writer.structure(5) {
        $0.int32(1, Int32(valueCount))
        $0.int32(2, encoding.parquetCode)
        $0.int32(3, RunLength.parquetCode)
        $0.int32(4, RunLength.parquetCode)
      }
    }
  }

  mutating func appendDictionary(_ content: borrowing ByteBuffer, entryCount: Int) {
    append(content, type: 2) { writer in
      writer.structure(7) {
        $0.int32(1, Int32(entryCount))
        $0.int32(2, Plain.parquetCode)
      }
    }
  }

  private mutating func append(
    _ content: borrowing ByteBuffer, type: Int32, _ header: (inout ThriftWriter) -> Void
  ) {
    compressed.removeAll()
    if isCompressed { compressor.compress(content.bytes, into: &compressed) }
    let byteCount = isCompressed ? compressed.count : content.count
    precondition(max(byteCount, content.count) <= Int(Int32.max), "a page beyond 2 GiB")
    var writer = ThriftWriter()
    writer.structureElement {
      $0.int32(1, type)
      $0.int32(2, Int32(content.count))
      $0.int32(3, Int32(byteCount))
      header(&$0)
    }
    bytes.append(writer.bytes)
    if isCompressed { bytes.append(compressed) } else { bytes.append(content) }
    plainByteCount += writer.bytes.count + content.count
  }
}
