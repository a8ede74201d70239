import Columnar
import Encoding

/// The metadata at the end of a Parquet file.
///
/// What it says of a row group is encoded when the row group is written, so that a file of many
/// keeps no more of them in memory than will stand in the file.
struct ParquetFooter: Sendable {
  private struct RowGroup: Sendable {
    var rowCount: Int
    /// Where the row group starts in the file.
    var offset: Int
    var byteCount: Int
    var plainByteCount: Int
    /// By column.
    var chunks: [ChunkPlaces]
  }

  /// Where the encoded facts of a chunk lie in their lists.
  private struct ChunkPlaces: Sendable {
    var metadata: Range<Int>
    /// Nil without bounds for every page.
    var bounds: Range<Int>?
    var pages: Range<Int>
  }

  private let layout: TableLayout
  private let schema: ParquetSchema
  private let options: ParquetOptions
  private var rowGroups: [RowGroup] = []
  /// `ColumnMetaData`, `ColumnIndex` and `OffsetIndex` of every chunk, one behind the other.
  private var metadata: [UInt8] = []
  private var bounds: [UInt8] = []
  private var pages: [UInt8] = []
  /// Where in the file the indexes lie, once they do.
  private var indexStart = 0

  init(layout: TableLayout, options: ParquetOptions) {
    self.layout = layout
    schema = ParquetSchema(layout.fields)
    self.options = options
  }

  var rowCount: Int { rowGroups.reduce(0) { $0 + $1.rowCount } }

  /// - Parameter offset: where the row group starts in the file.
  mutating func add(_ chunks: [ParquetChunk], rowCount: Int, at offset: Int) {
    var places: [ChunkPlaces] = []
    for (leaf, chunk) in zip(schema.leaves, chunks) {
      let encoded = encoded(chunk, leaf, offset)
      let index =
        options.writesStatistics ? ParquetIndex.bounds(chunk, ParquetType(leaf.field.type)) : nil
      let offsets = ParquetIndex.places(chunk, from: offset + chunk.dataOffset)
      places.append(
        ChunkPlaces(
          metadata: metadata.endIndex..<metadata.endIndex + encoded.count,
          bounds: index.map { bounds.endIndex..<bounds.endIndex + $0.count },
          pages: pages.endIndex..<pages.endIndex + offsets.count))
      metadata += encoded
      bounds += index ?? []
      pages += offsets
    }
    rowGroups.append(
      RowGroup(
        rowCount: rowCount, offset: offset, byteCount: chunks.reduce(0) { $0 + $1.byteCount },
        plainByteCount: chunks.reduce(0) { $0 + $1.plainByteCount }, chunks: places))
  }

  /// What stands behind the row groups at most if one more of them is the last.
  ///
  /// - Parameter offset: where that row group starts in the file.
  func largestByteCount(adding chunks: [ParquetChunk], at offset: Int) -> Int {
    var facts = metadata.count + bounds.count + pages.count
    for (leaf, chunk) in zip(schema.leaves, chunks) {
      facts += encoded(chunk, leaf, offset).count
      if options.writesStatistics {
        facts += ParquetIndex.bounds(chunk, ParquetType(leaf.field.type))?.count ?? 0
      }
      facts += ParquetIndex.places(chunk, from: offset + chunk.dataOffset).count
    }
    let empty = ParquetFooter(layout: layout, options: options).encoded()
    let groups = (rowGroups.count + 1) * (64 + schema.leaves.count * ParquetFooter.largestPlaces)
    return empty.reduce(16) { $0 + $1.count } + facts + groups
  }

  /// What `ColumnChunk` takes at most beside the facts of its chunk: headers, two places of at most
  /// ten bytes and their lengths of at most five.
  private static let largestPlaces = 40

  /// The page indexes of all row groups: first the bounds, then the places.
  ///
  /// - Parameter start: where in the file the bytes will lie.
  mutating func indexes(at start: Int) -> [[UInt8]] {
    indexStart = start
    return [bounds, pages]
  }

