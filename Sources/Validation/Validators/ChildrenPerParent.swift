import Claims
import Sampling

/// How many rows each row of another table has follows the law stated.
enum ChildrenPerParent: Validator {
  static let code = "children-per-parent"
  static let layer = Layer.relations
  static let summary = "How many rows name each row of another table follows the law stated."

  static func question(_ subject: Subject) -> Question? {
    guard case .childrenPer(let parent, let key, let claim) = subject.claim.statement else {
      return nil
    }
    let name = SQLText.name(key[0])
    let each =
      "SELECT (SELECT count(*) FROM \(SQLText.name(parent))) AS parents, k AS children, count(*) AS n "
      + "FROM (SELECT count(*) AS k FROM \(subject.source) JOIN \(SQLText.name(parent)) AS p "
      + "ON \(subject.value) = p.\(name) GROUP BY \(subject.value)) GROUP BY k ORDER BY k"
    return .statements { (engine) throws(SQLError) in
      let rows = try engine.rows(each)
      let parents: Int
      if let first = rows.first?.first?.int {
        parents = Int(first)
      } else {
        parents = Int(
          try engine.rows("SELECT count(*) FROM \(SQLText.name(parent))").first?.first?.int ?? 0)
      }
      if parents == 0 {
        return [Finding(Self.self, subject, .empty, "\(parent) has no rows")]
      }
      let counted = rows.compactMap { row in
        row[1].int.flatMap { children in row[2].int.map { (Int(children), Int($0)) } }
      }
      let childless = parents - counted.reduce(0) { $0 + $1.1 }
      let all = (childless > 0 ? [(0, childless)] : []) + counted
      return [judged(subject, parent, claim.law, all, parents)]
    }
  }

  private static func judged(
    _ subject: Subject, _ parent: String, _ law: some Distribution,
    _ counted: [(children: Int, parents: Int)], _ n: Int
  ) -> Finding {
    let cells = LawCells(law, count: 64)
    var counts = [Int](repeating: 0, count: cells.probabilities.count)
    var total = 0
    for (children, parents) in counted {
      counts[cells.cell(of: Double(children))] += parents
      total += children * parents
    }
    let result = CountTest(counts, shares: cells.probabilities, order: .ordered)
      .result(.likelihoodRatio)
    let mean = Double(total) / Double(n)
    var picture = Histogram(law)
    picture.add(
      ValueRun(counted.map { Double($0.children) }, counts: counted.map(\.parents)))
    return Finding(
      Self.self, subject, .chance(result),
      "a row of \(parent) has \(Wording.number(mean)) of \(subject.table.name) on average, its law "
        + "\(Wording.number(law.mean))", plot: picture.plot(Wording.number))
  }
}
