import Diagnostics
import Foundation
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Each document under `Fixtures/rejected` beside what is said of it, compared whole. Run with
/// `DATAGEN_UPDATE_FIXTURES=1` to write the answers anew, then read them.
@Suite struct RejectedDocumentTests {
  static let isUpdating = ProcessInfo.processInfo.environment["DATAGEN_UPDATE_FIXTURES"] == "1"

  static func documents() throws -> [String] {
    try Fixture.names(in: "rejected").filter { !$0.hasSuffix(".expected") }
  }

  static func problems(of name: String) throws -> DiagnosticList {
    let result = DocumentDecoder.decode(
      try Fixture.bytes("rejected/\(name)"), fileName: name,
      vocabulary: SampleVocabulary.vocabulary)
    guard case .failure(let list) = result else { return DiagnosticList() }
    return list
  }

  @Test(arguments: try Self.documents())
  func `says what is wrong, where, and what was expected`(name: String) throws {
    let stem = String(name.prefix { $0 != "." })
    let list = try Self.problems(of: name)
    let rendered = TextRenderer.render(list)
    let url = Fixture.folder.appending(path: "rejected/\(stem).expected")
    if Self.isUpdating { try Data(rendered.utf8).write(to: url) }
    let expected = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    #expect(rendered == expected)
    #expect(list.hasErrors)
  }

  @Test func `shows each code in a document of its name`() throws {
    let names = try Self.documents()
    var codes: Set<String> = []
    for name in names { codes.formUnion(try Self.problems(of: name).all.map(\.code)) }
    #expect(codes.count >= 60)
    let stems = Set(names.map { String($0.prefix { $0 != "." }) })
    for code in codes.sorted() { #expect(stems.contains(code), "no document named \(code)") }
  }

  /// The text at a place is what the message names; edits replace what stands there.
  @Test(arguments: try Self.documents())
  func `places lie inside the document`(name: String) throws {
    let bytes = try Fixture.bytes("rejected/\(name)")
    for diagnostic in try Self.problems(of: name).all {
      for place in [diagnostic.location, diagnostic.edit?.location].compactMap({ $0 }) {
        #expect(place.offset >= 0 && place.length >= 0)
        #expect(place.offset + place.length <= bytes.count)
        let before = bytes[..<min(place.offset, bytes.count)]
        #expect(place.line == 1 + before.count { $0 == 10 })
        let line = before.suffix(while: { $0 != 10 })
        let scalars = String(decoding: line, as: UTF8.self).unicodeScalars.count
        #expect(place.column == 1 + scalars, "\(diagnostic.code)")
      }
    }
  }

  @Test(arguments: try Self.documents())
  func `an edit mends what it was proposed for`(name: String) throws {
    let before = try Self.problems(of: name).all
    let edits = before.compactMap(\.edit)
    let mended = EditApplier.apply(edits, to: try Fixture.bytes("rejected/\(name)"), file: name)
    let result = DocumentDecoder.decode(
      mended, fileName: name, vocabulary: SampleVocabulary.vocabulary)
    guard case .failure(let after) = result else { return }
    for diagnostic in before where diagnostic.edit != nil {
      let remains = after.all.contains {
        $0.code == diagnostic.code && $0.message == diagnostic.message
          && $0.pointer == diagnostic.pointer
      }
      #expect(!remains, "\(diagnostic.message)")
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func suffix(while predicate: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var start = endIndex
    while start > startIndex, predicate(self[start - 1]) { start -= 1 }
    return self[start...]
  }
}
