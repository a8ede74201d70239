import Diagnostics
import SchemaModel

/// Names the file of each table inside the output folder.
enum OutputPass {
  /// Extensions of files by format.
  static let extensions = ["arrow": "arrow", "csv": "csv", "jsonl": "jsonl", "parquet": "parquet"]
  static let defaultRowGroup = 131_072

  /// What a dataset holds beside the files of its tables.
  static let reserved = ["manifest.json"]

  static func run(
    _ spec: OutputSpec, _ resolver: Resolver, options: PlanOptions
  ) throws(DiagnosticList) -> OutputPlan {
    let tables = resolver.tables
    var problems = DiagnosticList()
    let standard = options.format ?? spec.arguments.text("format") ?? "parquet"
    var formats = [String](repeating: standard, count: tables.count)
    var compressions = FileCompressions(spec, options, standard: standard, count: tables.count)
    var named = [Scalar?](repeating: nil, count: tables.count)
    for entry in spec.tables {
      guard let index = tables.firstIndex(where: { $0.name == entry.table.text }) else {
        preconditionFailure("decoding lets only known tables through")
      }
      if tables[index].spec.isHidden {
        problems.report(.hiddenOutput(entry.table))
        continue
      }
      formats[index] = options.format ?? entry.arguments.text("format") ?? standard
      compressions.note(entry, at: index)
      if case .literal(let file)? = entry.arguments["file"] { named[index] = file }
    }
    let words = formats.indices.map { compressions.word($0, format: formats[$0]) }
    let files = tables.indices.map { index -> OutputName? in
      if tables[index].spec.isHidden { return nil }
      let ending = extensions[formats[index]] ?? formats[index]
      let suffix = FileCompressions.suffix(words[index], format: formats[index])
      guard let name = named[index] else {
        return OutputName(
          path: "\(tables[index].name).\(ending)\(suffix)", place: tables[index].spec.name)
      }
      if options.format == nil, options.compression == nil {
        compressions.check(name, suffix: suffix, format: formats[index], &problems)
        UnusedSettings.check(name, format: formats[index], &problems)
      }
      var path = FileCompressions.bare(normalized(name.text), format: formats[index])
      if options.format != nil { path = renamed(path, ending) }
      return OutputName(path: path + suffix, place: name)
    }
    reportClashes(files, tables, &problems)
    compressions.reportUnused(formats, words, &problems)
    TextSettings.report(spec, formats, options, &problems)
    UnusedSettings.report(spec, formats, words, options, &problems)
    if problems.hasErrors { throw problems }
    let rowGroup = spec.arguments.text("row_group").flatMap { LiteralReader.integer($0) }
    var settings: [String: String] = [:]
    for name in ["encodings", "level", "page_version"] + TextSettings.names {
      settings[name] = spec.arguments.text(name)
    }
    return OutputPlan(
      formats: formats, compressions: words, rowGroup: rowGroup.map { Int($0) } ?? defaultRowGroup,
      files: files.map { $0?.path }, options: settings)
  }

  /// A file and the word of the document that names it.
  private struct OutputName {
    var path: String
    var place: Scalar

    /// Two paths that differ only by case overwrite each other somewhere.
    var key: [String] { path.lowercased().split(separator: "/").map(String.init) }
  }

  /// A file the document names keeps its name under another format, and takes its extension.
  private static func renamed(_ file: String, _ ending: String) -> String {
    let known = extensions.values.first { file.hasSuffix("." + $0) }
    return (known.map { String(file.dropLast($0.count + 1)) } ?? file) + "." + ending
  }

  /// Without `.` and doubled slashes; the decoder has refused what leads out of the folder.
  private static func normalized(_ file: String) -> String {
    file.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private static func reportClashes(
    _ files: [OutputName?], _ tables: [TableState], _ problems: inout DiagnosticList
  ) {
    var owners: [[String]: String] = [:]
    for name in reserved { owners[[name]] = "the dataset" }
    for (file, table) in zip(files, tables) {
      guard let file else { continue }
      // Shares append 15 characters to a name.
      if file.key.contains(where: { $0.utf8.count > 240 }) {
        problems.report(.longFile(file.place))
      }
      if let owner = owners[file.key] {
        problems.report(.sameFile(file.place, file.path, owner))
      } else {
        owners[file.key] = "'\(table.name)'"
      }
    }
    // A file cannot be a folder on the way to another.
    for case let file? in files {
      for length in file.key.indices.dropFirst() {
        guard let owner = owners[Array(file.key[..<length])] else { continue }
        problems.report(.fileIsFolder(file.place, file.path, owner))
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func sameFile(
    _ place: Scalar, _ path: String, _ owner: String
  ) -> Diagnostic {
    Diagnostic(
      "same-file", "the file '\(path)' is also that of \(owner)", at: place.location,
      pointer: place.pointer,
      expected: "a file of its own for each table, also where case does not count")
  }

  fileprivate static func fileIsFolder(
    _ place: Scalar, _ path: String, _ owner: String
  ) -> Diagnostic {
    Diagnostic(
      "file-is-folder", "a folder of '\(path)' is the file of \(owner)", at: place.location,
      pointer: place.pointer, expected: "files that are no folders of others")
  }

  fileprivate static func longFile(_ place: Scalar) -> Diagnostic {
    Diagnostic(
      "long-file-name", "a name in the path of a file is longer than 240 bytes",
      at: place.location, pointer: place.pointer, expected: "shorter names of files and folders")
  }

  fileprivate static func hiddenOutput(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "hidden-output", "'\(name.text)' is hidden, so it has no file", at: name.location,
      pointer: name.pointer, expected: "a table that is written")
  }
}
