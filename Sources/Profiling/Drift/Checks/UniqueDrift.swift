import Claims
import Validation

/// What tells rows apart still does.
enum UniqueDrift: ColumnDriftCheck {
  static let code = "unique-drift"
  static let layer = Layer.structure
  static let summary =
    "Keys of the first folder, and what is like them, repeat no value in the second."
  private static let kinds: Set<ValueKind> = [.whole, .text, .uuid]

  static func findings(
    _ column: PairedColumn, _ engine: SQLEngine
  ) throws(SQLError) -> [Finding] {
    // Values that differ by chance alone are no keys.
    guard column.isKey, kinds.contains(column.kind), column.second.present > 0,
      column.table.profile.keys.contains(column.name)
    else { return [] }
    let row = try engine.rows(
      "SELECT count(\(column.b.sql)) - count(DISTINCT \(column.b.sql)) FROM \(column.table.b.sql)")
    let repeated = Int(row.first?.first?.int ?? 0)
    let examples =
      repeated == 0
      ? []
      : try engine.rows(
        "SELECT CAST(\(column.b.sql) AS VARCHAR) FROM \(column.table.b.sql) "
          + "WHERE \(column.b.sql) IS NOT NULL GROUP BY ALL HAVING count(*) > 1 ORDER BY 1 LIMIT 3")
    return [
      finding(
        column.table, [column.name], .exact(wrong: repeated, n: column.second.present),
        repeated == 0
          ? "each value of \(column.title) stands once"
          : "\(Wording.count(repeated, "row")) of \(column.title) repeat\(repeated == 1 ? "s" : "") "
            + "a value in the second folder",
        examples: examples.compactMap { $0.first?.text })
    ]
  }
}
