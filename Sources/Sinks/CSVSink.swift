import Columnar
import Encoding

/// Comma-separated values (RFC 4180) in UTF-8, with lines that end in LF.
///
/// Null is nothing between the commas, or a text of choice; the same text as a value is in quotes,
/// as `""` is, so that the two can be told apart.
package final class CSVSink: FileSink {
  private let rows: RowTextSink

  /// - Parameters:
  ///   - compression: a name of `CSVFormat.compressions`.
  ///   - level: within the codec's levels; its standard level if nil.
  package init(
    layout: TableLayout, file: OutputFile, options: CSVOptions = CSVOptions(),
    compression: String? = nil, level: Int? = nil
  ) throws(SinkError) {
    let style = CellStyle.commaSeparated(
      delimiter: options.delimiter, quotesAll: options.quoting == .all,
      null: Array(options.nullText.utf8))
    let leads = layout.fields.indices.map { $0 == 0 ? [] : [options.delimiter] }
    rows = try RowTextSink(
      layout: layout, file: file,
      form: RowTextSink.Form(
        style: style, leads: leads, end: Array("\n".utf8),
        header: options.hasHeader ? CSVSink.header(layout, style, leads) : []),
      compression: TextCompression(compression, level: level))
  }

  package func makeEncoder() -> any RowGroupEncoder { rows.makeEncoder() }
  package func write(_ group: EncodedRowGroup) throws(SinkError) { try rows.write(group) }
  package func byteCount(endingBehind group: EncodedRowGroup) -> Int {
    rows.byteCount(endingBehind: group)
  }
  package func finish() throws(SinkError) -> SinkSummary { try rows.finish() }
  package func discard() { rows.discard() }

  private static func header(
    _ layout: TableLayout, _ style: CellStyle, _ leads: [[UInt8]]
  ) -> [UInt8] {
    zip(leads, layout.fields).flatMap { $0 + style.cell($1.name) } + Array("\n".utf8)
  }
}

package enum CSVFormat: SinkFormat {
  package static let name = "csv"
  package static let fileExtension = "csv"
  package static let compressions = ["none", "gzip", "zstd"]
  package static let isText = true

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any FileSink {
    try CSVSink(
      layout: layout, file: file, options: options.csv, compression: options.compression,
      level: options.level)
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, options: ReaderOptions
  ) throws(SinkError) -> any TableReader {
    try CSVReader(path, layout: layout, options: options.csv, compression: options.compression)
  }
}
