import Columnar
import Encoding

/// Reads what `JSONLinesSink` writes: an object a line, with the layout's members in order.
package final class JSONLinesReader: TableReader {
  private static let batchRowCount = 4096

  private let layout: TableLayout
  private let lines: RecordReader
  private var builders: [ColumnBuilder]
  private let names: [String]
  private var line = 0

  package init(_ path: String, layout: TableLayout) throws(SinkError) {
    self.layout = layout
    lines = RecordReader(try InputFile(path), quotes: false)
    builders = layout.fields.map { ColumnBuilder($0) }
    names = layout.fields.map(\.name)
  }

  package func next() throws(SinkError) -> Batch? {
    var rowCount = 0
    while rowCount < JSONLinesReader.batchRowCount, let range = try lines.next() {
      line += 1
      do throws(DecodingError) {
        try readRow(range)
      } catch {
        throw .damaged(lines.path, table: layout.table, "line \(line): \(error.reason)")
      }
      rowCount += 1
    }
    guard rowCount > 0 else { return nil }
    do throws(DecodingError) {
      var columns: [Column] = []
      for index in builders.indices { columns.append(try builders[index].take()) }
      return Batch(columns: columns, rowCount: rowCount)
    } catch {
      throw .damaged(
        lines.path, table: layout.table, "up to line \(line): \(error.reason)")
    }
  }

  private func readRow(_ range: Range<Int>) throws(DecodingError) {
    try JSONReader.readRow(lines.bytes, in: range, names: names) {
      index, value throws(DecodingError) in
      let field = layout.fields[index]
      switch (value, field.type) {
      case (.null, _): try builders[index].appendNull()
      case (.bool(let truth), .boolean): builders[index].append(truth)
      case (.number(let bytes), let type) where type.isNumeric:
        try CellParser.append(bytes, to: &builders[index])
      case (.text(let bytes), let type) where !type.isNumeric && type != .boolean:
        try CellParser.append(bytes, to: &builders[index])
      default: throw DecodingError("'\(field.name)' is no \(field.type.name)")
      }
    }
  }
}
