import Columnar
import Encoding

/// Comma-separated values (RFC 4180) in UTF-8, with a header and lines that end in LF.
///
/// Null is nothing between the commas, or a text of choice; the same text as a value is in quotes,
/// as `""` is, so that the two can be told apart.
package final class CSVSink: BatchSink {
  private let rows: RowTextSink

  /// - Parameter nullText: what stands for a missing value; not a text that a number, time or
  ///   boolean could be.
  package init(
    layout: TableLayout, file: OutputFile, nullText: String = ""
  ) throws(SinkError) {
    var style = CellStyle.commaSeparated
    style.null = Array(nullText.utf8)
    let prefixes = layout.fields.indices.map { $0 == 0 ? [] : Array(",".utf8) }
    rows = try RowTextSink(
      layout: layout, file: file,
      form: RowTextSink.Form(
        style: style, prefixes: PrefixTable(prefixes), end: Array("\n".utf8)),
      header: CSVSink.header(layout))
  }

  package func makeEncoder() -> any RowGroupEncoder { rows.makeEncoder() }
  package func write(_ group: EncodedRowGroup) throws(SinkError) { try rows.write(group) }
  package func finish() throws(SinkError) -> SinkSummary { try rows.finish() }
  package func discard() { rows.discard() }

  private static func header(_ layout: TableLayout) -> [UInt8] {
    var buffer = ByteBuffer()
    for (index, field) in layout.fields.enumerated() {
      let name = Array(field.name.utf8)
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      buffer.write(atMost: CellStyle.commaSeparated.limit(forText: name.count)) {
        CellStyle.commaSeparated.append(
          text: name.span.rawBytes, at: 0, count: name.count, to: &$0)
      }
    }
    buffer.append(UInt8(ascii: "\n"))
    return buffer.takeArray()
  }
}

package enum CSVFormat: SinkFormat {
  package static let name = "csv"
  package static let fileExtension = "csv"
  package static let compressions = ["none"]

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any BatchSink {
    try CSVSink(layout: layout, file: file, nullText: options.nullText)
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, nullText: String
  ) throws(SinkError) -> any TableReader {
    try CSVReader(path, layout: layout, nullText: nullText)
  }
}
