import Claims

extension Subject {
  /// A query for the rows of the table that is referred to, named `p`: what some SQL says of each,
  /// and as `k` how many of the claim's rows name it.
  ///
  /// - Parameter joins: what the SQL leads to from `p`.
  func counted(
    _ reference: ReferenceClaim, _ columns: [String] = [], joins: [RowText.Join] = []
  ) -> String {
    let values = reference.values.enumerated().map { "\($0.element) AS k\($0.offset)" }
    let matched = reference.key.enumerated().map {
      "c.k\($0.offset) = p.\(SQLText.name($0.element))"
    }
    var text = "SELECT \((columns + ["coalesce(c.k, 0) AS k"]).joined(separator: ", ")) FROM "
    text += "\(SQLText.name(reference.table)) AS p"
    for join in joins { text += " " + join.sql }
    return text
      + " LEFT JOIN (SELECT \(values.joined(separator: ", ")), count(*) AS k FROM \(source) "
      + "WHERE \(condition) GROUP BY ALL) AS c ON \(matched.joined(separator: " AND "))"
  }
}
