import Columnar
import Encoding

/// The metadata at the end of a Parquet file.
struct ParquetFooter: Sendable {
  struct RowGroup: Sendable {
    var chunks: [ParquetChunk]
    var rowCount: Int
    /// Where the row group starts in the file.
    var offset: Int
    /// By column, once the indexes are written.
    var indexes: [ParquetIndexPlace] = []
  }

  let layout: TableLayout
  let options: ParquetOptions
  var rowGroups: [RowGroup] = []

  /// The page indexes of all row groups: first the bounds, then the places.
  ///
  /// - Parameter start: where in the file the bytes will lie.
  mutating func makeIndexes(at start: Int) -> [UInt8] {
    var buffer = ByteBuffer()
    var columns: [[Range<Int>?]] = []
    for group in rowGroups {
      columns.append(
        zip(layout.fields, group.chunks).map { field, chunk in
          let first = start + buffer.count
          guard options.writesStatistics,
            ParquetIndex.appendColumn(chunk, ParquetType(field.type), to: &buffer)
          else { return nil }
          return first..<start + buffer.count
        })
    }
    for index in rowGroups.indices {
      let offset = rowGroups[index].offset
      rowGroups[index].indexes = zip(rowGroups[index].chunks, columns[index]).map { chunk, column in
        let first = start + buffer.count
        ParquetIndex.appendOffsets(chunk, from: offset + chunk.dataOffset, to: &buffer)
        return ParquetIndexPlace(column: column, offset: first..<start + buffer.count)
      }
    }
    return buffer.takeArray()
  }

  /// `FileMetaData`, its length and the closing magic number.
  func encoded() -> [UInt8] {
    var writer = ThriftWriter()
    writer.structureElement { writer in
      writer.int32(1, 2)
      writer.list(2, of: .structure, count: layout.fields.count + 1) { writeSchema(&$0) }
      writer.int64(3, Int64(rowGroups.reduce(0) { $0 + $1.rowCount }))
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
      writer.list(7, of: .structure, count: layout.fields.count) { writer in
        for _ in layout.fields { writer.structureElement { $0.structure(1) { _ in } } }
      }
    }
    var buffer = ByteBuffer()
    buffer.append(writer.bytes)
    buffer.write(atMost: 4) { $0.append(UInt32(writer.bytes.count)) }
    buffer.append(ParquetFooter.magic)
    return buffer.takeArray()
  }

  static let magic = Array("PAR1".utf8)

  private func writeSchema(_ writer: inout ThriftWriter) {
    writer.structureElement {
      $0.text(4, "schema")
      $0.int32(5, Int32(layout.fields.count))
    }
    for field in layout.fields {
      writer.structureElement { ParquetType(field.type).write(field, to: &$0) }
    }
  }

  private func write(_ group: RowGroup, _ writer: inout ThriftWriter) {
    writer.list(1, of: .structure, count: group.chunks.count) { writer in
      for (index, field) in layout.fields.enumerated() {
        writer.structureElement { writer in
          writer.int64(2, 0)
          writer.structure(3) { write(group.chunks[index], field, group.offset, &$0) }
          write(group.indexes[index], &writer)
        }
      }
    }
    writer.int64(2, Int64(group.chunks.reduce(0) { $0 + $1.plainByteCount }))
    writer.int64(3, Int64(group.rowCount))
    if let field = layout.ascendingField {
      writer.list(4, of: .structure, count: 1) { writer in
        writer.structureElement {
          $0.int32(1, Int32(field))
          $0.bool(2, false)
          $0.bool(3, false)
        }
      }
    }
    writer.int64(5, Int64(group.offset))
    writer.int64(6, Int64(group.chunks.reduce(0) { $0 + $1.byteCount }))
  }

  private func write(
    _ chunk: ParquetChunk, _ field: Field, _ offset: Int, _ writer: inout ThriftWriter
  ) {
    writer.int32(1, ParquetType(field.type).physical.rawValue)
    writer.list(2, of: .int32, count: chunk.encodings.count) { writer in
      for encoding in chunk.encodings { writer.int32Element(encoding) }
    }
    writer.list(3, of: .binary, count: 1) { $0.binaryElement(Array(field.name.utf8)) }
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
        if let bounds = chunk.bounds.encoded(ParquetType(field.type)) {
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

  private func write(_ place: ParquetIndexPlace, _ writer: inout ThriftWriter) {
    writer.int64(4, Int64(place.offset.lowerBound))
    writer.int32(5, Int32(place.offset.count))
    guard let column = place.column else { return }
    writer.int64(6, Int64(column.lowerBound))
    writer.int32(7, Int32(column.count))
  }
}
