import Diagnostics
import Foundation
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

  /// Parts compared pair by pair would take sixteen times as long in a document four times as long.
  @Test(arguments: 0..<4)
  func `the time grows with the length of a document, whatever it holds`(form: Int) {
    let short = Self.fastest(of: Self.longDocument(form, parts: 2_000))
    let long = Self.fastest(of: Self.longDocument(form, parts: 8_000))
    #expect(long < 9 * short, "form \(form): \(short) and \(long)")
  }

  private static func longDocument(_ form: Int, parts count: Int) -> String {
    switch form {
    case 0:
      let header = (0..<count).map { "c\($0)" }.joined(separator: ",")
      return "datagen: 1\ntables: {a: {literal: [[\(header)]]}}"
    case 1:
      let open = String(repeating: "(a, ", count: count)
      return "datagen: 1\ntables: {a: {rows: 1, columns: {b: {choice: [\(open)]}}}}"
    case 2:
      let unknown = (0..<count).map { "w\($0): 1" }.joined(separator: ", ")
      return "datagen: 1\ntables: {a: {rows: 1, columns: {b: 1}, \(unknown)}}"
    default:
      let files = (0..<count).map { "t\($0): {file: f\($0)}" }.joined(separator: ", ")
      return "datagen: 1\ntables: {}\noutput: {tables: {\(files)}}"
    }
  }

  /// The processor time of this thread, which other tests do not lengthen: the least of three.
  private static func fastest(of text: String) -> Double {
    let times = (0..<3).map { _ in
      let start = threadSeconds()
      _ = Fixture.problems(of: text)
      return threadSeconds() - start
    }
    return times.min() ?? 0
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
