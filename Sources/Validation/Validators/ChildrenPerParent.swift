import Claims
import Sampling

/// How many rows each row of another table has follows the law stated.
enum ChildrenPerParent: Validator {
  static let code = "children-per-parent"
  static let layer = Layer.relations
  static let summary = "How many rows name each row of another table follows the law stated."

  static func question(_ subject: Subject) -> Question? {
    switch subject.claim.statement {
    case .childrenPer(let reference, let claim):
      .statements { (engine) throws(SQLError) in
        let rows = try engine.rows(
          "SELECT k, count(*) FROM (\(subject.counted(reference))) GROUP BY ALL ORDER BY 1")
        let counted = rows.compactMap { row in
          row[0].int.flatMap { children in row[1].int.map { (Int(children), Int($0)) } }
        }
        if counted.isEmpty {
          return [Finding(Self.self, subject, .empty, "\(reference.table) has no rows")]
        }
        return [judged(subject, reference.table, claim.law, counted)]
      }
    case .childrenByParent(let reference, let claim):
      .statements { (engine) throws(SQLError) in
        let joins = claim.texts.reduce(into: [RowText.Join]()) { all, text in
          all += text.joins.filter { !all.contains($0) }
        }
        let query = subject.counted(
          reference, [claim.columns(of: "CAST(coalesce(c.k, 0) AS DOUBLE)")], joins: joins)
        let shares = try ShareCounts(claim, query, subject.uniforms("children"), engine)
        if shares.count == 0 {
          return [Finding(Self.self, subject, .empty, "\(reference.table) has no rows")]
        }
        return shares.findings(
          Self.self, subject,
          "\(subject.table.name) of each row of \(reference.table) follow its "
            + "\(claim.law.word) law")
      }
    default: nil
    }
  }

  private static func judged(
    _ subject: Subject, _ parent: String, _ law: some Distribution,
    _ counted: [(children: Int, parents: Int)]
  ) -> Finding {
    let cells = LawCells(law, count: 64)
    var counts = [Int](repeating: 0, count: cells.probabilities.count)
    var (total, n) = (0, 0)
    for (children, parents) in counted {
      counts[cells.cell(of: Double(children))] += parents
      total += children * parents
      n += parents
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
