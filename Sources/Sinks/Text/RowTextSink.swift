import Columnar
import Encoding
import Synchronization

/// Rows as lines of text; what CSV and JSON Lines have in common.
final class RowTextSink: BatchSink {
  /// How the cells of a row are put together.
  struct Form: Sendable {
    var style: CellStyle
    var prefixes: PrefixTable
    var end: [UInt8]
  }

  private let layout: TableLayout
  private let file: OutputFile
  private let form: Form
  private let rowCount = Mutex(0)

  init(
    layout: TableLayout, file: OutputFile, form: Form, header: [UInt8]
  ) throws(SinkError) {
    self.layout = layout
    self.file = file
    self.form = form
    if !header.isEmpty { try file.write(header) }
  }

  func makeEncoder() -> any RowGroupEncoder {
    RowTextEncoder(layout, form, path: file.path)
  }

  func write(_ group: EncodedRowGroup) throws(SinkError) {
    try file.write(group.bytes)
    rowCount.withLock { $0 += group.rowCount }
  }

  func finish() throws(SinkError) -> SinkSummary {
    try file.finish()
    return SinkSummary(byteCount: file.byteCount, rowCount: rowCount.withLock { $0 })
  }

  func discard() { file.discard() }
}

private final class RowTextEncoder: RowGroupEncoder {
  private static let sliceRowCount = 2048

  private let layout: TableLayout
  private let form: RowTextSink.Form
  private let path: String
  private var cells: CellTable
  private var output = ByteBuffer()
  private var rowCount = 0

  init(_ layout: TableLayout, _ form: RowTextSink.Form, path: String) {
    self.layout = layout
    self.form = form
    self.path = path
    cells = CellTable(form.style)
  }

  func append(_ batch: Batch) throws(SinkError) {
    precondition(batch.columns.count == layout.fields.count, "a batch of another table")
    var start = 0
    while start < batch.rowCount {
      let end = min(batch.rowCount, start + RowTextEncoder.sliceRowCount)
      cells.render(batch.columns, rows: start..<end)
      if let refused = cells.refusedColumn {
        throw SinkError(
          .output, path: path, table: layout.table,
          reason: "column '\(layout.fields[refused].name)' holds a number that is not finite, "
            + "which JSON has no word for; choose another format")
      }
      cells.assemble(
        columnCount: batch.columns.count, rowCount: end - start, prefixes: form.prefixes,
        end: form.end, into: &output)
      start = end
    }
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    EncodedRowGroup(bytes: output.takeArray(), rowCount: rowCount)
  }
}
