import Columnar
import Planning
import Synchronization

@testable import Engine

/// The promises of one plan: the same rows whatever the threads, shares and way of asking.
///
/// Each check says what it found wrong, so that a generator known to be broken can be held
/// against it.
struct RunChecks {
  let plan: GenerationPlan

  /// Rows as text, by table, in the order they are written.
  struct Rows: Equatable {
    var tables: [[[String?]]]
    var hashes: [TableHash]
  }

  func rows(threads: Int, share: Share = .whole) throws -> Rows {
    let generator = try Generator(plan, options: RunOptions(threads: threads, share: share))
    let sinks = Mutex<[CollectingSink]>([])
    let results = try generator.write { (_, _) throws(SinkError) in
      let sink = CollectingSink()
      sinks.withLock { $0.append(sink) }
      return sink
    }
    return Rows(
      tables: sinks.withLock { $0 }.map { $0.batches.flatMap(RunChecks.texts) },
      hashes: results.map(\.hash))
  }

  static func texts(_ batch: Batch) -> [[String?]] {
    (0..<batch.rowCount).map { row in batch.columns.map { $0.text(at: row) } }
  }

  private var written: [Int] { plan.tables.indices.filter { !plan.tables[$0].isHidden } }

  /// The same rows in the same order on any number of threads.
  func threads(_ counts: [Int]) throws -> [String] {
    let one = try rows(threads: 1)
    var problems: [String] = []
    for count in counts {
      let other = try rows(threads: count)
      for (index, table) in written.enumerated()
      where one.tables[index] != other.tables[index] || one.hashes[index] != other.hashes[index] {
        problems.append("\(plan.tables[table].name) on \(count) threads")
      }
    }
    return problems
  }

  /// Shares joined in order are the whole, row for row, and their hashes add.
  func shares(_ counts: [Int], threads: Int) throws -> [String] {
    let whole = try rows(threads: 1)
    var problems: [String] = []
    for count in counts {
      let parts = try (1...count).map { index in
        try rows(threads: threads, share: Share(index: index, count: count))
      }
      for (index, table) in written.enumerated() {
        var hash = TableHash()
        for part in parts { hash.merge(part.hashes[index]) }
        if parts.flatMap({ $0.tables[index] }) != whole.tables[index]
          || hash != whole.hashes[index]
        {
          problems.append("\(plan.tables[table].name) in \(count) shares")
        }
      }
    }
    return problems
  }

  /// One row alone, and ranges that begin anywhere, are the rows of the whole.
  func alone(every step: Int) throws -> [String] {
    let whole = try rows(threads: 1)
    let generator = try Generator(plan, options: RunOptions(threads: 1))
    var problems: [String] = []
    for (index, table) in written.enumerated() {
      let name = plan.tables[table].name
      let all = whole.tables[index]
      for position in stride(from: 0, to: all.count, by: step) {
        let row = RunChecks.texts(try generator.row(of: table, at: position, hidden: false))
        if row != [all[position]] { problems.append("row \(position) of \(name)") }
        let range = position..<min(position + step + step / 2, all.count)
        let rows = RunChecks.texts(try generator.rows(of: table, at: range, hidden: false))
        if rows != Array(all[range]) { problems.append("rows \(range) of \(name)") }
      }
    }
    return problems
  }
}

extension RunChecks {
  /// Where columns of a whole run do not hold what their plans say of them.
  static func claims(of data: Dataset, _ plan: GenerationPlan) -> [String] {
    zip(plan.tables, data.tables).flatMap { table, made in
      zip(table.columns, made.columns).compactMap { column, values in
        PlanClaimTests.problem(column, values).map { "\(table.name).\(column.name): \($0)" }
      }
    }
  }

  /// Where the rows of a document differ by threads, by shares, made alone, or with columns kept
  /// whole or not.
  static func differences(
    of document: String, rowGroup: Int, aloneEvery step: Int
  ) throws -> [String] {
    var plan = try Workbench.plan(document)
    plan.output.rowGroup = rowGroup
    let checks = RunChecks(plan: plan)
    var again = try Workbench.plan(document, options: PlanOptions(denseLimit: 0))
    again.output.rowGroup = rowGroup
    let isSame = try RunChecks(plan: again).rows(threads: 2) == checks.rows(threads: 1)
    return try checks.threads([3]) + checks.shares([3], threads: 2) + checks.alone(every: step)
      + (isSame ? [] : ["kept whole or not"])
  }
}
