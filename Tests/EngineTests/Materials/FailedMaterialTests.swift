import Columnar
import Expressions
import Generators
import Planning
import Testing

@testable import Engine

/// What cannot be made keeps only what needs it from being made.
@Suite struct FailedMaterialTests {
  /// Values that no row has.
  private struct Failing: ColumnSource {
    let type: LogicalType

    func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
      throw EvaluationError(row: nil, message: "no value", code: "none", expected: "one")
    }
  }

  private static func plan(failing ids: [ColumnID], in plan: GenerationPlan) -> GenerationPlan {
    var copy = plan
    for id in ids {
      copy.tables[id.table].columns[id.column].generator = .local(Failing(type: plan[id].type))
    }
    return copy
  }

  /// The columns that are told of, in the order in which they are.
  private static func told(_ plan: GenerationPlan, threads: Int = 1) throws -> [String] {
    do throws(RunError) {
      _ = try Generator(plan, options: RunOptions(threads: threads))
      return []
    } catch {
      guard case .preparation(let failures) = error else { throw error }
      return failures.map { "\($0.table).\($0.column ?? "")" }
    }
  }

  private static func local(_ plan: GenerationPlan) -> [ColumnID] {
    plan.tables.indices.flatMap { table in
      plan.tables[table].columns.indices.map { ColumnID(table: table, column: $0) }
    }.filter { if case .local = plan[$0].generator { true } else { false } }
  }

  /// Kept whole, and made again for the rows asked for.
  @Test(arguments: [64 << 20, 0])
  func `a column that fails is told once, whatever reads it`(denseLimit: Int) throws {
    let plan = try Workbench.plan(
      ShopDocument().text, options: PlanOptions(denseLimit: denseLimit))
    var failing = 0
    for id in Self.local(plan) {
      let broken = Self.plan(failing: [id], in: plan)
      let told = try Self.told(broken)
      #expect(told == [] || told == [plan.title(id)])
      #expect(try Self.told(broken, threads: 3) == told)
      failing += told.count
    }
    #expect(failing > 3)
  }

  @Test func `of two columns both are told unless one rests on the other`() throws {
    let plan = try Workbench.plan(ShopDocument().text)
    let failing = try Self.local(plan).filter {
      try !Self.told(Self.plan(failing: [$0], in: plan)).isEmpty
    }
    var both = 0
    for (place, first) in failing.enumerated() {
      for second in failing.dropFirst(place + 1) {
        let told = try Self.told(Self.plan(failing: [first, second], in: plan))
        let all = [plan.title(first), plan.title(second)]
        #expect(!told.isEmpty && Set(told).isSubset(of: all) && Set(told).count == told.count)
        if told.count == 2 { both += 1 }
      }
    }
    #expect(both > failing.count)
  }

  @Test func `materials need what their rows read`() throws {
    let plan = try Workbench.plan(ShopDocument().text)
    let made = Set(plan.materials.map(\.kind))
    for material in plan.materials {
      #expect(material.needs.isSubset(of: made))
      for need in material.needs {
        let level = plan.materials.first { $0.kind == need }?.level
        #expect((level ?? .max) < material.level)
      }
    }
  }
}
