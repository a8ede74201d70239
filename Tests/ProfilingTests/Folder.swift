import Foundation

@testable import Profiling
@testable import Validation

/// A folder of text files that is gone when the test has ended.
final class Folder {
  let path: String

  init(_ files: [String: String]) throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "profiling-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
    for (name, text) in files {
      let file = url.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// An engine that reads folders and nothing else, on the library that set-up made unless the
  /// environment names another.
  static func engine(_ folders: [Folder]) throws -> SQLEngine {
    let root = URL(filePath: #filePath).pathComponents.dropLast(3).joined(separator: "/")
    let library = String((root + "/.venv/lib/libduckdb.so").dropFirst())
    if FileManager.default.fileExists(atPath: library) {
      unsafe setenv(DuckDBLibrary.variable, library, 0)
    }
    let engine = try SQLEngine(.init(threads: 2, memoryBytes: 512 << 20))
    try engine.lock(reading: folders.map(\.path))
    return engine
  }

  static func profile(_ files: [String: String]) throws -> DatasetProfile {
    let folder = try Folder(files)
    let engine = try engine([folder])
    let data = try OpenFolder(folder.path, schema: "data", in: engine)
    return try DatasetProfile(data, folder: "data", engine)
  }

  static func comparison(_ a: [String: String], _ b: [String: String]) throws -> Report {
    let folders = [try Folder(a), try Folder(b)]
    return Report(try Comparison.findings(folders.map(\.path), try engine(folders)))
  }
}

/// Lines of CSV: a header and a line for each number.
func csv(_ header: String, _ rows: Range<Int>, _ line: (Int) -> String) -> String {
  header + "\n" + rows.map { line($0) + "\n" }.joined()
}

/// Numbers that look drawn and are the same in every run.
struct Scrambled {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// Within 0…1, ends left out.
  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Double(state >> 12) + 0.5) * 0x1p-52
  }
}
