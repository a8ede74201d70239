import Columnar
import Encoding

/// Reads flat Parquet files with PLAIN, dictionary and run-length pages, versions 1 and 2.
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
    layout = TableLayout(table: "", fields: metadata.fields)
    rowCount = metadata.rowCount
  }

  package func next() throws(SinkError) -> Batch? {
    guard nextGroup < metadata.groups.count else { return nil }
    let group = metadata.groups[nextGroup]
    nextGroup += 1
    var columns: [Column] = []
    for (field, chunk) in zip(metadata.fields, group.chunks) {
      let bytes = try file.read(at: chunk.offset, limit: chunk.byteCount)
      do throws(DecodingError) {
        var decoder = ParquetChunkDecoder(field, chunk, rowCount: group.rowCount)
        columns.append(try decoder.decode(bytes))
      } catch {
        throw .damaged(
          file.path, "row group \(nextGroup), column '\(field.name)': \(error.reason)")
      }
    }
    return Batch(columns: columns, rowCount: group.rowCount)
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
