import Claims
import Diagnostics
import Planning
import SchemaDecoding
import Testing

/// What becomes of `expect` in the claims: SQL, bounds and what they are about.
@Suite struct ExpectationTests {
  private static let tables = """
    datagen: 1
    name: shop
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    parameters: {least: 10}
    tables:
      customers:
        rows: 10
        columns:
          customer_id: {key: integer}
          segment: {choice: [regular, big]}
      orders:
        rows: 100
        arrivals: {}
        columns:
          order_id: {key: integer}
          customer_id: {ref: customers}
          ordered_at: {arrival: timestamp}
          total: {uniform: {from: 5, to: 400}, type: "decimal(8,2)"}
          weight: {normal: {mean: 0, sd: 1}}
          paid: {chance: 50%}
    expect:

    """

  private static func claims(
    _ items: String, options: PlanOptions = PlanOptions()
  ) throws -> [(claim: Claim, expected: ExpectationClaim)] {
    let (spec, problems) = DocumentDecoder.read(
      Array((tables + "  - {\(items)}\n").utf8), fileName: "document.yaml",
      vocabulary: PlanBench.vocabulary)
    let document = try #require(spec)
    let plan = try Planner.plan(document, options: options, known: problems)
    return ClaimsWriter.claims(plan, of: document).tables.flatMap(\.claims).compactMap { claim in
      if case .expects(let expected) = claim.statement { (claim, expected) } else { nil }
    }
  }

  private static func only(
    _ items: String, options: PlanOptions = PlanOptions()
  ) throws -> (claim: Claim, expected: ExpectationClaim) {
    let found = try claims(items, options: options)
    #expect(found.count == 1)
    return try #require(found.first)
  }

  private static func sql(_ items: String) throws -> String {
    switch try only(items).expected.value {
    case .ofRows(let text), .never(let text): return text.sql
    case .ofGroups(let text, let groups):
      return text.sql + " by " + groups.map(\.sql).joined(separator: ", ")
    case .statement(let sql): return sql
    }
  }

  @Test(arguments: [
    ("is: 8", 8.0, 8.0), ("is: 100, within: 2%", 98, 102), ("is: -50, within: 10%", -55, -45),
    ("between: [1, 20]", 1, 20), ("at_least: = param.least, at_most: 1_000", 10, 1000),
  ])
  func `bounds of numbers have both ends`(text: String, lower: Double, upper: Double) throws {
    let bound = try Self.only("sum: orders.total, \(text)").expected.bound
    #expect(bound == ExpectedBound(lower: lower, upper: upper, unit: .number))
  }

  @Test func `a bound may have one end`() throws {
    let least = try Self.only("sum: orders.total, at_least: 3").expected.bound
    #expect(least == ExpectedBound(lower: 3, upper: nil, unit: .number))
    let most = try Self.only("share: paid, of: orders, at_most: 55%").expected.bound
    #expect(most == ExpectedBound(lower: nil, upper: 0.55, unit: .share))
  }

  @Test func `a day as the end of instants is all of it`() throws {
    let bound = try Self.only(
      "max: orders.ordered_at, between: [2024-12-30, 2024-12-31]"
    ).expected.bound
    let day = 86_400e6
    #expect(bound == ExpectedBound(lower: 20_087 * day, upper: 20_089 * day - 1, unit: .instant))
    let date = try Self.only("max: date(ordered_at), of: orders, is: 2024-12-31").expected.bound
    #expect(date == ExpectedBound(lower: 20_088 * day, upper: 20_088 * day, unit: .day))
  }

  @Test func `lengths of time are bounded by lengths of time`() throws {
    let bound = try Self.only(
      "value: max(ordered_at) - min(ordered_at), of: orders, at_most: 366d"
    ).expected.bound
    #expect(bound == ExpectedBound(lower: nil, upper: 366 * 86_400e6, unit: .duration))
  }

