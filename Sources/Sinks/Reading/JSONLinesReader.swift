import Columnar
import Encoding

/// Reads what `JSONLinesSink` writes: an object a line, with the layout's members in order.
package final class JSONLinesReader: TableReader {
  private let rows: RowTextReader
  private let names: [String]

  package init(
    _ path: String, layout: TableLayout, compression: String = "none"
  ) throws(SinkError) {
    rows = try RowTextReader(
      path, layout: layout, compression: compression, quotes: false, word: "line")
    names = layout.fields.map(\.name)
  }

  package func next() throws(SinkError) -> Batch? {
    try rows.next { (range, builders) throws(DecodingError) in
      try readRow(range, into: &builders)
    }
  }

  private func readRow(
    _ range: Range<Int>, into builders: inout [ColumnBuilder]
  ) throws(DecodingError) {
    try JSONReader.readRow(rows.bytes, in: range, names: names) {
      index, value throws(DecodingError) in
      let field = builders[index].field
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
