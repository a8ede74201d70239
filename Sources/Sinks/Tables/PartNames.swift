import Columnar

/// What the files of one output are called.
///
/// Values stand in paths as `PathText` has them.
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
  ///   - isStrict: whether letters are escaped too, where case is overlooked and another value
  ///     differs by it alone.
  func path(_ values: [[UInt8]?], number: Int, isStrict: Bool = false) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    switch place {
    case .file: return shared(isNumbered ? numbered(path, padded) : path)
    case .folder: return shared("\(path)/part-\(padded).\(ending)")
    case .hive:
      let folders = zip(keys, values).map { "\($0)=\(PathText.escaped($1, isStrict: isStrict))" }
      return shared("\(path)/\(folders.joined(separator: "/"))/part-\(padded).\(ending)")
    case .named:
      // Numbered before it is filled, so that no value is taken for the ending.
      return shared(filled(isNumbered ? numbered(path, padded) : path, values, isStrict))
    }
  }

  /// The number before the ending.
  private func numbered(_ path: String, _ number: String) -> String {
    guard path.hasSuffix("." + ending) else { return "\(path)-\(number)" }
    return "\(path.dropLast(ending.count + 1))-\(number).\(ending)"
  }

  /// The path with values in place of the braces; in one pass, so that no value is read as a key.
  private func filled(_ path: String, _ values: [[UInt8]?], _ isStrict: Bool) -> String {
    var result = ""
    var rest = path[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      let close = rest.firstIndex(of: "}") ?? rest.startIndex
      let name = rest[rest.index(after: open)..<max(close, rest.index(after: open))]
      if let key = keys.firstIndex(of: String(name)) {
        rest = rest[rest.index(after: close)...]
        result +=
          rest.hasPrefix("/")
          ? PathText.escapedFolder(values[key], isStrict: isStrict)
          : PathText.escapedAlone(values[key], isStrict: isStrict)
      } else {
        result += "{"
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }
}
