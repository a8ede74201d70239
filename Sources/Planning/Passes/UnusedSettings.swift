import Diagnostics
import SchemaModel

/// Words of an output that no file of the run heeds, and names that tell of another format.
///
/// What the command line asks for in place of the document's words makes none of them a mistake.
enum UnusedSettings {
  static func report(
    _ spec: OutputSpec, _ formats: [String], _ compressions: [String], _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) {
    guard options.format == nil, options.compression == nil else { return }
    let isCompressed = compressions.contains { $0 != "none" }
    for word in ["encodings", "page_version"] where !formats.contains("parquet") {
      problems.report(spec, word, "Parquet, and no file is Parquet", "a table of format parquet")
    }
    // Files end at their size between two row groups.
    let isSized = spec.tables.contains { $0.arguments["file_size"] != nil }
    if !isCompressed, !isSized, !formats.contains("parquet"), !formats.contains("arrow") {
      problems.report(
        spec, "row_group", "Parquet, Arrow and compressed text, and no file is one of them",
        "a table of format parquet or arrow, or 'compression: gzip'")
    }
    if !compressions.contains("zstd"), !compressions.contains("gzip") {
      problems.report(
        spec, "level", "zstd and gzip, and no file is compressed so", "'compression: zstd'")
    }
  }

  /// A name that ends as those of another format do.
  static func check(_ name: Scalar, format: String, _ problems: inout DiagnosticList) {
    let own = OutputPass.extensions[format] ?? format
    for (other, ending) in OutputPass.extensions.sorted(by: { $0.key < $1.key })
    where ending != own && name.text.hasSuffix("." + ending) {
      problems.report(
        Diagnostic(
          "name-of-format", "the name '\(name.text)' tells of \(other), and the file is \(format)",
          at: name.location, pointer: name.pointer,
          expected: "'format: \(other)' beside the name, or a name that ends in '.\(own)'"))
    }
  }
}

extension DiagnosticList {
  fileprivate mutating func report(
    _ spec: OutputSpec, _ word: String, _ concern: String, _ expectation: String
  ) {
    guard let written = spec.arguments.scalar(word) else { return }
    report(
      Diagnostic(
        "option-without-use", "'\(word)' concerns \(concern)", at: written.location,
        pointer: written.pointer, expected: expectation))
  }
}
