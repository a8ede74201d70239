import Columnar
import Encoding

/// Rows of a text file as batches; what reading CSV and JSON Lines has in common.
final class RowTextReader {
  private static let batchRowCount = 4096

  let layout: TableLayout
  private let records: RecordReader
  /// What messages call a row of the file.
  private let word: String
  private var builders: [ColumnBuilder]
  /// How many records were read; a header is the first.
  private var count = 0

  /// - Parameters:
  ///   - compression: a name of `CodecRegistry`.
  ///   - quotes: whether a line end inside double quotes belongs to the record.
  init(
    _ path: String, layout: TableLayout, compression: String, quotes: Bool, word: String
  ) throws(SinkError) {
    self.layout = layout
    self.word = word
    records = RecordReader(try TextInput(path, compression: compression), quotes: quotes)
    builders = layout.fields.map { ColumnBuilder($0) }
  }

  /// What the bytes of records lie in; valid until the next record is read.
  var bytes: [UInt8] { records.bytes }

  /// The place of the next record; nil at the end of the file.
  func nextRecord() throws(SinkError) -> Range<Int>? {
    let range = try records.next()
    if range != nil { count += 1 }
    return range
  }

  /// The next rows; nil after the last.
  ///
  /// - Parameter readRow: appends the values of a record to the builders, one for each column.
  func next(
    _ readRow: (Range<Int>, inout [ColumnBuilder]) throws(DecodingError) -> Void
  ) throws(SinkError) -> Batch? {
    var rowCount = 0
    while rowCount < RowTextReader.batchRowCount, let range = try nextRecord() {
      do throws(DecodingError) {
        try readRow(range, &builders)
      } catch {
        throw damaged("\(word) \(count): \(error.reason)")
      }
      rowCount += 1
    }
    guard rowCount > 0 else { return nil }
    do throws(DecodingError) {
      var columns: [Column] = []
      for index in builders.indices { columns.append(try builders[index].take()) }
      return Batch(columns: columns, rowCount: rowCount)
    } catch {
      throw damaged("up to \(word) \(count): \(error.reason)")
    }
  }

  func damaged(_ reason: String) -> SinkError {
    .damaged(records.path, table: layout.table, reason)
  }
}
