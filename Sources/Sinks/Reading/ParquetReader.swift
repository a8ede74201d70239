import Columnar
import Encoding

/// Reads Parquet files as far as this package writes them, with pages of versions 1 and 2.
///
/// - Shape: a batch for each row group.
package final class ParquetReader: TableReader {
  package let layout: TableLayout
  package let rowCount: Int
  private let file: InputFile
  private let metadata: ParquetMetadata
  private var nextGroup = 0

  package init(_ path: String) throws(SinkError) {
    file = try InputFile(path)
    let footer = try ParquetReader.footer(of: file)
    do throws(DecodingError) {
      metadata = try ParquetMetadata(footer, fileByteCount: file.byteCount)
    } catch {
      throw .damaged(path, "the footer is damaged: \(error.reason)")
    }
    layout = TableLayout(table: "", fields: metadata.schema.fields)
    rowCount = metadata.rowCount
  }

  package func next() throws(SinkError) -> Batch? {
    guard nextGroup < metadata.groups.count else { return nil }
    let group = metadata.groups[nextGroup]
    nextGroup += 1
    var columns: [Column] = []
    var chunks = Array(zip(metadata.schema.leaves, group.chunks))[...]
    for (index, field) in metadata.schema.fields.enumerated() {
      let own = chunks.prefix { $0.0.column == index }
      chunks = chunks.dropFirst(own.count)
      columns.append(try column(field, own, rowCount: group.rowCount))
    }
    return Batch(columns: columns, rowCount: group.rowCount)
  }

  private func column(
    _ field: Field, _ chunks: ArraySlice<(ParquetLeaf, ParquetMetadata.Chunk)>, rowCount: Int
  ) throws(SinkError) -> Column {
    var leaves: [ParquetEntries] = []
    for (leaf, chunk) in chunks {
      let bytes = try file.read(at: chunk.offset, limit: chunk.byteCount)
      do throws(DecodingError) {
        var decoder = ParquetChunkDecoder(leaf, chunk, rowCount: rowCount)
        if leaf.isFlat { return try decoder.column(bytes) }
        leaves.append(try decoder.entries(bytes))
      } catch {
        throw damaged("column '\(leaf.path.joined(separator: "."))'", error)
      }
    }
    do throws(DecodingError) {
      return try ParquetAssembly.column(field, leaves)
    } catch {
      throw damaged("column '\(field.name)'", error)
    }
  }

  private func damaged(_ place: String, _ error: DecodingError) -> SinkError {
    .damaged(file.path, "row group \(nextGroup), \(place): \(error.reason)")
  }

  /// - Throws: `input` when the file's columns are not those expected.
  func require(_ expected: TableLayout) throws(SinkError) {
    guard layout.fields == expected.fields else {
      throw SinkError(
        .input, path: file.path, table: expected.table,
        reason: "the file's columns are not those of the manifest")
    }
  }

  private static func footer(of file: InputFile) throws(SinkError) -> [UInt8] {
    let magic = ParquetFooter.magic
    let tail = try file.read(at: max(0, file.byteCount - 8), limit: 8)
    guard file.byteCount >= 12, Array(tail.suffix(4)) == magic,
      try file.read(at: 0, limit: 4) == magic
    else { throw .damaged(file.path, "it is no Parquet file, or its end is missing") }
    let length = Int(tail.span.rawBytes.word32(at: 0))
    guard length <= file.byteCount - 12 else {
      throw .damaged(file.path, "the footer would be longer than the file")
    }
    return try file.read(at: file.byteCount - 8 - length, limit: length)
  }
}
