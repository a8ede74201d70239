import Columnar
import Expressions
import Foundation
import Planning
import SchemaDecoding
import Testing

@testable import Engine

/// What a plan says of a column holds in every cell: nulls, bounds, texts; and the documents of
/// `examples` keep every promise of a run.
@Suite struct PlanClaimTests {
  /// What is wrong with a column, if anything.
  static func problem(_ plan: ColumnPlan, _ column: Column) -> String? {
    if column.type != plan.type { return "is \(column.type.name), not \(plan.type.name)" }
    if !plan.isNullable, column.nullCount > 0 { return "has \(column.nullCount) nulls" }
    let known = plan.texts.map { texts in Set((0..<texts.count).map { texts[$0] }) }
    for row in 0..<column.count where !column.isNull(row) {
      if let known, let text = column.text(at: row), !known.contains(text) {
        return "holds '\(text)', which the plan does not know"
      }
      if !isInside(plan.interval, column, row) {
        return "holds \(column.text(at: row) ?? "") outside \(plan.interval)"
      }
    }
    return nil
  }

  private static func isInside(_ interval: ValueInterval, _ column: Column, _ row: Int) -> Bool {
    switch (interval, column.values) {
    case (.exact(let lower, let upper), .int64(let values)):
      (lower...upper).contains(Int128(values[row]))
    case (.exact(let lower, let upper), .int128(let values)): (lower...upper).contains(values[row])
    case (.float(let lower, let upper), .float64(let values)):
      lower <= values[row] && values[row] <= upper
    default: true
    }
  }

  private static func problems(_ generator: Generator) throws -> [String] {
    var problems: [String] = []
    let data = try Workbench.dataset(of: generator)
    for (table, made) in zip(generator.plan.tables, data.tables) {
      for (column, values) in zip(table.columns, made.columns) {
        if let problem = problem(column, values) {
          problems.append("\(table.name).\(column.name) \(problem)")
        }
      }
    }
    return problems
  }

  /// A document of `examples`, small.
  private static func plan(
    _ name: String, _ set: [(String, String)], _ options: PlanOptions
  ) throws -> GenerationPlan {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "examples/\(name)")
    let document = try DocumentDecoder.decode(
      Array(try Data(contentsOf: path)), fileName: name, vocabulary: Workbench.vocabulary,
      overrides: Overrides(set: set)
    ).get()
    var plan = try Planner.plan(document, options: options)
    plan.output.rowGroup = 700
    return plan
  }

  private static func bronze(_ denseLimit: Int = 64 << 20) throws -> GenerationPlan {
    try plan(
      "bronze.yaml", [("orders", "6000"), ("customers", "1000"), ("products", "300")],
      PlanOptions(
        rows: [
          "marketing_events": 3000, "user_interactions": 3000, "sessions": 800,
          "support_tickets": 500,
        ], denseLimit: denseLimit))
  }

  @Test func `every cell of the shop is what its plan says`() throws {
    #expect(try Self.problems(try Workbench.generator(ShopDocument().text)) == [])
  }

  @Test func `every cell of the bronze layer is what its plan says`() throws {
    #expect(
      try Self.problems(Generator(try Self.bronze(), options: RunOptions(threads: 2))) == [])
  }

  @Test func `a plan that says less than the cells hold is caught`() throws {
    var plan = try Workbench.plan(ShopDocument().text)
    let people = try #require(plan.table("people"))
    func index(_ name: String) -> Int {
      plan.tables[people].columns.firstIndex { $0.name == name } ?? 0
    }
    plan.tables[people].columns[index("score")].isNullable = false
    plan.tables[people].columns[index("joined")].interval = .exact(lower: 0, upper: 1)
    plan.tables[people].columns[index("kind")].texts = TextDictionary(["x"])
    let found = try Self.problems(Generator(plan, options: RunOptions(threads: 1)))
    #expect(found.count == 3)
  }

  @Test func `the bronze layer is the same on threads, in shares, alone, kept whole or not`() throws
  {
    let checks = RunChecks(plan: try Self.bronze())
    #expect(try checks.threads([3]) == [])
    #expect(try checks.shares([3], threads: 2) == [])
    #expect(try checks.alone(every: 431) == [])
    let again = RunChecks(plan: try Self.bronze(0))
    #expect(try again.rows(threads: 2) == checks.rows(threads: 1))
  }
}
