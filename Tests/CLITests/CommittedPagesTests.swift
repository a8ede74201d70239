import Engine
import Foundation
import SchemaDecoding
import Testing

@testable import CLI

/// The pages that are written from tables and help, and kept in the repository for readers.
@Suite struct CommittedPagesTests {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")

  private func committed(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: Self.docs.appending(path: name)), as: UTF8.self)
  }

  @Test func `docs/cli.md is the command's own help`() throws {
    #expect(try committed("cli.md") == CommandReference.text)
  }

  @Test func `docs/reference.md comes from the tables that decode documents`() throws {
    #expect(try committed("reference.md") == Docs.reference)
  }

  @Test func `docs/datagen.schema.json comes from the same tables`() throws {
    let written = JSONSchemaWriter.write(DocumentOptions.vocabulary)
    #expect(try committed("datagen.schema.json") == written)
  }

  @Test func `docs/laws.md and its pictures show the document's own values`() throws {
    let root = Self.docs.deletingLastPathComponent()
    let page = try Docs.page(
      root.appending(path: "examples/values/laws.yaml").path(percentEncoded: false))
    #expect(try committed("laws.md") == page.text)
    let pictures = try page.pictures(RunOptions(threads: 2))
    for (name, text) in pictures {
      #expect(try committed("\(LawPage.folder)/\(name)") == text, "\(name)")
      #expect(text.utf8.count < 6000, "\(name)")
    }
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.docs.appending(path: LawPage.folder).path(percentEncoded: false))
    #expect(files.sorted() == pictures.map(\.name).sorted())
    let laws = DocumentOptions.vocabulary.laws.map(\.word).filter { $0 != "value" }
    #expect(pictures.map(\.name).sorted() == laws.map { "\($0).svg" })
  }

  @Test func `the reference of the command has every subcommand with an example`() {
    for subcommand in Tool.configuration.subcommands {
      let name = subcommand._commandName
      #expect(CommandReference.text.contains("\n## \(name)\n"))
      #expect(subcommand.configuration.discussion.contains("datagen \(name)"), "\(name)")
      #expect(!subcommand.configuration.abstract.isEmpty)
    }
    #expect(CommandReference.text.split(separator: "\n").allSatisfy { $0.last != " " })
  }
}
