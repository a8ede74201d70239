import ArgumentParser
import Columnar
import Diagnostics
import Foundation
import Generators
import Planning
import SchemaDecoding
import SchemaModel
import Sinks

/// The document and what the command line changes of it: the same for all subcommands.
struct DocumentOptions: ParsableArguments {
  static let vocabulary = Vocabulary(generators: GeneratorRegistry.syntaxes)

  @Argument(
    help: "The document: YAML, or JSON with the same model.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var document: String

  @Option(
    name: .customLong("set"),
    help: .init("Sets a parameter of the document. May be repeated.", valueName: "name=value"))
  var assignments: [Assignment] = []

  @Option(help: .init("The seed, in place of the document's.", valueName: "number"))
  var seed: UInt64?

  @Option(help: .init("A scenario of the document.", valueName: "name"))
  var scenario: String?

  @Option(help: .init("The row count of a table. May be repeated.", valueName: "table=count"))
  var rows: [Assignment] = []

  @Option(
    help: .init(
      "Multiplies the row counts of all tables but those with 'scale: fixed'.",
      valueName: "factor"))
  var scale: Double = 1

  @Option(
    help: .init(
      "Columns that others read through a key are kept whole up to this many bytes.",
      valueName: "bytes"))
  var denseLimit: Int = 64 << 20

  func validate() throws {
    guard scale > 0, scale.isFinite else { throw ValidationError("--scale must be above 0.") }
    guard denseLimit >= 0 else { throw ValidationError("--dense-limit must not be negative.") }
    _ = try rowCounts()
  }

  private func rowCounts() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in rows {
      guard let count = Int(row.value.replacing("_", with: "")), (0...1 << 40).contains(count)
      else {
        throw ValidationError(
          "--rows \(row.name)=\(row.value): not a number of rows from 0 to \(1 << 40).")
      }
      counts[row.name] = count
    }
    return counts
  }

  /// Reads, decodes and plans the document.
  ///
  /// - Throws: `SinkError` when it cannot be read, `Rejection` with all that is wrong with it.
  func load(format: String? = nil, compression: String? = nil) throws -> LoadedDocument {
    let options = PlanOptions(
      rows: try rowCounts(), scale: scale, denseLimit: denseLimit, format: format,
      compression: compression)
    let bytes = try Self.bytes(of: document)
    let folder = try? DocumentFolder(of: document)
    do throws(DiagnosticList) {
      let (spec, problems) = DocumentDecoder.read(
        bytes, fileName: document, vocabulary: Self.vocabulary,
        overrides: Overrides(
          set: assignments.map { ($0.name, $0.value) }, seed: seed, scenario: scenario)
      ) { (path) throws(IncludeProblem) in
        guard let folder else { throw .notFound }
        return try folder.read(path)
      }
      guard let spec else { throw problems }
      return LoadedDocument(
        spec: spec, plan: try Planner.plan(spec, options: options, known: problems))
    } catch {
      let list = DocumentDecoder.shortened(error)
      throw Rejection(diagnostics: DiagnosticList(list.all.map(located)))
    }
  }

  /// Included files are named relative to the document's folder; editors want them from here.
  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    let folder = document.prefix(through: document.lastIndex(of: "/") ?? document.startIndex)
    guard folder.last == "/" else { return diagnostic }
    var located = diagnostic
    let shown = { (file: String) in
      file == document || file.hasPrefix("--") || file.isEmpty ? file : folder + file
    }
    located.location.file = shown(diagnostic.location.file)
    if let edit = diagnostic.edit { located.edit?.location.file = shown(edit.location.file) }
    return located
  }

  static func bytes(of path: String) throws(SinkError) -> [UInt8] {
    do throws(IncludeProblem) {
      return try DocumentFolder.bytes(of: path)
    } catch {
      let reason =
        switch error {
        case .notFound, .outsideFolder: "the document does not exist"
        case .unreadable(let text): "the document cannot be read: \(text)"
        }
      throw SinkError(.input, path: path, reason: reason)
    }
  }
}

/// `name=value`
struct Assignment: ExpressibleByArgument {
  var name: String
  var value: String

  init?(argument: String) {
    guard let split = argument.firstIndex(of: "="), split > argument.startIndex else { return nil }
    name = String(argument[..<split])
    value = String(argument[argument.index(after: split)...])
  }
}
