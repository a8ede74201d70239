import Claims
import Foundation
import Testing

@testable import Validation

/// Engines of tests run on the library that set-up made, unless the environment names another.
enum TestEngine {
  static func open(
    threads: Int = 2, memoryBytes: Int = 512 << 20
  ) throws -> SQLEngine {
    let root = URL(filePath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
    let library = root.dropFirst() + "/.venv/lib/libduckdb.so"
    if FileManager.default.fileExists(atPath: String(library)) {
      unsafe setenv(DuckDBLibrary.variable, String(library), 0)
    }
    return try SQLEngine(.init(threads: threads, memoryBytes: memoryBytes))
  }
}

@Suite struct SQLEngineTests {
  @Test func `values of each type come back, missing ones too`() throws {
    let engine = try TestEngine.open()
    let rows = try engine.rows(
      """
      SELECT * FROM (VALUES (1::BIGINT, 1.5::DOUBLE, true, 'a'),
        (NULL, NULL, NULL, NULL), (-9223372036854775808, 'nan', false, 'längerer Text, 😀, als zwölf'))
      """)
    #expect(rows[0] == [.int64(1), .float64(1.5), .boolean(true), .text("a")])
    #expect(rows[1] == [.null, .null, .null, .null])
    #expect(rows[2][0] == .int64(.min) && rows[2][1].double?.isNaN == true)
    #expect(rows[2][3] == .text("längerer Text, 😀, als zwölf"))
    #expect(try engine.rows("SELECT 1::BIGINT WHERE false") == [])
    #expect(engine.version.hasPrefix("v"))
  }

  @Test func `a million rows come in order, some at a time`() throws {
    let engine = try TestEngine.open()
    let rows = try engine.query("SELECT 999_999 - range FROM range(1_000_000) ORDER BY 1")
    var expected: Int64 = 0
    while let batch = try rows.next() {
      let values = try #require(batch.columns[0].integers)
      let isNext = values.elementsEqual(expected..<expected + Int64(values.count))
      #expect(isNext)
      expected += Int64(values.count)
      #expect(batch.count < 10_000)
    }
    #expect(expected == 1_000_000)
  }

  @Test func `mistakes are told in DuckDB's words, before rows and among them`() throws {
    let engine = try TestEngine.open()
    for sql in [
      "SELEC 1", "SELECT x FROM nowhere", "SELECT CAST(range || 'a' AS INT) FROM range(9)",
    ] {
      do throws(SQLError) {
        try engine.run(sql)
        Issue.record("\(sql) runs")
      } catch {
        guard case .failed(let reason) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(reason.contains("Error"), "\(reason)")
      }
    }
    #expect(try engine.rows("SELECT 7::BIGINT") == [[.int64(7)]])
  }

  @Test func `a locked engine reads its folders and nothing else`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "engine-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inside = folder.appending(path: "it's in.csv").path
    try "a,b\n1,x\n".write(toFile: inside, atomically: true, encoding: .utf8)
    let engine = try TestEngine.open()
    try engine.lock(reading: [folder.path])
    #expect(
      try engine.rows("SELECT a, b FROM read_csv(\(SQLText.literal(inside)))")
        == [[.int64(1), .text("x")]])
    let refused = [
      "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/etc/*')",
      "COPY (SELECT 1) TO '/tmp/engine-out.csv'", "ATTACH '/tmp/engine.db'",
      "INSTALL httpfs", "LOAD httpfs", "SET memory_limit = '9GB'",
      "SET enable_external_access = true", "RESET lock_configuration",
      "SELECT * FROM read_csv('https://example.com/a.csv')",
      "SELECT * FROM read_text('\(folder.path)/../../etc/hostname')",
    ]
    for sql in refused {
      #expect(throws: SQLError.self, "\(sql)") { try engine.run(sql) }
    }
  }

  @Test func `names and texts keep their quotes`() throws {
    let engine = try TestEngine.open()
    #expect(SQLText.name("a\"b") == "\"a\"\"b\"")
    #expect(
      try engine.rows("SELECT \(SQLText.literal("it's '' \\ ü"))") == [[.text("it's '' \\ ü")]])
  }
}
