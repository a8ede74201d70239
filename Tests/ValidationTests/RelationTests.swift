import Claims
import Sampling
import Testing

@testable import Validation

/// Claims about rows of two tables, with data that pass and data that fail.
@Suite struct RelationTests {
  private static let reference = ReferenceClaim(
    table: "p", key: ["a", "b"], values: [#"r."x""#, #"r."y""#])

  private func complaints(
    _ statement: Statement, _ parents: String, _ rows: String, only filter: RowText? = nil
  ) throws -> [String] {
    let claims = DatasetClaims(
      .csv("p", ["a": "VARCHAR", "b": "BIGINT", "n": "BIGINT"]),
      .csv(
        "c", ["x": "VARCHAR", "y": "BIGINT", "z": "TIMESTAMP"],
        [Claim(["x", "y"], statement, rows: filter, pointer: "")]))
    return try claims.report(["p.csv": "a,b,n\n" + parents, "c.csv": "x,y,z\n" + rows]).complaints
  }

  @Test func `keys of several columns name rows`() throws {
    let parents = "u,1,\nu,2,\nv,1,\n"
    let claim = Statement.refers(Self.reference)
    #expect(try complaints(claim, parents, "u,1,\nu,2,\nv,1,\n,,\n") == [])
    #expect(
      try complaints(claim, parents, "u,1,\nv,2,\nw,1,\n") == [
        "orphan-rows: 2 rows of c.(x, y) name no row of p: 'v, 2', 'w, 1'"
      ])
  }

  @Test func `rows of some kind alone name rows of a table`() throws {
    let filter = RowText(sql: #"r."y" = 1"#, title: "y = 1")
    let claim = Statement.refers(
      ReferenceClaim(table: "p", key: ["b"], values: [#"TRY_CAST(r."x" AS BIGINT)"#]))
    #expect(try complaints(claim, "u,1,\nu,2,\n", "2,1,\nq,5,\n", only: filter) == [])
    #expect(
      try complaints(claim, "u,1,\nu,2,\n", "3,1,\nq,1,\n", only: filter) == [
        "orphan-rows: 2 rows of c.(x, y) name no row of p: '3, 1', 'q, 1'"
      ])
  }

  @Test func `as many rows as a row says, or no more`() throws {
    let count = RowText(sql: #"p."n""#, title: "n")
    let parents = "u,1,2\nu,2,1\nv,1,\n"
    let exactly = Statement.childrenCount(Self.reference, count, .exactly)
    #expect(try complaints(exactly, parents, "u,1,\nu,1,\nu,2,\n") == [])
    #expect(
      try complaints(exactly, parents, "u,1,\nu,2,\nv,1,\n") == [
        "children-count: 2 rows of p have another number of c than stated: 'u, 1', 'v, 1'"
      ])
    let most = Statement.childrenCount(Self.reference, count, .atMost)
    #expect(try complaints(most, parents, "u,1,\n") == [])
    #expect(
      try complaints(most, parents, "u,2,\nu,2,\n") == [
        "children-count: 1 row of p has more c than they may: 'u, 2'"
      ])
  }

  @Test func `rows choose among others by weight, never one without`() throws {
    let parents = (1...40).map { "u,\($0),\($0 % 4)\n" }.joined()
    let rows = { (weight: (Int) -> Int) in
      (1...40).map { String(repeating: "u,\($0),\n", count: weight($0)) }.joined()
    }
    let weighed = Statement.chooses(
      Self.reference, .weight(RowText(sql: #"p."n""#, title: "n")))
    #expect(try complaints(weighed, parents, rows { $0 % 4 * 20 + $0 % 3 * ($0 % 4) }) == [])
    let even = try complaints(weighed, parents, rows { $0 % 4 > 0 ? 40 : 0 })
    #expect(
      even.first?.hasPrefix("choice-of-rows: c.(x, y) names rows of p, by n, as often") == true)
    #expect(
      try complaints(weighed, parents, rows { $0 % 4 == 0 ? 1 : $0 % 4 * 20 }) == [
        "choice-of-rows: 10 rows of c.(x, y) name rows of p that have no weight"
      ])
    let alike = Statement.chooses(Self.reference, .uniform)
    #expect(
      try complaints(alike, parents, rows { 25 + [-7, -5, -4, -1, 0, 1, 4, 5, 7][$0 * 7 % 9] })
        == [])
    let crowded = try complaints(alike, parents, rows { $0 % 8 == 0 ? 90 : 16 })
    #expect(crowded.contains { $0.contains("pairs of rows of c.(x, y) name the same row of p") })
  }

  @Test func `rows choose by a rank that no column tells`() throws {
    let parents = (1...50).map { "u,\($0),\n" }.joined()
    let claim = Statement.chooses(Self.reference, .zipf(exponent: 1))
    let rows = { (count: (Int) -> Int) in
      (1...50).map { String(repeating: "u,\($0 * 7 % 50 + 1),\n", count: count($0)) }.joined()
    }
    #expect(try complaints(claim, parents, rows { 2_000 / $0 / 4 + $0 % 2 }) == [])
    #expect(try complaints(claim, parents, rows { _ in 40 }).count == 1)
  }

  @Test func `numbers of rows follow laws that the other row gives`() throws {
    let law = RowLawClaim(
      Poisson.self, form: 0, parameters: [RowText(sql: #"p."n""#, title: "n")], lower: nil,
      upper: nil, grids: [])
    let claim = Statement.childrenByParent(Self.reference, law)
    let parents = (0..<400).map { "u,\($0),\($0 % 5 + 1)\n" }.joined()
    let rows = { (count: (Int) -> Int) in
      (0..<400).map { String(repeating: "u,\($0),\n", count: count($0)) }.joined()
    }
    // The quantiles of each law, in turn.
    let quantiles = try (1...5).map { mean in
      let law = try Poisson(form: 0, [Double(mean)])
      return (0..<80).map { Int(law.quantile((Double($0) + 0.5) / 80)) }
    }
    #expect(try complaints(claim, parents, rows { quantiles[$0 % 5][$0 / 5] }) == [])
    #expect(
      try complaints(claim, parents, rows { quantiles[($0 + 2) % 5][$0 / 5] }).allSatisfy {
        $0.hasPrefix("children-per-parent: c of each row of p follow its poisson law")
      })
    #expect(try complaints(claim, parents, rows { quantiles[($0 + 2) % 5][$0 / 5] }).count == 2)
  }
}
