/// Where the rows of one table go. Encoding runs in the workers, writing in order in one place.
///
/// Calls: `makeEncoder` from any worker for each row group; `write` with the encoded row groups in
/// row order, never two at once, and `endRows` behind the last; then `finish` once, or `discard`
/// after a failure. What `write` and `endRows` put off, `takeWork` hands to whoever has workers;
/// `finish` does what nobody took.
package protocol BatchSink: AnyObject, Sendable {
  /// Whether the sink hashes what its files hold; of other sinks the rows are hashed as they come.
  var hashesFiles: Bool { get }
  func makeEncoder() -> any RowGroupEncoder
  /// - Parameter firstRow: position of the group's first row in its table.
  func makeEncoder(firstRow: Int) -> any RowGroupEncoder
  func write(_ group: EncodedRowGroup) throws(SinkError)
  /// Tells that no rows follow.
  func endRows() throws(SinkError)
  /// What was put off: to be done by any workers, in any order, before `finish`.
  func takeWork() -> [any SinkWork]
  /// Completes the file under its temporary name and makes it durable.
  func finish() throws(SinkError) -> SinkSummary
  /// Removes what was written.
  func discard()
}

/// A piece of what a sink has put off.
package protocol SinkWork: Sendable {
  func run() throws(SinkError)
}

extension BatchSink {
  package func endRows() throws(SinkError) {}
  package func takeWork() -> [any SinkWork] { [] }
  package var hashesFiles: Bool { false }
  package func makeEncoder(firstRow: Int) -> any RowGroupEncoder { makeEncoder() }
}

/// Collects the batches of one row group as bytes; used by one worker.
package protocol RowGroupEncoder: AnyObject {
  func append(_ batch: Batch) throws(SinkError)
  func finish() throws(SinkError) -> EncodedRowGroup
}

/// A row group ready to be written, with the facts the sink's footer needs.
package struct EncodedRowGroup: Sendable {
  /// The bytes in parts, one behind the other, so that none is copied to stand beside the rest.
  package var parts: [[UInt8]]
  package var rowCount: Int
  /// What the sink that made the encoder wants to know when it writes; opaque to the engine.
  package var details: any Sendable

  package init(parts: [[UInt8]], rowCount: Int, details: any Sendable = ()) {
    self.parts = parts
    self.rowCount = rowCount
    self.details = details
  }

  package var byteCount: Int { parts.reduce(0) { $0 + $1.count } }
}

package struct SinkSummary: Hashable, Sendable {
  package var byteCount: Int
  package var rowCount: Int
  /// The files of a sink that writes several: parts in the order of their paths, the files of a
  /// part in that of their rows.
  package var files: [WrittenFile]

  package init(byteCount: Int, rowCount: Int, files: [WrittenFile] = []) {
    self.byteCount = byteCount
    self.rowCount = rowCount
    self.files = files
  }
}

/// One file of several that a table went to.
package struct WrittenFile: Hashable, Sendable {
  /// Which of the table's outputs it belongs to.
  package var output: Int
  package var path: String
  package var byteCount: Int
  /// Position of its first row among those that its part of the table has in the share.
  package var firstRow: Int64
  package var hash: TableHash

  package init(output: Int, path: String, byteCount: Int, firstRow: Int64, hash: TableHash) {
    self.output = output
    self.path = path
    self.byteCount = byteCount
    self.firstRow = firstRow
    self.hash = hash
  }
}

/// The world's fault: a disk that is full, a folder that may not be written, a reader that left.
package struct SinkError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case input
    case output
    case closedPipe
    case alreadyExists
    case interrupted
  }

  package var kind: Kind
  package var path: String
  package var table: String?
  package var reason: String

  package init(_ kind: Kind, path: String, table: String? = nil, reason: String) {
    self.kind = kind
    self.path = path
    self.table = table
    self.reason = reason
  }
}
