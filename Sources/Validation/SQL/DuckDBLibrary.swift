import CDuckDB
import Foundation

/// DuckDB's functions, found in a library on this machine when they are first needed.
///
/// - Reference: https://duckdb.org/docs/stable/clients/c/overview
@safe package final class DuckDBLibrary {
  /// Names the library's file.
  package static let variable = "DATAGEN_LIBDUCKDB"
  private static let fileNames = ["libduckdb.so", "libduckdb.dylib"]

  let functions: OpaquePointer

  private init(_ functions: OpaquePointer) { unsafe self.functions = functions }

  /// Such as `v2.0.0`.
  var version: String { unsafe String(cString: cduck_version(functions)) }

  /// - Throws: `SQLError.noLibrary` with what was tried.
  static func load() throws(SQLError) -> DuckDBLibrary {
    var reasons: [String] = []
    for path in candidates {
      var reason = ErrorText()
      let found = unsafe path.withCString { path in
        unsafe reason.write { unsafe cduck_load(path, $0, $1) }
      }
      if let found = unsafe found { return unsafe DuckDBLibrary(found) }
      reasons.append(reason.text)
    }
    throw .noLibrary(tried: reasons)
  }

  /// What the variable names and nothing else; without it the folder of the command, the one for
  /// libraries beside it, and those that the system searches.
  private static var candidates: [String] {
    if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty { return [named] }
    let folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    let near = [folder, folder?.deletingLastPathComponent().appending(path: "lib")]
      .compactMap { $0?.path }
    let placed = near.flatMap { folder in fileNames.map { folder + "/" + $0 } }
      .filter { FileManager.default.fileExists(atPath: $0) }
    let brewed = ["/opt/homebrew/lib/", "/usr/local/lib/"].map { $0 + "libduckdb.dylib" }
      .filter { FileManager.default.fileExists(atPath: $0) }
    return placed + brewed + fileNames
  }
}

/// A reason that C writes.
struct ErrorText {
  private static let capacity: Int32 = 4096
  private(set) var text = ""

  mutating func write<Result>(_ body: (UnsafeMutablePointer<CChar>, Int32) -> Result) -> Result {
    var bytes = [CChar](repeating: 0, count: Int(Self.capacity))
    let result = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("an empty buffer") }
      return unsafe body(start, Self.capacity)
    }
    let filled = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    text = String(decoding: filled, as: UTF8.self)
    return result
  }
}

/// Why SQL could not be run.
package enum SQLError: Error, Hashable, Sendable {
  /// DuckDB is nowhere to be found.
  case noLibrary(tried: [String])
  /// DuckDB's own words.
  case failed(String)
  case interrupted
}
