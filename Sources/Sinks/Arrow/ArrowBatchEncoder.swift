import Columnar
import Encoding

/// Rows to the messages that hold them.
///
/// - Shape: one message, but more where texts of 32-bit offsets would grow too long for one; they
///   end at the same rows however batches are cut.
struct ArrowBatchEncoder {
  private var rows: ArrowRows
  private let compressor: (any Compressor)?
  private var output = PartList()
  /// Places in what has been written.
  private(set) var places: [ArrowMessage.Place] = []

  init(_ options: ArrowOptions, _ columns: [ArrowColumnBuffers]) {
    rows = ArrowRows(columns, textByteLimit: options.textByteLimit)
    compressor = options.isCompressed ? Zstandard.makeCompressor(level: options.level) : nil
  }

  mutating func append(_ batch: Batch) {
    var start = 0
    while start < batch.rowCount {
      start = rows.append(batch, from: start)
      if start < batch.rowCount { endMessage() }
    }
  }

  /// Writes the rows that wait.
  ///
  /// - Parameter dictionary: the number of the dictionary whose texts the one column holds.
  mutating func endMessage(dictionary: Int64? = nil) {
    guard rows.rowCount > 0 || dictionary != nil else { return }
    var nodes: [Int64] = []
    var places: [Int64] = []
    var body: [ByteBuffer] = []
    var byteCount = 0
    let compressor = compressor
    let rowCount = rows.rowCount
    // Columns before those within them.
    func append(_ column: ArrowColumnData) {
      nodes += [Int64(column.rowCount), Int64(column.nullCount)]
      for buffer in column.buffers {
        var part = ArrowBatchEncoder.stored(buffer, compressor)
        places += [Int64(byteCount), Int64(part.count)]
        part.append([UInt8](repeating: 0, count: ArrowMessage.padded(part.count) - part.count))
        byteCount += part.count
        body.append(part)
      }
      for child in column.children { append(child) }
    }
    for column in rows.take() { append(column) }
    let message = ArrowMessage.framed(
      dictionary == nil ? .recordBatch : .dictionaryBatch, bodyByteCount: byteCount
    ) { writer in
      let batch = writeBatch(rowCount, nodes, places, to: &writer)
      guard let dictionary else { return batch }
      return writer.table([.int64(0, dictionary), .place(1, batch), .bool(2, false)])
    }
    self.places.append(
      ArrowMessage.Place(
        offset: output.byteCount, metadataByteCount: message.count, bodyByteCount: byteCount))
    output.append(ByteBuffer(message))
    for part in body { output.append(part) }
  }

  /// The messages, in parts one behind the other.
  mutating func takeParts() -> [[UInt8]] { output.take() }

  private func writeBatch(
    _ rowCount: Int, _ nodes: [Int64], _ places: [Int64], to writer: inout FlatBufferWriter
  ) -> FlatBufferPlace {
    var parts: [FlatBufferField] = [
      .int64(0, Int64(rowCount)), .place(1, writer.structures(nodes, wordCount: 2)),
      .place(2, writer.structures(places, wordCount: 2)),
    ]
    if compressor != nil {
      // The codec ZSTD, buffer by buffer.
      parts.append(.place(3, writer.table([.uint8(0, 1), .uint8(1, 0)])))
    }
    return writer.table(parts)
  }

  /// A compressed buffer begins with its length, or −1 where it is stored as it is.
  private static func stored(_ buffer: ByteBuffer, _ compressor: (any Compressor)?) -> ByteBuffer {
    guard let compressor, !buffer.isEmpty else { return buffer }
    var compressed = ByteBuffer()
    compressor.compress(buffer.bytes, into: &compressed)
    let isSmaller = compressed.count < buffer.count
    let content = isSmaller ? compressed : buffer
    var result = ByteBuffer(capacity: 8 + content.count)
    result.write(atMost: 8) { $0.append(isSmaller ? UInt64(buffer.count) : UInt64.max) }
    result.append(content)
    return result
  }
}
