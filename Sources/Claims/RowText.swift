/// SQL about a row, named `r`, and the rows of other tables that it leads to.
package struct RowText: Hashable, Sendable {
  package struct Join: Hashable, Sendable {
    package var alias: String
    package var table: String
    /// SQL that gives the key of the row, part by part.
    package var values: [String]
    package var key: [String]
    /// Which rows name any; all without it.
    package var condition: String?

    /// Behind the tables before it in a `FROM`.
    package var sql: String {
      var pairs = zip(values, key).map { "\($0) = \(alias).\(SQLText.name($1))" }
      if let condition { pairs.append("(\(condition))") }
      return "LEFT JOIN \(SQLText.name(table)) AS \(alias) ON \(pairs.joined(separator: " AND "))"
    }

    package init(
      alias: String, table: String, values: [String], key: [String], condition: String? = nil
    ) {
      self.alias = alias
      self.table = table
      self.values = values
      self.key = key
      self.condition = condition
    }
  }

  package var sql: String
  package var joins: [Join]
  /// As the document says it.
  package var title: String

  package init(sql: String, joins: [Join] = [], title: String) {
    self.sql = sql
    self.joins = joins
    self.title = title
  }

  /// Both must hold.
  package func and(_ other: RowText) -> RowText {
    RowText(
      sql: "(\(sql)) AND (\(other.sql))",
      joins: joins + other.joins.filter { !joins.contains($0) },
      title: "\(title) and \(other.title)")
  }
}
