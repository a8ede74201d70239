import Columnar
import Encoding
import Synchronization

/// What may be chosen about Arrow files and streams.
package struct ArrowOptions: Sendable {
  /// The stream format, whose end is found by reading it, and not the file format.
  package var isStream: Bool
  /// Whether buffers are compressed, with zstd.
  package var isCompressed: Bool
  package var level: Int
  /// Texts in one message take at most so many bytes; one row may take more.
  package var textByteLimit: Int
  package var metadata: [(key: String, value: String)]
  /// The texts of columns that are stored as codes, by column.
  package var dictionaries: [TextDictionary?]

  package init(
    isStream: Bool = false, isCompressed: Bool = false, level: Int = 1,
    textByteLimit: Int = 1 << 30, metadata: [(key: String, value: String)] = [],
    dictionaries: [TextDictionary?] = []
  ) {
    self.isStream = isStream
    self.isCompressed = isCompressed
    self.level = level
    self.textByteLimit = textByteLimit
    self.metadata = metadata
    self.dictionaries = dictionaries
  }
}

/// Apache Arrow's IPC format, version 5, as a file or as a stream.
///
/// - Shape: a record batch for each row group, more where its texts are too long for one.
package final class ArrowSink: FileSink {
  private struct State {
    var dictionaries: [ArrowMessage.Place] = []
    var records: [ArrowMessage.Place] = []
    var rowCount = 0
  }

  private let file: OutputFile
  private let layout: TableLayout
  private let options: ArrowOptions
  private let schema: ArrowSchema
  private let dictionaries: [ArrowDictionary?]
  private let state = Mutex(State())

  package init(
    layout: TableLayout, file: OutputFile, options: ArrowOptions = ArrowOptions()
  ) throws(SinkError) {
    self.layout = layout
    self.file = file
    self.options = options
    dictionaries = layout.fields.indices.map { index in
      guard layout.fields[index].type == .text, options.dictionaries.indices.contains(index) else {
        return nil
      }
      return options.dictionaries[index].map(ArrowDictionary.init)
    }
    schema = ArrowSchema(
      columns: zip(layout.fields, dictionaries).enumerated().map { index, pair in
        ArrowSchema.Column(field: pair.0, dictionary: pair.1.map { _ in Int64(index) })
      }, metadata: options.metadata)
    let start = options.isStream ? [] : ArrowMessage.magic + [0, 0]
    try file.write(start)
    try file.write(ArrowMessage.schema(schema, after: start.count))
    try writeDictionaries()
  }

  private func writeDictionaries() throws(SinkError) {
    for (index, dictionary) in dictionaries.enumerated() {
      guard let texts = dictionary?.texts else { continue }
      let field = Field("texts", .text, isNullable: false)
      var encoder = ArrowBatchEncoder(options, [ArrowColumnBuffers(field, dictionary: nil)])
      encoder.append(Batch(columns: [Column(.text, .text(.plain(texts)))], rowCount: texts.count))
      encoder.endMessage(dictionary: Int64(index))
      let places = places(of: encoder)
      state.withLock { $0.dictionaries += places }
      try file.write(encoder.takeParts())
    }
  }

  package func makeEncoder() -> any RowGroupEncoder {
    ArrowRowGroupEncoder(
      ArrowBatchEncoder(
        options, zip(layout.fields, dictionaries).map { ArrowColumnBuffers($0, dictionary: $1) }))
  }

  package func write(_ group: EncodedRowGroup) throws(SinkError) {
    guard let places = group.details as? [ArrowMessage.Place] else {
      preconditionFailure("a row group of another sink")
    }
    let start = file.byteCount
    try file.write(group.parts)
    state.withLock { state in
      state.records += places.map { ArrowSink.moved($0, by: start) }
      state.rowCount += group.rowCount
    }
  }

  package func byteCount(endingBehind group: EncodedRowGroup) -> Int {
    let start = file.byteCount + group.byteCount + ArrowMessage.endOfStream.count
    if options.isStream { return start }
    let more = (group.details as? [ArrowMessage.Place])?.count ?? 0
    return state.withLock { state in
      start
        + ArrowMessage.footerByteCount(
          schema, dictionaries: state.dictionaries, recordCount: state.records.count + more)
    }
  }

  package func finish() throws(SinkError) -> SinkSummary {
    try file.write(ArrowMessage.endOfStream)
    let rowCount = state.withLock { $0.rowCount }
    if !options.isStream {
      try file.write(
        state.withLock { state in
          ArrowMessage.footer(schema, dictionaries: state.dictionaries, records: state.records)
        })
    }
    try file.finish()
    return SinkSummary(byteCount: file.byteCount, rowCount: rowCount)
  }

  package func discard() { file.discard() }

  private func places(of encoder: ArrowBatchEncoder) -> [ArrowMessage.Place] {
    let start = file.byteCount
    return encoder.places.map { ArrowSink.moved($0, by: start) }
  }

  private static func moved(_ place: ArrowMessage.Place, by distance: Int) -> ArrowMessage.Place {
    var moved = place
    moved.offset += distance
    return moved
  }
}

private final class ArrowRowGroupEncoder: RowGroupEncoder {
  private var encoder: ArrowBatchEncoder
  private var rowCount = 0

  init(_ encoder: ArrowBatchEncoder) { self.encoder = encoder }

  func append(_ batch: Batch) throws(SinkError) {
    encoder.append(batch)
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    encoder.endMessage()
    let places = encoder.places
    return EncodedRowGroup(parts: encoder.takeParts(), rowCount: rowCount, details: places)
  }
}

package enum ArrowFormat: SinkFormat {
  package static let name = "arrow"
  package static let fileExtension = "arrow"
  package static let compressions = ["none", "zstd"]

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any FileSink {
    let name = options.compression ?? compressions[0]
    precondition(compressions.contains(name), "a compression that the format does not have")
    return try ArrowSink(
      layout: layout, file: file,
      options: ArrowOptions(
        isStream: file.isStream, isCompressed: name == Zstandard.name,
        level: options.level ?? Zstandard.levels?.standard ?? 1, metadata: options.metadata,
        dictionaries: options.dictionaries))
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, options: ReaderOptions
  ) throws(SinkError) -> any TableReader {
    let reader = try ArrowReader(path)
    try reader.require(layout)
    return reader
  }
}
