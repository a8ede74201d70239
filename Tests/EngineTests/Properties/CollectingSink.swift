import Columnar
import Synchronization

/// A sink that keeps its row groups.
final class CollectingSink: BatchSink {
  private let groups = Mutex<[[Batch]]>([])

  var batches: [Batch] { groups.withLock { $0.flatMap { $0 } } }

  private final class Encoder: RowGroupEncoder {
    private var batches: [Batch] = []

    func append(_ batch: Batch) throws(SinkError) { batches.append(batch) }

    func finish() throws(SinkError) -> EncodedRowGroup {
      EncodedRowGroup(
        parts: [], rowCount: batches.reduce(0) { $0 + $1.rowCount }, details: batches)
    }
  }

  func makeEncoder() -> any RowGroupEncoder { Encoder() }

  func write(_ group: EncodedRowGroup) throws(SinkError) {
    guard let batches = group.details as? [Batch] else { preconditionFailure("batches") }
    groups.withLock { $0.append(batches) }
  }

  func finish() throws(SinkError) -> SinkSummary {
    SinkSummary(byteCount: 0, rowCount: batches.reduce(0) { $0 + $1.rowCount })
  }

  func discard() { groups.withLock { $0 = [] } }
}
