import Validation

/// What was found of a folder that nobody describes.
package struct DatasetProfile: Encodable, Sendable {
  package struct Unread: Encodable, Sendable {
    package let table: String
    package let reason: String
  }

  package let folder: String
  package private(set) var tables: [TableProfile] = []
  /// Files that could not be read.
  package private(set) var unread: [Unread]

  /// - Parameter isBrief: keys and references alone, without laws.
  package init(
    _ data: OpenFolder, folder: String, isBrief: Bool = false, _ engine: SQLEngine
  ) throws(SQLError) {
    self.folder = folder
    unread = data.problems.map { Unread(table: $0.table, reason: $0.reason) }
    for table in data.tables {
      var profile = TableProfile(
        table,
        try ColumnProfiler.profiles(
          table.columns, from: table.sql, rows: table.rows, isBrief: isBrief, engine))
      profile.keys = TableKeys.single(table, profile.columns)
      profile.key = Array(profile.keys.prefix(1))
      tables.append(profile)
    }
    let finder = References(tables: data.tables, profiles: tables, isBrief: isBrief, engine: engine)
    for (index, table) in data.tables.enumerated() {
      tables[index].references = try finder.all(of: index)
      for place in tables[index].references.indices where !isBrief {
        tables[index].references[place].follows = try finder.followings(
          tables[index].references[place], of: index)
      }
      guard tables[index].key.isEmpty else { continue }
      tables[index].key = try TableKeys.pair(
        table, tables[index].columns,
        references: Set(tables[index].references.map(\.column)), engine)
      if let second = tables[index].key.last, tables[index].key.count == 2,
        tables[index].column(second)?.kind == .whole
      {
        tables[index].countsAnew = try TableKeys.countsAnew(table, tables[index].key, engine)
      }
    }
  }

  package func table(_ name: String) -> TableProfile? { tables.first { $0.name == name } }

  /// The same with some of its references.
  func keeping(_ holds: (String, ReferenceProfile) -> Bool) -> DatasetProfile {
    var kept = self
    for index in tables.indices {
      kept.tables[index].references = tables[index].references.filter {
        holds(tables[index].name, $0)
      }
    }
    return kept
  }
}
