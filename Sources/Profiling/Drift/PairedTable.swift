import Claims
import Validation

/// A table that two folders have.
struct PairedTable: Sendable {
  let a: OpenTable
  let b: OpenTable
  /// What was found of the first: keys and references.
  let profile: TableProfile
  /// References whose tables both folders have.
  let references: [ReferenceProfile]
  /// Ways to rows that several rows share.
  let clusters: [RowCluster]

  var name: String { a.name }
  var sides: [OpenTable] { [a, b] }
}

/// What rows of one row of another table have in common, directly or through tables in between.
struct RowCluster: Hashable, Sendable {
  /// Behind `FROM table AS r`, with the schema in the place of `$`.
  let joins: String
  /// What names the other row.
  let key: String

  private static let deepest = 3

  static func all(
    _ table: TableProfile, in profile: DatasetProfile, tables: Set<String>
  ) -> [RowCluster] {
    var found: [RowCluster] = []
    var open: [(table: TableProfile, alias: String, joins: String, seen: Set<String>)] = [
      (table, "r", "", [table.name])
    ]
    while let next = open.popLast() {
      for reference in next.table.references where tables.contains(reference.table) {
        let key = "\(next.alias).\(SQLText.name(reference.column))"
        found.append(RowCluster(joins: next.joins, key: key))
        guard next.seen.count < deepest, !next.seen.contains(reference.table),
          let parent = profile.table(reference.table), !parent.references.isEmpty
        else { continue }
        let alias = "p\(found.count)"
        let join =
          " LEFT JOIN $.\(SQLText.name(reference.table)) AS \(alias) "
          + "ON \(key) = \(alias).\(SQLText.name(reference.key))"
        open.append((parent, alias, next.joins + join, next.seen.union([reference.table])))
      }
    }
    return found
  }

  /// What stands behind `FROM`; the table is `r`.
  func from(_ table: OpenTable) -> String {
    let schema = String(table.sql.prefix { $0 != "." })
    return "\(table.sql) AS r\(joins.replacing("$.", with: schema + "."))"
  }
}
