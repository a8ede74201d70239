import Validation

/// A document to begin with, written from what was found of a folder.
///
/// What a document has reasons to refuse (a law that a type cannot hold, a key that does not follow
/// from how rows are made) is written more plainly: `simplify` is told where.
package struct DocumentDraft {
  private let profile: DatasetProfile
  private let names: DraftNames
  private let order: [TableProfile]
  /// Whether the document says nothing of the time it covers.
  private var isTimeless = false
  /// Whether it says where files lie that are not called like their table.
  private var isPlaced = true
  private var plainness: [String: TableDraft.Plainness] = [:]

  /// - Parameter reserved: words that can name neither tables nor columns.
  package init(_ profile: DatasetProfile, reserved: Set<String>) {
    self.profile = profile
    names = DraftNames(profile, reserved: reserved)
    order = DocumentDraft.ordered(profile.tables)
  }

  /// Referenced tables first, as far as that goes.
  private static func ordered(_ tables: [TableProfile]) -> [TableProfile] {
    var left = tables
    var placed: [TableProfile] = []
    while !left.isEmpty {
      let waiting = Set(left.map(\.name))
      let next =
        left.firstIndex { table in
          table.references.allSatisfy { $0.table == table.name || !waiting.contains($0.table) }
        } ?? 0
      placed.append(left.remove(at: next))
    }
    return placed
  }

  package var text: String {
    var lines = [
      "# Written by 'datagen init --from' from what it found in \(YAMLText.comment(profile.folder)).",
      "# Laws, shares and references are what the data look like, which need not be why they do so:",
      "# look at each line, and hold the data against it with 'datagen validate'.",
      "datagen: 1", "seed: 1",
    ]
    if !isTimeless, let times {
      lines.append("timeframe: {from: \(times.from), to: \(times.to)}")
    }
    lines.append(order.isEmpty ? "tables: {}" : "tables:")
    var earlier: Set<String> = []
    for table in order {
      lines +=
        TableDraft(
          table, of: profile, names, plainness[table.name] ?? .init(), earlier: earlier
        ).lines
      lines.append("")
      earlier.insert(table.name)
    }
    return (lines + output).joined(separator: "\n") + "\n"
  }

  /// The days that hold all times.
  private var times: (from: String, to: String)? {
    // Birthdays lie before the time that data cover.
    let arrivals = order.compactMap { ArrivalDraft($0)?.column }
    let all = profile.tables.flatMap(\.columns).filter { $0.kind.isInstant }
    let days = (arrivals.isEmpty ? all : arrivals).compactMap { column in
      column.ends.map { ends in
        let unit = column.kind == .date ? 1.0 : 86_400e6
        return ((ends.lowerBound / unit).rounded(.down), (ends.upperBound / unit).rounded(.down))
      }
    }
    guard let from = days.map(\.0).min(), let to = days.map(\.1).max() else { return nil }
    return (MeasureText.text(from, .date), MeasureText.text(to, .date))
  }

  // Files

  private static let formats: [FileFormat: String] = [
    .parquet: "parquet", .csv: "csv", .json: "jsonl",
  ]

  private var output: [String] {
    guard let first = order.first else { return [] }
    let count = { (format: FileFormat) in order.count { $0.format == format } }
    let usual = [FileFormat.parquet, .csv, .json].max { count($0) < count($1) } ?? first.format
    let usualName = DocumentDraft.formats[usual] ?? "parquet"
    var tables: [String] = []
    for table in order {
      let entries = self.entries(of: table, usual: usual)
      if !entries.isEmpty {
        tables.append("    \(YAMLText.name(names.table(table.name))): \(YAMLText.map(entries))")
      }
    }
    if !isPlaced { tables = [] }
    let delimiters = Set(order.compactMap(\.delimiter))
    let delimiter = delimiters.count == 1 ? delimiters.first.flatMap { $0 == "," ? nil : $0 } : nil
    if tables.isEmpty, delimiter == nil { return ["output: {format: \(usualName)}"] }
    return ["output:", "  format: \(usualName)"]
      + (delimiter.map { ["  delimiter: \(YAMLText.quoted($0))"] } ?? [])
      + (tables.isEmpty ? [] : ["  tables:"] + tables)
  }

  private func entries(
    of table: TableProfile, usual: FileFormat
  ) -> [(String, String)] {
    let format = DocumentDraft.formats[table.format] ?? "parquet"
    var entries: [(String, String)] = []
    if table.format != usual { entries.append(("format", format)) }
    let path = table.place.path
    let compression = path.hasSuffix(".gz") ? "gzip" : path.hasSuffix(".zst") ? "zstd" : nil
    let usualPath =
      names.table(table.name) + "." + format
      + (compression.map { $0 == "gzip" ? ".gz" : ".zst" } ?? "")
    if path != usualPath { entries.append(("file", YAMLText.quoted(path))) }
    if !table.place.keys.isEmpty {
      let keys = table.place.keys.map { YAMLText.name(names.column($0, of: table.name)) }
      entries.append(("hive", "[\(keys.joined(separator: ", "))]"))
    }
    if let compression, table.format != .parquet { entries.append(("compression", compression)) }
    return entries
  }

  // What is refused

  /// Says less of what stands at places of the text.
  ///
  /// - Parameter pointers: JSON pointers into the document.
  /// - Returns: false where there is nothing left to say less of.
  package mutating func simplify(_ pointers: [String]) -> Bool {
    var isChanged = false
    for pointer in pointers {
      if pointer.hasPrefix("/output"), isPlaced {
        isPlaced = false
        isChanged = true
      }
      if pointer.hasPrefix("/timeframe"), !isTimeless {
        isTimeless = true
        isChanged = true
      }
      let parts = pointer.split(separator: "/").map {
        String($0).replacing("~1", with: "/").replacing("~0", with: "~")
      }
      guard parts.first == "tables", parts.count > 1,
        let table = profile.tables.first(where: { names.table($0.name) == parts[1] })
      else { continue }
      var plain = plainness[table.name] ?? .init()
      if parts.count > 3, parts[2] == "columns",
        let column = table.columns.first(where: {
          names.column($0.name, of: table.name) == parts[3]
        }), plain.columns[column.name] ?? 0 < 3
      {
        plain.columns[column.name, default: 0] += 1
        isChanged = true
      } else if parts.count > 2, parts[2] == "key", !plain.key {
        plain.key = true
        isChanged = true
      } else if !plain.table {
        plain.table = true
        isChanged = true
      } else if !plain.key {
        plain.key = true
        isChanged = true
      }
      plainness[table.name] = plain
    }
    return isChanged
  }

  /// Says as little as there is to say.
  package mutating func simplifyAll() {
    isTimeless = true
    isPlaced = false
    for table in profile.tables {
      var plain = TableDraft.Plainness(table: true, key: true)
      for column in table.columns { plain.columns[column.name] = 3 }
      plainness[table.name] = plain
    }
  }
}
