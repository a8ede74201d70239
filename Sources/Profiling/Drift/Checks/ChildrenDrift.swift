import Claims
import Validation

/// Each row of another table has as many.
enum ChildrenDrift: TableDriftCheck {
  static let code = "children-drift"
  static let layer = Layer.relations
  static let summary = "How many rows name each row of another table is about the same law."

  static func findings(_ table: PairedTable, _ engine: SQLEngine) throws(SQLError) -> [Finding] {
    var found: [Finding] = []
    for reference in table.references {
      guard let both = try ChildCounts.both(reference, table, engine) else { continue }
      var test = TwoSampleKolmogorov(first: Int(both[0].parents), second: Int(both[1].parents))
      let counts = both.map { Dictionary($0.each.map { ($0.children, $0.parents) }) { $1 } }
      for children in Set(counts.flatMap(\.keys)).sorted() {
        test.add(
          children, first: counts[0][children] ?? 0, second: counts[1][children] ?? 0)
      }
      found.append(
        finding(
          table, [reference.column], .chance(test.result),
          "a row of \(reference.table) has \(Wording.number(both[0].mean)) of \(table.name) on "
            + "average (sd \(Wording.number(both[0].variance.squareRoot()))), then "
            + "\(Wording.number(both[1].mean)) (\(Wording.number(both[1].variance.squareRoot())))"))
    }
    return found
  }
}