  /// `FileMetaData`, its length and the closing magic number.
  func encoded() -> [[UInt8]] {
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.int32(1, 2)
      writer.list(2, of: .structure, count: schema.elementCount) { schema.write(to: &$0) }
      writer.int64(3, Int64(rowCount))
      writer.list(4, of: .structure, count: rowGroups.count) { writer in
        for group in rowGroups { writer.structureElement { write(group, &$0) } }
      }
      if !options.metadata.isEmpty {
        writer.list(5, of: .structure, count: options.metadata.count) { writer in
          for pair in options.metadata {
            writer.structureElement {
              $0.text(1, pair.key)
              $0.text(2, pair.value)
            }
          }
        }
      }
      writer.text(6, options.createdBy)
      writer.list(7, of: .structure, count: schema.leaves.count) { writer in
        for _ in schema.leaves { writer.structureElement { $0.structure(1) { _ in } } }
      }
    }
    var end = ByteBuffer()
    end.write(atMost: 4) { $0.append(UInt32(writer.bytes.count)) }
    end.append(ParquetFooter.magic)
    return [writer.bytes, end.takeArray()]
  }

  static let magic = Array("PAR1".utf8)

  private func write(_ group: RowGroup, _ writer: inout ThriftWriter) {
    writer.list(1, of: .structure, count: group.chunks.count) { writer in
      for chunk in group.chunks { writer.structureElement { write(chunk, &$0) } }
    }
    writer.int64(2, Int64(group.plainByteCount))
    writer.int64(3, Int64(group.rowCount))
    if let leaf = layout.ascendingField.flatMap({ schema.leaf(ofColumn: $0) }) {
      writer.list(4, of: .structure, count: 1) { writer in
        writer.structureElement {
          $0.int32(1, Int32(leaf))
          $0.bool(2, false)
          $0.bool(3, false)
        }
      }
    }
    writer.int64(5, Int64(group.offset))
    writer.int64(6, Int64(group.byteCount))
  }

  /// `ColumnChunk`.
  private func write(_ chunk: ChunkPlaces, _ writer: inout ThriftWriter) {
    writer.int64(2, 0)
    writer.structure(3, encoded: metadata[chunk.metadata])
    writer.int64(4, Int64(indexStart + bounds.count + chunk.pages.lowerBound))
    writer.int32(5, Int32(chunk.pages.count))
    guard let index = chunk.bounds else { return }
    writer.int64(6, Int64(indexStart + index.lowerBound))
    writer.int32(7, Int32(index.count))
  }

  private func encoded(_ chunk: ParquetChunk, _ leaf: ParquetLeaf, _ offset: Int) -> [UInt8] {
    var writer = ThriftWriter()
    writer.structureElement { write(chunk, leaf, offset, &$0) }
    return writer.bytes
  }

  /// `ColumnMetaData`.
  private func write(
    _ chunk: ParquetChunk, _ leaf: ParquetLeaf, _ offset: Int, _ writer: inout ThriftWriter
  ) {
    let type = ParquetType(leaf.field.type)
    writer.int32(1, type.physical.rawValue)
    writer.list(2, of: .int32, count: chunk.encodings.count) { writer in
      for encoding in chunk.encodings { writer.int32Element(encoding) }
    }
    writer.list(3, of: .binary, count: leaf.path.count) { writer in
      for name in leaf.path { writer.binaryElement(Array(name.utf8)) }
    }
    writer.int32(4, options.codec.parquetCode)
    writer.int64(5, Int64(chunk.valueCount))
    writer.int64(6, Int64(chunk.plainByteCount))
    writer.int64(7, Int64(chunk.byteCount))
    writer.int64(9, Int64(offset + chunk.dataOffset))
    if let dictionaryOffset = chunk.dictionaryOffset {
      writer.int64(11, Int64(offset + dictionaryOffset))
    }
    if options.writesStatistics {
      writer.structure(12) { writer in
        writer.int64(3, Int64(chunk.nullCount))
        if let bounds = chunk.bounds.encoded(type) {
          writer.binary(5, bounds.high)
          writer.binary(6, bounds.low)
          writer.bool(7, bounds.isHighExact)
          writer.bool(8, bounds.isLowExact)
        }
      }
    }
    if let bloom = chunk.bloom {
      writer.int64(14, Int64(offset + bloom.lowerBound))
      writer.int32(15, Int32(bloom.count))
    }
  }
}
