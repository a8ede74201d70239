import Columnar
import Expressions
import Planning
import Sampling
import Synchronization

/// One of several parts that together are the whole dataset, made without the others.
package struct Share: Hashable, Sendable {
  /// From 1 to `count`.
  package var index: Int
  package var count: Int

  package init(index: Int, count: Int) {
    precondition(count >= 1 && (1...count).contains(index), "a share is one of its count")
    self.index = index
    self.count = count
  }

  package static let whole = Share(index: 1, count: 1)
}

package struct RunOptions: Sendable {
  package var threads: Int
  package var share: Share
  package var isCancelled: @Sendable () -> Bool
  package var progress: @Sendable (Progress) -> Void
  /// Told how far the materials are.
  package var preparation: @Sendable (Preparation) -> Void

  package init(
    threads: Int, share: Share = .whole, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (Progress) -> Void = { _ in },
    preparation: @escaping @Sendable (Preparation) -> Void = { _ in }
  ) {
    self.threads = threads
    self.share = share
    self.isCancelled = isCancelled
    self.progress = progress
    self.preparation = preparation
  }
}

/// How far a run has come.
package struct Progress: Hashable, Sendable {
  package var table: String
  package var rowsDone: Int
  package var rowsTotal: Int
}

package struct TableResult: Sendable {
  package var table: Int
  package var summary: SinkSummary
  package var hash: TableHash
  /// Position of the share's first row in the whole table.
  package var firstRow: Int
}