  @Test func `a percentage makes a bound of a share`() throws {
    let bound = try Self.only("value: sd(total) / mean(total), of: orders, at_most: 90%")
      .expected.bound
    #expect(bound.unit == .share)
  }

  @Test func `values are said as SQL, of the rows that count`() throws {
    #expect(
      try Self.sql("mean: orders.total, where: paid, at_least: 9")
        == #"CAST(avg(r."total") FILTER (WHERE (r."paid")) AS DOUBLE)"#)
    #expect(try Self.sql("count: orders, is: 100") == "count(*) FILTER (WHERE true)")
    #expect(
      try Self.sql("value: count(distinct customer_id), of: orders, at_least: 9")
        == "CAST(count(DISTINCT CAST(r.\"customer_id\" AS BIGINT)) FILTER (WHERE true) AS BIGINT)")
    #expect(
      try Self.sql("value: count(), of: orders, by: paid, at_least: 9").hasSuffix(#"by r."paid""#))
  }

  @Test func `a parent is reached through the key`() throws {
    let (claim, expected) = try Self.only(
      "never: customer_id.segment = 'big' and paid, of: orders")
    #expect(expected.value.texts.flatMap(\.joins).map(\.table) == ["customers"])
    #expect(claim.columns == ["customer_id", "paid"])
    #expect(
      expected.reads.contains(.init(table: "customers", columns: ["customer_id", "segment"])))
  }

  @Test func `sides of a ratio have rows of their own, or tables`() throws {
    let one = try Self.sql("ratio: [{value: count(), where: paid}, count()], of: orders, is: 50%")
    #expect(one.contains("FILTER (WHERE (r.\"paid\"))"))
    let two = try Self.sql("ratio: [count(), {value: count(), of: customers}], of: orders, is: 10")
    #expect(two.contains("(SELECT CAST(count(*) FILTER (WHERE true) AS BIGINT) FROM \"customers\""))
  }

  @Test(arguments: [
    ("count: orders, is: 100", true), ("sum: orders.total, at_least: 1", true),
    ("mean: orders.total, at_least: 5", false), ("never: paid, of: orders", false),
    ("value: count(), of: orders, by: paid, at_least: 1", true),
    ("value: sum(total) / count(), of: orders, at_least: 1", false),
    ("value: sum(total) / mean(total), of: orders, at_least: 1", true),
    ("ratio: [count(), {value: count(), of: customers}], of: orders, is: 10", false),
    ("ratio: [count(), mean(total)], of: orders, is: 10", true),
    ("sql: select count(*) from orders, is: 100", false),
  ])
  func `what grows with the rows is not held where the command line changes them`(
    items: String, grows: Bool
  ) throws {
    #expect(try !Self.only(items).expected.isOfOtherSize)
    #expect(try Self.only(items, options: PlanOptions(scale: 2)).expected.isOfOtherSize == grows)
    let rows = PlanOptions(rows: ["customers": 20])
    #expect(try Self.only(items, options: rows).expected.isOfOtherSize == grows)
  }

  @Test func `every function of many rows has an example that compiles`() throws {
    for text in [
      "count() / count(distinct customer_id)", "max(ordered_at) - min(ordered_at)",
      "quantile(total, 0.95) / quantile(total, 0.5)", "sd(total) / mean(total)", "share(paid)",
      "sum(total) / sum(weight)", "mean(if(paid, max(total, 9), 0))",
      "min(total) + max(total) * 2 - count()-1",
    ] {
      let isTime = text.contains("ordered_at")
      _ = try Self.only("value: \"\(text)\", of: orders, at_least: \(isTime ? "3d" : "1")")
    }
    let (_, expected) = try Self.only(
      "value: \"top_share(total, 0.2)\", of: orders, by: [customer_id, paid], at_least: 20%")
    guard case .ofRows(let text) = expected.value else {
      Issue.record("one value over all groups")
      return
    }
    #expect(text.sql.contains(#"GROUP BY CAST(r."customer_id" AS BIGINT), r."paid""#))
  }
}
