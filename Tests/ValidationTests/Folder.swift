import Claims
import Foundation

@testable import Validation

/// A folder of CSV files that is gone when the test has ended.
final class Folder {
  let path: String

  init(_ files: [String: String]) throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "validation-\(UUID().uuidString)", directoryHint: .isDirectory)
    path = url.path
    for (name, text) in files {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension TableClaims {
  /// A table in one CSV file; columns as `name: SQL type`.
  static func csv(
    _ name: String, _ columns: KeyValuePairs<String, String>, _ claims: [Claim] = []
  ) -> TableClaims {
    TableClaims(
      name: name,
      file: FileClaim(
        path: "\(name).csv", place: .file, ending: "csv", format: "csv", options: [:],
        pathColumns: []),
      columns: columns.map { name, type in
        ColumnClaim(
          name: name, fileName: name, type: type.lowercased(), sqlType: type,
          measure: measure(of: type))
      }, claims: claims)
  }

  private static func measure(of type: String) -> ColumnClaim.Measure {
    switch type {
    case "VARCHAR": .text
    case "BOOLEAN": .truth
    case "DATE": .days
    case "TIMESTAMP", "TIME": .microseconds
    default: .number
    }
  }
}

extension DatasetClaims {
  init(_ tables: TableClaims...) {
    self.init(name: "test", documentHash: "", seed: 1, tables: tables, unseen: [])
  }

  /// What a judge finds in files.
  func report(_ files: [String: String], margin: Double? = nil) throws -> Report {
    let folder = try Folder(files)
    let engine = try TestEngine.open()
    try engine.lock(reading: [folder.path])
    return Report(try Judge.findings(self, folder: folder.path, engine), margin: margin)
  }
}

extension Report {
  /// Codes and sentences of what does not hold.
  var complaints: [String] {
    items.filter { $0.verdict == .fails || $0.verdict == .unreadable }
      .map { item in
        let shown = item.finding.examples.map { "'\($0)'" }.joined(separator: ", ")
        return "\(item.finding.code): \(item.finding.sentence)"
          + (shown.isEmpty ? "" : ": \(shown)")
      }
  }
}
