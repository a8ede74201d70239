import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A fact of the file of the row: its name ends in its extension, and its path in its name.
///
/// - Draws: lanes of what the columns of a row share under `file`.
struct FileKind: RecordWord {
  static let shared = ["among"]
  static let syntax = GeneratorSyntax(
    "file", "A fact of the file this row describes: the columns of one row agree.",
    argument: .word((FactTable.file.fields + ["name", "path"]).sorted()),
    options: [FactSource.among(.file), of])

  private static let names = CodeForm(
    "name",
    "(annual|draft|final|new|old|signed|team|weekly)[-_](budget|contract|inventory|invoice|letter"
      + "|list|minutes|notes|offer|photo|plan|report|summary|survey)([-_](20(1\\d|2[0-5])|v[1-9]|\\d{3}))?"
  ).texts()
  private static let folders = CodeForm(
    "folder",
    "/(archive|data|media|projects|shared)/(accounts|design|events|finance|legal|media|research"
      + "|sales|staff|support)/((20(1\\d|2[0-5])|incoming|outgoing|public)/)?"
  ).texts()

  private let field: String
  private let facts: FactSource
  private let stream: RecordStream
  let type = LogicalType.text
  var isNullable: Bool { facts.isNullable }
  var texts: TextDictionary? { isComposed ? nil : facts.texts }
  private var isComposed: Bool { field == "name" || field == "path" }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    field = try call.literal().text
    let isComposed = field == "name" || field == "path"
    stream = FileKind.stream(call)
    facts = try FactSource(.file, isComposed ? "extension" : field, stream, call, in: context)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let ends = try facts.generate(request)
    guard isComposed, case .text(.dictionary(let codes, let dictionary)) = ends.values else {
      return ends
    }
    let stream = stream(request)
    var assembly = TextAssembly(count: request.count)
    if field == "path" {
      assembly.add(.texts(FileKind.folders.drawn(stream.lane("folder"), request.rowKeys)))
    }
    assembly.add(.texts(FileKind.names.drawn(stream.lane("name"), request.rowKeys)))
    assembly.add(".")
    assembly.add(.coded(dictionary.values, codes))
    return Column(.text, .text(.plain(assembly.texts())), validity: ends.validity)
  }
}
