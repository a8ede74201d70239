import Diagnostics
import Foundation
import Planning
import Testing

/// Each document under `Fixtures/rejected` beside what is said of it, compared whole. Run with
/// `DATAGEN_UPDATE_FIXTURES=1` to write the answers anew, then read them.
@Suite struct RejectedDocumentTests {
  static let isUpdating = ProcessInfo.processInfo.environment["DATAGEN_UPDATE_FIXTURES"] == "1"
  static let folder = PlanBench.folder.appending(path: "rejected")

  static func documents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name + ".yaml")))
  }

  static func problems(of name: String) throws -> DiagnosticList {
    PlanBench.problems(try bytes(name), fileName: name + ".yaml")
  }

  @Test(arguments: try Self.documents())
  func `says what is wrong, where, and what was expected`(name: String) throws {
    let list = try Self.problems(of: name)
    let rendered = TextRenderer.render(list)
    let url = Self.folder.appending(path: name + ".expected")
    if Self.isUpdating { try Data(rendered.utf8).write(to: url) }
    #expect(rendered == String(decoding: try Data(contentsOf: url), as: UTF8.self))
    #expect(list.hasErrors)
    // A document is named after the code it shows, with a word more where there are several.
    #expect(name.hasPrefix("several") || list.all.contains { name.hasPrefix($0.code) })
    #expect(Set(list.all).count == list.all.count, "a problem is said once")
  }

  @Test func `there are documents for at least sixty codes`() throws {
    var codes = Set<String>()
    for name in try Self.documents() {
      codes.formUnion(try Self.problems(of: name).all.map(\.code))
    }
    #expect(codes.count >= 60)
  }

  /// Codes that the command line or files beside the document bring about; they are tested there.
  static let codesOfOptions: Set<String> = [
    "data-column", "data-damaged", "data-outside", "list-fields", "list-lacks-field",
    "list-too-long", "list-weight", "rows-of-literal", "rows-per-parent",
  ]

  /// What decoding refuses first, so that no document reaches it; kept for plans made in code.
  static let codesOfDecoding: Set<String> = [
    "between-ends", "factor-effect", "factor-without-by", "heterogeneity-law", "no-record-here",
    "no-tables", "no-vocabulary",
  ]

  @Test func `each code of the planner and the generators has a document`() throws {
    let names = try Self.documents()
    var written = Set<String>()
    for module in ["Planning", "Generators"] {
      let root = PlanBench.root.appending(path: "Sources/\(module)")
      let files = try #require(FileManager.default.enumerator(atPath: root.path))
      for case let path as String in files where path.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        for match in text.matches(
          of: /(?:Diagnostic|NameProblem|constant|factor)\(\s*(?:code: )?"([a-z0-9-]+)"/)
        {
          written.insert(String(match.1))
        }
      }
    }
    #expect(written.count > 60)
    for code in written.sorted()
    where !Self.codesOfOptions.contains(code) && !Self.codesOfDecoding.contains(code) {
      #expect(names.contains(code), "no document named \(code)")
    }
  }

  @Test(arguments: try Self.documents())
  func `places lie inside the document`(name: String) throws {
    let bytes = try Self.bytes(name)
    for diagnostic in try Self.problems(of: name).all {
      for place in [diagnostic.location, diagnostic.edit?.location].compactMap({ $0 }) {
        #expect(place.file == name + ".yaml")
        #expect(place.offset >= 0 && place.offset + place.length <= bytes.count)
        let before = bytes[..<min(place.offset, bytes.count)]
        #expect(place.line == 1 + before.count { $0 == 10 }, "\(diagnostic.code)")
      }
    }
  }

  @Test(arguments: try Self.documents())
  func `an edit mends what it was proposed for`(name: String) throws {
    let before = try Self.problems(of: name).all
    let mended = EditApplier.apply(
      before.compactMap(\.edit), to: try Self.bytes(name), file: name + ".yaml")
    let after = PlanBench.problems(mended, fileName: name + ".yaml").all
    for diagnostic in before where diagnostic.edit != nil {
      let remains = after.contains {
        $0.code == diagnostic.code && $0.message == diagnostic.message
          && $0.location.line == diagnostic.location.line
      }
      #expect(!remains, "\(diagnostic.message)")
    }
  }
}
