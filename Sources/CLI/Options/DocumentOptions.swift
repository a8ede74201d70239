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

  // Values may begin with '-', so that a negative number is answered with what is expected.

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: .init("Sets a parameter of the document. May be repeated.", valueName: "name=value"),
    transform: OptionValues.assignment)
  var assignments: [Assignment] = []

  @Option(
    parsing: .unconditional,
    help: .init("The seed, in place of the document's.", valueName: "number"),
    transform: OptionValues.seed)
  var seed: UInt64?

  @Option(help: .init("A scenario of the document.", valueName: "name"))
  var scenario: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: .init("The row count of a table. May be repeated.", valueName: "table=count"),
    transform: OptionValues.rowCount)
  var rows: [RowCountArgument] = []

  @Option(
    parsing: .unconditional,
    help: .init(
      "Multiplies the row counts of all tables but those with 'scale: fixed'. (default: 1)",
      valueName: "factor"),
    transform: OptionValues.scale)
  var scale: Double = 1

  @Option(
    parsing: .unconditional,
    help: .init(
      "Columns that others read through a key are kept whole up to this many bytes. "
        + "(default: 67108864)",
      valueName: "bytes"),
    transform: OptionValues.byteCount)
  var denseLimit: Int = 64 << 20

  func validate() throws {
    if document == "-" {
      throw ValidationError("'-' is no document: standard input is not read.")
    }
  }

  /// Reads, decodes and plans the document.
  ///
  /// - Parameters:
  ///   - writesFiles: false where rows go to standard output: files that would have one name are
  ///     then none.
  ///   - bytes: the document's, where they are in no file yet.
  /// - Throws: `SinkError` when it cannot be read, `Rejection` with all that is wrong with it.
  func load(
    format: String? = nil, compression: String? = nil, writesFiles: Bool = true,
    writesTruth: Bool = false, bytes: [UInt8]? = nil
  ) throws -> LoadedDocument {
    let options = PlanOptions(
      rows: Dictionary(rows.map { ($0.table, $0.count) }) { $1 }, scale: scale,
      denseLimit: denseLimit, format: format,
      compression: compression, writesFiles: writesFiles, writesTruth: writesTruth)
    let bytes = try bytes ?? Self.bytes(of: document)
    let folder = try? DocumentFolder(of: document)
    let data = DataFolder(of: document)
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
        spec: spec,
        plan: try Planner.plan(
          spec, options: options, known: problems, readData: data.column))
    } catch {
      throw Rejection(diagnostics: DocumentDecoder.shortened(error))
    }
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
