import ArgumentParser
import Expressions
import SchemaDecoding

/// Writes reference pages from the tables that decode documents and from the command itself.
struct Docs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the reference of documents as Markdown.",
    discussion: """
      Every word a document may use, with what it takes, its default and its meaning, from the \
      same tables that decode documents. With --command, the reference of this command.

      Examples:
        datagen docs > reference.md
        datagen docs --command > cli.md
      """)

  @Flag(help: "The reference of the command in place of that of documents.")
  var command = false

  func run() throws {
    try StandardOutput.write(command ? CommandReference.text : Docs.reference)
  }

  static var reference: String {
    ReferenceWriter.write(DocumentOptions.vocabulary) + FunctionReference.text
  }
}
