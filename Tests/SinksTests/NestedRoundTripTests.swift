import Columnar
import Encoding
import Foundation
import Testing

@testable import Sinks

/// Nested columns in every format, read back by the readers of this package.
@Suite struct NestedRoundTripTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private static let tables = [0, 1, 2, 300].flatMap { rowCount in
    [0.0, 0.3, 1.0].map { NestedTable(rowCount: rowCount, nullFraction: $0) }
  }

  private func check(
    _ table: NestedTable, _ path: String, format: String,
    options: ReaderOptions = ReaderOptions()
  ) throws {
    let read = try readAll(
      try TableReaders.open(path, format: format, layout: table.layout, options: options))
    var hash = TableHash()
    for batch in read { hash.add(batch, firstRow: hash.rowCount) }
    #expect(hash == table.hash)
    // Formats of text leave white space out of documents.
    guard format != "jsonl", format != "csv" else { return }
    let isSame = rows(of: read) == rows(of: table.batches)
    #expect(isSame, "\(table.rowCount) rows, nulls \(table.nullFraction)")
  }

  @Test(arguments: [1, 2], [Encodings.automatic, .plain])
  func `Parquet reads back`(version: Int, encodings: Encodings) throws {
    for table in Self.tables {
      for pageRowCount in [1, 70, 1 << 15] {
        let path = place.file("a.parquet")
        let summary = try table.write(to: path) {
          try ParquetSink(
            layout: $0, file: $1,
            options: ParquetOptions(
              pageRowCount: pageRowCount, pageVersion: version, encodings: encodings))
        }
        #expect(summary.rowCount == table.rowCount)
        try check(table, path, format: "parquet")
      }
    }
  }

  @Test(arguments: SinkRegistry.names)
  func `every format reads back`(name: String) throws {
    let format = try #require(SinkRegistry.format(named: name))
    for compression in format.compressions {
      for table in Self.tables {
        let path = place.file("a")
        _ = try table.write(to: path) {
          try format.makeSink(
            layout: $0, file: $1, options: SinkOptions(compression: compression))
        }
        try check(
          table, path, format: name, options: ReaderOptions(compression: compression))
      }
    }
  }

  @Test func `CSV reads back with every option`() throws {
    for quoting in [CSVOptions.Quoting.minimal, .all] {
      for nullText in ["", "null", "[]"] {
        let options = CSVOptions(
          delimiter: UInt8(ascii: ";"), quoting: quoting, nullText: nullText)
        let table = NestedTable(rowCount: 200, nullFraction: 0.3)
        let path = place.file("a.csv")
        _ = try table.write(to: path) { try CSVSink(layout: $0, file: $1, options: options) }
        try check(table, path, format: "csv", options: ReaderOptions(csv: options))
      }
    }
  }

  @Test(arguments: SinkRegistry.names)
  func `the bytes do not depend on how batches are cut`(name: String) throws {
    let format = try #require(SinkRegistry.format(named: name))
    let table = NestedTable(rowCount: 900, nullFraction: 0.2)
    let columns = table.layout.fields.indices.map { index in
      Column.concatenated(
        table.layout.fields[index].type, table.batches.map { $0.columns[index] })
    }
    let found = try [7, 64, 900].map { step in
      let batches = stride(from: 0, to: 900, by: step).map { start in
        let range = start..<min(start + step, 900)
        return Batch(columns: columns.map { $0.slice(range) }, rowCount: range.count)
      }
      let path = place.file("a")
      _ = try Datasets.write(batches, table.layout, to: path, batchesPerGroup: batches.count) {
        try name == "parquet"
          ? ParquetSink(
            layout: $0, file: $1, options: ParquetOptions(pageByteCount: 900, pageRowCount: 300))
          : name == "arrow"
            ? ArrowSink(layout: $0, file: $1, options: ArrowOptions(textByteLimit: 5000))
            : format.makeSink(layout: $0, file: $1, options: SinkOptions())
      }
      return try Data(contentsOf: URL(fileURLWithPath: path))
    }
    #expect(Set(found).count == 1)
  }

  @Test func `a manifest tells nested types and reads them back`() throws {
    let table = NestedTable(rowCount: 3, nullFraction: 0.2)
    let manifest = Manifest(
      name: "n", documentHash: "h", seed: 1, version: "0",
      tables: [
        Manifest.Table(
          layout: table.layout, file: "a.parquet", format: "parquet", compression: "zstd",
          byteCount: 1, hash: table.hash)
      ])
    let read = try Manifest(json: manifest.json(), path: "manifest.json")
    #expect(read == manifest)
    let text = String(decoding: manifest.json(), as: UTF8.self)
    #expect(
      text.contains(
        """
                  "name": "numbers",
                  "type": "list",
                  "nullable": true,
                  "elements": {
                    "type": "int64",
                    "nullable": true
                  }
        """))
  }
}
