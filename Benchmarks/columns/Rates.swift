import Columnar
import Diagnostics
import Engine
import Generators
import Planning
import SchemaDecoding
import Synchronization

/// Rows per second into batches in memory, without files: each table of a document alone on one
/// thread, or the whole document over threads.
enum Rates {
  /// Rows of a batch, as a run makes them.
  private static let batchSize = 4096

  static func generator(_ bytes: [UInt8], name: String, threads: Int) throws -> Generator {
    let text = String(decoding: bytes, as: UTF8.self)
    let vocabulary = SchemaDecoding.Vocabulary(generators: GeneratorRegistry.syntaxes)
    let document = try DocumentDecoder.decode(text, fileName: name, vocabulary: vocabulary).get()
    return try Generator(
      try Planner.plan(document, options: PlanOptions()), options: RunOptions(threads: threads))
  }

  /// Makes batches of one table after another until the time is over.
  static func columns(_ generator: Generator, seconds: Double, report: (String) -> Void) throws {
    for (table, plan) in generator.plan.tables.enumerated() where !plan.isHidden {
      let total = generator.rowCount(table)
      let clock = ContinuousClock()
      var made = 0
      var position = 0
      let start = clock.now
      var spent = 0.0
      while spent < seconds {
        // The clock is asked once for many batches.
        for _ in 0..<64 {
          let end = min(position + batchSize, total)
          let batch = try generator.rows(of: table, at: position..<end, hidden: false)
          made += batch.rowCount
          position = end == total ? 0 : end
        }
        spent = (clock.now - start) / .seconds(1)
      }
      report("{\"table\": \"\(plan.name)\", \"rows\": \(made), \"seconds\": \(spent)}")
    }
  }

  /// Makes every row once and keeps none.
  static func whole(_ generator: Generator, report: (String) -> Void) throws {
    let clock = ContinuousClock()
    var rows = 0
    let spent = try clock.measure {
      let results = try generator.write { (_, _) in NullSink() }
      rows = results.reduce(0) { $0 + $1.summary.rowCount }
    }
    report("{\"rows\": \(rows), \"seconds\": \(spent / .seconds(1))}")
  }
}

/// Takes batches and drops them.
final class NullSink: BatchSink {
  private final class Encoder: RowGroupEncoder {
    private var rowCount = 0

    func append(_ batch: Batch) throws(SinkError) { rowCount += batch.rowCount }

    func finish() throws(SinkError) -> EncodedRowGroup {
      EncodedRowGroup(parts: [], rowCount: rowCount)
    }
  }

  private let rows = Mutex(0)

  func makeEncoder() -> any RowGroupEncoder { Encoder() }

  func write(_ group: EncodedRowGroup) throws(SinkError) {
    rows.withLock { $0 += group.rowCount }
  }

  func finish() throws(SinkError) -> SinkSummary {
    SinkSummary(byteCount: 0, rowCount: rows.withLock { $0 })
  }

  func discard() {}
}
