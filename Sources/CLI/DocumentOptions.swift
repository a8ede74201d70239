import ArgumentParser
import Diagnostics
import Engine
import Foundation
import Generators
import Planning
import SchemaDecoding
import SchemaModel

/// The document and what the command line changes of it: the same for all subcommands.
struct DocumentOptions: ParsableArguments {
  @Argument(help: "The document: YAML, or JSON with the same model.", completion: .file())
  var document: String

  @Option(name: .customLong("set"), help: "Sets a parameter: name=value. May be repeated.")
  var assignments: [String] = []

  @Option(help: "The seed, in place of the document's.")
  var seed: UInt64?

  @Option(help: "A scenario of the document.")
  var scenario: String?

  @Option(help: "Rows of one table: table=count. May be repeated.")
  var rows: [String] = []

  @Option(help: "Multiplies the row counts of all tables that are not 'scale: fixed'.")
  var scale: Double = 1

  @Option(
    help: .init(
      "Columns read through a key are kept whole up to this many bytes.", visibility: .hidden))
  var denseLimit: Int = 64 << 20

  func validate() throws {
    guard scale > 0, scale.isFinite else { throw ValidationError("--scale must be above 0.") }
    _ = try pairs(assignments, of: "--set")
    for (name, value) in try pairs(rows, of: "--rows") {
      guard let count = Int(value.replacing("_", with: "")), count >= 0, count <= 1 << 40 else {
        throw ValidationError("--rows \(name)=\(value): not a number of rows from 0 to \(1 << 40).")
      }
    }
  }

  private func pairs(_ texts: [String], of option: String) throws -> [(String, String)] {
    try texts.map { text in
      guard let split = text.firstIndex(of: "=") else {
        throw ValidationError("\(option) \(text): write name=value.")
      }
      return (String(text[..<split]), String(text[text.index(after: split)...]))
    }
  }

  /// Reads, decodes and plans the document.
  func plan() throws -> GenerationPlan {
    let rowCounts = try pairs(rows, of: "--rows").compactMap { name, value in
      Int(value.replacing("_", with: "")).map { (name, $0) }
    }
    do throws(DiagnosticList) {
      return try Planner.plan(
        try spec(),
        options: PlanOptions(
          rows: Dictionary(rowCounts) { $1 }, scale: scale, denseLimit: denseLimit))
    } catch {
      throw Rejection(diagnostics: error.sorted)
    }
  }

  private func spec() throws(DiagnosticList) -> DocumentSpec {
    let bytes: [UInt8]
    do {
      bytes = Array(try Data(contentsOf: URL(filePath: document)))
    } catch {
      throw DiagnosticList([
        Diagnostic(
          "unreadable-document", "'\(document)' cannot be read: \(error.localizedDescription)",
          at: DocumentLocation(file: document, line: 1, column: 1))
      ])
    }
    let overrides = Overrides(
      set: (try? pairs(assignments, of: "--set")) ?? [], seed: seed, scenario: scenario)
    return try DocumentDecoder.decode(
      bytes, fileName: document, vocabulary: Self.vocabulary, overrides: overrides
    ).get()
  }

  static let vocabulary = Vocabulary(generators: GeneratorRegistry.syntaxes)
}

/// A document that cannot be run, with all that is wrong with it.
struct Rejection: Error {
  var diagnostics: [Diagnostic]
}
