import Columnar
import Encoding
import Foundation
import Testing

@testable import Sinks

/// Files that are cut or changed give an error with a reason, or other values; never a stop.
@Suite struct DamageTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func read(
    _ bytes: Data, _ format: String, _ layout: TableLayout, _ compression: String = "none"
  ) throws -> TableHash {
    let path = place.file("damaged")
    try bytes.write(to: URL(fileURLWithPath: path))
    var hash = TableHash()
    let reader = try TableReaders.open(
      path, format: format, layout: layout, options: ReaderOptions(compression: compression))
    while let batch = try reader.next() { hash.add(batch, firstRow: hash.rowCount) }
    return hash
  }

  private func sample(_ format: any SinkFormat.Type, _ compression: String) throws -> Data {
    let table = SampleTable(rowCount: 60, nullFraction: 0.2)
    let path = place.file("whole")
    _ = try table.write(to: path) {
      try format.makeSink(
        layout: $0, file: $1, options: SinkOptions(compression: compression))
    }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private static let cases = SinkRegistry.all.flatMap { format in
    format.compressions.map { (format.name, $0) }
  }

  @Test(arguments: cases)
  func `every cut is an input error`(format: String, compression: String) throws {
    let found = try #require(SinkRegistry.format(named: format))
    let whole = try sample(found, compression)
    let table = SampleTable(rowCount: 60, nullFraction: 0.2)
    #expect(try read(whole, format, table.layout, compression) == table.hash)
    for count in stride(from: 0, to: whole.count, by: 1 + whole.count / 60) {
      do {
        let hash = try read(whole.prefix(count), format, table.layout, compression)
        // Lines of text can be cut between two rows: then rows are missing, and the hash tells.
        #expect(["csv", "jsonl"].contains(format) && hash != table.hash, "cut at \(count)")
      } catch let error as SinkError {
        #expect(error.kind == .input && !error.reason.isEmpty)
      }
    }
  }

  @Test(arguments: cases)
  func `changed bytes are an input error or other values`(
    format: String, compression: String
  ) throws {
    let found = try #require(SinkRegistry.format(named: format))
    let whole = try sample(found, compression)
    let layout = SampleTable(rowCount: 60, nullFraction: 0.2).layout
    var random = SampleRandom(state: 2026)
    var errorCount = 0
    for _ in 0..<100 {
      var damaged = whole
      for _ in 0..<1 + random.next() % 3 {
        let place = Int(random.next() % UInt64(whole.count))
        damaged[place] = UInt8(truncatingIfNeeded: random.next())
      }
      do {
        _ = try read(damaged, format, layout, compression)
      } catch let error as SinkError {
        #expect(error.kind == .input && !error.reason.isEmpty)
        errorCount += 1
      }
    }
    #expect(errorCount > 10, "damage is seen")
  }

  @Test func `a footer that is changed never stops the program`() throws {
    let whole = try sample(ParquetFormat.self, "none")
    let layout = SampleTable(rowCount: 60, nullFraction: 0.2).layout
    let length = Int(whole[whole.count - 8]) | Int(whole[whole.count - 7]) << 8
    var random = SampleRandom(state: 7)
    for _ in 0..<400 {
      var damaged = whole
      let place = whole.count - 8 - length + Int(random.next() % UInt64(length + 8))
      damaged[place] = UInt8(truncatingIfNeeded: random.next())
      do {
        _ = try read(damaged, "parquet", layout)
      } catch let error as SinkError {
        #expect(error.kind == .input && !error.reason.isEmpty)
      }
    }
  }

  @Test(arguments: [
    ("csv", "a\n1\n2,3\n", "record 3: 2 fields where 1 are expected"),
    ("csv", "a\n1\nx\n", "record 3: 'x' is no int64"),
    ("csv", "b\n1\n", "the header is damaged: its columns are not those of the manifest"),
    ("csv", "", "the header is missing"),
    ("csv", "a\n1\n2", "the last record has no line end: the file is cut"),
    ("csv", "a\n\n", "record 2: null in 'a', which has none"),
    ("jsonl", "{\"a\":1}\n{\"a\":1.5}\n", "line 2: '1.5' is no int64"),
    ("jsonl", "{\"a\":1}\n{\"b\":1}\n", "line 2: 'b' where 'a' is expected"),
    ("jsonl", "{\"a\":\"1\"}\n", "line 1: 'a' is no int64"),
    ("jsonl", "{\"a\":99999999999999999999}\n", "line 1: a number out of the range of 'int64'"),
    ("parquet", "PAR1PAR1", "it is no Parquet file, or its end is missing"),
  ])
  func `the reason says what and where`(format: String, text: String, reason: String) throws {
    let layout = TableLayout(table: "t", fields: [Field("a", .int64, isNullable: false)])
    do {
      _ = try read(Data(text.utf8), format, layout)
      Issue.record("nothing was thrown")
    } catch let error as SinkError {
      #expect(error.kind == .input)
      #expect(error.reason == reason)
    }
  }
}
