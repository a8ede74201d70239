import Columnar
import Diagnostics
import Foundation
import Planning
import Validation

/// Holds a folder against a document, with DuckDB in this process.
struct DataJudge {
  var threads: Int
  var memoryBytes: Int
  var familyRate: Double
  var margin: Double?

  /// - Throws: `SinkError` where the folder or DuckDB cannot be opened, `Stopped`.
  func report(_ document: LoadedDocument, data: String) throws -> Report {
    let folder = try Self.folder(data)
    let claims = ClaimsWriter.claims(document.plan, of: document.spec)
    let spill = FileManager.default.temporaryDirectory.appending(
      path: "datagen-\(UUID().uuidString)", directoryHint: .isDirectory)
    defer { try? FileManager.default.removeItem(at: spill) }
    do throws(SQLError) {
      let engine = try SQLEngine(
        .init(threads: threads, memoryBytes: memoryBytes, spillFolder: spill.path))
      try engine.lock(reading: [folder])
      return Report(
        try Judge.findings(claims, folder: folder, engine), familyRate: familyRate,
        margin: margin)
    } catch { throw Self.failure(error, data) }
  }

  /// Refuses a document whose SQL cannot be run, before there are data.
  ///
  /// - Throws: `Rejection`; `SinkError` where DuckDB cannot be opened.
  static func checkStatements(_ document: LoadedDocument) throws {
    let problems: DiagnosticList
    do throws(SQLError) {
      problems = try StatementJudge.problems(document, needsLibrary: true)
    } catch { throw failure(error, document.spec.name) }
    if problems.hasErrors { throw Rejection(diagnostics: problems) }
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

  private static func failure(_ error: SQLError, _ data: String) -> any Error {
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
