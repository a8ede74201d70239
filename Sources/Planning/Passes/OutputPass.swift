import Diagnostics
import SchemaModel

/// Names the file of each table inside the output folder.
enum OutputPass {
  /// Extensions of files by format.
  static let extensions = ["arrow": "arrow", "csv": "csv", "jsonl": "jsonl", "parquet": "parquet"]
  /// What files can be compressed with, by format; `none` is for all.
  static let compressions = [
    "arrow": ["none", "zstd"], "csv": ["none"], "jsonl": ["none"],
    "parquet": ["none", "snappy", "zstd"],
  ]
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
      if case .literal(let file)? = entry.arguments["file"] { named[index] = file }
    }
    let files = tables.indices.map { index -> OutputName? in
      if tables[index].spec.isHidden { return nil }
      let ending = extensions[formats[index]] ?? formats[index]
      guard let name = named[index] else {
        return OutputName(path: "\(tables[index].name).\(ending)", place: tables[index].spec.name)
      }
      let path = normalized(name.text)
      return OutputName(path: options.format == nil ? path : renamed(path, ending), place: name)
    }
    reportClashes(files, tables, &problems)
    reportSettings(spec, formats, options, &problems)
    if problems.hasErrors { throw problems }
    let rowGroup = spec.arguments.text("row_group").flatMap { LiteralReader.integer($0) }
    var settings: [String: String] = [:]
    for name in ["encodings", "level", "null_text", "page_version"] {
      settings[name] = spec.arguments.text(name)
    }
    return OutputPlan(
      formats: formats,
      compression: options.compression ?? spec.arguments.text("compression"),
      rowGroup: rowGroup.map { Int($0) } ?? defaultRowGroup, files: files.map { $0?.path },
      options: settings)
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

  /// Words that would do nothing, or make values unreadable.
  private static func reportSettings(
    _ spec: OutputSpec, _ formats: [String], _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) {
    if options.format == nil, case .literal(let codec)? = spec.arguments["compression"],
      !formats.contains(where: { compressions[$0, default: []].contains(codec.text) })
    {
      problems.report(.compressionOfText(codec))
    }
    if case .literal(let null)? = spec.arguments["null_text"], !isTellable(null.text) {
      problems.report(.badNullText(null))
    }
  }

  /// Whether a text for missing values cannot be taken for a number, time, boolean or several cells.
  private static func isTellable(_ text: String) -> Bool {
    text.utf8.count <= 64
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value < 127 && !("0"..."9").contains($0) && $0 != "," && $0 != "\""
      } && !["true", "false", "nan", "inf", "-inf"].contains(text.lowercased())
  }
}

extension Arguments {
  /// The text of a literal that is written; nil when it is left out.
  package func text(_ name: String) -> String? {
    if case .literal(let scalar)? = self[name] { scalar.text } else { nil }
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

  fileprivate static func compressionOfText(_ codec: Scalar) -> Diagnostic {
    let formats = OutputPass.compressions.filter { $0.value.contains(codec.text) }.keys.sorted()
    return Diagnostic(
      "compression-of-text", "no file is compressed with '\(codec.text)'", at: codec.location,
      pointer: codec.pointer,
      expected: "'none', or a table of format \(formats.joined(separator: " or "))")
  }

  fileprivate static func badNullText(_ text: Scalar) -> Diagnostic {
    Diagnostic(
      "bad-null-text", "'\(text.text)' cannot stand for missing values: a value could read so",
      at: text.location, pointer: text.pointer,
      expected: "a short text without digits, blanks, commas and quotes, such as NULL")
  }
}
