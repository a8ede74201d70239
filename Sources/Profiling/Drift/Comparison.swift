import Claims
import Validation

/// Holds two folders against each other.
package enum Comparison {
  /// - Parameters:
  ///   - folders: two, the second is held against the first.
  /// - Returns: what was found: what files cannot be read first, then by table.
  package static func findings(
    _ folders: [String], _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    let (a, b) = try open(folders, engine)
    var found = [a, b].enumerated().flatMap { place, side in
      side.problems.map {
        finding(
          "unreadable-file", $0.table, .unreadable,
          "\($0.table) of the \(place == 0 ? "first" : "second") folder cannot be read: \($0.reason)"
        )
      }
    }
    found += tables(a, b, "second") + tables(b, a, "first")
    let profile = try DatasetProfile(a, folder: folders[0], isBrief: true, engine)
    let shared = Set(a.tables.map(\.name)).intersection(b.tables.map(\.name))
    for table in a.tables where shared.contains(table.name) {
      guard let other = b.table(table.name), let known = profile.table(table.name) else { continue }
      let references = known.references.filter { reference in
        guard shared.contains(reference.table), let parent = b.table(reference.table) else {
          return false
        }
        return other.column(reference.column) != nil && parent.column(reference.key) != nil
      }
      var usable = known
      usable.references = references
      let pair = PairedTable(
        a: table, b: other, profile: usable, references: references,
        clusters: RowCluster.all(usable, in: Self.usable(profile, b), tables: shared))
      found += try findings(pair, engine)
    }
    return found
  }

  /// References that both folders have the columns of.
  private static func usable(_ profile: DatasetProfile, _ b: OpenFolder) -> DatasetProfile {
    profile.keeping { table, reference in
      b.table(table)?.column(reference.column) != nil
        && b.table(reference.table)?.column(reference.key) != nil
    }
  }

  /// Types that are written are read first; texts are read as they are where that loses nothing.
  private static func open(
    _ folders: [String], _ engine: SQLEngine
  ) throws(SQLError) -> (OpenFolder, OpenFolder) {
    let texts = try folders.map { (folder) throws(SQLError) in
      try FoundTable.all(in: folder, engine).count { $0.format.isText }
    }
    if texts[0] <= texts[1] {
      let a = try OpenFolder(folders[0], schema: "a", in: engine)
      return (a, try OpenFolder(folders[1], schema: "b", like: a, in: engine))
    }
    let b = try OpenFolder(folders[1], schema: "b", in: engine)
    return (try OpenFolder(folders[0], schema: "a", like: b, in: engine), b)
  }

  private static func finding(
    _ code: String, _ table: String, _ outcome: Finding.Outcome, _ sentence: String,
    columns: [String] = []
  ) -> Finding {
    Finding(
      code: code, layer: .structure, table: table, columns: columns, pointer: "",
      outcome: outcome, sentence: sentence)
  }

  private static func tables(_ a: OpenFolder, _ b: OpenFolder, _ side: String) -> [Finding] {
    a.tables.filter { table in
      b.table(table.name) == nil && !b.problems.contains { $0.table == table.name }
    }.map {
      finding(
        "table-missing", $0.name, .exact(wrong: 1, n: 1), "the \(side) folder has no '\($0.name)'")
    }
  }

  private static func findings(
    _ pair: PairedTable, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    var found = structure(pair)
    for check in TableDriftRegistry.all { found += try check.findings(pair, engine) }
    for column in try columns(pair, engine) {
      for check in ColumnDriftRegistry.all { found += try check.findings(column, engine) }
    }
    return found
  }

  private static func structure(_ pair: PairedTable) -> [Finding] {
    var found: [Finding] = []
    for (own, other, side) in [(pair.a, pair.b, "second"), (pair.b, pair.a, "first")] {
      for column in own.columns where other.column(column.name) == nil {
        found.append(
          finding(
            "column-missing", pair.name, .exact(wrong: 1, n: 1),
            "\(pair.name) of the \(side) folder has no '\(column.name)'", columns: [column.name]))
      }
    }
    for column in pair.a.columns {
      guard let other = pair.b.column(column.name) else { continue }
      let isSame =
        column.kind.family == other.kind.family || isEmpty(column, pair.a) || isEmpty(other, pair.b)
      found.append(
        finding(
          "type-drift", pair.name, .exact(wrong: isSame ? 0 : 1, n: 1),
          "\(pair.name).\(column.name) holds \(column.kind.rawValue)s"
            + (isSame ? "" : ", then \(other.kind.rawValue)s"), columns: [column.name]))
    }
    return found
  }

  /// Text without values may be of any type.
  private static func isEmpty(_ column: OpenColumn, _ table: OpenTable) -> Bool {
    table.rows == 0 || column.isEmpty
  }

  /// Columns of both, with their figures.
  private static func columns(
    _ pair: PairedTable, _ engine: SQLEngine
  ) throws(SQLError) -> [PairedColumn] {
    let shared = pair.a.columns.compactMap { column in
      pair.b.column(column.name).flatMap { other in
        column.kind.family == other.kind.family ? (column, other) : nil
      }
    }
    guard !shared.isEmpty else { return [] }
    var sides: [[PairedColumn.Side]] = []
    for open in pair.sides {
      let asked = shared.flatMap { PairedColumn.aggregates(kind($0, $1), $0, $1) }
      let values =
        try engine.rows("SELECT \(asked.joined(separator: ", ")) FROM \(open.sql) AS r").first ?? []
      let width = values.count / shared.count
      sides.append(
        shared.indices.map {
          PairedColumn.side(values[($0 * width)..<(($0 + 1) * width)], rows: open.rows)
        })
    }
    return shared.enumerated().map { place, both in
      PairedColumn(
        table: pair, a: both.0, b: both.1, first: sides[0][place], second: sides[1][place],
        isKey: pair.profile.keys.contains(both.0.name),
        isReference: pair.references.contains { $0.column == both.0.name }
          || pair.profile.column(both.0.name).map {
            RowCluster.isIdentifier($0, of: pair.profile)
          } ?? false,
        kind: kind(both.0, both.1))
    }
  }

  private static func kind(_ a: OpenColumn, _ b: OpenColumn) -> ValueKind {
    if a.kind == b.kind { return a.kind }
    switch a.kind.family {
    case "number": return .number
    case "instant": return .timestamp
    case "text": return .text
    default: return a.kind
    }
  }
}
