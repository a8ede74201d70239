import Columnar
import Encoding

/// JSON Lines: an object (RFC 8259) for each row, its members in the order of the columns.
///
/// Decimals are numbers at their scale, times are texts, null is `null`.
package final class JSONLinesSink: BatchSink {
  private let rows: RowTextSink

  /// - Parameter nonFinite: `refuse` or `null`.
  package init(
    layout: TableLayout, file: OutputFile, nonFinite: NonFinite = .refuse
  ) throws(SinkError) {
    precondition(nonFinite != .words, "JSON has no words for numbers that are not finite")
    let style = CellStyle.json(nonFinite)
    var prefixes: [[UInt8]] = []
    for (index, field) in layout.fields.enumerated() {
      let name = Array(field.name.utf8)
      var buffer = ByteBuffer()
      buffer.append(UInt8(ascii: index == 0 ? "{" : ","))
      buffer.write(atMost: style.limit(forText: name.count)) {
        style.append(text: name.span.rawBytes, at: 0, count: name.count, to: &$0)
      }
      buffer.append(UInt8(ascii: ":"))
      prefixes.append(buffer.takeArray())
    }
    let end = layout.fields.isEmpty ? "{}\n" : "}\n"
    rows = try RowTextSink(
      layout: layout, file: file,
      form: RowTextSink.Form(
        style: style, prefixes: PrefixTable(prefixes), end: Array(end.utf8)),
      header: [])
  }

  package func makeEncoder() -> any RowGroupEncoder { rows.makeEncoder() }
  package func write(_ group: EncodedRowGroup) throws(SinkError) { try rows.write(group) }
  package func finish() throws(SinkError) -> SinkSummary { try rows.finish() }
  package func discard() { rows.discard() }
}

package enum JSONLinesFormat: SinkFormat {
  package static let name = "jsonl"
  package static let fileExtension = "jsonl"
  package static let compressions = ["none"]

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any BatchSink {
    try JSONLinesSink(layout: layout, file: file)
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, nullText: String
  ) throws(SinkError) -> any TableReader {
    try JSONLinesReader(path, layout: layout)
  }
}
