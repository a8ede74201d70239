import Claims
import Testing

@testable import Validation

/// Each validator of structure with data that pass and data that fail.
@Suite struct StructureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var statement: Statement
    var type = "BIGINT"
    var good: String
    var bad: String
    var complaints: [String]

    var testDescription: String { complaints.first ?? "" }
  }

  static let cases: [Case] = [
    Case(
      statement: .rowCount(3), good: "1\n2\n3\n", bad: "1\n2\n",
      complaints: ["row-count: t.x has 2 rows, not 3"]),
    Case(
      statement: .present, type: "VARCHAR", good: "a\n\"\"\n", bad: "a\n\n",
      complaints: ["missing-values: 1 value of t.x is missing in 2 rows"]),
    Case(
      statement: .unique(isKey: true), good: "1\n2\n3\n", bad: "1\n2\n1\n1\n",
      complaints: ["repeated-values: 2 rows of t.x repeat a value of another: '1'"]),
    Case(
      statement: .unique(isKey: true), type: "VARCHAR", good: "a\nb\n", bad: "a\n\nb\n",
      complaints: ["repeated-values: 1 row of t.x has no key"]),
    Case(
      statement: .unique(isKey: false), type: "VARCHAR", good: "a\n\n\nb\n", bad: "a\n\na\n",
      complaints: ["repeated-values: 1 row of t.x repeats a value of another: 'a'"]),
    Case(
      statement: .within(lower: "CAST('1' AS BIGINT)", upper: "CAST('3' AS BIGINT)"),
      good: "1\n3\n", bad: "0\n1\n4\n",
      complaints: ["out-of-range: 2 values of t.x lie outside 1 to 3: '0', '4'"]),
    Case(
      statement: .within(lower: nil, upper: "CAST('2024-02-29' AS DATE)"), type: "DATE",
      good: "2024-02-29\n", bad: "2024-03-01\n",
      complaints: ["out-of-range: 1 value of t.x lies outside … to 2024-02-29: '2024-03-01'"]),
    Case(
      statement: .oneOf(["'it''s'", "'b'"]), type: "VARCHAR", good: "it's\nb\n\n",
      bad: "it's\nc\nB\n",
      complaints: [
        "unknown-values: 2 rows of t.x have a value beside the 2 values of the document: 'B', 'c'"
      ]),
    Case(
      statement: .matches("A-[0-9]{3,}"), type: "VARCHAR", good: "A-001\nA-1000\n",
      bad: "A-01\nxA-001\nA-001\n",
      complaints: [
        "wrong-form: 2 texts of t.x have another form than A-[0-9]{3,}: 'A-01', 'xA-001'"
      ]),
    Case(
      statement: .quotas([
        WeightedValue(literal: "1", title: "1", weight: 0.5),
        WeightedValue(literal: "2", title: "2", weight: 0.5),
      ]), good: "1\n2\n1\n", bad: "1\n1\n1\n2\n",
      complaints: ["exact-shares: t.x has other shares than stated: '1' 3 for 2, '2' 1 for 2"]),
    Case(
      statement: .missing(share: 0.5, isExact: true), type: "VARCHAR", good: "a\n\n",
      bad: "a\nb\n", complaints: ["missing-share: 0 % of t.x is missing, 50 % is stated"]),
    Case(
      statement: .notBefore(RowText(sql: "DATE '2024-01-01' + r.y::INTEGER", title: "day y")),
      type: "DATE", good: "2024-01-02,1\n2024-02-01,1\n,3\n2020-01-01,\n", bad: "2024-01-02,2\n",
      complaints: ["order-of-times: 1 value of t.x is before day y: '2024-01-02'"]),
    Case(
      statement: .before(RowText(sql: "DATE '2024-01-01' + r.y::INTEGER", title: "day y")),
      type: "TIMESTAMP", good: "2024-01-01 23:59:59,1\n,3\n2030-01-01,\n",
      bad: "2024-01-02 00:00:00,1\n",
      complaints: ["order-of-times: 1 value of t.x is behind day y: '2024-01-02 00:00:00'"]),
    Case(
      statement: .rows([["1"], ["2"], ["2"], ["NULL"]]), good: "2\n1\n\n2\n",
      bad: "1\n2\n3\n\n\n",
      complaints: [
        "listed-rows: t lacks 1 row of the document, and has 2 beside them: '', '3'"
      ]),
    Case(
      statement: .equals(RowText(sql: "r.y * 2", title: "y * 2")), good: "2,1\n,\n",
      bad: "2,1\n5,2\n,3\n1,\n",
      complaints: ["formula: 3 values of t.x are not y * 2: '1', '5', 'missing'"]),
  ]

  @Test(arguments: cases) func `data that pass and data that fail`(_ test: Case) throws {
    let claims = DatasetClaims(
      .csv("t", ["x": test.type, "y": "BIGINT"], [Claim(["x"], test.statement, pointer: "")]))
    let good = try claims.report(["t.csv": lines(test.good)])
    #expect(good.complaints == [])
    #expect(good.items.contains { $0.verdict == .holds })
    #expect(try claims.report(["t.csv": lines(test.bad)]).complaints == test.complaints)
  }

  /// Lines with the second column, empty where a line does not have it.
  private func lines(_ text: String) -> String {
    "x,y\n"
      + text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.contains(",") ? "\($0)\n" : "\($0),\n" }.joined()
  }

  @Test func `references name rows, or none`() throws {
    let claims = DatasetClaims(
      .csv("p", ["id": "VARCHAR"]),
      .csv(
        "c", ["p_id": "VARCHAR"],
        [
          Claim(
            ["p_id"], .refers(ReferenceClaim(table: "p", key: ["id"], values: [#"r."p_id""#])),
            pointer: "")
        ]))
    let parents = "id\na\nb\n"
    #expect(try claims.report(["p.csv": parents, "c.csv": "p_id\na\n\na\n"]).complaints == [])
    #expect(
      try claims.report(["p.csv": parents, "c.csv": "p_id\na\nz\nz\ny\n"]).complaints
        == ["orphan-rows: 3 rows of c.p_id name no row of p: 'y', 'z'"])
    #expect(
      try claims.report(["c.csv": "p_id\na\n"]).complaints.count == 1,
      "only the missing file is told"
    )
  }

  @Test func `only the rows that a claim speaks of are looked at, through keys too`() throws {
    let join = RowText.Join(alias: "j", table: "p", values: [#"r."p_id""#], key: ["id"])
    let claims = DatasetClaims(
      .csv("p", ["id": "VARCHAR", "kind": "VARCHAR"]),
      .csv(
        "c", ["p_id": "VARCHAR", "x": "BIGINT"],
        [
          Claim(
            ["x"], .present, rows: RowText(sql: "j.kind = 'k'", joins: [join], title: "p.kind = k"),
            pointer: "")
        ]))
    let parents = "id,kind\na,k\nb,l\n"
    #expect(try claims.report(["p.csv": parents, "c.csv": "p_id,x\na,1\nb,\n"]).complaints == [])
    let report = try claims.report(["p.csv": parents, "c.csv": "p_id,x\na,\nb,\n"])
    #expect(report.complaints == ["missing-values: 1 value of c.x is missing in 1 row"])
    #expect(report.items.first?.finding.rows == "p.kind = k")
  }

  @Test func `what cannot be read is told once, and nothing else about it`() throws {
    let claims = DatasetClaims(
      .csv(
        "t", ["a": "BIGINT", "b": "DATE"],
        [Claim(["a"], .present, pointer: ""), Claim(["b"], .present, pointer: "")]))
    let told = { (text: String) in try claims.report(["t.csv": text]).complaints }
    #expect(try told("a,b\n1,2024-01-01\n") == [])
    #expect(try told("a\n1\n").first?.hasPrefix("missing-column: ") == true)
    #expect(try told("a\n1\n").count == 1)
    let other = try told("a;b\n1;2024-01-01\n")
    #expect(other.count == 1)
    #expect(other[0].hasSuffix("has none of the columns of the document, but 'a;b'"))
    let extra = try told("a,b,c\n1,2024-01-01,2\n")
    #expect(extra.count == 1 && extra[0].hasPrefix("extra-column: ") && extra[0].contains("'c'"))
    #expect(
      try told("a,b\nx,2024-01-01\n2,2024-02-30\n") == [
        "wrong-type: 1 value of 'a' is no bigint: 'x'",
        "wrong-type: 1 value of 'b' is no date: '2024-02-30'",
      ])
    #expect(try claims.report([:]).complaints.first?.hasPrefix("missing-file: ") == true)
    #expect(try told("a,b\n\"1,2024-01-01\n2,2024-01-02\n").count == 1)
    #expect(try told("a,b\n").isEmpty)
  }

  @Test func `files of shares lie beside each other`() throws {
    let claims = DatasetClaims(
      .csv("t", ["a": "BIGINT"], [Claim([], .rowCount(3), pointer: "")]))
    let files = ["t-00001-of-00002.csv": "a\n1\n2\n", "t-00002-of-00002.csv": "a\n3\n"]
    #expect(try claims.report(files).complaints == [])
    #expect(
      try claims.report(["t-00001-of-00002.csv": "a\n1\n2\n"]).complaints == [
        "row-count: t has 2 rows, not 3"
      ])
  }

  @Test func `examples stand on one line`() {
    #expect(Wording.onOneLine("a\nb\t\u{1}") == #"a\nb\t\u{1}"#)
    #expect(Wording.onOneLine(String(repeating: "x", count: 81)).count == 81)
    #expect(Wording.onOneLine("ä b") == "ä b")
  }

  @Test func `shares that leave equal remainders may be rounded either way`() {
    #expect(ExactShares.misplaced([2, 1], [1.5, 1.5], 3) == 0)
    #expect(ExactShares.misplaced([1, 2], [1.5, 1.5], 3) == 0)
    #expect(ExactShares.misplaced([3, 0], [1.5, 1.5], 3) == 1)
    #expect(ExactShares.misplaced([1, 1, 1], [0.4, 0.4, 2.2], 3) == 1)
    #expect(ExactShares.misplaced([1, 0, 2], [0.4, 0.4, 2.2], 3) == 0)
    #expect(ExactShares.misplaced([0, 1, 2], [0.3, 0.5, 2.2], 3) == 0)
    #expect(ExactShares.misplaced([1, 0, 2], [0.3, 0.5, 2.2], 3) == 1)
    #expect(ExactShares.misplaced([], [], 0) == 0)
  }
}
