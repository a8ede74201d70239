import Columnar
import Foundation
import Validation

/// Lets DuckDB read folders of data, in this process.
struct FolderReader {
  var threads: Int
  var memoryBytes: Int

  /// Runs a body with DuckDB, which reads what lies in the folders and nothing else.
  ///
  /// - Throws: `SinkError` where a folder or DuckDB cannot be opened, `Stopped`.
  func read<Result>(
    _ folders: [String], _ body: ([String], SQLEngine) throws(SQLError) -> Result
  ) throws -> Result {
    let places = try folders.map { try Self.folder($0) }
    let spill = FileManager.default.temporaryDirectory.appending(
      path: "datagen-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: spill) }
    do throws(SQLError) {
      let engine = try SQLEngine(
        .init(threads: threads, memoryBytes: memoryBytes, spillFolder: spill.path))
      try engine.lock(reading: places)
      return try body(places, engine)
    } catch { throw Self.failure(error, folders.joined(separator: ", ")) }
  }

  private static func folder(_ data: String) throws -> String {
    let place = URL(filePath: data).resolvingSymlinksInPath().standardizedFileURL
    guard FileManager.default.fileExists(atPath: place.path) else {
      throw SinkError(.input, path: data, reason: "the folder does not exist")
    }
    guard try place.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true else {
      throw SinkError(.input, path: data, reason: "it is a file, not the folder of a dataset")
    }
    return place.path
  }

  static func failure(_ error: SQLError, _ data: String) -> any Error {
    switch error {
    case .noLibrary(let tried):
      SinkError(
        .input, path: "libduckdb",
        reason: "DuckDB cannot be loaded (\(tried.joined(separator: "; "))); name the library with "
          + "\(DuckDBLibrary.variable)=: './dev setup' makes one, Homebrew installs it, "
          + "https://duckdb.org offers it")
    case .interrupted: Stopped()
    case .failed(let reason): SinkError(.input, path: data, reason: reason)
    }
  }
}
