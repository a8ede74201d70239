import Columnar

/// The rows of one part of a table on their way into its files, one after the other.
///
/// Rows wait until they fill a row group, so that parts that get a few rows at a time have row groups
/// of full size; used by one thread at a time.
struct PartWriter {
  let output: Int
  let values: [[UInt8]?]
  private let plan: TableOutput
  private let isStrict: Bool
  private let places: FilePlaces
  private var waiting: [Batch] = []
  private(set) var waitingRowCount = 0
  private(set) var waitingByteCount = 0
  private var sink: (any BatchSink)?
  private var path = ""
  /// Of the file that is written.
  private var byteCount = 0
  private var hash = TableHash()
  /// Position of the file's first row.
  private var firstRow: Int64 = 0
  private(set) var files: [WrittenFile] = []
  private(set) var rowCount = 0

  init(
    _ output: Int, _ plan: TableOutput, _ values: [[UInt8]?], isStrict: Bool, _ places: FilePlaces
  ) {
    self.output = output
    self.plan = plan
    self.values = values
    self.isStrict = isStrict
    self.places = places
  }

  /// Takes rows of which row groups are made here.
  mutating func add(_ rows: PartRows, _ source: any BatchSink) throws(SinkError) {
    if let group = rows.encoded {
      try writeWaiting(source)
      var hash = TableHash()
      for batch in rows.batches { hash.add(batch, firstRow: position + hash.rowCount) }
      try write(group, hash, at: position)
      return
    }
    for batch in rows.batches {
      waiting.append(batch)
      waitingRowCount += batch.rowCount
      waitingByteCount += batch.byteCount
      if waitingRowCount >= plan.groupRowCount { try writeFull(source) }
    }
  }

  /// Writes the row groups that are full; the rest waits on.
  private mutating func writeFull(_ source: any BatchSink) throws(SinkError) {
    while waitingRowCount >= plan.groupRowCount {
      var rest = waiting
      let surplus = waitingRowCount - plan.groupRowCount
      var behind: [Batch] = []
      if surplus > 0, let last = rest.popLast() {
        let cut = last.rowCount - surplus
        precondition(cut > 0, "a row group that was full before its last rows")
        rest.append(last.slice(0..<cut))
        behind = [last.slice(cut..<last.rowCount)]
      }
      waiting = rest
      try writeWaiting(source)
      waiting = behind
      waitingRowCount = surplus
      waitingByteCount = behind.reduce(0) { $0 + $1.byteCount }
    }
  }

  /// Writes what waits as a row group of its own.
  mutating func writeWaiting(_ source: any BatchSink) throws(SinkError) {
    guard !waiting.isEmpty else { return }
    let encoder = source.makeEncoder()
    var hash = TableHash()
    for batch in waiting {
      hash.add(batch, firstRow: position + hash.rowCount)
      try encoder.append(batch)
    }
    waiting = []
    waitingRowCount = 0
    waitingByteCount = 0
    try write(try encoder.finish(), hash, at: position)
  }

  /// Where the next row stands in its part.
  private var position: Int64 { firstRow + hash.rowCount }

  /// - Parameters:
  ///   - rows: hash of the group's rows at their positions.
  ///   - position: that of the first row.
  mutating func write(
    _ group: EncodedRowGroup, _ rows: TableHash, at position: Int64
  ) throws(SinkError) {
    if let limit = plan.sizeLimit, hash.rowCount > 0, byteCount + group.byteCount > limit {
      try endFile()
    }
    if hash.rowCount == 0 { firstRow = position }
    try open().write(group)
    byteCount += group.byteCount
    hash.merge(rows)
    rowCount += group.rowCount
  }

  private mutating func open() throws(SinkError) -> any BatchSink {
    if let sink { return sink }
    path = plan.names.path(values, number: files.count, isStrict: isStrict)
    let made = try plan.format.makeSink(
      layout: plan.layout, file: try places.makeFile(path), options: plan.options)
    sink = made
    return made
  }

  private mutating func endFile() throws(SinkError) {
    let summary = try open().finish()
    files.append(
      WrittenFile(
        output: output, path: path, byteCount: summary.byteCount, firstRow: firstRow, hash: hash))
    firstRow += hash.rowCount
    sink = nil
    byteCount = 0
    hash = TableHash()
  }

  /// Ends the last file; of a part without rows it holds none.
  mutating func finish(_ source: any BatchSink) throws(SinkError) {
    try writeWaiting(source)
    if sink != nil || files.isEmpty { try endFile() }
  }

  func discard() { sink?.discard() }
}
