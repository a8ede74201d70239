/// Names of tables and columns as documents take them.
struct DraftNames {
  private let reserved: Set<String>
  private var byTable: [String: String] = [:]
  private var byColumn: [String: [String: String]] = [:]

  /// - Parameter reserved: words that name nothing.
  init(_ profile: DatasetProfile, reserved: Set<String>) {
    self.reserved = reserved
    var taken: Set<String> = []
    for table in profile.tables {
      byTable[table.name] = mended(table.name, "table", &taken)
      var columns: Set<String> = []
      var names: [String: String] = [:]
      for column in table.columns { names[column.name] = mended(column.name, "column", &columns) }
      byColumn[table.name] = names
    }
  }

  func table(_ name: String) -> String { byTable[name] ?? name }

  func column(_ name: String, of table: String) -> String { byColumn[table]?[name] ?? name }

  /// A name that is there already where that will do.
  private func mended(_ name: String, _ kind: String, _ taken: inout Set<String>) -> String {
    var text = String(
      String.UnicodeScalarView(name.unicodeScalars.map { Self.isInner($0) ? $0 : "_" }))
    while text.last == " " { text.removeLast() }
    if text.utf8.count > 100 { text = String(text.prefix(100)) }
    if let first = text.unicodeScalars.first {
      if !Self.isInner(first) || Self.isNotFirst(first) { text = "n_" + text }
    } else {
      text = kind
    }
    if reserved.contains(text) { text += "_" }
    var free = text
    var number = 2
    while !taken.insert(free).inserted {
      free = "\(text)_\(number)"
      number += 1
    }
    return free
  }

  private static func isInner(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 48...57, 65...90, 97...122, 95, 32, 45: true
    default: false
    }
  }

  private static func isNotFirst(_ scalar: Unicode.Scalar) -> Bool {
    (48...57).contains(scalar.value) || scalar == " " || scalar == "-"
  }
}
