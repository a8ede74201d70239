/// What a file is, by what its name ends in.
package enum FileFormat: String, Encodable, Sendable {
  case parquet
  case csv
  case json

  private static let endings: [(ending: String, format: FileFormat)] = [
    (".parquet", .parquet), (".csv", .csv), (".tsv", .csv), (".jsonl", .json), (".ndjson", .json),
    (".json", .json),
  ]
  private static let packings = ["", ".gz", ".zst"]

  /// Files that say what lies beside them.
  private static let about: Set<String> = ["manifest.json", "truth.json", "document.json"]

  /// - Returns: nil where a file holds no table; else its format and its name without the ending.
  static func of(_ fileName: String) -> (format: FileFormat, stem: String)? {
    guard !about.contains(fileName) else { return nil }
    let lower = fileName.lowercased()
    for (ending, format) in endings {
      for packing in packings where lower.hasSuffix(ending + packing) {
        let stem = String(fileName.dropLast(ending.count + packing.count))
        return stem.isEmpty ? nil : (format, stem)
      }
    }
    return nil
  }

  /// Whether types are guessed from texts.
  var isText: Bool { self == .csv }
}
