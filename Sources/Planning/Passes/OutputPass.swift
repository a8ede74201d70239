import Diagnostics
import SchemaModel

/// Names the file of each table inside the output folder.
enum OutputPass {
  static let extensions = ["csv": "csv", "jsonl": "jsonl", "parquet": "parquet"]
  static let defaultRowGroup = 131_072

  /// What a dataset holds beside the files of its tables.
  static let reserved = ["manifest.json"]

  static func run(
    _ spec: OutputSpec, _ resolver: Resolver
  ) throws(DiagnosticList) -> OutputPlan {
    let tables = resolver.tables
    var problems = DiagnosticList()
    let format = spec.arguments.text("format") ?? "parquet"
    var files = tables.indices.map { table in
      tables[table].spec.isHidden
        ? nil
        : OutputName(
          path: "\(tables[table].name).\(extensions[format] ?? format)",
          place: tables[table].spec.name)
    }
    for entry in spec.tables {
      guard let index = tables.firstIndex(where: { $0.name == entry.table.text }) else {
        preconditionFailure("decoding lets only known tables through")
      }
      if tables[index].spec.isHidden {
        problems.report(.hiddenOutput(entry.table))
        continue
      }
      if case .literal(let own)? = entry.arguments["format"], own.text != format {
        problems.report(.secondFormat(own, format))
      }
      if case .literal(let file)? = entry.arguments["file"] {
        files[index] = OutputName(path: file.text, place: file)
      }
    }
    reportClashes(files, tables, &problems)
    if problems.hasErrors { throw problems }
    let rowGroup = spec.arguments.text("row_group").flatMap { LiteralReader.integer($0) }
    var options: [String: String] = [:]
    for name in ["level", "null_text"] { options[name] = spec.arguments.text(name) }
    return OutputPlan(
      format: format, compression: spec.arguments.text("compression") ?? "zstd",
      rowGroup: rowGroup.map { Int($0) } ?? defaultRowGroup, files: files.map { $0?.path },
      options: options)
  }

  /// A file and the word of the document that names it.
  private struct OutputName {
    var path: String
    var place: Scalar

    /// Two paths that differ only by case overwrite each other somewhere.
    var key: [String] {
      path.lowercased().split(separator: "/").map(String.init).filter { $0 != "." }
    }
  }

  private static func reportClashes(
    _ files: [OutputName?], _ tables: [TableState], _ problems: inout DiagnosticList
  ) {
    var owners: [[String]: String] = [:]
    for name in reserved { owners[[name]] = "the dataset" }
    for (file, table) in zip(files, tables) {
      guard let file else { continue }
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

  fileprivate static func secondFormat(_ own: Scalar, _ format: String) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'\(own.text)' beside '\(format)' files is not yet supported",
      at: own.location, pointer: own.pointer, expected: "one format for all files")
  }

  fileprivate static func hiddenOutput(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "hidden-output", "'\(name.text)' is hidden, so it has no file", at: name.location,
      pointer: name.pointer, expected: "a table that is written")
  }
}
