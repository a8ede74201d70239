import Diagnostics
import SchemaModel

/// How the file of each table is compressed: what a document and the command line say together.
///
/// The document's word belongs to the document's format: a run with another format starts from that
/// format's own standard.
struct FileCompressions {
  /// What names of compressed text end in, by compression.
  static let suffixes = ["gzip": ".gz", "zstd": ".zst"]
  private static let textFormats: Set = ["csv", "jsonl"]
  /// What files can be compressed with, by format; the standard one first.
  private static let offered = [
    "arrow": ["none", "zstd"], "csv": ["none", "gzip", "zstd"],
    "jsonl": ["none", "gzip", "zstd"], "parquet": ["zstd", "none", "snappy", "gzip"],
  ]

  private let options: PlanOptions
  private let output: Scalar?
  private let level: Scalar?
  private let documentFormat: String
  /// Formats and compressions that tables name.
  private var tableFormats: [String?]
  private var tableWords: [Scalar?]

  init(_ spec: OutputSpec, _ options: PlanOptions, standard: String, count: Int) {
    self.options = options
    output = spec.arguments.scalar("compression")
    level = spec.arguments.scalar("level")
    documentFormat = spec.arguments.text("format") ?? "parquet"
    tableFormats = Array(repeating: nil, count: count)
    tableWords = Array(repeating: nil, count: count)
  }

  mutating func note(_ entry: OutputTableSpec, at table: Int) {
    tableFormats[table] = entry.arguments.text("format")
    tableWords[table] = entry.arguments.scalar("compression")
  }

  func word(_ table: Int, format: String) -> String {
    let offered = Self.offered[format] ?? ["none"]
    var word = options.compression
    if word == nil, format == tableFormats[table] ?? documentFormat {
      word = (tableWords[table] ?? output)?.text
    }
    guard let word else { return offered[0] }
    return offered.contains(word) ? word : "none"
  }

  static func offers(_ word: String, _ format: String) -> Bool {
    offered[format, default: []].contains(word)
  }

  /// The formats whose files can be compressed so.
  static func formats(offering word: String) -> [String] {
    offered.keys.sorted().filter { offers(word, $0) }
  }

  /// What is appended to a file's name; Parquet and Arrow compress inside.
  static func suffix(_ word: String, format: String) -> String {
    textFormats.contains(format) ? suffixes[word] ?? "" : ""
  }

  /// A name of a text without the ending of its compression.
  static func bare(_ path: String, format: String) -> String {
    guard textFormats.contains(format),
      let suffix = suffixes.values.first(where: { path.hasSuffix($0) })
    else { return path }
    return String(path.dropLast(suffix.utf8.count))
  }

  /// A name that tells of a compression must be right.
  func check(
    _ name: Scalar, suffix: String, format: String, _ problems: inout DiagnosticList
  ) {
    guard Self.textFormats.contains(format) else { return }
    for (word, known) in Self.suffixes.sorted(by: { $0.key < $1.key })
    where known != suffix && name.text.hasSuffix(known) {
      problems.report(.nameOfCompression(name, word))
    }
  }

  /// Words that would do nothing.
  ///
  /// - Parameter formats: nil for a file whose format is not known.
  func reportUnused(
    _ formats: [String?], _ words: [String], areAllKnown: Bool,
    _ problems: inout DiagnosticList
  ) {
    if options.format == nil, options.compression == nil {
      let isUsed = formats.contains { $0.map { Self.offers(output?.text ?? "", $0) } ?? true }
      if let output, !isUsed, areAllKnown {
        problems.report(.compressionOfText(output))
      }
      for (format, word) in zip(formats, tableWords) {
        guard let word, let format, !Self.offers(word.text, format) else { continue }
        problems.report(.compressionOfText(word))
      }
    }
    if let level, let number = LiteralReader.integer(level.text), number > 9,
      words.contains("gzip")
    {
      problems.report(.levelOfGzip(level))
    }
  }
}

extension Arguments {
  /// A literal that is written; nil when it is left out.
  package func scalar(_ name: String) -> Scalar? {
    if case .literal(let scalar)? = self[name] { scalar } else { nil }
  }
}

extension Diagnostic {
  fileprivate static func compressionOfText(_ codec: Scalar) -> Diagnostic {
    Diagnostic(
      "compression-of-text", "no file is compressed with '\(codec.text)'", at: codec.location,
      pointer: codec.pointer,
      expected:
        "a table of format \(FileCompressions.formats(offering: codec.text).joined(separator: " or ")), or 'none'"
    )
  }

  fileprivate static func nameOfCompression(_ name: Scalar, _ word: String) -> Diagnostic {
    Diagnostic(
      "name-of-compression", "the name '\(name.text)' tells of \(word), which the file is not in",
      at: name.location, pointer: name.pointer,
      expected: "'compression: \(word)' beside the name, or a name without it")
  }

  fileprivate static func levelOfGzip(_ level: Scalar) -> Diagnostic {
    Diagnostic(
      "level-of-gzip", "gzip has no level \(level.text)", at: level.location,
      pointer: level.pointer, expected: "a level from 1 to 9, or 'compression: zstd'")
  }
}
