import Columnar
import Encoding
import Synchronization

/// Apache Parquet, format version 2.
///
/// - Shape: a row group for each encoder; none for a table without rows.
package final class ParquetSink: FileSink {
  private let schema: ParquetSchema
  private let file: OutputFile
  private let options: ParquetOptions
  private let footer: Mutex<ParquetFooter>
  /// The most that a chunk of each column has taken so far.
  private let largest: Mutex<[Int]>

  package init(
    layout: TableLayout, file: OutputFile, options: ParquetOptions = ParquetOptions()
  ) throws(SinkError) {
    schema = ParquetSchema(layout.fields)
    self.file = file
    self.options = options
    footer = Mutex(ParquetFooter(layout: layout, options: options))
    largest = Mutex(schema.leaves.map { _ in 0 })
    try file.write(ParquetFooter.magic)
  }

  package func makeEncoder() -> any RowGroupEncoder {
    ParquetEncoder(schema, options, expected: largest.withLock { $0 })
  }

  package func write(_ group: EncodedRowGroup) throws(SinkError) {
    guard let chunks = group.details as? [ParquetChunk] else {
      preconditionFailure("a row group of another sink")
    }
    guard group.rowCount > 0 else { return }
    largest.withLock { sizes in
      for (column, chunk) in chunks.enumerated() {
        sizes[column] = max(sizes[column], chunk.byteCount)
      }
    }
    let offset = file.byteCount
    try file.write(group.parts)
    footer.withLock { $0.add(chunks, rowCount: group.rowCount, at: offset) }
  }

  package func byteCount(endingBehind group: EncodedRowGroup) -> Int {
    guard let chunks = group.details as? [ParquetChunk] else {
      preconditionFailure("a row group of another sink")
    }
    let offset = file.byteCount
    return offset + group.byteCount
      + footer.withLock { $0.largestByteCount(adding: chunks, at: offset) }
  }

  package func finish() throws(SinkError) -> SinkSummary {
    let start = file.byteCount
    try file.write(footer.withLock { $0.indexes(at: start) })
    let (metadata, rowCount) = footer.withLock { ($0.encoded(), $0.rowCount) }
    try file.write(metadata)
    try file.finish()
    return SinkSummary(byteCount: file.byteCount, rowCount: rowCount)
  }

  package func discard() { file.discard() }
}

/// The columns of one row group.
private final class ParquetEncoder: RowGroupEncoder {
  private let schema: ParquetSchema
  /// By leaf.
  private let chunks: [ParquetChunkEncoder]
  private var rowCount = 0

  /// - Parameter expected: what the chunk of each column will probably take, so that its memory is
  ///   not taken in pieces that leave holes behind.
  init(_ schema: ParquetSchema, _ options: ParquetOptions, expected: [Int]) {
    let compressor = options.codec.makeCompressor(level: options.level)
    self.schema = schema
    chunks = schema.leaves.enumerated().map { index, leaf in
      ParquetChunkEncoder(
        leaf, options, compressor, expectedByteCount: expected[index],
        bloomRate: leaf.isFlat ? options.bloomRates[leaf.column] : nil)
    }
  }

  func append(_ batch: Batch) throws(SinkError) {
    precondition(batch.columns.count == schema.fields.count, "a batch of another table")
    var next = 0
    for (field, column) in zip(schema.fields, batch.columns) {
      guard field.type.isNested else {
        chunks[next].append(column)
        next += 1
        continue
      }
      precondition(column.type == field.type, "a column of another type in '\(field.name)'")
      for leaf in LeafRows.leaves(of: column, field) {
        chunks[next].append(leaf)
        next += 1
      }
    }
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    var output = PartList()
    var records: [ParquetChunk] = []
    for chunk in chunks { records.append(chunk.finish(into: &output)) }
    // Filters lie behind the chunks of their row group, so that none is kept until the end.
    for (index, chunk) in chunks.enumerated() {
      guard let filter = chunk.bloomFilter() else { continue }
      records[index].bloom = output.byteCount..<output.byteCount + filter.count
      output.append(ByteBuffer(filter))
    }
    return EncodedRowGroup(parts: output.take(), rowCount: rowCount, details: records)
  }
}

package enum ParquetFormat: SinkFormat {
  package static let name = "parquet"
  package static let fileExtension = "parquet"
  package static let compressions = ["zstd", "gzip", "none", "snappy"]

  package static func makeSink(
    layout: TableLayout, file: OutputFile, options: SinkOptions
  ) throws(SinkError) -> any FileSink {
    let name = options.compression ?? compressions[0]
    guard let codec = CodecRegistry.codec(named: name) else {
      preconditionFailure("compression '\(name)' was not checked against the format's")
    }
    return try ParquetSink(
      layout: layout, file: file,
      options: ParquetOptions(
        codec: codec, level: options.level, pageVersion: options.pageVersion,
        encodings: options.encodings, metadata: options.metadata,
        createdBy: options.createdBy, bloomRates: options.bloomRates))
  }

  package static func makeReader(
    _ path: String, layout: TableLayout, options: ReaderOptions
  ) throws(SinkError) -> any TableReader {
    let reader = try ParquetReader(path)
    try reader.require(layout)
    return reader
  }
}
