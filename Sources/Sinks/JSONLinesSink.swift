import Columnar
import Encoding

/// JSON Lines: an object (RFC 8259) for each row, its members in the order of the columns.
///
/// Decimals are numbers at their scale, times are texts, null is `null`.
package final class JSONLinesSink: FileSink {
  private let rows: RowTextSink

  /// - Parameters:
  ///   - nonFinite: `refuse` or `null`.
  ///   - compression: a name of `JSONLinesFormat.compressions`.
  ///   - level: within the codec's levels; its standard level if nil.
  package init(
    layout: TableLayout, file: OutputFile, nonFinite: NonFinite = .refuse,
    compression: String? = nil, level: Int? = nil
  ) throws(SinkError) {
    precondition(nonFinite != .words, "JSON has no words for numbers that are not finite")
    let style = CellStyle.json(nonFinite)
    let leads = layout.fields.enumerated().map { index, field in
      Array((index == 0 ? "{" : ",").utf8) + style.cell(field.name) + Array(":".utf8)
    }
    let end = layout.fields.isEmpty ? "{}\n" : "}\n"
    rows = try RowTextSink(
      layout: layout, file: file,
      form: RowTextSink.Form(
        style: style, leads: leads, end: Array(end.utf8)),
      compression: TextCompression(compression, level: level))
  }

  package func makeEncoder() -> any RowGroupEncoder { rows.makeEncoder() }
  package func write(_ group: EncodedRowGroup) throws(SinkError) { try rows.write(group) }
  package func byteCount(endingBehind group: EncodedRowGroup) -> Int {
    rows.byteCount(endingBehind: group)
  }
  package func finish() throws(SinkError) -> SinkSummary { try rows.finish() }
  package func discard() { rows.discard() }
}

package enum JSONLinesFormat: SinkFormat {
  package static let name = "jsonl"
  package static let fileExtension = "jsonl"
  package static let compressions = ["none", "gzip", "zstd"]
  package static let isText = true

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any FileSink {
    try JSONLinesSink(
      layout: layout, file: file, compression: options.compression, level: options.level)
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, options: ReaderOptions
  ) throws(SinkError) -> any TableReader {
    try JSONLinesReader(path, layout: layout, compression: options.compression)
  }
}
