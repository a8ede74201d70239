import Columnar
import Planning
import Synchronization
import Testing

@testable import Engine

/// Runs that stop: failures are located, sinks discarded, nothing goes on after them.
@Suite struct GeneratorRunTests {
  /// A sink that counts what happens to it and fails at a row group.
  private final class ObservedSink: BatchSink {
    struct Events: Sendable {
      var writes = 0
      var finishes = 0
      var discards = 0
    }

    let events = Mutex(Events())
    private let failsAt: Int?

    init(failsAt: Int? = nil) { self.failsAt = failsAt }

    private final class Encoder: RowGroupEncoder {
      private var rows = 0

      func append(_ batch: Batch) throws(SinkError) { rows += batch.rowCount }

      func finish() throws(SinkError) -> EncodedRowGroup {
        EncodedRowGroup(parts: [], rowCount: rows)
      }
    }

    func makeEncoder() -> any RowGroupEncoder { Encoder() }

    func write(_ group: EncodedRowGroup) throws(SinkError) {
      let count = events.withLock { events in
        events.writes += 1
        return events.writes
      }
      if count == failsAt { throw SinkError(.output, path: "p", reason: "the disk is full") }
    }

    func finish() throws(SinkError) -> SinkSummary {
      events.withLock { $0.finishes += 1 }
      return SinkSummary(byteCount: 0, rowCount: 0)
    }

    func discard() { events.withLock { $0.discards += 1 } }
  }

  private static func plan(_ text: String? = nil) throws -> GenerationPlan {
    var plan = try Workbench.plan(text ?? ShopDocument().text)
    plan.output.rowGroup = 50
    return plan
  }

  /// Runs a plan into observed sinks; the error and what happened to each sink.
  private static func run(
    _ plan: GenerationPlan, options: RunOptions, failsAt: (table: String, group: Int)? = nil
  ) throws -> (error: RunError?, sinks: [ObservedSink]) {
    let sinks = Mutex<[ObservedSink]>([])
    let generator = try Generator(plan, options: options)
    do throws(RunError) {
      _ = try generator.write { (_, layout) throws(SinkError) in
        let sink = ObservedSink(failsAt: failsAt?.table == layout.table ? failsAt?.group : nil)
        sinks.withLock { $0.append(sink) }
        return sink
      }
      return (nil, sinks.withLock { $0 })
    } catch { return (error, sinks.withLock { $0 }) }
  }

  @Test func `a run finishes each sink once and discards none`() throws {
    let (error, sinks) = try Self.run(try Self.plan(), options: RunOptions(threads: 3))
    #expect(error == nil)
    #expect(sinks.count == 8)
    for sink in sinks {
      sink.events.withLock {
        #expect($0.finishes == 1)
        #expect($0.discards == 0)
      }
    }
  }

