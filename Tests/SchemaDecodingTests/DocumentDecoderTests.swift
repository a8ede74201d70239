import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

@Suite struct DocumentDecoderTests {
  @Test(arguments: ["bronze", "retail", "loyalty", "subscription"])
  func `knows every word of the target documents`(name: String) throws {
    let bytes = try Fixture.bytes("documents/\(name).yaml")
    let result = DocumentDecoder.decode(
      bytes, fileName: "\(name).yaml", vocabulary: SampleVocabulary.vocabulary)
    guard case .failure(let list) = result else {
      Issue.record("words of later versions were accepted")
      return
    }
    let others = DiagnosticList(list.all.filter { $0.code != "not-yet-supported" })
    #expect(TextRenderer.render(others) == "")
    #expect(list.all.count > 5)
  }

  @Test func `a message shows the head of a long text, and no name is searched for it`() {
    let text = String(repeating: "x", count: 2 << 20)
    let document = "datagen: 1\ntables: {a: {rows: 1, columns: {b: {person: \(text)}}}}\n"
    let problems = Fixture.problems(of: document)
    #expect(problems.hasPrefix("shop.yaml:2:45: error: 'xxx"))
    #expect(problems.utf8.count < 300)
  }

  @Test func `problems are listed up to a bound, the rest is counted`() throws {
    let columns = (0..<1_500).map { "      c\($0): {nonsense: 1}\n" }.joined()
    let document = "datagen: 1\ntables:\n  a:\n    rows: 1\n    columns:\n" + columns
    guard case .failure(let list) = Fixture.decode(document) else {
      Issue.record("nonsense was accepted")
      return
    }
    #expect(list.all.count == 1_001)
    #expect(list.all.last?.message == "500 more problems are not listed")
    #expect(list.all.last?.location.line == 1_005)
  }

  /// Each document would take hours if its parts were compared pair by pair.
  @Test func `the time grows with the length of a document, whatever it holds`() {
    let count = 20_000
    let open = "[" + String(repeating: "(a, ", count: count) + "]"
    let header = "[" + (0..<count).map { "c\($0)" }.joined(separator: ",") + "]"
    let unknown = (0..<count).map { "w\($0): 1" }.joined(separator: ", ")
    let files = (0..<count).map { "t\($0): {file: f\($0)}" }.joined(separator: ", ")
    for text in [
      "datagen: 1\ntables: {a: {literal: [\(header)]}}",
      "datagen: 1\ntables: {a: {rows: 1, columns: {b: {choice: \(open)}}}}",
      "datagen: 1\ntables: {a: {rows: 1, columns: {b: 1}, \(unknown)}}",
      "datagen: 1\ntables: {}\noutput: {tables: {\(files)}}",
    ] {
      let start = ContinuousClock.now
      _ = Fixture.problems(of: text)
      #expect(ContinuousClock.now - start < .seconds(60))
    }
  }
}
