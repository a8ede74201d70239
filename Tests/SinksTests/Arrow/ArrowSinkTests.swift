import Columnar
import Encoding
import Foundation
import Testing

@testable import Sinks

@Suite struct ArrowSinkTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private static let variants: [ArrowOptions] = [false, true].flatMap { isStream in
    [false, true].flatMap { isCompressed in
      [[], SampleTable.dictionaries].map {
        ArrowOptions(
          isStream: isStream, isCompressed: isCompressed, metadata: [("a", "b")], dictionaries: $0)
      }
    }
  }

  private func written(_ table: SampleTable, _ options: ArrowOptions) throws -> Data {
    let path = place.file("a.arrow")
    let summary = try table.write(to: path) {
      try ArrowSink(layout: $0, file: $1, options: options)
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(summary.rowCount == table.rowCount)
    #expect(summary.byteCount == bytes.count)
    return bytes
  }

  private func read(_ bytes: Data, _ layout: TableLayout) throws -> [Batch] {
    let path = place.file("read.arrow")
    try bytes.write(to: URL(fileURLWithPath: path))
    return try readAll(try TableReaders.open(path, format: "arrow", layout: layout))
  }

  @Test(arguments: variants.indices)
  func `files and streams read back`(variant: Int) throws {
    for rowCount in [0, 1, 2, 1200] {
      for nullFraction in [0.0, 0.3, 1.0] {
        let table = SampleTable(rowCount: rowCount, nullFraction: nullFraction)
        let batches = try read(try written(table, Self.variants[variant]), table.layout)
        #expect(rows(of: batches) == rows(of: table.batches))
      }
    }
  }

  @Test(arguments: variants.indices)
  func `every cut is an input error`(variant: Int) throws {
    let table = SampleTable(rowCount: 60, nullFraction: 0.2)
    let whole = try written(table, Self.variants[variant])
    for count in stride(from: 0, to: whole.count, by: 1 + whole.count / 150) {
      let error = #expect(throws: SinkError.self) {
        try read(whole.prefix(count), table.layout)
      }
      #expect(error?.kind == .input && error?.reason.isEmpty == false)
    }
  }

  @Test(arguments: variants.indices)
  func `changed metadata is an input error or other values, never a stop`(variant: Int) throws {
    let table = SampleTable(rowCount: 60, nullFraction: 0.2)
    let whole = try written(table, Self.variants[variant])
    var random = SampleRandom(state: 2027)
    var errorCount = 0
    for _ in 0..<600 {
      var damaged = whole
      // The schema comes first, and in files again at the end.
      let reach = UInt64(min(4000, whole.count))
      let distance = Int(random.next() % reach)
      let place = random.next() % 2 == 0 ? distance : whole.count - 1 - distance
      damaged[place] = UInt8(truncatingIfNeeded: random.next())
      do {
        _ = try read(damaged, table.layout)
      } catch let error as SinkError {
        #expect(error.kind == .input && !error.reason.isEmpty)
        errorCount += 1
      }
    }
    #expect(errorCount > 60, "damage is seen")
  }

  @Test func `texts too long for one record batch are in several, wherever batches are cut`() throws
  {
    let table = SampleTable(rowCount: 1200, nullFraction: 0.2)
    let batches = table.batches
    let files = try [1000, 64, 7].map { step in
      let file = try OutputFile.single(place.file("t.arrow"), force: true)
      let sink = try ArrowSink(
        layout: table.layout, file: file,
        options: ArrowOptions(textByteLimit: 5000, dictionaries: SampleTable.dictionaries))
      let encoder = sink.makeEncoder()
      for batch in batches {
        for start in stride(from: 0, to: batch.rowCount, by: step) {
          let range = start..<min(start + step, batch.rowCount)
          try encoder.append(
            Batch(columns: batch.columns.map { $0.slice(range) }, rowCount: range.count))
        }
      }
      try sink.write(try encoder.finish())
      _ = try sink.finish()
      try file.publish()
      return try Data(contentsOf: URL(fileURLWithPath: place.file("t.arrow")))
    }
    #expect(Set(files).count == 1)
    let found = try read(files[0], table.layout)
    #expect(found.count > 5)
    #expect(rows(of: found) == rows(of: batches))
  }

  @Test func `other dictionaries and plain texts become codes of the one that was named`() throws {
    let named = TextDictionary(["a", "b", "c", "b"])
    let texts: [TextColumn] = [
      .dictionary(codes: [0, 3, 1], named),
      .dictionary(codes: [0, 1, 0], TextDictionary(["c", "a", "never"])),
      .plain(TextDictionary(["b", "hidden", "a"]).values),
    ]
    let validity = Bitmap(count: 3) { $0 != 1 }
    let layout = TableLayout(table: "t", fields: [Field("text", .text, isNullable: true)])
    let batches = texts.map {
      Batch(columns: [Column(.text, .text($0), validity: validity)], rowCount: 3)
    }
    let file = try OutputFile.single(place.file("t.arrow"), force: true)
    let sink = try ArrowSink(
      layout: layout, file: file, options: ArrowOptions(dictionaries: [named]))
    let encoder = sink.makeEncoder()
    for batch in batches { try encoder.append(batch) }
    try sink.write(try encoder.finish())
    _ = try sink.finish()
    try file.publish()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: place.file("t.arrow")))
    #expect(rows(of: try read(bytes, layout)) == rows(of: batches))
    #expect(bytes.range(of: Data("hidden".utf8)) == nil)
  }

  @Test func `what stands where a value is missing does not reach the file`() throws {
    let layout = TableLayout(
      table: "t",
      fields: [
        Field("number", .int64, isNullable: true), Field("text", .text, isNullable: true),
        Field("id", .uuid, isNullable: true),
      ])
    let nothing = Bitmap(count: 2) { $0 == 0 }
    let files = try ["first", "other"].enumerated().map { index, hidden in
      let columns = [
        Column(.int64, .int64([1, Int64(index) + 5]), validity: nothing),
        Column(.text, .text(.plain(TextDictionary(["a", hidden]).values)), validity: nothing),
        Column(.uuid, .uuid([1, UInt128(index) + 5]), validity: nothing),
      ]
      let file = try OutputFile.single(place.file("t.arrow"), force: true)
      let sink = try ArrowSink(layout: layout, file: file)
      let encoder = sink.makeEncoder()
      try encoder.append(Batch(columns: columns, rowCount: 2))
      try sink.write(try encoder.finish())
      _ = try sink.finish()
      try file.publish()
      return try Data(contentsOf: URL(fileURLWithPath: place.file("t.arrow")))
    }
    #expect(files[0] == files[1])
  }
}

extension SampleTable {
  /// The texts of its last column, by column.
  static var dictionaries: [TextDictionary?] {
    Array(repeating: nil, count: types.count) + [categories]
  }
}
