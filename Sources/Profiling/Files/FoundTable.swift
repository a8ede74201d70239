import Claims
import Validation

/// A table of a folder that nobody describes: its files, by their names.
///
/// A file is a table of its name. Files that are numbered (`orders-00001.csv`), named `part-…`, or
/// that lie in folders by value (`sales/year=2024/`) are one table together.
package struct FoundTable: Sendable {
  package let name: String
  package let format: FileFormat
  /// Paths that DuckDB reads, in order.
  let files: [String]
  /// Whether values stand in the path.
  let isHive: Bool
  let place: FilePlace

  /// The tables that lie in a folder and the folders in it, by name; hidden ones are passed over.
  static func all(
    in folder: String, _ engine: SQLEngine
  ) throws(SQLError) -> [FoundTable] {
    let base = folder.hasSuffix("/") ? folder : folder + "/"
    let pattern = SQLText.literal(FileSource.escaped(base) + "**")
    let paths = try engine.rows("SELECT file FROM glob(\(pattern)) ORDER BY 1")
      .compactMap { $0.first?.text }
    var groups: [Place: [String]] = [:]
    for path in paths where path.hasPrefix(base) {
      guard let place = Place(of: String(path.dropFirst(base.count))) else { continue }
      groups[place, default: []].append(path)
    }
    return named(groups.sorted { $0.key < $1.key }, folder)
  }

  /// Each table under a name of its own: where two would have one, that of the folder or the format
  /// tells them apart.
  private static func named(
    _ groups: [(key: Place, value: [String])], _ folder: String
  ) -> [FoundTable] {
    var taken: Set<String> = []
    let whole = folder.split(separator: "/").last.map(String.init) ?? "data"
    return groups.map { place, files in
      let plain = place.name.isEmpty ? whole : place.name
      var tries = [plain, "\(plain)_\(place.format.rawValue)"]
      if let outer = place.folder.split(separator: "/").last, outer != plain {
        tries.append("\(outer)_\(plain)")
      }
      var name = tries.first { !taken.contains($0.lowercased()) } ?? plain
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(plain)_\(number)"
        number += 1
      }
      return FoundTable(
        name: name, format: place.format, files: files, isHive: place.isHive,
        place: FilePlace(
          files, in: folder, isHive: place.isHive,
          isOne: files.count == 1 && !place.isHive && !Place.isPart(files[0])))
    }
  }

  /// As DuckDB sees it.
  func delimiter(_ engine: SQLEngine) throws(SQLError) -> String? {
    guard let file = files.first else { return nil }
    return try engine.rows(
      "SELECT Delimiter FROM sniff_csv(\(SQLText.literal(FileSource.escaped(file))))"
    ).first?.first?.text
  }

  /// What stands behind `FROM`.
  var reading: String {
    let list = files.map { SQLText.literal(FileSource.escaped($0)) }.joined(separator: ", ")
    let hive = "hive_partitioning = \(isHive)"
    switch format {
    case .parquet: return "read_parquet([\(list)], union_by_name = true, \(hive))"
    case .csv:
      return "read_csv([\(list)], all_varchar = true, header = true, quote = '\"', escape = '\"', "
        + "nullstr = '', allow_quoted_nulls = false, union_by_name = true, "
        + "hive_types_autocast = false, \(hive))"
    case .json:
      return "read_json([\(list)], sample_size = -1, union_by_name = true, "
        + "hive_types_autocast = false, \(hive))"
    }
  }
}

/// What decides which table a file belongs to.
private struct Place: Hashable, Comparable {
  var folder: String
  var name: String
  var format: FileFormat
  var isHive: Bool

  /// - Parameter path: inside the folder of the dataset.
  init?(of path: String) {
    let parts = path.split(separator: "/").map(String.init)
    guard let file = parts.last, let (format, stem) = FileFormat.of(file),
      !parts.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("_") })
    else { return nil }
    let folders = parts.dropLast().filter { !$0.contains("=") }
    isHive = folders.count < parts.count - 1
    self.format = format
    if isHive || Place.isPart(stem) {
      name = folders.last ?? ""
      folder = folders.joined(separator: "/")
    } else {
      name = Place.unnumbered(stem)
      folder = folders.joined(separator: "/")
    }
  }

  static func < (a: Place, b: Place) -> Bool {
    (a.name, a.folder, a.format.rawValue, a.isHive ? 1 : 0)
      < (b.name, b.folder, b.format.rawValue, b.isHive ? 1 : 0)
  }

  static func isPart(_ path: String) -> Bool {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let stem = FileFormat.of(file)?.stem ?? file
    return stem.lowercased().hasPrefix("part-") || stem.allSatisfy(\.isNumber)
  }

  /// Without the number behind the last `-`, which has four digits at least.
  private static func unnumbered(_ stem: String) -> String {
    guard let dash = stem.lastIndex(of: "-"), dash != stem.startIndex else { return stem }
    let number = stem[stem.index(after: dash)...]
    return number.count >= 4 && number.allSatisfy(\.isNumber) ? String(stem[..<dash]) : stem
  }
}
