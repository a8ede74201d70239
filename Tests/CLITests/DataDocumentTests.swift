import Diagnostics
import Foundation
import Planning
import SchemaDecoding
import Testing

@testable import CLI

/// Documents that take values from files: what is said of files with mistakes, compared whole. Run
/// with `DATAGEN_UPDATE_FIXTURES=1` to write the answers anew, then read them.
@Suite struct DataDocumentTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/data")

  static func plan(_ text: [UInt8], _ name: String) throws(DiagnosticList) -> GenerationPlan {
    let (spec, problems) = DocumentDecoder.read(
      text, fileName: name, vocabulary: DocumentOptions.vocabulary)
    guard let spec else { throw problems }
    let data = DataFolder(of: folder.appending(path: name).path(percentEncoded: false))
    return try Planner.plan(spec, known: problems, readData: data.column)
  }

  @Test(arguments: [
    "data-column", "data-damaged", "data-outside", "data-value", "list-fields", "list-lacks-field",
    "list-weight",
  ])
  func `says what is wrong with a file, and on which of its lines`(name: String) throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: name + ".yaml")))
    var list = DiagnosticList()
    do throws(DiagnosticList) { _ = try Self.plan(bytes, name + ".yaml") } catch { list = error }
    #expect(list.all.contains { $0.code == name })
    // Files are named with the folder they were asked for in.
    let folder = Self.folder.path(percentEncoded: false) + "/"
    let rendered = TextRenderer.render(list).replacing(folder, with: "")
    let url = Self.folder.appending(path: name + ".expected")
    if UnpreparedDocumentTests.isUpdating { try Data(rendered.utf8).write(to: url) }
    #expect(rendered == String(decoding: try Data(contentsOf: url), as: UTF8.self))
  }

  @Test func `the plan names the files that were read, each once`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 5
          columns:
            a: {empirical: {values: {file: people.csv, column: amount}}}
            b: {empirical: {values: {file: people.csv, column: amount}, smooth: true}}
            c: {empirical: {values: {file: ./short.csv, column: a}}, type: int32}
      """
    do throws(DiagnosticList) {
      _ = try Self.plan(Array(text.utf8), "d.yaml")
      Issue.record("a short record is refused")
    } catch { #expect(error.all.map(\.code) == ["data-damaged"]) }
    let whole = text.split(separator: "\n").dropLast().joined(separator: "\n")
    let inputs = try Self.plan(Array(whole.utf8), "d.yaml").inputs
    #expect(inputs.map(\.path) == ["people.csv"])
    let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "people.csv")))
    #expect(inputs.first?.hash == SHA256.hex(bytes) && inputs.first?.byteCount == bytes.count)
  }
}