  @Test(arguments: [1, 2, 5])
  func `a sink that fails has all sinks discarded and is written to no more`(threads: Int) throws {
    let (error, sinks) = try Self.run(
      try Self.plan(), options: RunOptions(threads: threads), failsAt: ("items", 4))
    guard case .sink(let problem)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.reason == "the disk is full")
    for sink in sinks {
      sink.events.withLock {
        #expect($0.finishes == 0)
        #expect($0.discards == 1)
      }
    }
    #expect(sinks[3].events.withLock { $0.writes } == 4)
    #expect(sinks[4].events.withLock { $0.writes } == 0)
  }

  @Test func `a sink that cannot be made has the others discarded`() throws {
    let generator = try Generator(try Self.plan(), options: RunOptions(threads: 1))
    let first = ObservedSink()
    var count = 0
    #expect(throws: RunError.self) {
      try generator.write { (_, _) throws(SinkError) in
        count += 1
        if count == 2 { throw SinkError(.output, path: "p", reason: "no such folder") }
        return first
      }
    }
    #expect(first.events.withLock { $0.discards } == 1)
  }

  @Test(arguments: [1, 2, 5])
  func `a value that cannot be made is told by table, column and row`(threads: Int) throws {
    let text = """
      datagen: 1
      name: failing
      seed: 1
      tables:
        a:
          hidden: true
          rows: 500
          columns:
            id: {key: integer}
            low: = if(id = 321, 9, 0)
            bad: {uniform: {from: 0, to: 5}, between: [= low, 5]}
        b:
          rows: {per: a_id, value: 2}
          columns: {id: {key: integer}, a_id: {ref: a}, bad: = a_id.bad}
      """.replacing("= if(id = 321, 9, 0)", with: "{value: \"= if(id = 321, 9, 0)\"}")
    let plan = try Self.plan(text)
    let kept = GenerationFailure(
      table: "a", column: "bad", position: 320,
      message: "'uniform' with from 0.0, to 5.0 has no value between 9.0 and 5.0",
      code: "law-without-values",
      expected: "ends that leave values to draw, in each row", places: [["between"]])
    // Kept whole, it fails before a sink is made; made again, while rows are written.
    #expect(throws: RunError.self) { try Generator(plan, options: RunOptions(threads: threads)) }
    for limit in [0, 64 << 20] {
      var plan = try Workbench.plan(text, options: PlanOptions(denseLimit: limit))
      plan.output.rowGroup = 50
      do {
        let (error, _) = try Self.run(plan, options: RunOptions(threads: threads))
        guard case .rows(_, let failures)? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(failures == [kept])
      } catch let error as RunError {
        guard case .preparation(let failures) = error else { throw error }
        #expect(failures == [kept])
      }
    }
  }

  /// Of `b` the batch that fails first; of tables behind it their first rows; nothing of `a`, which
  /// can be made, and nothing that only repeats what another column says.
  @Test(arguments: [1, 2, 5])
  func `all columns that fail by themselves are told, whatever the threads`(threads: Int) throws {
    let text = """
      datagen: 1
      name: failing
      seed: 1
      tables:
        a: {rows: 500, columns: {id: {key: integer}, fine: {value: = 1000 / id}}}
        b:
          rows: 500
          columns:
            id: {key: integer}
            first: {value: = 1 / (id - 120)}
            follows: {value: = first + 1}
            second: {value: "= int(if(id > 110, 'x', '1'))"}
            later: {value: = 1 / (id - 300)}
            hidden: {value: = 1 / (id - 101), hidden: true}
            shown: {value: = hidden}
        c: {rows: 200_000, columns: {id: {key: integer}, far: {value: = 1 / (id - 65_537)}}}
        d: {rows: 200_000, columns: {id: {key: integer}, near: {value: = 1 / (id - 65_536)}}}
        e: {rows: 500, columns: {id: {key: integer}, b_id: {ref: b}, read: {value: = b_id.first}}}
      """
    var plan = try Workbench.plan(text, options: PlanOptions(denseLimit: 0))
    plan.output.rowGroup = 50
    let (error, sinks) = try Self.run(plan, options: RunOptions(threads: threads))
    guard case .rows(let table, let failures)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(table == 1)
    #expect(
      failures.map(\.line) == [
        "'b.first', row 120: division by zero", "'b.second', row 111: 'x' is not a whole number",
        "'b.hidden', row 101: division by zero", "'d.near', row 65536: division by zero",
      ])
    for sink in sinks { #expect(sink.events.withLock { $0.discards } == 1) }
  }

  @Test(arguments: [1, 2, 5])
  func `a run that is cancelled discards its sinks`(threads: Int) throws {
    let asked = Mutex(0)
    let options = RunOptions(
      threads: threads,
      isCancelled: {
        asked.withLock { count in
          count += 1
          return count > 90
        }
      })
    let (error, sinks) = try Self.run(try Self.plan(), options: options)
    guard case .cancelled? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(sinks.allSatisfy { $0.events.withLock { $0.discards == 1 && $0.finishes == 0 } })
  }

  @Test func `progress rises to the number of rows`() throws {
    let seen = Mutex<[Progress]>([])
    let options = RunOptions(threads: 2, progress: { step in seen.withLock { $0.append(step) } })
    let (error, _) = try Self.run(try Self.plan(), options: options)
    #expect(error == nil)
    let steps = seen.withLock { $0 }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.rowsDone < $1.rowsDone })
    #expect(steps.last.map { $0.rowsDone == $0.rowsTotal } ?? false)
  }

  @Test func `hidden tables and columns are not written`() throws {
    let plan = try Self.plan(
      """
      datagen: 1
      name: hidden
      seed: 1
      tables:
        a: {hidden: true, rows: 5, columns: {id: {key: integer}}}
        b: {rows: 5, columns: {id: {key: integer}, x: {value: 1, hidden: true}, y: = x + 1}}
      """)
    let rows = try RunChecks(plan: plan).rows(threads: 1)
    #expect(rows.tables == [(1...5).map { ["\($0)", "2"] }])
    #expect(plan.tables[1].layout.fields.map(\.name) == ["id", "y"])
  }
}
