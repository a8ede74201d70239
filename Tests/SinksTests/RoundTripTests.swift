import Columnar
import Encoding
import Foundation
import Synchronization
import Testing

@testable import Sinks

@Suite struct RoundTripTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private static let tables = [0, 1, 2, 1200].flatMap { rowCount in
    [0.0, 0.3, 1.0].map { SampleTable(rowCount: rowCount, nullFraction: $0) }
  }

  private func check(
    _ table: SampleTable, _ path: String, format: String, options: ReaderOptions = ReaderOptions()
  ) throws {
    let read = try readAll(
      try TableReaders.open(path, format: format, layout: table.layout, options: options))
    #expect(rows(of: read) == rows(of: table.batches))
    var hash = TableHash()
    for batch in read { hash.add(batch, firstRow: hash.rowCount) }
    #expect(hash == table.hash)
  }

  /// Batches of one row group come back from a file of their own.
  private func checkOneGroup(of batches: [Batch], _ layout: TableLayout) throws {
    let file = try OutputFile.single(place.file("t.parquet"), force: true)
    let sink = try ParquetSink(layout: layout, file: file)
    let encoder = sink.makeEncoder()
    for batch in batches { try encoder.append(batch) }
    try sink.write(try encoder.finish())
    _ = try sink.finish()
    try file.publish()
    let read = try readAll(try ParquetReader(place.file("t.parquet")))
    #expect(rows(of: read) == rows(of: batches))
  }

  @Test(arguments: CodecRegistry.names)
  func `Parquet reads back, with every codec`(name: String) throws {
    let codec = try #require(CodecRegistry.codec(named: name))
    for table in Self.tables {
      let path = place.file("a.parquet")
      let summary = try table.write(to: path) {
        try ParquetSink(layout: $0, file: $1, options: ParquetOptions(codec: codec))
      }
      #expect(summary.rowCount == table.rowCount)
      #expect(summary.byteCount == (try Data(contentsOf: URL(fileURLWithPath: path))).count)
      try check(table, path, format: "parquet")
    }
  }

  @Test(arguments: [true, false])
  func `Parquet reads back from small pages`(usesDictionaries: Bool) throws {
    let table = SampleTable(rowCount: 600, nullFraction: 0.2)
    for (byteCount, rowCount) in [(1, 1000), (100, 7), (1 << 20, 1), (2000, 1 << 20)] {
      let path = place.file("a.parquet")
      _ = try table.write(to: path, batchesPerGroup: 100) {
        try ParquetSink(
          layout: $0, file: $1,
          options: ParquetOptions(
            pageByteCount: byteCount, pageRowCount: rowCount, usesDictionaries: usesDictionaries))
      }
      try check(table, path, format: "parquet")
    }
  }

  @Test func `CSV reads back`() throws {
    for table in Self.tables {
      let path = place.file("a.csv")
      let summary = try table.write(to: path) { try CSVSink(layout: $0, file: $1) }
      #expect(summary.rowCount == table.rowCount)
      try check(table, path, format: "csv")
    }
  }

  @Test func `JSON Lines read back`() throws {
    for table in Self.tables {
      let path = place.file("a.jsonl")
      let summary = try table.write(to: path) { try JSONLinesSink(layout: $0, file: $1) }
      #expect(summary.rowCount == table.rowCount)
      try check(table, path, format: "jsonl")
    }
  }

  @Test(arguments: ["csv", "jsonl"], ["gzip", "zstd"])
  func `compressed texts read back`(format: String, compression: String) throws {
    let found = try #require(SinkRegistry.format(named: format))
    for table in Self.tables {
      let path = place.file("a.\(format)")
      let summary = try table.write(to: path, batchesPerGroup: 1) {
        try found.makeSink(
          layout: $0, file: $1, options: SinkOptions(compression: compression, level: 9))
      }
      #expect(summary.rowCount == table.rowCount)
      #expect(summary.byteCount == (try Data(contentsOf: URL(fileURLWithPath: path))).count)
      try check(table, path, format: format, options: ReaderOptions(compression: compression))
    }
  }

  /// More than a block of the reader, and less of it compressed: input and output end apart.
  @Test(arguments: ["gzip", "zstd"])
  func `long compressed texts read back`(compression: String) throws {
    let column = Column(
      .text,
      .text(
        .plain(
          TextDictionary((0..<3000).map { String(repeating: "row \($0) ", count: 200) }).values)))
    let batch = Batch(columns: [column], rowCount: 3000)
    let layout = TableLayout(table: "t", fields: [Field("a", .text, isNullable: false)])
    let path = place.file("long.csv")
    let file = try OutputFile.single(path, force: true)
    let sink = try CSVSink(layout: layout, file: file, compression: compression)
    for _ in 0..<2 {
      let encoder = sink.makeEncoder()
      try encoder.append(batch)
      try sink.write(try encoder.finish())
    }
    #expect(try sink.finish().byteCount < 1 << 19)
    try file.publish()
    let read = try readAll(try CSVReader(path, layout: layout, compression: compression))
    #expect(rows(of: read) == rows(of: [batch, batch]))
  }

  @Test(arguments: [",", ";", "|", "\t", "~"], [CSVOptions.Quoting.minimal, .all])
  func `CSV reads back with every option`(delimiter: String, quoting: CSVOptions.Quoting) throws {
    for hasHeader in [true, false] {
      for nullText in ["", "NULL", "word"] {
        let options = CSVOptions(
          delimiter: try #require(delimiter.utf8.first), quoting: quoting, hasHeader: hasHeader,
          nullText: nullText)
        for table in [SampleTable(rowCount: 90, nullFraction: 0.3), Self.tables[0]] {
          let path = place.file("a.csv")
          _ = try table.write(to: path) { try CSVSink(layout: $0, file: $1, options: options) }
          try check(table, path, format: "csv", options: ReaderOptions(csv: options))
        }
      }
    }
  }

  /// The table as one row group, its batches cut into pieces of at most `step` rows.
  private func bytes(
    _ table: SampleTable, step: Int,
    _ makeSink: (TableLayout, OutputFile) throws -> any BatchSink
  ) throws -> Data {
    let file = try OutputFile.single(place.file("a"), force: true)
    let sink = try makeSink(table.layout, file)
    let encoder = sink.makeEncoder()
    for batch in table.batches {
      for start in stride(from: 0, to: batch.rowCount, by: step) {
        let rows = Array(start..<min(start + step, batch.rowCount))
        try encoder.append(
          Batch(columns: batch.columns.map { $0.gathered(rows) }, rowCount: rows.count))
      }
    }
    try sink.write(try encoder.finish())
    _ = try sink.finish()
    try file.publish()
    return try Data(contentsOf: URL(fileURLWithPath: place.file("a")))
  }

  @Test(arguments: SinkRegistry.names)
  func `the bytes do not depend on how batches are cut`(name: String) throws {
    let format = try #require(SinkRegistry.format(named: name))
    let table = SampleTable(rowCount: 1200, nullFraction: 0.2)
    let found = try [7, 64, 1000].map { step in
      try bytes(table, step: step) {
        try format.makeSink(layout: $0, file: $1, options: SinkOptions())
      }
    }
    #expect(Set(found).count == 1)
  }

  @Test(arguments: SinkRegistry.names)
  func `row groups encoded by several workers make the same file`(name: String) throws {
    let format = try #require(SinkRegistry.format(named: name))
    let table = SampleTable(rowCount: 2000, nullFraction: 0.2)
    let batches = table.batches
    let files = try [false, true].map { isParallel in
      let file = try OutputFile.single(place.file("p"), force: true)
      let sink = try format.makeSink(layout: table.layout, file: file, options: SinkOptions())
      let encoded = Mutex([Int: EncodedRowGroup]())
      let encode: @Sendable (Int) -> Void = { index in
        let encoder = sink.makeEncoder()
        do {
          try encoder.append(batches[index])
          let group = try encoder.finish()
          encoded.withLock { $0[index] = group }
        } catch {
          Issue.record(error)
        }
      }
      if isParallel {
        DispatchQueue.concurrentPerform(iterations: batches.count, execute: encode)
      } else {
        for index in batches.indices { encode(index) }
      }
      for index in batches.indices {
        try sink.write(try #require(encoded.withLock { $0[index] }))
      }
      _ = try sink.finish()
      try file.publish()
      return try Data(contentsOf: URL(fileURLWithPath: place.file("p")))
    }
    #expect(files[0] == files[1])
  }

  @Test func `small Parquet pages end at the same rows however batches are cut`() throws {
    let table = SampleTable(rowCount: 2500, nullFraction: 0.2)
    let options = ParquetOptions(pageByteCount: 2000, pageRowCount: 1100)
    let found = try [13, 700, 1000].map { step in
      try bytes(table, step: step) {
        try ParquetSink(layout: $0, file: $1, options: options)
      }
    }
    #expect(Set(found).count == 1)
  }

  @Test func `a column may change from one dictionary to another and to plain text`() throws {
    let one = TextDictionary(["a", "b"])
    let other = TextDictionary(["b", "c"])
    let texts: [TextColumn] = [
      .dictionary(codes: [0, 1, 0], one), .dictionary(codes: [1, 1, 1], one),
      .dictionary(codes: [0, 1, 0], other), .plain(TextDictionary(["x", "", "z"]).values),
      .dictionary(codes: [0, 1, 0], one),
    ]
    let validity = Bitmap(count: 3) { $0 != 1 }
    for mask in [nil, validity] {
      let layout = TableLayout(
        table: "t", fields: [Field("text", .text, isNullable: mask != nil)])
      let batches = texts.map {
        Batch(columns: [Column(.text, .text($0), validity: mask)], rowCount: 3)
      }
      try checkOneGroup(of: batches, layout)
    }
  }

  @Test(arguments: [3, 600, 4000])
  func `batches with dictionaries of their own give a chunk one dictionary`(rowCount: Int) throws {
    let words = ["O", "F", "N", "a longer text than the others"]
    let layout = TableLayout(table: "t", fields: [Field("text", .text, isNullable: false)])
    let batches = (0..<12).map { number in
      let turned = (0..<4).map { words[($0 + number) % 4] }
      let codes = (0..<rowCount).map { Int32(($0 * $0 + number) % (2 + number % 3)) }
      return Batch(
        columns: [Column(.text, .text(.dictionary(codes: codes, TextDictionary(turned))))],
        rowCount: rowCount)
    }
    try checkOneGroup(of: batches, layout)
  }

  @Test(arguments: [3, 4000])
  func `a text that stands in a dictionary twice is one entry`(rowCount: Int) throws {
    let layout = TableLayout(table: "t", fields: [Field("text", .text, isNullable: false)])
    for isShared in [true, false] {
      let words = ["apple", "apple", "pear", "apple", ""]
      let shared = TextDictionary(words)
      let batches = (0..<6).map { number in
        let codes = (0..<rowCount).map { Int32(($0 + number) % words.count) }
        let dictionary = isShared ? shared : TextDictionary(words)
        return Batch(
          columns: [Column(.text, .text(.dictionary(codes: codes, dictionary)))],
          rowCount: rowCount)
      }
      try checkOneGroup(of: batches, layout)
    }
    var chunk = ChunkDictionary(TextDictionary(["apple", "apple", "pear"]))
    var indices: [Int32] = []
    chunk.append([1, 0, 2, 1], to: &indices)
    #expect(indices == [0, 0, 1, 0])
    #expect(chunk.values.count == 2)
  }

  @Test func `a dictionary that grows too large gives way to plain text`() throws {
    let dictionary = TextDictionary((0..<80_000).map { "entry \($0)" })
    let layout = TableLayout(table: "t", fields: [Field("text", .text, isNullable: false)])
    let batches = (0..<20).map { number in
      let codes = (0..<4000).map { Int32($0 + number * 4000) }
      return Batch(
        columns: [Column(.text, .text(.dictionary(codes: codes, dictionary)))], rowCount: 4000)
    }
    try checkOneGroup(of: batches, layout)
  }
}
