/// Values as they stand in the paths of files.
///
/// They are escaped as Hive does, by `%` and two hexadecimal digits, which Spark, DuckDB, pyarrow
/// and Polars undo.
///
/// - Reference: Apache Hive, `FileUtils.escapePathName`; Apache Spark, `ExternalCatalogUtils`.
package enum PathText {
  /// A missing value. A text that reads the same has its first character escaped; readers that undo
  /// escapes before they compare take it for missing nevertheless.
  package static let missing = "__HIVE_DEFAULT_PARTITION__"

  private static let special = Set("\"#%'*/:=?\\{}[]^<>|".utf8)

  /// Whether a byte stands in paths as it is.
  package static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 32 && byte != 127 && !special.contains(byte)
  }

  /// A value behind `key=`.
  ///
  /// - Parameter isStrict: whether letters are escaped too, where another value differs by case
  ///   alone.
  package static func escaped(_ value: [UInt8]?, isStrict: Bool) -> String {
    guard let value else { return missing }
    // A text that reads as a missing value is none.
    let isMistakable = String(decoding: value, as: UTF8.self) == missing
    var bytes: [UInt8] = []
    for (index, byte) in value.enumerated() {
      let isLetter = byte >= 128 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
      if !isPlain(byte) || isStrict && isLetter || isMistakable && index == 0 {
        bytes += Array(hexText(byte).utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A value that may be a whole name: `.` and `..` are no folders of their own, nor is nothing.
  package static func escapedAlone(_ value: [UInt8]?, isStrict: Bool) -> String {
    guard let value else { return missing }
    if value.isEmpty { return "%" }
    if value.allSatisfy({ $0 == UInt8(ascii: ".") }) {
      return value.map { hexText($0) }.joined()
    }
    return escaped(value, isStrict: isStrict)
  }

  /// What the names of a dataset's files end in.
  private static let endings = [".arrow", ".csv", ".gz", ".json", ".jsonl", ".parquet", ".zst"]

  /// Whether a name reads like that of a file.
  package static func isFileName(_ name: String) -> Bool {
    let folded = name.lowercased()
    return endings.contains { folded.hasSuffix($0) }
  }

  /// A value at the end of a folder's name, which is never that of a file.
  package static func escapedFolder(_ value: [UInt8]?, isStrict: Bool) -> String {
    let text = escapedAlone(value, isStrict: isStrict)
    guard isFileName(text), let dot = text.lastIndex(of: ".") else { return text }
    return text[..<dot] + hexText(UInt8(ascii: ".")) + text[dot...].dropFirst()
  }

  private static func hexText(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }
}
