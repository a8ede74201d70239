import Claims
import Sampling
import Testing

@testable import Validation

/// Validators of chance with data that pass and data that fail; sizes where the outcome is certain
/// by a wide margin, so that no draw decides.
@Suite struct ChanceTests {
  /// Days 0…29 from 2024-01-01, which is a Monday: weekdays twice each, weekends as often as `weekend`.
  private func days(weekend: Int) -> String {
    var text = "x\n"
    for day in 0..<28 {
      let count = day % 7 >= 5 ? weekend : 20
      for _ in 0..<count { text += "2024-01-\(day < 9 ? "0" : "")\(day + 1)\n" }
    }
    return text
  }

  private static let firstDay = 19_723

  private func complaints(_ statement: Statement, _ type: String, _ text: String) throws -> [String]
  {
    let claims = DatasetClaims(.csv("t", ["x": type], [Claim(["x"], statement, pointer: "")]))
    return try claims.report(["t.csv": text]).complaints
  }

  @Test func `rows by classes of days`() throws {
    let claim = PeriodClaim(
      title: "weekend", firstDay: Self.firstDay, labels: (0..<28).map { $0 % 7 >= 5 ? 1 : 0 },
      shares: [0.6, 0.4], titles: ["weekdays", "weekend"])
    // Five days of 20 and two of 33: 39.8 %.
    #expect(try complaints(.periods(claim), "DATE", days(weekend: 33)) == [])
    #expect(
      try complaints(.periods(claim), "DATE", days(weekend: 20)) == [
        "period-shares: t.x by weekend: weekend has 160 rows, 224 are due"
      ])
  }

  @Test func `rows by day and weekday`() throws {
    let claim = ArrivalClaim(
      firstDay: Self.firstDay, days: (0..<28).map { $0 % 7 >= 5 ? 1.65 : 1 }, hours: [])
    #expect(try complaints(.arrives(claim), "DATE", days(weekend: 33)) == [])
    let found = try complaints(.arrives(claim), "DATE", days(weekend: 66))
    #expect(found.contains("arrival-counts: t.x by weekday: Saturday has 264 rows, 184.5 are due"))
  }

  @Test func `shares of values`() throws {
    let shares = [("1", 0.5), ("2", 0.3), ("3", 0.2)].map {
      WeightedValue(literal: $0, title: $0, weight: $1)
    }
    let rows = { (counts: [Int]) in
      "x\n" + counts.enumerated().map { String(repeating: "\($0 + 1)\n", count: $1) }.joined()
    }
    #expect(try complaints(.shares(shares), "BIGINT", rows([505, 296, 199])) == [])
    #expect(
      try complaints(.shares(shares), "BIGINT", rows([400, 300, 300])) == [
        "shares: '1' has 40 % of t.x, 50 % is stated"
      ])
  }

  @Test func `a law's shape, mean and tail`() throws {
    let law = try Normal(form: 0, [10, 2])
    let claim = Statement.follows(LawClaim(law, title: "normal"))
    let n = 2_000
    // The law's own quantiles, in an order that tells nothing.
    let values = (0..<n).map { law.quantile((Double($0 * 7 % n) + 0.5) / Double(n)) }
    let text = { (values: [Double]) in "x\n" + values.map { "\($0)\n" }.joined() }
    #expect(try complaints(claim, "DOUBLE", text(values)) == [])
    let shifted = try complaints(claim, "DOUBLE", text(values.map { $0 + 0.5 }))
    #expect(shifted.contains { $0.hasPrefix("law-mean: the mean of t.x is 10.5, its law's is 10") })
    #expect(shifted.contains { $0.hasPrefix("law-shape: ") })
    let cut = try complaints(claim, "DOUBLE", text(values.map { min($0, 13) }))
    #expect(cut.contains { $0.hasPrefix("law-tail: 0 % of t.x lies above 14.65") })
  }

  @Test func `a margin lets small differences pass, and never large ones`() throws {
    let law = try Normal(form: 0, [10, 2])
    let n = 20_000
    let text = { (shift: Double) in
      "x\n" + (0..<n).map { "\(law.quantile((Double($0) + 0.5) / Double(n)) + shift)\n" }.joined()
    }
    let claims = DatasetClaims(
      .csv(
        "t", ["x": "DOUBLE"], [Claim(["x"], .follows(LawClaim(law, title: "normal")), pointer: "")])
    )
    let codes = { (shift: Double, margin: Double?) in
      try claims.report(["t.csv": text(shift)], margin: margin).items
        .filter { $0.verdict == .fails }.map(\.finding.code)
    }
    #expect(try codes(0.1, nil).contains("law-mean"))
    #expect(try !codes(0.1, 0.1).contains("law-mean"))
    #expect(try codes(0.5, 0.1).contains("law-mean"))
  }

  @Test func `values missing as often as their rows say`() throws {
    let claims = DatasetClaims(
      .csv(
        "t", ["x": "VARCHAR", "q": "DOUBLE"],
        [Claim(["x"], .missingByRow(RowText(sql: "r.q", title: "q")), pointer: "")]))
    let rows = { (isMissing: (Int, Double) -> Bool) in
      "x,q\n"
        + (0..<2_000).map { row in
          let rate = row % 2 == 0 ? 0.1 : 0.5
          return "\(isMissing(row, rate) ? "" : "a"),\(rate)\n"
        }.joined()
    }
    let told = { (text: String) in try claims.report(["t.csv": text]).complaints }
    #expect(try told(rows { Double($0 / 2 * 37 % 1_000) < $1 * 1_000 }) == [])
    #expect(
      try told(rows { row, _ in row / 2 * 37 % 1_000 < 300 }) == [
        "missing-by-row: t.x is missing as often as rows say, in 2 groups of rows that say about the "
          + "same"
      ])
    #expect(try told(rows { Double($0 / 2 * 37 % 1_000) < $1 * 1_200 }).count == 2)
    #expect(
      try told("x,q\n,0\na,1\na,0.5\n") == [
        "missing-by-row: 2 rows of t.x have a value where none can be, or none where all have one"
      ])
  }

  @Test func `shares by case, where each is off by little`() throws {
    let cases = (0..<8).map { part in
      CaseShares(
        RowText(sql: "r.q = \(part)", title: "\(part)"),
        ["a", "b"].map { WeightedValue(literal: "'\($0)'", title: $0, weight: 1) })
    }
    let claims = DatasetClaims(
      .csv(
        "t", ["x": "VARCHAR", "q": "BIGINT"], [Claim(["x"], .sharesByCase(cases), pointer: "")]))
    let rows = { (first: Int) in
      "x,q\n" + (0..<8_000).map { "\($0 / 8 % 100 < first ? "a" : "b"),\($0 % 8)\n" }.joined()
    }
    #expect(try claims.report(["t.csv": rows(51)]).complaints == [])
    #expect(
      try claims.report(["t.csv": rows(54)]).complaints == [
        "shares-by-case: t.x has the shares of its 8 cases, off by at most 4 % of the rows of one"
      ])
  }

  @Test func `columns that tell nothing of each other`() throws {
    let claims = DatasetClaims(
      .csv(
        "t", ["x": "VARCHAR", "q": "BIGINT"],
        [Claim(["x", "q"], .independent(["'a'", "'b'"], ["1", "2", "3"]), pointer: "")]))
    let rows = { (isFirst: (Int) -> Bool) in
      "x,q\n" + (0..<3_000).map { "\(isFirst($0) ? "a" : "b"),\($0 % 3 + 1)\n" }.joined()
    }
    #expect(try claims.report(["t.csv": rows { $0 / 3 % 4 == 0 }]).complaints == [])
    let tied = try claims.report(["t.csv": rows { $0 / 3 % 4 == 0 || $0 % 15 == 1 }]).complaints
    #expect(tied.count == 1 && tied[0].hasPrefix("independence: Cramér's V of t.(x, q) is 0."))
  }

  @Test func `rows in the lives of what they belong to`() throws {
    let life = LifeClaim(
      ArrivalClaim(
        firstDay: Self.firstDay, days: (0..<28).map { $0 % 7 >= 5 ? 1.65 : 1 },
        hours: Array(repeating: 1.0 / 24, count: 24)), areDays: true,
      since: RowText(sql: "r.since", title: "since"), until: nil)
    let claims = DatasetClaims(
      .csv(
        "t", ["x": "DATE", "since": "DATE"], [Claim(["x"], .arrivesInLife(life), pointer: "")]))
    let rows = { (weekend: Int) in
      var text = "x,since\n"
      for start in [0, 7, 14] {
        for day in start..<28 {
          for _ in 0..<(day % 7 >= 5 ? weekend : 20) {
            text +=
              "2024-01-\(day < 9 ? "0" : "")\(day + 1),2024-01-\(start < 9 ? "0" : "")\(start + 1)\n"
          }
        }
      }
      return text
    }
    #expect(try claims.report(["t.csv": rows(33)]).complaints == [])
    let found = try claims.report(["t.csv": rows(66)]).complaints
    #expect(
      found.contains {
        $0.hasPrefix("arrivals-in-lives: t.x by weekday: S") && $0.contains("594 rows")
      })
  }

  @Test func `numbers that cut p do not depend on data, and differ by claim`() {
    let table = TableClaims.csv("t", ["x": "BIGINT"])
    let subject = { (column: String, seed: UInt64) in
      Subject(
        claim: Claim([column], .present, pointer: ""), table: table, data: OpenDataset(), seed: seed
      )
    }
    let first = subject("x", 1).uniform("a")
    #expect(first == subject("x", 1).uniform("a"))
    let others = [
      subject("y", 1).uniform("a"), subject("x", 2).uniform("a"), subject("x", 1).uniform("b"),
    ]
    #expect(Set(others + [first]).count == 4)
    #expect((others + [first]).allSatisfy { $0 > 0 && $0 < 1 })
  }
}
