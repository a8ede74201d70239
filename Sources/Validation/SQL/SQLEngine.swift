import CDuckDB
import Claims

/// DuckDB in this process, over an empty database in memory.
///
/// Locked down when `lock` has been called: files in the named folders are read and nothing else,
/// no network, no extensions, no settings.
@safe package final class SQLEngine {
  /// What a run may use.
  package struct Limits: Sendable {
    package var threads: Int
    package var memoryBytes: Int
    /// Where what does not fit into memory goes, in files that are gone at the end.
    package var spillFolder: String?

    package init(threads: Int, memoryBytes: Int = 800 << 20, spillFolder: String? = nil) {
      self.threads = threads
      self.memoryBytes = memoryBytes
      self.spillFolder = spillFolder
    }
  }

  private let library: DuckDBLibrary
  private let database: OpaquePointer

  /// - Throws: `SQLError` where there is no DuckDB, or it does not start.
  package init(_ limits: Limits) throws(SQLError) {
    library = try DuckDBLibrary.load()
    var settings = [
      ("threads", "\(limits.threads)"), ("memory_limit", "\(limits.memoryBytes)B"),
      ("autoinstall_known_extensions", "false"),
      ("autoload_known_extensions", "false"), ("allow_community_extensions", "false"),
    ]
    settings.append(("temp_directory", limits.spillFolder ?? ""))
    var reason = ErrorText()
    let functions = unsafe library.functions
    let written = settings.map { "\($0)\0\($1)\0" }.joined()
    let opened = unsafe written.withCString { written in
      unsafe reason.write {
        unsafe cduck_open(functions, written, Int32(settings.count), $0, $1)
      }
    }
    guard let opened = unsafe opened else { throw .failed(reason.text) }
    unsafe database = opened
  }

  deinit { unsafe cduck_close(database) }

  package var version: String { library.version }

  /// Lets statements read what lies in the folders, and nothing else from now on.
  package func lock(reading folders: [String]) throws(SQLError) {
    let list = folders.map { SQLText.literal($0.hasSuffix("/") ? $0 : $0 + "/") }
    try run("SET allowed_directories = [\(list.joined(separator: ", "))]")
    try run("SET enable_external_access = false")
    try run("SET lock_configuration = true")
  }

  /// Runs a statement for its effect.
  package func run(_ sql: String) throws(SQLError) {
    let rows = try query(sql)
    while try rows.next() != nil {}
  }

  /// Runs a statement; its rows are made as they are read.
  package func query(_ sql: String) throws(SQLError) -> SQLRows {
    var reason = ErrorText()
    let result = unsafe sql.withCString { sql in
      unsafe reason.write { unsafe cduck_query(database, sql, $0, $1) }
    }
    guard let result = unsafe result else { throw Self.error(reason.text) }
    return unsafe SQLRows(result, of: self)
  }

  /// All rows of a statement that has few.
  package func rows(_ sql: String) throws(SQLError) -> [[SQLValue]] {
    let rows = try query(sql)
    var all: [[SQLValue]] = []
    while let batch = try rows.next() {
      for row in 0..<batch.count { all.append(batch.columns.map { $0[row] }) }
    }
    return all
  }

  /// Ends what is running, from any thread.
  package func interrupt() { unsafe cduck_interrupt(database) }

  static func error(_ reason: String) -> SQLError {
    reason.hasPrefix("INTERRUPT") ? .interrupted : .failed(reason)
  }

  /// What a reason says first, without the kind of error and what it advises.
  package static func shortened(_ reason: String) -> String {
    let lines = reason.split(whereSeparator: \.isNewline).map(String.init)
    guard var text = lines.first else { return reason }
    if let mark = text.firstRange(of: "Error: ") { text = String(text[mark.upperBound...]) }
    let more = lines.dropFirst().first { !$0.hasPrefix("Original Line") }
    guard let more, text.contains("CSV") || text.contains("sniffing") else { return text }
    return "\(text.hasSuffix(".") ? String(text.dropLast()) : text): \(more)"
  }
}
