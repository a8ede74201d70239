/// What the files of one output are called.
///
/// Values in paths are escaped as Hive does, by `%` and two hexadecimal digits, which Spark, DuckDB,
/// pyarrow and Polars undo. A missing value is `__HIVE_DEFAULT_PARTITION__`.
///
/// - Reference: Apache Hive, `FileUtils.escapePathName`; Apache Spark, `ExternalCatalogUtils`.
package struct PartNames: Sendable {
  package enum Place: Sendable {
    case file
    /// `part-00000.csv` in a folder.
    case folder
    /// Such files in `key=value` folders in a folder.
    case hive
    /// A path with keys in braces.
    case named
  }

  static let missing = "__HIVE_DEFAULT_PARTITION__"

  package var path: String
  package var place: Place
  package var keys: [String]
  /// What names of files end in, without the dot.
  package var ending: String
  /// Whether there may be several files where one would do.
  package var isNumbered: Bool
  /// Puts the number of a share into a name.
  package var shared: @Sendable (String) -> String

  package init(
    _ path: String, _ place: Place = .file, keys: [String] = [], ending: String = "",
    isNumbered: Bool = false, shared: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.path = path
    self.place = place
    self.keys = keys
    self.ending = ending
    self.isNumbered = isNumbered
    self.shared = shared
  }

  /// - Parameters:
  ///   - values: UTF-8 of each key, nil for a missing one.
  ///   - number: which of the files of the part.
  ///   - isStrict: whether letters are escaped too, where another value differs by case alone.
  func path(_ values: [[UInt8]?], number: Int, isStrict: Bool = false) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    switch place {
    case .file: return shared(isNumbered ? numbered(path, padded) : path)
    case .folder: return shared("\(path)/part-\(padded).\(ending)")
    case .hive:
      let folders = zip(keys, values).map { "\($0)=\(PartNames.escaped($1, isStrict))" }
      return shared("\(path)/\(folders.joined(separator: "/"))/part-\(padded).\(ending)")
    case .named:
      let whole = filled(values, isStrict)
      return shared(isNumbered ? numbered(whole, padded) : whole)
    }
  }

  /// The number before the ending.
  private func numbered(_ path: String, _ number: String) -> String {
    guard path.hasSuffix("." + ending) else { return "\(path)-\(number)" }
    return "\(path.dropLast(ending.count + 1))-\(number).\(ending)"
  }

  /// The path with values in place of the braces; in one pass, so that no value is read as a key.
  private func filled(_ values: [[UInt8]?], _ isStrict: Bool) -> String {
    var result = ""
    var rest = path[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      let close = rest.firstIndex(of: "}") ?? rest.startIndex
      let name = rest[rest.index(after: open)..<max(close, rest.index(after: open))]
      if let key = keys.firstIndex(of: String(name)) {
        result += PartNames.escapedAlone(values[key], isStrict)
        rest = rest[rest.index(after: close)...]
      } else {
        result += "{"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  /// A value that may be a whole name: `.` and `..` are no folders of their own, nor is nothing.
  private static func escapedAlone(_ value: [UInt8]?, _ isStrict: Bool) -> String {
    guard let value else { return missing }
    if value.isEmpty { return "%" }
    if value.allSatisfy({ $0 == UInt8(ascii: ".") }) {
      return value.map { hexText($0) }.joined()
    }
    return escaped(value, isStrict)
  }

  private static let special = Set("\"#%'*/:=?\\{}[]^<>|".utf8)

  static func escaped(_ value: [UInt8]?, _ isStrict: Bool) -> String {
    guard let value else { return missing }
    // A text that reads as a missing value is none.
    let isMistakable = String(decoding: value, as: UTF8.self) == missing
    var bytes: [UInt8] = []
    for (index, byte) in value.enumerated() {
      let isLetter = byte >= 128 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
      if byte < 32 || byte == 127 || special.contains(byte) || isStrict && isLetter
        || isMistakable && index == 0
      {
        bytes += Array(hexText(byte).utf8)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexText(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }
}
