/// Which module may import which: the table of STYLE, as the tests hold it.
enum ModuleArrows {
  /// `Diagnostics` and the standard library's own modules may be imported everywhere.
  static let allowed: [String: Set<String>] = [
    "Diagnostics": [],
    "Columnar": ["CKernels"],
    "Sampling": ["CKernels"],
    "SchemaModel": ["Columnar"],
    "SchemaDecoding": ["SchemaModel", "Columnar", "CYAML"],
    "Expressions": ["Columnar", "Sampling", "CKernels"],
    "Generators": ["SchemaModel", "Sampling", "Expressions", "Columnar", "CVocabulary"],
    "Behaviour": ["SchemaModel", "Sampling", "Expressions", "Columnar"],
    "Claims": ["Sampling"],
    "Planning": [
      "SchemaModel", "Generators", "Behaviour", "Expressions", "Sampling", "Claims", "Columnar",
    ],
    "Engine": [
      "Planning", "Generators", "Behaviour", "Expressions", "Sampling", "Columnar",
    ],
    "Encoding": ["Columnar", "CKernels", "CZstd", "CZlib", "CSnappy"],
    "Sinks": ["Columnar", "Encoding", "CSystem"],
    "ArrowInterface": ["Engine", "Planning", "Sinks", "Encoding", "Columnar", "CArrow"],
    "Validation": ["Claims", "Sampling", "CDuckDB"],
    "Profiling": ["Validation", "Claims", "Sampling"],
    "CLI": [
      "Columnar", "SchemaModel", "SchemaDecoding", "Expressions", "Generators", "Behaviour",
      "Sampling", "Claims", "Planning", "Engine", "Encoding", "Sinks", "Validation",
      "Profiling",
      "ArgumentParser",
    ],
  ]

  static let standard: Set<String> = ["Swift", "Synchronization", "Diagnostics"]
  static let foundation: Set<String> = [
    "Foundation", "FoundationEssentials", "FoundationNetworking", "FoundationXML",
    "FoundationInternationalization",
  ]
  static let withFoundation: Set<String> = ["CLI", "Validation"]
  /// Files, signals and threads of the system.
  static let system: Set<String> = ["Glibc", "Musl", "Darwin", "Dispatch"]
  static let withSystem: Set<String> = ["SchemaDecoding", "Engine", "Sinks", "Validation", "CLI"]

  static func mayImport(_ imported: String, in module: String) -> Bool {
    if standard.contains(imported) { return true }
    if foundation.contains(imported) { return withFoundation.contains(module) }
    if system.contains(imported) { return withSystem.contains(module) }
    return allowed[module]?.contains(imported) ?? false
  }

  /// - Returns: one sentence for each import that the table does not allow.
  static func violations(in files: [ProjectFiles.File]) -> [String] {
    files.flatMap { file in
      let module = file.parts.count > 2 ? String(file.parts[1]) : "?"
      return SwiftText.imports(in: file.code)
        .filter { !mayImport($0, in: module) }
        .map { "\(file.path) imports \($0)" }
    }
  }
}
