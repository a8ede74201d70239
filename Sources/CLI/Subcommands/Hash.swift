import ArgumentParser
import Columnar
import Foundation
import Sinks

/// Recomputes the hashes of a dataset from its files.
struct Hash: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Recomputes the hashes of a dataset, or compares two.",
    discussion: """
      Each table has two hashes of what its file holds. The logical hash sees the values of all \
      rows, whatever their order, format, compression or number of files; the order hash also sees \
      where each row stands. One folder is compared with its manifest.json, two folders with each \
      other. In a folder without manifest the Parquet files are read, which tell their columns \
      themselves: alone there is nothing to compare them with. Files in a table's folder that the \
      manifest does not name are told.

      Examples:
        datagen hash output
        datagen hash output elsewhere/output

      Exit code 1 when something differs, or nothing was compared.
      """)

  @Argument(help: "The folder of a dataset.", completion: .directory)
  var folder: String

  @Argument(help: "Another folder to compare with.", completion: .directory)
  var other: String?

  @Flag(help: "The result as JSON.")
  var json = false

  struct Record: Encodable {
    var table: String
    var result: String
    var rows: Int64?
    var logicalHash: String?
    var orderHash: String?
    var otherRows: Int64?
    var otherLogicalHash: String?
    var otherOrderHash: String?
  }

  func run() throws {
    let first = try Self.entries(folder)
    let hasManifest = first.contains { $0.expected != nil }
    var records: [Record]
    if let other {
      records = Self.compare(first, try Self.entries(other))
    } else {
      records = first.map { entry in
        var record = Self.record(entry.table, entry.found, entry.expected ?? entry.found)
        if entry.expected == nil {
          record = Record(
            table: record.table, result: "not compared", rows: record.rows,
            logicalHash: record.logicalHash, orderHash: record.orderHash)
        }
        return record
      }
    }
    for place in [folder, other].compactMap({ $0 }) {
      let isTold = other == nil ? "" : " of \(place)"
      records += try StrayFiles.find(in: place).map {
        Record(table: $0, result: "not in the manifest" + isTold)
      }
    }
    let differs = records.contains { $0.result != "same" }
    if json {
      try StandardOutput.write(try JSONText.pretty(records))
    } else {
      try StandardOutput.write(text(records, differs: differs, hasManifest: hasManifest))
    }
    if differs { throw ExitCode.differs }
  }

  /// What a file holds, and what a manifest says it holds.
  private struct Entry {
    var table: String
    var found: TableHash
    var expected: TableHash?
  }

  private static func entries(_ folder: String) throws -> [Entry] {
    let manifest = URL(filePath: folder).appending(path: Manifest.fileName)
    if FileManager.default.fileExists(atPath: manifest.path) {
      return try DatasetHasher.hash(folder).map {
        Entry(table: $0.table, found: $0.found, expected: $0.expected)
      }
    }
    let names = FileManager.default.subpaths(atPath: folder) ?? []
    let files = names.filter { $0.hasSuffix(".parquet") }.sorted()
    let place = URL(filePath: folder).resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw SinkError(.input, path: folder, reason: "the folder does not exist")
    }
    guard try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
      throw SinkError(.input, path: folder, reason: "it is a file, not the folder of a dataset")
    }
    guard !files.isEmpty else {
      throw SinkError(
        .input, path: folder, reason: "it holds neither \(Manifest.fileName) nor a Parquet file")
    }
    return try files.map { file in
      let reader = try ParquetReader(folder + "/" + file)
      var hash = TableHash()
      while let batch = try reader.next() { hash.add(batch, firstRow: hash.rowCount) }
      return Entry(table: String(file.dropLast(".parquet".count)), found: hash)
    }
  }

  private static func compare(
    _ first: [Entry], _ second: [Entry]
  ) -> [Record] {
    var records = first.map { entry in
      record(entry.table, entry.found, second.first { $0.table == entry.table }?.found)
    }
    for entry in second where !first.contains(where: { $0.table == entry.table }) {
      records.append(record(entry.table, nil, entry.found))
    }
    return records
  }

  private static func record(_ table: String, _ one: TableHash?, _ other: TableHash?) -> Record {
    let result =
      switch (one, other) {
      case (nil, _): "only in the second"
      case (_, nil): "only in the first"
      case (let one?, let other?):
        one == other
          ? "same"
          : one.logical == other.logical && one.rowCount == other.rowCount
            ? "other order" : "differs"
      }
    return Record(
      table: table, result: result, rows: one?.rowCount, logicalHash: one?.logicalText,
      orderHash: one?.orderText, otherRows: other?.rowCount, otherLogicalHash: other?.logicalText,
      otherOrderHash: other?.orderText)
  }

  private func text(_ records: [Record], differs: Bool, hasManifest: Bool) -> String {
    var table = TextTable(headings: [
      .init("table"), .init("rows", isRight: true), .init("logical hash"), .init("order hash"),
      .init(other == nil ? "manifest" : "comparison"),
    ])
    for record in records {
      table.rows.append([
        record.table, record.rows.map { Figures.grouped(Int($0)) }, record.logicalHash,
        record.orderHash, record.result,
      ])
      if record.result != "same", record.otherRows != nil, record.rows != nil {
        table.rows.append([
          "", record.otherRows.map { Figures.grouped(Int($0)) }, record.otherLogicalHash,
          record.otherOrderHash, other == nil ? "in the manifest" : "in the second",
        ])
      }
    }
    let text = table.render(isColored: Terminal.isColored(.standardOutput))
    if other == nil, !hasManifest {
      return text + "\(folder) has no \(Manifest.fileName): nothing was compared\n"
    }
    let whom = other.map { "\(folder) and \($0)" } ?? "\(folder) and its \(Manifest.fileName)"
    return text + (differs ? "\(whom) differ\n" : "\(whom) agree\n")
  }
}