/// Runs a plan: makes its materials once, then any rows of any table.
package final class Generator: Sendable {
  package let plan: GenerationPlan
  let options: RunOptions
  private let context: RunContext

  /// Makes all materials; what cannot be made is found here, before any file is opened.
  ///
  /// - Throws: all failures that do not follow from others.
  package init(_ plan: GenerationPlan, options: RunOptions) throws(RunError) {
    self.plan = plan
    self.options = options
    let maker = MaterialMaker(
      plan: plan, threads: options.threads, isCancelled: options.isCancelled,
      meter: PreparationMeter(plan, report: options.preparation))
    context = RunContext(plan: plan, materials: try maker.makeAll())
  }

  package func rowCount(_ table: Int) -> Int { context.rowCount(table) }

  /// The rows of a table that the share makes: a contiguous range.
  package func rows(_ table: Int) throws(RunError) -> Range<Int> {
    let share = options.share
    if share.count == 1 { return 0..<rowCount(table) }
    guard case .perParent(let children) = plan.tables[table].source,
      let index = context.materials.children[table]
    else {
      let total = rowCount(table)
      let start = { (part: Int) -> Int in
        Int(Int128(total) * Int128(part) / Int128(share.count))
      }
      return start(share.index - 1)..<start(share.index)
    }
    let parents = try rows(children.parentTable)
    let cache = WorkerCache()
    return try located(cache, table) { () throws(EvaluationError) in
      try index.positions(ofParents: parents, in: context, cache)
    }
  }

  /// Makes the share's rows of written tables.
  ///
  /// - Parameters:
  ///   - output: the files they are written to, in place of those of the data.
  ///   - tables: the tables to write, in the order of the plan; nil for all that have a file.
  ///   - makeSink: called once per table, in order, before the first row, with the columns that the
  ///     files of the table need.
  /// - Throws: after a failure the sinks have been discarded.
  package func write(
    _ output: OutputPlan? = nil, tables: Set<Int>? = nil,
    _ makeSink: (_ table: Int, _ layout: TableLayout) throws(SinkError) -> any BatchSink
  ) throws(RunError) -> [TableResult] {
    var outputs: [TableOutput] = []
    do throws(RunError) {
      let output = output ?? plan.output
      for table in plan.tables.indices
      where !output.files[table].isEmpty && tables?.contains(table) ?? true {
        let rows = try rows(table)
        let columns = output.columns(of: table)
        let pace = pace(table, columns: columns)
        var layout = plan.tables[table].layout(
          of: columns.map { FileColumn(plan.tables[table].columns[$0].name, $0) })
        layout.groupRowCount = pace.group
        do throws(SinkError) {
          outputs.append(
            TableOutput(
              table: table, rows: rows, columns: columns, pace: pace,
              sink: try makeSink(table, layout)))
        } catch { throw .sink(error) }
      }
      return try fill(outputs)
    } catch {
      for output in outputs { output.sink.discard() }
      guard case .rows(let table, let failures) = error else { throw error }
      throw try withLaterFailures(failures, behind: table, outputs)
    }
  }

  /// The failures of a table with those of the tables behind it.
  ///
  /// - Throws: `cancelled`.
  private func withLaterFailures(
    _ failures: [GenerationFailure], behind table: Int, _ outputs: [TableOutput]
  ) throws(RunError) -> RunError {
    var found = RowFailures(context)
    for failure in failures { found.add(failure) }
    let place = outputs.firstIndex { $0.table == table } ?? outputs.endIndex
    for output in outputs.dropFirst(place + 1) {
      let rows = output.rows.prefix(RowFailures.triedRowCount)
      for start in stride(from: rows.startIndex, to: rows.endIndex, by: output.pace.batch) {
        if options.isCancelled() { throw .cancelled }
        let range = start..<min(start + output.pace.batch, rows.endIndex)
        if found.look(at: output.table, range, columns: output.columns) { break }
      }
    }
    return .rows(table: table, found.all)
  }

  private struct TableOutput: Sendable {
    var table: Int
    var rows: Range<Int>
    var columns: [Int]
    var pace: RowPace
    var sink: any BatchSink
  }

  private struct Encoded: Sendable {
    var group: EncodedRowGroup
    var hash: TableHash
  }

  private func fill(_ outputs: [TableOutput]) throws(RunError) -> [TableResult] {
    let groups = RowGroups(of: outputs.map(\.rows), sizes: outputs.map(\.pace.group))
    let total = outputs.reduce(0) { $0 + $1.rows.count }
    let hashes = Mutex([TableHash](repeating: TableHash(), count: outputs.count))
    let done = Atomic<Int>(0)
    let progress = options.progress
    let plan = plan
    try OrderedWork.run(
      units: groups.count, threads: options.threads, isCancelled: options.isCancelled
    ) { [self] (index, cache) throws(RunError) -> Encoded in
      let group = groups[index]
      return try encoded(group.rows, outputs[group.table], cache)
    } deliver: { (index, encoded) throws(RunError) in
      let output = groups[index].table
      hashes.withLock { $0[output].merge(encoded.hash) }
      do throws(SinkError) {
        try outputs[output].sink.write(encoded.group)
        if groups[index].rows.upperBound == outputs[output].rows.upperBound {
          try outputs[output].sink.endRows()
        }
      } catch { throw .sink(error) }
      let rows = done.wrappingAdd(encoded.group.rowCount, ordering: .relaxed).newValue
      progress(
        Progress(
          table: plan.tables[outputs[output].table].name, rowsDone: rows, rowsTotal: total))
    } takeLater: {
      outputs.flatMap { $0.sink.takeWork() }.map(Self.later)
    }
    var results: [TableResult] = []
    for (index, output) in outputs.enumerated() {
      do throws(SinkError) {
        let summary = try output.sink.finish()
        // Of several outputs the first stands for the table.
        var hash = hashes.withLock { $0[index] }
        for file in summary.files where file.output == 0 { hash.merge(file.hash) }
        results.append(
          TableResult(
            table: output.table, summary: summary, hash: hash, firstRow: output.rows.lowerBound))
      } catch { throw .sink(error) }
    }
    return results
  }

  private static func later(_ work: any SinkWork) -> OrderedWork<Encoded>.Later {
    @Sendable func run() throws(RunError) {
      do throws(SinkError) { try work.run() } catch { throw .sink(error) }
    }
    return run
  }

  private func encoded(
    _ rows: Range<Int>, _ output: TableOutput, _ cache: WorkerCache
  ) throws(RunError) -> Encoded {
    let encoder = output.sink.makeEncoder(firstRow: rows.lowerBound)
    var hash = TableHash()
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: output.pace.batch) {
      let range = start..<min(start + output.pace.batch, rows.upperBound)
      let batch = try wholeBatch(range, output, cache)
      if !output.sink.hashesFiles { hash.add(batch, firstRow: Int64(start)) }
      do throws(SinkError) { try encoder.append(batch) } catch { throw .sink(error) }
      if options.isCancelled() { throw .cancelled }
    }
    do throws(SinkError) {
      return Encoded(group: try encoder.finish(), hash: hash)
    } catch { throw .sink(error) }
  }

  /// - Throws: where the batch cannot be made, all of its columns that fail by themselves.
  private func wholeBatch(
    _ rows: Range<Int>, _ output: TableOutput, _ cache: WorkerCache
  ) throws(RunError) -> Batch {
    do throws(RunError) {
      return try batch(output.table, .range(rows), columns: output.columns, cache)
    } catch {
      guard case .generation(let failure) = error else { throw error }
      var found = RowFailures(context)
      found.add(failure)
      _ = found.look(at: output.table, rows, columns: output.columns)
      throw .rows(table: output.table, found.all)
    }
  }

  func batch(
    _ table: Int, _ positions: Positions, hidden: Bool, _ cache: WorkerCache
  ) throws(RunError) -> Batch {
    let all = plan.tables[table].columns
    let shown = all.indices.filter { !all[$0].isAdded && (hidden || !all[$0].isHidden) }
    return try batch(table, positions, columns: shown, cache)
  }

  func batch(
    _ table: Int, _ positions: Positions, columns: [Int], _ cache: WorkerCache
  ) throws(RunError) -> Batch {
    try located(cache, table) { () throws(EvaluationError) in
      let frame = Frame(table, positions, in: context, cache)
      var made: [Column] = []
      for index in columns { made.append(try frame.column(index)) }
      return Batch(columns: made, rowCount: positions.count)
    }
  }

  private func located<Result>(
    _ cache: WorkerCache, _ table: Int, _ body: () throws(EvaluationError) -> Result
  ) throws(RunError) -> Result {
    do throws(EvaluationError) {
      return try body()
    } catch {
      throw .generation(
        cache.failure
          ?? GenerationFailure(
            error, table: plan.tables[table].name, column: nil, position: error.row))
    }
  }

  /// Some rows of a table, by position.
  ///
  /// - Parameter hidden: whether hidden columns are made too.
  package func rows(
    of table: Int, at positions: Range<Int>, hidden: Bool
  ) throws(RunError) -> Batch {
    try batch(table, .range(positions), hidden: hidden, WorkerCache())
  }

  /// The keys of a range of rows.
  /// The columns of the table's key.
  func keys(_ table: Int, _ range: Range<Int>) throws(RunError) -> [Column] {
    let cache = WorkerCache()
    return try located(cache, table) { () throws(EvaluationError) in
      let frame = Frame(table, .range(range), in: context, cache)
      var columns: [Column] = []
      for key in plan.tables[table].keyColumns { columns.append(try frame.column(key)) }
      return columns
    }
  }

  package func row(of table: Int, at position: Int, hidden: Bool) throws(RunError) -> Batch {
    try batch(table, .list([position]), hidden: hidden, WorkerCache())
  }
}
