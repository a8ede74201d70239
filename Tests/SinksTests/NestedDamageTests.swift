import Columnar
import Encoding
import Foundation
import Testing

@testable import Sinks

/// Files of nested columns that are cut or changed give an error with a reason, or other values;
/// never a stop.
@Suite struct NestedDamageTests {
  private static let table = NestedTable(rowCount: 40, nullFraction: 0.2)
  private static let cases = SinkRegistry.all.flatMap { format in
    format.compressions.map { (format.name, $0) }
  }

  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func whole(_ format: any SinkFormat.Type, _ options: SinkOptions) throws -> Data {
    let path = place.file("whole")
    _ = try Self.table.write(to: path) {
      try format.makeSink(layout: $0, file: $1, options: options)
    }
    return try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// - Returns: nil where reading fails with an input error.
  private func read(_ bytes: Data, _ format: String, _ compression: String) throws -> TableHash? {
    let path = place.file("damaged")
    try bytes.write(to: URL(fileURLWithPath: path))
    var hash = TableHash()
    do throws(SinkError) {
      let reader = try TableReaders.open(
        path, format: format, layout: Self.table.layout,
        options: ReaderOptions(compression: compression))
      while let batch = try reader.next() { hash.add(batch, firstRow: hash.rowCount) }
      return hash
    } catch {
      #expect(error.kind == .input && !error.reason.isEmpty)
      return nil
    }
  }

  @Test(arguments: cases)
  func `cut and changed files are refused or hold other values`(
    format: String, compression: String
  ) throws {
    let found = try #require(SinkRegistry.format(named: format))
    let whole = try whole(found, SinkOptions(compression: compression))
    #expect(try read(whole, format, compression) == Self.table.hash)
    for count in stride(from: 0, to: whole.count, by: 1 + whole.count / 40) {
      #expect(try read(whole.prefix(count), format, compression) != Self.table.hash)
    }
    var random = SampleRandom(state: 2027)
    var refused = 0
    for _ in 0..<100 {
      var damaged = whole
      for _ in 0..<1 + random.next() % 3 {
        let place = Int(random.next() % UInt64(whole.count))
        damaged[place] = UInt8(truncatingIfNeeded: random.next())
      }
      if try read(damaged, format, compression) == nil { refused += 1 }
    }
    #expect(refused > 10, "damage is seen")
  }

  @Test(arguments: ["parquet", "arrow"])
  func `what a file says of its columns may be changed anywhere`(name: String) throws {
    let format = try #require(SinkRegistry.format(named: name))
    let whole = try whole(format, SinkOptions(compression: "none"))
    let end = whole.count - (name == "parquet" ? 8 : 10)
    let length = Int(whole[end]) | Int(whole[end + 1]) << 8
    var random = SampleRandom(state: 8)
    for _ in 0..<400 {
      var damaged = whole
      let place = end - length + Int(random.next() % UInt64(length))
      damaged[place] = UInt8(truncatingIfNeeded: random.next())
      _ = try read(damaged, name, "none")
    }
  }

  /// In files a checksum gives changed levels away before they are put together.
  @Test func `levels may be changed anywhere`() throws {
    let field = Field(
      "c", .list(of: .list(of: .int64, isNullable: true), isNullable: true), isNullable: true)
    let leaf = ParquetSchema([field]).leaves[0]
    let definitions: [Int32] = [3, 5, 5, 3, 1, 2, 5, 5, 5, 5, 4]
    let repetitions: [Int32] = [0, 1, 0, 1, 0, 0, 1, 2, 0, 1, 2]
    var (refusedCount, random) = (0, SampleRandom(state: 9))
    for _ in 0..<2000 {
      var (changedDefinitions, changedRepetitions) = (definitions, repetitions)
      for _ in 0..<2 {
        changedDefinitions[Int(random.next() % 11)] = Int32(random.next() % 6)
        changedRepetitions[Int(random.next() % 11)] = Int32(random.next() % 3)
      }
      let count = changedDefinitions.count { $0 == 5 }
      let values = Column(.int64, .int64((0..<count).map { Int64($0) }))
      do throws(DecodingError) {
        let entries = try ParquetEntries(
          leaf, changedRepetitions, changedDefinitions, values, rowCount: 5)
        let column = try ParquetAssembly.column(field, [entries])
        #expect(column.count == 5)
      } catch {
        #expect(!error.reason.isEmpty)
        refusedCount += 1
      }
    }
    #expect((500..<2000).contains(refusedCount))
  }
}
