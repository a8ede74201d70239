import Claims
import Validation

/// How many rows name each row of another table, in one folder.
struct ChildCounts {
  /// Ascending, with how many parents have so many.
  let each: [(children: Double, parents: Int)]

  var parents: Double { each.reduce(0) { $0 + Double($1.parents) } }
  var mean: Double { each.reduce(0) { $0 + $1.children * Double($1.parents) } / max(1, parents) }

  var variance: Double {
    let mean = mean
    return each.reduce(0) {
      $0 + ($1.children - mean) * ($1.children - mean) * Double($1.parents)
    } / max(1, parents)
  }

  /// Of both folders; nil where either has no parents.
  static func both(
    _ reference: ReferenceProfile, _ table: PairedTable, _ engine: SQLEngine
  ) throws(SQLError) -> [ChildCounts]? {
    var found: [ChildCounts] = []
    let key = SQLText.name(reference.key)
    for open in table.sides {
      let schema = String(open.sql.prefix { $0 != "." })
      let rows = try engine.rows(
        "SELECT k, count(*) FROM (SELECT count(c.v) AS k "
          + "FROM \(schema).\(SQLText.name(reference.table)) AS p LEFT JOIN "
          + "(SELECT \(SQLText.name(reference.column)) AS v FROM \(open.sql)) AS c "
          + "ON c.v = p.\(key) GROUP BY p.\(key)) GROUP BY ALL ORDER BY 1")
      let each = rows.compactMap { row in
        row[0].int.flatMap { k in row[1].int.map { (Double(k), Int($0)) } }
      }
      if each.isEmpty { return nil }
      found.append(ChildCounts(each: each))
    }
    return found
  }
}
