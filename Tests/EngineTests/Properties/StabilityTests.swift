import Planning
import Testing

@testable import Engine

/// The same document gives the same data however it is run.
@Suite struct StabilityTests {
  /// Row groups so small that each table takes many units.
  private static func plan(_ options: PlanOptions = PlanOptions()) throws -> GenerationPlan {
    var plan = try Workbench.plan(ShopDocument().text, options: options)
    plan.output.rowGroup = 97
    return plan
  }

  @Test func `the document has every mode over every other`() throws {
    let plan = try Self.plan()
    for table in plan.tables { #expect(table.source.mode == ShopDocument.modes[table.name]) }
    let rows = try RunChecks(plan: plan).rows(threads: 1)
    #expect(rows.tables.allSatisfy { !$0.isEmpty })
    #expect(rows.tables[3].count > 1500)
  }

  @Test func `threads never show`() throws {
    #expect(try RunChecks(plan: try Self.plan()).threads([2, 5]) == [])
  }

  @Test func `shares together are the whole`() throws {
    #expect(try RunChecks(plan: try Self.plan()).shares([1, 2, 7], threads: 2) == [])
  }

  @Test func `rows alone are the rows of the whole`() throws {
    #expect(try RunChecks(plan: try Self.plan()).alone(every: 41) == [])
  }

  @Test func `columns kept whole and columns made again are the same`() throws {
    let again = try Self.plan(PlanOptions(denseLimit: 0))
    let kept = try Self.plan()
    func denseCount(_ plan: GenerationPlan) -> Int {
      plan.materials.count { if case .dense = $0.kind { true } else { false } }
    }
    #expect(denseCount(again) == 0)
    #expect(denseCount(kept) > 5)
    let one = try RunChecks(plan: kept).rows(threads: 1)
    let other = try RunChecks(plan: again).rows(threads: 2)
    for (index, table) in kept.tables.enumerated() {
      #expect(one.tables[index] == other.tables[index], "\(table.name)")
    }
    #expect(one == other)
  }

  @Test func `rows alone need nothing that is kept whole`() throws {
    let plan = try Self.plan(PlanOptions(denseLimit: 0))
    #expect(try RunChecks(plan: plan).alone(every: 97) == [])
  }

  @Test func `another seed gives other data, the same seed the same`() throws {
    let first = try RunChecks(plan: try Self.plan()).rows(threads: 1)
    #expect(try RunChecks(plan: try Self.plan()).rows(threads: 1) == first)
    var document = ShopDocument()
    document.seed = 8
    let other = try RunChecks(plan: try Workbench.plan(document.text)).rows(threads: 1)
    #expect(zip(first.hashes, other.hashes).dropFirst().allSatisfy { $0.0 != $0.1 })
  }
}
