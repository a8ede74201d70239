import Columnar
import Encoding

/// Reads what `JSONLinesSink` writes: an object a line, with the layout's members in order.
package final class JSONLinesReader: TableReader {
  private static let batchRowCount = 4096

  private let layout: TableLayout
  private let lines: RecordReader
  private var builders: [ColumnBuilder]
  private var line = 0

  package init(_ path: String, layout: TableLayout) throws(SinkError) {
    self.layout = layout
    lines = RecordReader(try InputFile(path), quotes: false)
    builders = layout.fields.map { ColumnBuilder($0) }
  }

  package func next() throws(SinkError) -> Batch? {
    var rowCount = 0
    while rowCount < JSONLinesReader.batchRowCount, let range = try lines.next() {
      line += 1
      do throws(DecodingError) {
        try readRow(try JSONReader.read(lines.bytes, in: range))
      } catch {
        throw .damaged(lines.path, table: layout.table, "line \(line): \(error.reason)")
      }
      rowCount += 1
    }
    guard rowCount > 0 else { return nil }
    var columns: [Column] = []
    for index in builders.indices { columns.append(builders[index].take()) }
    return Batch(columns: columns, rowCount: rowCount)
  }

  private func readRow(_ value: JSONValue) throws(DecodingError) {
    guard case .object(let members) = value, members.count == builders.count else {
      throw DecodingError("no object with \(builders.count) members")
    }
    for (index, member) in members.enumerated() {
      let field = layout.fields[index]
      guard member.name == field.name else {
        throw DecodingError("'\(member.name)' where '\(field.name)' is expected")
      }
      switch (member.value, field.type) {
      case (.null, _): try builders[index].appendNull()
      case (.bool(let truth), .boolean): builders[index].append(truth)
      case (.number(let text), let type) where type.isNumeric:
        try CellParser.append(Array(text.utf8)[...], to: &builders[index])
      case (.text(let text), let type) where !type.isNumeric && type != .boolean:
        try CellParser.append(Array(text.utf8)[...], to: &builders[index])
      default: throw DecodingError("'\(field.name)' is no \(field.type.name)")
      }
    }
  }
}
