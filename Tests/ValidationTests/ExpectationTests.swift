import Claims
import Testing

@testable import Validation

/// Values of many rows, held to their bounds.
@Suite struct ExpectationTests {
  private static func claims(
    _ value: ExpectationClaim.Value, _ bound: ExpectedBound, rows: RowText? = nil,
    name: String? = nil
  ) -> DatasetClaims {
    let expected = ExpectationClaim(
      name: name, subject: "the mean of t.x", statistic: "mean", value: value, bound: bound)
    return DatasetClaims(
      .csv(
        "t", ["x": "DOUBLE", "g": "VARCHAR", "at": "TIMESTAMP"],
        [Claim([], .expects(expected), rows: rows, pointer: "")]))
  }

  private static let mean = RowText(sql: "avg(r.x) FILTER (WHERE true)", title: "")
  private static let file = """
    x,g,at
    1,a,2024-01-01 00:00:00
    2,a,2024-01-02 12:00:00
    6,b,2024-01-03 18:30:00

    """

  private static func number(_ lower: Double?, _ upper: Double?) -> ExpectedBound {
    ExpectedBound(lower: lower, upper: upper, unit: .number)
  }

  @Test(arguments: [
    (number(2, 4), true, "2 to 4"), (number(3, 3), true, "3"), (number(3, nil), true, "at least 3"),
    (number(nil, 3), true, "at most 3"), (number(3.0001, nil), false, "at least 3.0001"),
    (number(nil, 2.9), false, "at most 2.9"),
    (ExpectedBound(lower: 2, upper: 3.5, unit: .share), true, "200 % to 350 %"),
  ])
  func `a value lies within its bound or not`(
    bound: ExpectedBound, holds: Bool, text: String
  ) throws {
    let report = try Self.claims(.ofRows(Self.mean), bound).report(["t.csv": Self.file])
    let found = bound.unit == .share ? "300 %" : "3"
    let item = try #require(report.items.first)
    #expect(item.finding.sentence == "the mean of t.x is \(found), expected \(text)")
    #expect(item.verdict == (holds ? .holds : .fails))
    #expect(item.finding.measurement?.value == 3)
    #expect(item.finding.layer == .expectations)
    #expect(report.score(.expectations) == (holds ? 100 : 0))
  }

  @Test func `what rounding does to a sum is no difference`() throws {
    let sum = RowText(sql: "sum(r.x) FILTER (WHERE true)", title: "")
    let file = "x,g,at\n0.1,,\n0.2,,\n0.7,,\n"
    #expect(
      try Self.claims(.ofRows(sum), Self.number(1, 1)).report(["t.csv": file]).complaints == [])
    #expect(Self.number(nil, 1).contains(1 + 1e-13) && !Self.number(nil, 1).contains(1 + 1e-11))
  }

  @Test func `one's own words stand in place of those of the report`() throws {
    let report = try Self.claims(.ofRows(Self.mean), Self.number(4, nil), name: "it is dear")
      .report(["t.csv": Self.file])
    #expect(report.complaints == ["expectation: it is dear: 3, expected at least 4"])
  }

  @Test func `no rows are nothing to judge, and no value is none within the bound`() throws {
    let none = try Self.claims(.ofRows(Self.mean), Self.number(4, nil)).report([
      "t.csv": "x,g,at\n"
    ])
    #expect(none.items.map(\.verdict) == [.empty] && none.score == nil)
    let missing = try Self.claims(.ofRows(Self.mean), Self.number(4, nil))
      .report(["t.csv": "x,g,at\n,a,\n"])
    #expect(
      missing.complaints == ["expectation: the mean of t.x has no value, expected at least 4"])
  }

  @Test func `each group is held to the bound and the worst is named`() throws {
    let value = ExpectationClaim.Value.ofGroups(
      Self.mean, by: [RowText(sql: "r.g", title: "g")])
    let good = try Self.claims(value, Self.number(1, 6)).report(["t.csv": Self.file])
    #expect(
      good.items.map(\.finding.sentence)
        == ["the mean of t.x by g is 1.5 to 6 in 2 groups, expected 1 to 6"])
    let bad = try Self.claims(value, Self.number(2, 5)).report(["t.csv": Self.file])
    #expect(
      bad.complaints == [
        "expectation: the mean of t.x is 6 where g = b, expected 2 to 5; so are 2 of 2 groups: "
          + "'g = b: 6', 'g = a: 1.5'"
      ])
    let few = RowText(sql: "r.x < 6", title: "x < 6")
    let part = try Self.claims(value, Self.number(2, 5), rows: few).report(["t.csv": Self.file])
    #expect(part.items.first?.finding.measurement?.value == 1.5)
    #expect(part.items.map(\.finding.rows) == ["x < 6"])
  }

  @Test func `rows that must not be are counted`() throws {
    let never = ExpectationClaim.Value.never(RowText(sql: "r.x > 1", title: ""))
    let report = try Self.claims(never, Self.number(nil, 0)).report(["t.csv": Self.file])
    #expect(
      report.complaints == ["expectation: 2 rows of the mean of t.x, expected none"])
    let none = ExpectationClaim.Value.never(RowText(sql: "r.x > 9", title: ""))
    #expect(
      try Self.claims(none, Self.number(nil, 0)).report(["t.csv": Self.file]).complaints == [])
  }

  @Test func `times are compared with times`() throws {
    let day = 86_400e6
    let last = RowText(sql: "max(r.at) FILTER (WHERE true)", title: "")
    let bound = ExpectedBound(lower: nil, upper: 19_726 * day - 1, unit: .instant)
    #expect(
      try Self.claims(.ofRows(last), bound).report(["t.csv": Self.file]).items
        .map(\.finding.sentence) == [
          "the mean of t.x is 2024-01-03 18:30:00, expected at most 2024-01-03 23:59:59.999999"
        ])
    let days = ExpectedBound(lower: 19_726 * day, upper: nil, unit: .day)
    #expect(
      try Self.claims(.ofRows(RowText(sql: "max(CAST(r.at AS DATE))", title: "")), days)
        .report(["t.csv": Self.file]).complaints
        == ["expectation: the mean of t.x is 2024-01-03, expected at least 2024-01-04"])
  }

  @Test func `what cannot be computed is one finding`() throws {
    let text = RowText(sql: "sum(CAST(r.g AS BIGINT)) FILTER (WHERE true)", title: "")
    let report = try Self.claims(.ofRows(text), Self.number(4, nil)).report(["t.csv": Self.file])
    #expect(report.items.map(\.verdict) == [.unreadable])
    #expect(report.complaints[0].contains("cannot be computed"))
  }

  @Test func `what is of the document's own number of rows is passed over in another`() throws {
    var expected = ExpectationClaim(
      name: nil, subject: "the number of rows of t", statistic: "count",
      value: .ofRows(RowText(sql: "count(*)", title: "")), bound: Self.number(9, 9))
    expected.isOfOtherSize = true
    let claims = DatasetClaims(
      .csv("t", ["x": "DOUBLE"], [Claim([], .expects(expected), pointer: "")]))
    #expect(try claims.report(["t.csv": "x\n1\n"]).items.map(\.verdict) == [.empty])
  }
}
