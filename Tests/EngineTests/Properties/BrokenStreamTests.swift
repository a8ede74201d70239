import Columnar
import Expressions
import Generators
import Planning
import Sampling
import Synchronization
import Testing

@testable import Engine

/// Generators that break a promise, held against the checks of the promises.
@Suite struct BrokenStreamTests {
  /// Draws from a stream of the worker, the batch or the place in the batch.
  private struct BrokenSource: ColumnSource {
    enum Fault: CaseIterable, Sendable {
      /// Every call has a stream of its own, as generators shared by workers have.
      case call
      /// The stream of a batch follows from its first row.
      case batch
      /// Rows are counted from the start of the batch.
      case place
    }

    let type = LogicalType.int64
    let fault: Fault
    let calls: Calls

    func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
      guard request.count > 0 else { return Column(.int64, .int64([])) }
      let bits: [UInt64]
      switch fault {
      case .call:
        let call = calls.next()
        bits = request.stream.lane(call).bits(for: request.rowKeys)
      case .batch: bits = request.stream.lane(request.rowKeys[0]).bits(for: request.rowKeys)
      case .place: bits = request.stream.bits(for: .range(first: 0, count: request.count))
      }
      return Column(.int64, .int64(bits.map { Int64($0 >> 2) }))
    }
  }

  private final class Calls: Sendable {
    private let count = Atomic<UInt64>(0)

    func next() -> UInt64 { count.wrappingAdd(1, ordering: .relaxed).newValue }
  }

  /// The shop with `number` of people drawn by a broken source, or a sound one.
  private static func plan(_ fault: BrokenSource.Fault?) throws -> GenerationPlan {
    var plan = try Workbench.plan(ShopDocument().text)
    plan.output.rowGroup = 97
    let table = try #require(plan.table("people"))
    let column = try #require(plan.tables[table].columns.firstIndex { $0.name == "score" })
    if let fault {
      plan.tables[table].columns[column].generator = .local(
        BrokenSource(fault: fault, calls: Calls()))
      plan.tables[table].columns[column].type = .int64
      plan.tables[table].columns[column].rounding = nil
    }
    // What reads the column reads a float.
    plan.tables[table].columns.removeAll { $0.name == "level" }
    plan.output.files[table][0].columns = plan.tables[table].writtenColumns.map {
      FileColumn(plan.tables[table].columns[$0].name, $0)
    }
    return plan
  }

  @Test func `a stream keyed by the worker is caught by every check`() throws {
    let checks = RunChecks(plan: try Self.plan(.call))
    #expect(try checks.threads([2]).contains("people on 2 threads"))
    #expect(try checks.shares([2], threads: 1).contains("people in 2 shares"))
    #expect(try checks.alone(every: 41).contains("row 41 of people"))
  }

  @Test func `a stream keyed by the batch is caught`() throws {
    let checks = RunChecks(plan: try Self.plan(.batch))
    #expect(try checks.shares([2, 7], threads: 1).contains("people in 7 shares"))
    #expect(try checks.alone(every: 41).contains("row 41 of people"))
  }

  @Test func `rows counted from the start of a batch are caught`() throws {
    let checks = RunChecks(plan: try Self.plan(.place))
    #expect(try checks.shares([2, 7], threads: 1).contains("people in 7 shares"))
    #expect(try checks.alone(every: 41).contains("row 41 of people"))
  }

  @Test func `the same plan with its own stream passes`() throws {
    let checks = RunChecks(plan: try Self.plan(nil))
    #expect(try checks.threads([2]) + checks.shares([2, 7], threads: 1) == [])
    #expect(try checks.alone(every: 41) == [])
  }
}
