import Diagnostics
import SchemaModel

/// Names the file of each table inside the output folder.
enum OutputPass {
  static let extensions = ["csv": "csv", "jsonl": "jsonl", "parquet": "parquet"]
  static let defaultRowGroup = 131_072

  static func run(
    _ spec: OutputSpec, tables: [TablePlan]
  ) throws(DiagnosticList) -> OutputPlan {
    var problems = DiagnosticList()
    let format = spec.arguments.text("format") ?? "parquet"
    var files = tables.map { table -> String? in
      table.isHidden ? nil : "\(table.name).\(extensions[format] ?? format)"
    }
    for entry in spec.tables {
      guard let index = tables.firstIndex(where: { $0.name == entry.table.text }) else {
        problems.report(.unknownOutput(entry.table, tables.map(\.name)))
        continue
      }
      if tables[index].isHidden {
        problems.report(.hiddenOutput(entry.table))
        continue
      }
      if let file = entry.arguments.text("file") { files[index] = file }
    }
    reportClashes(files, spec, tables, &problems)
    if problems.hasErrors { throw problems }
    let rowGroup = spec.arguments.text("row_group").flatMap { LiteralReader.integer($0) }
    var options: [String: String] = [:]
    for name in ["level", "null_text"] { options[name] = spec.arguments.text(name) }
    return OutputPlan(
      format: format, compression: spec.arguments.text("compression") ?? "zstd",
      rowGroup: rowGroup.map { Int($0) } ?? defaultRowGroup, files: files, options: options)
  }

  /// Two files of one path, also where only case differs, would overwrite each other somewhere.
  private static func reportClashes(
    _ files: [String?], _ spec: OutputSpec, _ tables: [TablePlan], _ problems: inout DiagnosticList
  ) {
    var owners: [String: Int] = [:]
    for (index, file) in files.enumerated() {
      guard let file else { continue }
      guard let first = owners[file.lowercased()] else {
        owners[file.lowercased()] = index
        continue
      }
      let written =
        spec.tables.first { $0.table.text == tables[index].name }
        ?? spec.tables.first { $0.table.text == tables[first].name }
      problems.report(
        Diagnostic(
          "same-file",
          "'\(tables[first].name)' and '\(tables[index].name)' have the same file '\(file)'",
          at: written?.table.location ?? spec.arguments.location,
          pointer: written?.table.pointer ?? "/output", expected: "a file of its own for each table"
        ))
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
  fileprivate static func unknownOutput(_ name: Scalar, _ names: [String]) -> Diagnostic {
    let nearest = DidYouMean.nearest(to: name.text, in: names)
    return Diagnostic(
      "unknown-table", "unknown table '\(name.text)'", at: name.location, pointer: name.pointer,
      suggestion: nearest.map { "did you mean '\($0)'?" },
      edit: nearest.map { Edit(location: name.location, replacement: $0) })
  }

  fileprivate static func hiddenOutput(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "hidden-output", "'\(name.text)' is hidden, so it has no file", at: name.location,
      pointer: name.pointer, expected: "a table that is written")
  }
}
