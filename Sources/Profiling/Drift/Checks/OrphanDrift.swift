import Claims
import Validation

/// As many rows name no row of the other table.
enum OrphanDrift: TableDriftCheck {
  static let code = "orphan-drift"
  static let layer = Layer.structure
  static let summary =
    "Rows name rows of other tables as they do in the first folder: all, or about the same share."

  static func findings(_ table: PairedTable, _ engine: SQLEngine) throws(SQLError) -> [Finding] {
    var found: [Finding] = []
    for reference in table.references {
      var orphans: [Int] = []
      var named: [Int] = []
      let column = SQLText.name(reference.column)
      for open in table.sides {
        let schema = String(open.sql.prefix { $0 != "." })
        let row = try engine.rows(
          "SELECT count(\(column)), count(\(column)) FILTER (WHERE \(column) NOT IN "
            + "(SELECT \(SQLText.name(reference.key)) "
            + "FROM \(schema).\(SQLText.name(reference.table)) "
            + "WHERE \(SQLText.name(reference.key)) IS NOT NULL)) FROM \(open.sql)")
        named.append(Int(row.first?[0].int ?? 0))
        orphans.append(Int(row.first?.last?.int ?? 0))
      }
      let subject = "\(table.name).\(reference.column)"
      guard orphans[0] > 0, named[0] > 0, named[1] > 0 else {
        found.append(
          finding(
            table, [reference.column], .exact(wrong: orphans[1], n: named[1]),
            orphans[1] == 0
              ? "all of \(subject) names rows of \(reference.table)"
              : "\(Wording.count(orphans[1], "row")) of \(subject) of the second folder "
                + "\(orphans[1] == 1 ? "names" : "name") no row of \(reference.table)"))
        continue
      }
      let test = ShareTest(orphans, of: named, .none)
      found.append(
        finding(
          table, [reference.column], .chance(test.result),
          "\(Wording.count(orphans[0], "row")) of \(subject) name no row of \(reference.table), then "
            + Wording.grouped(orphans[1])))
    }
    return found
  }
}
