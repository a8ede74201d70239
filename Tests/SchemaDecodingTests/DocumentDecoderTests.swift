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
}
