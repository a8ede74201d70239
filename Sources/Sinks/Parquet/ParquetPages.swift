import Encoding

/// What the indexes say of one data page; `offset` counts from the first data page of the chunk.
struct ParquetPage: Sendable {
  var offset: Int
  /// With its header.
  var byteCount: Int
  var firstRow: Int
  var rowCount: Int
  /// With those that are missing, and of lists one for each that is empty or missing.
  var valueCount: Int
  var nullCount: Int
  var bounds: ParquetBounds
}

/// The content of a data page before compression.
struct PageContent: ~Copyable {
  var rowCount: Int
  var valueCount: Int
  var nullCount: Int
  var encoding: any ValueEncoding.Type
  /// Whether the encoding has left little for a codec, so that a sample decides.
  var isPacked: Bool
  /// Repetition levels as runs; nil where nothing repeats.
  var repetitions: ByteBuffer?
  /// Definition levels as runs; nil where the column has no nulls.
  var levels: ByteBuffer?
}

/// Compresses pages and writes them with their headers, one behind the other.
struct ParquetPages {
  private let compressor: any Compressor
  private let isCompressed: Bool
  private let version: Int
  private var compressed = ByteBuffer()
  private var assembled = ByteBuffer()
  private(set) var bytes = ByteBuffer()
  /// What `bytes` would take without compression, headers included.
  private(set) var plainByteCount = 0

  /// - Parameter expectedByteCount: room for as much is made at once.
  init(_ options: ParquetOptions, _ compressor: any Compressor, expectedByteCount: Int = 0) {
    if expectedByteCount > 0 { bytes = ByteBuffer(capacity: expectedByteCount) }
    self.compressor = compressor
    isCompressed = options.codec.parquetCode != NoCompression.parquetCode
    version = options.pageVersion
  }

  /// The bytes, which go to whoever asks.
  mutating func takeBytes() -> ByteBuffer {
    var taken = ByteBuffer()
    swap(&taken, &bytes)
    return taken
  }

  mutating func appendData(_ content: consuming PageContent, _ values: borrowing ByteBuffer) {
    if version == 1 {
      appendVersionOne(content, values)
    } else {
      appendVersionTwo(content, values)
    }
  }

  /// Levels with their length, then values, compressed as one.
  private mutating func appendVersionOne(
    _ content: borrowing PageContent, _ values: borrowing ByteBuffer
  ) {
    let valueCount = content.valueCount
    let encoding = content.encoding.parquetCode
    assembled.removeAll()
    if let repetitions = content.repetitions {
      let count = UInt32(repetitions.count)
      assembled.write(atMost: 4) { $0.append(count) }
      assembled.append(repetitions)
    }
    if let levels = content.levels {
      let count = UInt32(levels.count)
      assembled.write(atMost: 4) { $0.append(count) }
      assembled.append(levels)
    }
    assembled.append(values)
    compressed.removeAll()
    let plain = assembled
    if isCompressed { compressor.compress(plain.bytes, into: &compressed) }
    let stored = isCompressed ? compressed : assembled
    let crc = CRC32.update(0, stored.bytes)
    appendHeader(type: 0, plain: assembled.count, stored: stored.count, crc) { writer in
      writer.structure(5) {
        $0.int32(1, Int32(valueCount))
        $0.int32(2, encoding)
        $0.int32(3, RunLength.parquetCode)
        $0.int32(4, RunLength.parquetCode)
      }
    }
    bytes.append(stored)
  }

  /// Levels as they are, then values, which stay as they are when they do not shrink.
  private mutating func appendVersionTwo(
    _ content: borrowing PageContent, _ values: borrowing ByteBuffer
  ) {
    let rowCount = content.rowCount
    let valueCount = content.valueCount
    let nullCount = content.nullCount
    let encoding = content.encoding.parquetCode
    let repetitionCount = content.repetitions?.count ?? 0
    let levelCount = content.levels?.count ?? 0
    var shrinks = isCompressed && values.count > 0
    if shrinks, content.isPacked { shrinks = sampleShrinks(values) }
    if shrinks {
      compressed.removeAll()
      compressor.compress(values.bytes, into: &compressed)
      shrinks = compressed.count < values.count - values.count / 64
    }
    let stored = shrinks ? compressed : copy values
    let levelSize = repetitionCount + levelCount
    let count = levelSize + stored.count
    var crc: UInt32 = 0
    if let repetitions = content.repetitions { crc = CRC32.update(crc, repetitions.bytes) }
    if let levels = content.levels { crc = CRC32.update(crc, levels.bytes) }
    crc = CRC32.update(crc, stored.bytes)
    appendHeader(type: 3, plain: levelSize + values.count, stored: count, crc) { writer in
      writer.structure(8) {
        $0.int32(1, Int32(valueCount))
        $0.int32(2, Int32(nullCount))
        $0.int32(3, Int32(rowCount))
        $0.int32(4, encoding)
        $0.int32(5, Int32(levelCount))
        $0.int32(6, Int32(repetitionCount))
        $0.bool(7, shrinks)
      }
    }
    if let repetitions = content.repetitions { bytes.append(repetitions) }
    if let levels = content.levels { bytes.append(levels) }
    bytes.append(stored)
  }

  /// Whether three short pieces shrink: bit-packed numbers mostly do not, and finding that out on
  /// whole pages costs more than packing them.
  private mutating func sampleShrinks(_ values: borrowing ByteBuffer) -> Bool {
    let piece = 4096
    guard values.count > 8 * piece else { return true }
    assembled.removeAll()
    for start in [0, (values.count - piece) / 2, values.count - piece] {
      assembled.append(values.bytes.extracting(start..<start + piece))
    }
    compressed.removeAll()
    let sample = assembled
    compressor.compress(sample.bytes, into: &compressed)
    return compressed.count < assembled.count - assembled.count / 32
  }

  /// Dictionaries are compressed in both versions.
  mutating func appendDictionary(_ content: borrowing ByteBuffer, entryCount: Int) {
    compressed.removeAll()
    if isCompressed { compressor.compress(content.bytes, into: &compressed) }
    let stored = isCompressed ? compressed : copy content
    let crc = CRC32.update(0, stored.bytes)
    appendHeader(type: 2, plain: content.count, stored: stored.count, crc) { writer in
      writer.structure(7) {
        $0.int32(1, Int32(entryCount))
        $0.int32(2, Plain.parquetCode)
      }
    }
    bytes.append(stored)
  }

  /// - Parameter crc: of the bytes that follow the header.
  private mutating func appendHeader(
    type: Int32, plain: Int, stored: Int, _ crc: UInt32, _ header: (inout ThriftWriter) -> Void
  ) {
    precondition(max(plain, stored) <= Int(Int32.max), "a page beyond 2 GiB")
    var writer = ThriftWriter()
    writer.structureElement {
      $0.int32(1, type)
      $0.int32(2, Int32(plain))
      $0.int32(3, Int32(stored))
      $0.int32(4, Int32(bitPattern: crc))
      header(&$0)
    }
    bytes.append(writer.bytes)
    plainByteCount += writer.bytes.count + plain
  }
}
