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
