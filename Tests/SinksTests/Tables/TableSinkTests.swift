import Columnar
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Sinks

@Suite struct TableSinkTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private static let texts = ["b", "A", "a", "", "é", "e\u{301}"]

  private static func plain(_ texts: [String]) -> PlainText {
    var result = PlainText()
    for text in texts { result.append(text) }
    return result
  }

  /// Rows with a key among few, whose values tell where they stood.
  private func batches(_ rowCount: Int) -> [Batch] {
    stride(from: 0, to: rowCount, by: 700).map { start in
      let rows = start..<min(start + 700, rowCount)
      let keys = rows.map { ($0 * 3 + $0 / 900) % 7 }
      return Batch(
        columns: [
          Column(.int64, .int64(rows.map(Int64.init))),
          Column(
            .text,
            .text(.plain(Self.plain(keys.map { $0 < 6 ? Self.texts[$0] : "" }))),
            validity: Bitmap(count: rows.count) { keys[$0] < 6 }),
          Column(.boolean, .boolean(rows.map { $0 % 3 == 0 })),
        ], rowCount: rows.count)
    }
  }

  /// How what the sink puts off is done.
  enum Doing: CaseIterable {
    /// By the sink itself.
    case atTheEnd
    case atOnce
    /// Later pieces before earlier ones.
    case backwards
    case sideBySide
  }

  private func work(_ sink: TableSink, _ doing: Doing) throws {
    switch doing {
    case .atTheEnd: return
    case .atOnce: for work in sink.takeWork() { try work.run() }
    case .backwards: for work in sink.takeWork().reversed() { try work.run() }
    case .sideBySide:
      let all = sink.takeWork()
      let failures = Mutex<[SinkError]>([])
      DispatchQueue.concurrentPerform(iterations: all.count) { index in
        do throws(SinkError) {
          try all[index].run()
        } catch {
          failures.withLock { $0.append(error) }
        }
      }
      if let failure = failures.withLock({ $0.first }) { throw failure }
    }
  }

  private func write(
    _ output: TableOutput, _ rowCount: Int, unit: Int, waitingLimit: Int,
    _ doing: Doing = .atTheEnd, folding: PathFolding = .exact, to name: String
  ) throws -> SinkSummary {
    let folder = try OutputFolder(place.file(name), folding: folding)
    let sink = try TableSink(
      [output], table: "t", waitingLimit: waitingLimit,
      FilePlaces(
        folding: folder.folding,
        makeFile: { (path) throws(SinkError) in try folder.makeFile(path, isOfMany: true) },
        makeFolder: { (path) throws(SinkError) in try folder.makeFolder(path) }))
    var first = 0
    for group in stride(from: 0, to: batches(rowCount).count, by: unit) {
      let encoder = sink.makeEncoder(firstRow: first)
      for batch in batches(rowCount)[group..<min(group + unit, batches(rowCount).count)] {
        try encoder.append(batch)
        first += batch.rowCount
      }
      try sink.write(try encoder.finish())
      if doing != .backwards { try work(sink, doing) }
    }
    try sink.endRows()
    try work(sink, doing)
    let summary = try sink.finish()
    try folder.publish()
    return summary
  }

  private func output(_ groupRowCount: Int, sizeLimit: Int? = nil) -> TableOutput {
    TableOutput(
      columns: [0],
      layout: TableLayout(table: "t", fields: [Field("id", .int64, isNullable: false)]),
      keys: [1, 2],
      names: PartNames(
        "t", .hive, keys: ["key", "third"], ending: "parquet", isNumbered: sizeLimit != nil),
      format: ParquetFormat.self, sizeLimit: sizeLimit, groupRowCount: groupRowCount)
  }

  private func rows(_ name: String, _ file: WrittenFile) throws -> [Int64] {
    let reader = try ParquetReader(place.file("\(name)/\(file.path)"))
    var rows: [Int64] = []
    while let batch = try reader.next() {
      guard case .int64(let values) = batch.columns[0].values else { continue }
      rows += values
    }
    return rows
  }

  @Test(arguments: [(3, 500, 1 << 20), (1, 10_000, 1 << 20), (20, 100, 1 << 20), (3, 5_000, 2_000)])
  func `each row is in the file of its values, in order, whatever waits`(
    unit: Int, groupRowCount: Int, waitingLimit: Int
  ) throws {
    let summary = try write(
      output(groupRowCount), 9_000, unit: unit, waitingLimit: waitingLimit, folding: .caseless,
      to: "o")
    #expect(summary.rowCount == 9_000)
    #expect(summary.files.count == 14)
    // What differs by case or by how accents are written alone is apart for every file system.
    #expect(Set(summary.files.map { $0.path.lowercased() }).count == 14)
    var seen: Set<Int64> = []
    for file in summary.files {
      let found = try rows("o", file)
      #expect(found == found.sorted() && Int64(found.count) == file.hash.rowCount)
      #expect(Set(found.map { ($0 * 3 + $0 / 900) % 7 }).count == 1)
      #expect(Set(found.map { $0 % 3 == 0 }).count == 1)
      var hash = TableHash()
      hash.add(
        Batch(columns: [Column(.int64, .int64(found))], rowCount: found.count), firstRow: 0)
      #expect(hash == file.hash)
      seen.formUnion(found)
    }
    #expect(seen.count == 9_000)
  }

  @Test(arguments: [(500, 1 << 20, 700), (5_000, 4_000, nil), (200, 1, nil)] as [(Int, Int, Int?)])
  func `files are the same whoever does what is put off`(
    groupRowCount: Int, waitingLimit: Int, sizeLimit: Int?
  ) throws {
    var trees: [[String: [UInt8]]] = []
    for doing in Doing.allCases {
      let name = "\(doing)"
      let summary = try write(
        output(groupRowCount, sizeLimit: sizeLimit), 9_000, unit: 3, waitingLimit: waitingLimit,
        doing, to: name)
      var tree: [String: [UInt8]] = [:]
      for file in summary.files {
        let bytes = try Data(contentsOf: URL(filePath: place.file("\(name)/\(file.path)")))
        #expect(bytes.count == file.byteCount)
        tree[file.path] = Array(bytes)
      }
      trees.append(tree)
    }
    #expect(trees[0].count >= 14 && trees.allSatisfy { $0 == trees[0] })
  }

  @Test func `row groups of parts are full although few of their rows come at a time`() throws {
    let summary = try write(output(400), 9_000, unit: 1, waitingLimit: 1 << 20, to: "o")
    for file in summary.files {
      let reader = try ParquetReader(place.file("o/\(file.path)"))
      var counts: [Int] = []
      while let batch = try reader.next() { counts.append(batch.rowCount) }
      #expect(counts.dropLast().allSatisfy { $0 == 400 })
    }
  }

  @Test func `files of a part end at their size and go on where the last one ended`() throws {
    let summary = try write(
      output(100, sizeLimit: 150), 9_000, unit: 3, waitingLimit: 1 << 20, to: "o")
    let parts = Dictionary(grouping: summary.files) { $0.path.split(separator: "/").dropLast() }
    #expect(parts.count == 14)
    for files in parts.values {
      #expect(files.count > 1)
      var next: Int64 = 0
      for file in files {
        #expect(file.firstRow == next)
        next += file.hash.rowCount
      }
    }
  }

  @Test(arguments: [700, 3_000])
  func `no file is larger than its size unless one row group is`(limit: Int) throws {
    for format in SinkRegistry.all {
      var output = output(40, sizeLimit: limit)
      output.format = format
      output.names.ending = format.fileExtension
      let summary = try write(
        output, 9_000, unit: 1, waitingLimit: 1 << 20, to: "\(format.name)")
      // A row group holds what a part gets of 700 rows.
      for file in summary.files { #expect(file.byteCount <= limit || file.hash.rowCount <= 68) }
      #expect(summary.files.count > 14)
      if limit == 3_000 { #expect(summary.files.contains { $0.hash.rowCount > 68 }) }
    }
  }

  @Test func `a part that fills half of a large row group has one of its own`() throws {
    let folder = try OutputFolder(place.file("o"))
    let sink = try TableSink(
      [output(300_000)], table: "t",
      FilePlaces(
        makeFile: { (path) throws(SinkError) in try folder.makeFile(path, isOfMany: true) },
        makeFolder: { (path) throws(SinkError) in try folder.makeFolder(path) }))
    for unit in 0..<2 {
      let encoder = sink.makeEncoder(firstRow: unit * 300_000)
      for start in stride(from: 0, to: 300_000, by: 10_000) {
        let rows = unit * 300_000 + start..<unit * 300_000 + start + 10_000
        try encoder.append(
          Batch(
            columns: [
              Column(.int64, .int64(rows.map(Int64.init))),
              Column(.text, .text(.dictionary(codes: rows.map { _ in 0 }, TextDictionary(["a"])))),
              Column(.boolean, .boolean(rows.map { $0 % 5 == 0 })),
            ], rowCount: rows.count))
      }
      try sink.write(try encoder.finish())
    }
    let summary = try sink.finish()
    try folder.publish()
    let counts = try summary.files.map { file in
      try rowGroups("o", file).map(\.count)
    }
    #expect(counts == [[240_000, 240_000], [120_000]])
    let found = try rowGroups("o", summary.files[0]).flatMap { $0 }
    #expect(found == (0..<600_000).filter { $0 % 5 != 0 }.map(Int64.init))
  }

  @Test func `folders are called by their values alone, whichever comes first`() throws {
    let summary = try write(output(500), 9_000, unit: 3, waitingLimit: 1 << 20, to: "o")
    let folders = Set(summary.files.compactMap { $0.path.split(separator: "/").dropFirst().first })
    for name in ["key=A", "key=a"] { #expect(folders.contains(name[...])) }
    #expect(Set(summary.files.map { Array($0.path.utf8) }).count == 14)
  }

  private func rowGroups(_ name: String, _ file: WrittenFile) throws -> [[Int64]] {
    let reader = try ParquetReader(place.file("\(name)/\(file.path)"))
    var groups: [[Int64]] = []
    while let batch = try reader.next() {
      if case .int64(let values) = batch.columns[0].values { groups.append(values) }
    }
    return groups
  }

  @Test func `a name that is too long is told with its value`() throws {
    let folder = try OutputFolder(place.file("o"))
    let sink = try TableSink(
      [output(10)], table: "t",
      FilePlaces(
        makeFile: { (path) throws(SinkError) in try folder.makeFile(path, isOfMany: true) },
        makeFolder: { (path) throws(SinkError) in try folder.makeFolder(path) }))
    let encoder = sink.makeEncoder(firstRow: 0)
    let long = "begin" + String(repeating: "x", count: 300)
    try encoder.append(
      Batch(
        columns: [
          Column(.int64, .int64([1])), Column(.text, .text(.plain(Self.plain([long])))),
          Column(.boolean, .boolean([true])),
        ], rowCount: 1))
    let group = try encoder.finish()
    let error = #expect(throws: SinkError.self) { try sink.write(group) }
    #expect(
      error?.reason
        == "a name is longer than 255 bytes where 'key' is 'beginxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',"
        + " which is 305 bytes long")
  }

  @Test func `no rows make an empty folder`() throws {
    let summary = try write(output(100), 0, unit: 1, waitingLimit: 1, to: "o")
    #expect(summary.files.isEmpty && place.tree() == ["o", "o/t"])
  }

  @Test func `files that rest are written on where they ended`() throws {
    let folder = try OutputFolder(place.file("o"))
    let files = try (0..<200).map { try folder.makeFile("\($0)", isOfMany: true) }
    for round in 0..<3 {
      for (number, file) in files.enumerated() { try file.write(Array("\(number):\(round) ".utf8)) }
    }
    for file in files { try file.finish() }
    try folder.publish()
    for number in files.indices {
      let text = try String(contentsOfFile: place.file("o/\(number)"), encoding: .utf8)
      #expect(text == "\(number):0 \(number):1 \(number):2 ")
    }
  }
}
