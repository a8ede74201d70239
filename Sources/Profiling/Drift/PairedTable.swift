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
    // Rows of one user go together too where no table of users is there.
    var found = table.columns.filter { isIdentifier($0, of: table) }
      .map { RowCluster(joins: "", key: "r.\(SQLText.name($0.name))") }
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

  private static let leastIdentifiers = 20

  /// Whether values name something that several rows are of: codes with digits, UUIDs and numbers
  /// that are called so.
  static func isIdentifier(_ column: ColumnProfile, of table: TableProfile) -> Bool {
    guard let distinct = column.distinct?.count, distinct >= leastIdentifiers,
      2 * distinct <= 3 * column.present, !column.isUnique,
      !table.references.contains(where: { $0.column == column.name })
    else { return false }
    switch column.kind {
    case .uuid: return true
    case .text: return column.text?.pattern?.contains("0-9") ?? false
    case .whole: return NameAffinity.key(column.name, of: table.name) > 1
    default: return false
    }
  }

  /// What stands behind `FROM`; the table is `r`.
  func from(_ table: OpenTable) -> String {
    let schema = String(table.sql.prefix { $0 != "." })
    return "\(table.sql) AS r\(joins.replacing("$.", with: schema + "."))"
  }
}
