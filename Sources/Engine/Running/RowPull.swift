import Columnar
import Synchronization

/// The rows of one table, made when somebody asks for them, group after group.
///
/// - Shape: two groups for each thread are made at once, so that memory is bounded by threads and
///   not by rows; used by one thread at a time.
package final class RowPull {
  /// The most rows of a group, of which whoever reads them gets one after the other; fewer where
  /// rows are large.
  package static let groupRowCount = 1 << 16

  private let generator: Generator
  private let table: Int
  private let groups: RowGroups
  private let batchRowCount: Int
  private let makeEncoder: @Sendable () -> any RowGroupEncoder
  private var nextGroup = 0
  private var waiting: [EncodedRowGroup] = []
  private var failure: RunError?

  /// - Parameter makeEncoder: makes what takes the batches of a group; called by several workers.
  package init(
    _ generator: Generator, table: Int, groupRowCount: Int = RowPull.groupRowCount,
    makeEncoder: @escaping @Sendable () -> any RowGroupEncoder
  ) throws(RunError) {
    self.generator = generator
    self.table = table
    self.makeEncoder = makeEncoder
    let pace = generator.pace(table, columns: generator.plan.tables[table].writtenColumns)
    let size = min(groupRowCount, pace.group)
    batchRowCount = min(size, pace.batch)
    groups = RowGroups(of: [try generator.rows(table)], sizes: [size])
  }

  /// The next group; nil after the last.
  ///
  /// - Throws: what could not be made, after the rows before it, and the same ever after.
  package func next() throws(RunError) -> EncodedRowGroup? {
    if waiting.isEmpty, failure == nil { make() }
    if !waiting.isEmpty { return waiting.removeFirst() }
    if let failure { throw failure }
    return nil
  }

  private func make() {
    let threads = generator.options.threads
    let first = nextGroup
    let made = Mutex<[EncodedRowGroup]>([])
    nextGroup = min(groups.count, first + 2 * threads)
    do throws(RunError) {
      try OrderedWork.run(
        units: nextGroup - first, threads: threads, isCancelled: generator.options.isCancelled
      ) { [groups, generator, table, batchRowCount, makeEncoder] (unit, cache) throws(RunError) in
        try generator.group(
          groups[first + unit].rows, table, batchRowCount: batchRowCount, makeEncoder(), cache)
      } deliver: { (_, group) throws(RunError) in
        made.withLock { $0.append(group) }
      }
    } catch {
      failure = error
    }
    waiting = made.withLock { $0 }
  }
}

extension Generator {
  fileprivate func group(
    _ rows: Range<Int>, _ table: Int, batchRowCount: Int, _ encoder: any RowGroupEncoder,
    _ cache: WorkerCache
  ) throws(RunError) -> EncodedRowGroup {
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: batchRowCount) {
      let range = start..<min(start + batchRowCount, rows.upperBound)
      let batch = try batch(table, .range(range), hidden: false, cache)
      do throws(SinkError) { try encoder.append(batch) } catch { throw .sink(error) }
      if options.isCancelled() { throw .cancelled }
    }
    do throws(SinkError) { return try encoder.finish() } catch { throw .sink(error) }
  }
}
