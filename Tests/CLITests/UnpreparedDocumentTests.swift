import Diagnostics
import Engine
import Foundation
import Planning
import SchemaDecoding
import Testing

@testable import CLI

/// Each document under `Fixtures/rejected` can be planned, but its data cannot be made. Beside it
/// stands what is said of it, compared whole. Run with `DATAGEN_UPDATE_FIXTURES=1` to write the
/// answers anew, then read them.
@Suite struct UnpreparedDocumentTests {
  static let isUpdating = ProcessInfo.processInfo.environment["DATAGEN_UPDATE_FIXTURES"] == "1"
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/rejected")

  static func documents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  /// What is said of a document while its materials are made, or else its rows.
  static func problems(of name: String, threads: Int) throws -> DiagnosticList {
    let bytes = Array(try Data(contentsOf: folder.appending(path: name + ".yaml")))
    let (spec, found) = DocumentDecoder.read(
      bytes, fileName: name + ".yaml", vocabulary: DocumentOptions.vocabulary,
      overrides: Overrides())
    do {
      guard let spec else { throw found }
      let document = LoadedDocument(spec: spec, plan: try Planner.plan(spec, known: found))
      let generator = try document.generator(RunOptions(threads: threads))
      try document.running { () throws(RunError) in
        for table in document.plan.tables.indices {
          let rows = 0..<generator.rowCount(table)
          _ = try generator.rows(of: table, at: rows, hidden: true)
        }
      }
      return DiagnosticList()
    } catch let rejection as Rejection {
      return rejection.diagnostics
    } catch let list as DiagnosticList {
      Issue.record("\(TextRenderer.render(list))")
      return DiagnosticList()
    }
  }

  @Test(arguments: try Self.documents())
  func `says what could not be made, where it is written, and what could`(name: String) throws {
    let list = try Self.problems(of: name, threads: 1)
    let rendered = TextRenderer.render(list)
    let url = Self.folder.appending(path: name + ".expected")
    if Self.isUpdating { try Data(rendered.utf8).write(to: url) }
    #expect(rendered == String(decoding: try Data(contentsOf: url), as: UTF8.self))
    #expect(list.hasErrors)
    #expect(name == "several" || list.all.contains { name.hasPrefix($0.code) })
    #expect(Set(list.all).count == list.all.count, "a problem is said once")
    #expect(TextRenderer.render(try Self.problems(of: name, threads: 5)) == rendered)
  }

  /// What planning refuses first, what takes too much to show, and what needs other code to fail.
  static let unreached: Set<String> = [
    "text-too-large", "too-many-to-deal", "too-many-to-look-up", "too-many-to-number",
    "tree-too-large", "wrong-type",
  ]

  @Test func `each code of what could not be made has a document`() throws {
    let root = Self.folder.appending(path: "../../../../Sources").standardizedFileURL
    var written = Set<String>()
    for module in ["Engine", "Generators", "Expressions"] {
      let folder = root.appending(path: module)
      for case let file as String in FileManager.default.enumerator(atPath: folder.path) ?? .init()
      where file.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        if module == "Engine" || text.contains("EvaluationError(") {
          for match in text.matches(of: /code: (?:[^",]*\? )?"([a-z-]+)"(?: : "([a-z-]+)")?/) {
            written.insert(String(match.1))
            if let other = match.2 { written.insert(String(other)) }
          }
        }
        for match in text.matches(of: /failure\(\s*"([a-z-]+)"/) { written.insert(String(match.1)) }
      }
    }
    var told = Set<String>()
    for name in try Self.documents() {
      told.formUnion(try Self.problems(of: name, threads: 1).all.map(\.code))
    }
    #expect(written.count > 20)
    #expect(written.subtracting(told) == Self.unreached)
  }
}
