import ArgumentParser
import Columnar
import Expressions
import Foundation
import SchemaDecoding
import Sinks

/// Writes reference pages from the tables that decode documents and from the command itself.
struct Docs: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the reference of documents as Markdown.",
    discussion: """
      Every word a document may use, with what it takes, its default and its meaning, from the \
      same tables that decode documents. With --command, the reference of this command; with \
      --checks, that of what 'validate' holds data to. With \
      --laws, the page laws.md and a picture of each law, from a document that has a column named \
      like each of them; they are written into the folder of --out, in place of what is there.

      Examples:
        datagen docs > reference.md
        datagen docs --command > cli.md
        datagen docs --checks > checks.md
        datagen docs --laws examples/values/laws.yaml --out docs
      """)

  @Flag(help: "The reference of the command in place of that of documents.")
  var command = false

  @Flag(help: "The checks of 'validate' in place of the reference of documents.")
  var checks = false

  @Option(
    help: .init(
      "A document that shows the laws, for their page and pictures.", valueName: "document"),
    completion: .file(extensions: ["yaml", "yml"]))
  var laws: String?

  @Option(
    help: .init("The folder of the page about laws. (default: .)", valueName: "folder"),
    completion: .directory)
  var out = "."

  func run() throws {
    guard let laws else {
      let text = command ? CommandReference.text : checks ? CheckReference.text : Docs.reference
      return try StandardOutput.write(text)
    }
    let page = try Docs.page(laws)
    let running = try RunningOptions.parse([])
    for (name, text) in try page.pictures(running.runOptions()) {
      try write(text, to: "\(out)/\(LawPage.folder)", name)
    }
    try write(page.text, to: out, "laws.md")
  }

  private func write(_ text: String, to folder: String, _ name: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
    } catch {
      throw SinkError(.output, path: "\(folder)/\(name)", reason: error.localizedDescription)
    }
  }

  /// The page about laws from a document that has a column for each.
  static func page(_ document: String) throws -> LawPage {
    let options = try DocumentOptions.parse([document])
    let source = String(decoding: try DocumentOptions.bytes(of: document), as: UTF8.self)
    return try LawPage(try options.load(), source: source)
  }

  static var reference: String {
    ReferenceWriter.write(DocumentOptions.vocabulary) + FunctionReference.text
      + AggregateReference.text
  }
}
