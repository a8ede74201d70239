import Columnar
import Encoding

/// Reads what `JSONLinesSink` writes: an object a line, with the layout's members in order.
package final class JSONLinesReader: TableReader {
  private let rows: RowTextReader

  package init(
    _ path: String, layout: TableLayout, compression: String = "none"
  ) throws(SinkError) {
    rows = try RowTextReader(
      path, layout: layout, compression: compression, quotes: false, word: "line")
  }

  package func next() throws(SinkError) -> Batch? {
    try rows.next { (range, builders) throws(DecodingError) in
      try JSONReader.readRow(rows.bytes, in: range, into: &builders)
    }
  }
}
