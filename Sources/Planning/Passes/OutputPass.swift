import Diagnostics
import SchemaModel

/// Finds what the rows of each table go to: files, their names, columns and types.
enum OutputPass {
  /// Extensions of files by format.
  static let extensions = ["arrow": "arrow", "csv": "csv", "jsonl": "jsonl", "parquet": "parquet"]

  struct Made {
    var plan: OutputPlan
    /// Columns that files need beside those of the document, by table.
    var added: [[ColumnPlan]]
  }

  static func run(
    _ spec: OutputSpec, _ resolver: Resolver, options: PlanOptions
  ) throws(DiagnosticList) -> Made {
    var problems = DiagnosticList()
    let requests = requests(spec, resolver, options, &problems)
    var files = [[FilePlan]](repeating: [], count: resolver.tables.count)
    var added = [[ColumnPlan]](repeating: [], count: resolver.tables.count)
    var names = FileNames(resolver.tables)
    // What rests on a column that failed is left out without a word.
    var isWhole = true
    for request in requests {
      let table = request.table
      var columns = FileColumns(request, resolver, addedCount: added[table].count)
      columns.read()
      problems.all += columns.problems.all
      isWhole = isWhole && columns.isWhole
      added[table] += columns.added
      let name = names.name(request, columns, &problems)
      files[table].append(
        FilePlan(
          path: name.path, place: name.place, ending: request.ending, format: request.format,
          compression: request.compression, columns: columns.columns, keys: columns.keys,
          sizeLimit: columns.sizeLimit, bloomRates: columns.bloomRates))
    }
    if options.writesFiles { names.reportClashes(&problems) }
    reportUnused(spec, requests, resolver, options, &problems)
    guard !problems.hasErrors, isWhole else { throw problems }
    let rowGroup = spec.arguments.text("row_group").flatMap { LiteralReader.integer($0) }
    var settings: [String: String] = [:]
    for name in ["encodings", "level", "page_version"] + TextSettings.names {
      settings[name] = spec.arguments.text(name)
    }
    return Made(
      plan: OutputPlan(
        rowGroup: rowGroup.map { Int($0) }, files: files, options: settings),
      added: added)
  }

  private static func reportUnused(
    _ spec: OutputSpec, _ requests: [FileRequest], _ resolver: Resolver, _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) {
    // What no file heeds can be told where all files are known.
    let areKnown = requests.allSatisfy(\.isFormatKnown) && !resolver.document.unread.areTables
    TextSettings.report(spec, areKnown ? requests.map(\.format) : nil, options, &problems)
    if areKnown, requests.allSatisfy(\.isCompressionKnown) {
      UnusedSettings.report(
        spec, requests.map(\.format), requests.map(\.compression), options, &problems)
    }
  }

  /// All files in the order of tables: those the document names, and one of each other table.
  private static func requests(
    _ spec: OutputSpec, _ resolver: Resolver, _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) -> [FileRequest] {
    let asked = asked(spec, resolver, &problems)
    let standard = options.format ?? spec.arguments.text("format") ?? "parquet"
    let areFormatsKnown = asked.map { one in
      options.format != nil || isKnown("format", one.entry, spec)
    }
    let areCompressionsKnown = asked.map { one in
      options.compression != nil || isKnown("compression", one.entry, spec)
    }
    let formats = asked.map { options.format ?? $0.entry?.arguments.text("format") ?? standard }
    var compressions = FileCompressions(spec, options, standard: standard, count: asked.count)
    for (index, one) in asked.enumerated() {
      if let entry = one.entry { compressions.note(entry, at: index) }
    }
    let words = formats.indices.map { compressions.word($0, format: formats[$0]) }
    let requests = asked.indices.map { index in
      let suffix = FileCompressions.suffix(words[index], format: formats[index])
      if options.format == nil, options.compression == nil, areFormatsKnown[index],
        let name = asked[index].entry?.arguments.scalar("file")
      {
        if areCompressionsKnown[index] {
          compressions.check(name, suffix: suffix, format: formats[index], &problems)
        }
        UnusedSettings.check(name, format: formats[index], &problems)
      }
      return FileRequest(
        table: asked[index].table, arguments: asked[index].entry?.arguments,
        format: formats[index], compression: words[index],
        ending: (extensions[formats[index]] ?? formats[index]) + suffix,
        isFormatForced: options.format != nil, isFormatKnown: areFormatsKnown[index],
        isCompressionKnown: areCompressionsKnown[index] && areFormatsKnown[index],
        isListedAgain: asked[index].entry?.isListedAgain ?? false)
    }
    compressions.reportUnused(
      zip(formats, areFormatsKnown).map { $1 ? $0 : nil }, words,
      areAllKnown: !resolver.document.unread.areTables, &problems)
    return requests
  }

  /// The files that are asked for, by table; one of each table that the document names none of.
  private static func asked(
    _ spec: OutputSpec, _ resolver: Resolver, _ problems: inout DiagnosticList
  ) -> [(table: Int, entry: OutputTableSpec?)] {
    let tables = resolver.tables
    for entry in spec.tables
    where tables.contains(where: { $0.name == entry.table.text && $0.spec.isHidden }) {
      problems.report(.hiddenOutput(entry.table))
    }
    var asked: [(table: Int, entry: OutputTableSpec?)] = []
    for table in tables.indices where !tables[table].spec.isHidden {
      // Of a table that stands twice, which has been reported, the first has the files.
      if resolver.table(tables[table].name) != table { continue }
      let entries = spec.tables.filter { $0.table.text == tables[table].name }
      asked += entries.isEmpty ? [(table, nil)] : entries.map { (table, $0) }
    }
    return asked
  }

  /// Whether a word that a file may have for itself was read.
  private static func isKnown(
    _ word: String, _ entry: OutputTableSpec?, _ spec: OutputSpec
  ) -> Bool {
    if entry?.arguments.isUnread(word) == true { return false }
    return entry?.arguments[word] != nil || !spec.arguments.isUnread(word)
  }
}

/// One file as it is asked for, of a table by its place in the plan.
struct FileRequest {
  var table: Int
  /// Nil for a table the document names no file of.
  var arguments: Arguments?
  var format: String
  var compression: String
  /// Of its name, with that of the compression.
  var ending: String
  /// Whether the command line chose the format, so that words of another may stand idle.
  var isFormatForced: Bool
  /// Whether the words that say so could be read.
  var isFormatKnown: Bool
  var isCompressionKnown: Bool
  /// Whether it stands in a second listing of its table, which may replace the first.
  var isListedAgain = false
}

extension Diagnostic {
  fileprivate static func hiddenOutput(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "hidden-output", "'\(name.text)' is hidden, so it has no file", at: name.location,
      pointer: name.pointer, expected: "a table that is written")
  }
}
