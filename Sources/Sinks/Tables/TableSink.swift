import Columnar
import Synchronization

/// A table that goes to several files: with other columns in each, by values, or by size.
///
/// - Shape: what each file holds follows from the rows and their row groups alone, so that threads
///   leave it as it is.
package final class TableSink: BatchSink {
  /// Parts of one output; beyond that, names and footers take more memory than rows.
  package static let largestPartCount = 1 << 16
  /// Bytes of rows that wait for a row group to fill; beyond it the longest queues are written.
  private let waitingLimit: Int

  private struct State {
    var queues: [PartQueue] = []
    /// By output and values.
    var places: [PartKey: Int] = [:]
    /// The path behind each key of one, so that no two are one where they lie.
    var folders: [String: String] = [:]
    var partCounts: [Int: Int] = [:]
    var waitingByteCount = 0
    var rowCount = 0
    /// What is put off.
    var work: [any SinkWork] = []
    var isAtEnd = false
  }

  private struct PartKey: Hashable {
    var output: Int
    var values: [[UInt8]?]
  }

  private let outputs: [TableOutput]
  /// Make the encoders of each output's row groups.
  private let sources: [any BatchSink]
  private let places: FilePlaces
  private let state = Mutex(State())

  package init(
    _ outputs: [TableOutput], table: String, waitingLimit: Int = 64 << 20, _ places: FilePlaces
  ) throws(SinkError) {
    self.outputs = outputs
    self.places = places
    self.waitingLimit = waitingLimit
    var sources: [any BatchSink] = []
    for output in outputs {
      let file = try OutputFile.nowhere(path: output.names.path, table: table)
      sources.append(
        try output.format.makeSink(layout: output.layout, file: file, options: output.options))
      try file.finish()
    }
    self.sources = sources
    for index in outputs.indices where outputs[index].keys.isEmpty {
      _ = try state.withLock { (state) throws(SinkError) in try queue(index, [], &state) }
    }
  }

  package var hashesFiles: Bool { true }

  package func makeEncoder() -> any RowGroupEncoder { makeEncoder(firstRow: 0) }

  package func makeEncoder(firstRow: Int) -> any RowGroupEncoder {
    TableEncoder(outputs, sources, firstRow: Int64(firstRow))
  }

  package func write(_ group: EncodedRowGroup) throws(SinkError) {
    guard let rows = group.details as? [OutputRows] else {
      preconditionFailure("a row group of another sink")
    }
    try state.withLock { (state) throws(SinkError) in
      for (index, rows) in rows.enumerated() {
        switch rows {
        case .whole(let group, let hash, let firstRow):
          let place = try queue(index, [], &state)
          try state.queues[place].files.put(
            PartFiles.Group(encoded: group, hash: hash, firstRow: firstRow),
            number: state.queues[place].takeNumber())
        case .parts(let parts):
          for part in parts { try add(part, index, &state) }
        }
      }
      state.rowCount += group.rowCount
    }
  }

  private func add(_ part: PartRows, _ output: Int, _ state: inout State) throws(SinkError) {
    let place = try queue(output, part.values, &state)
    state.waitingByteCount -= state.queues[place].waitingByteCount
    for group in state.queues[place].add(part) { put(off: group, &state) }
    state.waitingByteCount += state.queues[place].waitingByteCount
    if state.waitingByteCount > waitingLimit { writeLongest(&state) }
  }

  /// Writes the longest queues, so many that a while passes before they are sought again.
  private func writeLongest(_ state: inout State) {
    let longest = state.queues.indices.filter { state.queues[$0].waitingByteCount > 0 }.sorted {
      let (one, other) = (state.queues[$0].waitingByteCount, state.queues[$1].waitingByteCount)
      return one == other ? $0 < $1 : one > other
    }
    for place in longest where state.waitingByteCount > waitingLimit / 8 * 7 {
      state.waitingByteCount -= state.queues[place].waitingByteCount
      if let group = state.queues[place].takeWaiting() { put(off: group, &state) }
    }
  }

  private func put(off group: WaitingGroup, _ state: inout State) {
    state.work.append(work(group, of: group.files))
  }

  private func work(_ group: WaitingGroup?, of files: PartFiles, end: Int? = nil) -> PartWork {
    PartWork(
      group: group, files: files, end: end, source: sources[files.output],
      layout: outputs[files.output].layout)
  }

  package func takeWork() -> [any SinkWork] {
    state.withLock { state in
      defer { state.work = [] }
      return state.work
    }
  }

  /// What waits becomes work, and so does the end of each part's files.
  package func endRows() throws(SinkError) {
    state.withLock { state in
      guard !state.isAtEnd else { return }
      state.isAtEnd = true
      state.waitingByteCount = 0
      for place in state.queues.indices {
        let files = state.queues[place].files
        let group = state.queues[place].takeWaiting()
        let end = state.queues[place].takeNumber()
        state.work.append(work(group, of: files, end: end))
      }
    }
  }

  /// The place of the queue of a part, made where there is none.
  private func queue(
    _ output: Int, _ values: [[UInt8]?], _ state: inout State
  ) throws(SinkError) -> Int {
    let key = PartKey(output: output, values: values)
    if let place = state.places[key] { return place }
    let plan = outputs[output]
    let count = state.partCounts[output, default: 0] + 1
    guard count <= TableSink.largestPartCount else {
      throw .tooManyParts(plan.names.path, table: plan.layout.table)
    }
    let path = plan.names.path(values, number: 0)
    let folding = places.folding
    // Letters are escaped only where they must be: which value comes first goes by the share.
    let isStrict = TableSink.levels(of: path).contains { level in
      state.folders[folding.key(level)].map { !$0.utf8.elementsEqual(level.utf8) } ?? false
    }
    let own = isStrict ? plan.names.path(values, number: 0, isStrict: true) : path
    if let name = own.split(separator: "/").first(where: { $0.utf8.count > 255 }) {
      throw .longName(
        name, zip(plan.names.keys, values).max { $0.1?.count ?? 0 < $1.1?.count ?? 0 },
        plan.names.path, table: plan.layout.table)
    }
    for level in TableSink.levels(of: own) { state.folders[folding.key(level)] = level }
    state.partCounts[output] = count
    state.places[key] = state.queues.count
    state.queues.append(
      PartQueue(
        PartFiles(output, plan, values, isStrict: isStrict, places),
        groupRowCount: plan.groupRowCount))
    return state.queues.count - 1
  }

  /// The path and the folders on its way.
  private static func levels(of path: String) -> [String] {
    let names = path.split(separator: "/")
    return names.indices.map { names[...$0].joined(separator: "/") }
  }

  package func finish() throws(SinkError) -> SinkSummary {
    try endRows()
    for work in takeWork() { try work.run() }
    return try state.withLock { (state) throws(SinkError) in
      for index in outputs.indices
      where outputs[index].names.place == .hive && state.partCounts[index] == nil {
        try places.makeFolder(outputs[index].names.path)
      }
      var parts = state.queues.map(\.files.files)
      parts.sort { one, other in
        guard let one = one.first, let other = other.first, one.output == other.output else {
          return one.first?.output ?? -1 < other.first?.output ?? -1
        }
        return one.path.utf8.lexicographicallyPrecedes(other.path.utf8)
      }
      let files = parts.flatMap { $0 }
      return SinkSummary(
        byteCount: files.reduce(0) { $0 + $1.byteCount }, rowCount: state.rowCount, files: files)
    }
  }

  package func discard() {
    state.withLock { state in
      state.work = []
      for queue in state.queues { queue.files.discard() }
    }
  }
}

