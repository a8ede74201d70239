import ArgumentParser
import SchemaDecoding

/// Writes the JSON Schema of documents.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the JSON Schema (2020-12) of documents, for editors.",
    discussion: """
      Editors complete and explain the words of a document with it. A first line like this tells \
      them where it is:
        # yaml-language-server: $schema=datagen.schema.json

      Example:
        datagen schema > datagen.schema.json
      """)

  func run() throws {
    try StandardOutput.write(JSONSchemaWriter.write(DocumentOptions.vocabulary))
  }
}
