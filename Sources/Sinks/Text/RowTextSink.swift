import Columnar
import Encoding
import Synchronization

/// Rows as lines of text; what CSV and JSON Lines have in common.
final class RowTextSink: FileSink {
  /// How the cells of a row are put together.
  struct Form: Sendable {
    var style: CellStyle
    /// What stands before each column's cells, and behind the last.
    var leads: [[UInt8]]
    var end: [UInt8]
    /// What stands before the first row.
    var header: [UInt8] = []
  }

  private let layout: TableLayout
  private let file: OutputFile
  private let form: Form
  private let compression: TextCompression
  private let rowCount = Mutex(0)

  init(
    layout: TableLayout, file: OutputFile, form: Form, compression: TextCompression
  ) throws(SinkError) {
    self.layout = layout
    self.file = file
    self.form = form
    self.compression = compression
    // A compressed file has a part even when it holds no byte.
    if !form.header.isEmpty || compression.isOn {
      try file.write(compression.compress(form.header))
    }
  }

  func makeEncoder() -> any RowGroupEncoder {
    RowTextEncoder(layout, form, compression, path: file.path)
  }

  func write(_ group: EncodedRowGroup) throws(SinkError) {
    try file.write(group.parts)
    rowCount.withLock { $0 += group.rowCount }
  }

  func byteCount(endingBehind group: EncodedRowGroup) -> Int { file.byteCount + group.byteCount }

  func finish() throws(SinkError) -> SinkSummary {
    try file.finish()
    return SinkSummary(byteCount: file.byteCount, rowCount: rowCount.withLock { $0 })
  }

  func discard() { file.discard() }
}

private final class RowTextEncoder: RowGroupEncoder {
  /// Rows whose cells lie in the nearest cache when they are put together.
  private static let sliceRowCount = 512
  /// Bytes of a part: much less than a row group, so that its memory is soon used again.
  private let partByteCount: Int

  private let layout: TableLayout
  private let compression: TextCompression
  private let path: String
  private let end: CellLead
  private var cells: CellTable
  private var parts: [[UInt8]] = []
  private var output = ByteBuffer()
  private var rowCount = 0

  init(
    _ layout: TableLayout, _ form: RowTextSink.Form, _ compression: TextCompression, path: String
  ) {
    self.layout = layout
    self.compression = compression
    self.path = path
    end = CellLead(form.end)
    cells = CellTable(form.style, leads: form.leads.map { CellLead($0) })
    // Each part is compressed apart, which costs more of small ones.
    partByteCount = compression.isOn ? 4 << 20 : 1 << 20
  }

  func append(_ batch: Batch) throws(SinkError) {
    precondition(batch.columns.count == layout.fields.count, "a batch of another table")
    var start = 0
    while start < batch.rowCount {
      let upper = min(batch.rowCount, start + RowTextEncoder.sliceRowCount)
      cells.render(batch.columns, rows: start..<upper)
      if let refused = cells.refusedColumn {
        throw SinkError(
          .output, path: path, table: layout.table,
          reason: "column '\(layout.fields[refused].name)' holds a number that is not finite, "
            + "which JSON has no word for; choose another format")
      }
      cells.assemble(
        columnCount: batch.columns.count, rowCount: upper - start, end: end, into: &output)
      start = upper
      if output.count >= partByteCount { endPart() }
    }
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    endPart()
    return EncodedRowGroup(parts: parts, rowCount: rowCount)
  }

  /// The next part will be about as large, so its memory is taken at once.
  private func endPart() {
    if output.isEmpty { return }
    let next = ByteBuffer(capacity: output.count + output.count / 16)
    parts.append(compression.compress(output.takeArray()))
    output = next
  }
}

/// How the bytes of each part are compressed, apart from all others: parts that follow one
/// another, which workers make at the same time.
struct TextCompression: Sendable {
  private let codec: any Codec.Type
  private let level: Int

  /// - Parameter name: of a codec of whole files; none if nil.
  init(_ name: String?, level: Int?) {
    guard let codec = CodecRegistry.codec(named: name ?? NoCompression.name) else {
      preconditionFailure("a compression that was not checked against the format's")
    }
    self.codec = codec
    self.level = level ?? codec.levels?.standard ?? 0
  }

  var isOn: Bool { codec.fileExtension != nil }

  func compress(_ bytes: [UInt8]) -> [UInt8] {
    guard isOn else { return bytes }
    var output = ByteBuffer()
    codec.makeCompressor(level: level).compress(bytes.span.rawBytes, into: &output)
    return output.takeArray()
  }
}