/// What is left to do for a part: a row group to encode, or the end of its files.
private struct PartWork: SinkWork {
  var group: WaitingGroup?
  var files: PartFiles
  /// The number behind the last row group, once it is known.
  var end: Int?
  var source: any BatchSink
  var layout: TableLayout

  func run() throws(SinkError) {
    try group?.write(layout, source.makeEncoder())
    if let end { try files.put(nil, number: end) }
  }
}

/// What one row group of the table is for one output.
enum OutputRows: Sendable {
  case whole(EncodedRowGroup, TableHash, firstRow: Int64)
  case parts([PartRows])
}

/// The rows of one row group of the table, for all outputs.
private final class TableEncoder: RowGroupEncoder {
  private enum Work {
    case whole(any RowGroupEncoder, TableHash)
    case parts(PartGatherer)
  }

  private let outputs: [TableOutput]
  private let sources: [any BatchSink]
  private let firstRow: Int64
  private var work: [Work]
  private var rowCount = 0

  init(_ outputs: [TableOutput], _ sources: [any BatchSink], firstRow: Int64) {
    self.outputs = outputs
    self.sources = sources
    self.firstRow = firstRow
    work = zip(outputs, sources).map { output, source in
      output.keys.isEmpty
        ? .whole(source.makeEncoder(), TableHash()) : .parts(PartGatherer(output))
    }
  }

  func append(_ batch: Batch) throws(SinkError) {
    for index in work.indices {
      switch work[index] {
      case .whole(let encoder, var hash):
        let rows = batch.columns(outputs[index].columns)
        hash.add(rows, firstRow: firstRow + Int64(rowCount))
        try encoder.append(rows)
        work[index] = .whole(encoder, hash)
      case .parts(let gatherer): gatherer.append(batch)
      }
    }
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    var details: [OutputRows] = []
    for index in work.indices {
      switch work[index] {
      case .whole(let encoder, let hash):
        details.append(.whole(try encoder.finish(), hash, firstRow: firstRow))
      case .parts(let gatherer):
        details.append(.parts(gatherer.finish()))
      }
    }
    return EncodedRowGroup(parts: [], rowCount: rowCount, details: details)
  }
}

extension SinkError {
  fileprivate static func tooManyParts(_ path: String, table: String) -> SinkError {
    SinkError(
      .output, path: path, table: table,
      reason: "its rows would be parted into more than \(TableSink.largestPartCount) files; part "
        + "them by something of fewer values")
  }

  /// - Parameter longest: the key of the longest value, with it.
  fileprivate static func longName(
    _ name: Substring, _ longest: (key: String, value: [UInt8]?)?, _ path: String, table: String
  ) -> SinkError {
    let start = String(decoding: longest?.value ?? [], as: UTF8.self).prefix(40)
    return SinkError(
      .output, path: path, table: table,
      reason:
        "a name is longer than 255 bytes where '\(longest?.key ?? "")' is '\(start)…', which is "
        + "\(longest?.value?.count ?? 0) bytes long")
  }
}
