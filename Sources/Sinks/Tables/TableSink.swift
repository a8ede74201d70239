import Columnar
import Synchronization

/// A table that goes to several files: with other columns in each, by values, or by size.
///
/// - Shape: what each file holds follows from the rows and their row groups alone, so that threads
///   leave it as it is.
package final class TableSink: BatchSink {
  /// Parts of one output; beyond that, names and footers take more memory than rows.
  package static let largestPartCount = 1 << 16
  /// Bytes of rows that wait for a row group to fill; the longest queue is written first beyond it.
  private let waitingLimit: Int

  private struct State {
    var writers: [PartWriter] = []
    /// By output and values.
    var places: [PartKey: Int] = [:]
    /// The exact path behind each folded one, so that no two differ by case alone.
    var folders: [String: String] = [:]
    var partCounts: [Int: Int] = [:]
    var waitingByteCount = 0
    var rowCount = 0
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
      _ = try state.withLock { (state) throws(SinkError) in try writer(index, [], &state) }
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
          let place = try writer(index, [], &state)
          try state.writers[place].write(group, hash, at: firstRow)
        case .parts(let parts):
          for part in parts { try add(part, index, &state) }
        }
      }
      state.rowCount += group.rowCount
    }
  }

  private func add(_ part: PartRows, _ output: Int, _ state: inout State) throws(SinkError) {
    let place = try writer(output, part.values, &state)
    state.waitingByteCount -= state.writers[place].waitingByteCount
    try state.writers[place].add(part, sources[output])
    state.waitingByteCount += state.writers[place].waitingByteCount
    while state.waitingByteCount > waitingLimit {
      let longest = state.writers.indices.max {
        state.writers[$0].waitingByteCount < state.writers[$1].waitingByteCount
      }
      guard let longest else { return }
      state.waitingByteCount -= state.writers[longest].waitingByteCount
      try state.writers[longest].writeWaiting(sources[state.writers[longest].output])
    }
  }

  /// The place of the writer of a part, made where there is none.
  private func writer(
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
    let isStrict = TableSink.levels(of: path).contains { level in
      state.folders[level.folded].map { !$0.utf8.elementsEqual(level.path.utf8) } ?? false
    }
    let own = isStrict ? plan.names.path(values, number: 0, isStrict: true) : path
    for level in TableSink.levels(of: own) { state.folders[level.folded] = level.path }
    state.partCounts[output] = count
    state.places[key] = state.writers.count
    state.writers.append(
      PartWriter(output, plan, values, isStrict: isStrict, places))
    return state.writers.count - 1
  }

  /// The path and the folders on its way, with what a file system takes for the same.
  private static func levels(of path: String) -> [(path: String, folded: String)] {
    let names = path.split(separator: "/")
    return names.indices.map { end in
      let level = names[...end].joined(separator: "/")
      return (level, level.lowercased())
    }
  }

  package func finish() throws(SinkError) -> SinkSummary {
    try state.withLock { (state) throws(SinkError) in
      for index in outputs.indices
      where outputs[index].names.place == .hive && state.partCounts[index] == nil {
        try places.makeFolder(outputs[index].names.path)
      }
      var files: [WrittenFile] = []
      for index in state.writers.indices {
        try state.writers[index].finish(sources[state.writers[index].output])
        files += state.writers[index].files
      }
      files.sort { one, other in
        one.output == other.output
          ? one.path.utf8.lexicographicallyPrecedes(other.path.utf8) : one.output < other.output
      }
      return SinkSummary(
        byteCount: files.reduce(0) { $0 + $1.byteCount }, rowCount: state.rowCount, files: files)
    }
  }

  package func discard() {
    state.withLock { state in
      for writer in state.writers { writer.discard() }
    }
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
        details.append(.parts(try encoded(gatherer.finish(), index)))
      }
    }
    return EncodedRowGroup(parts: [], rowCount: rowCount, details: details)
  }

  /// Parts that are large enough become row groups here, where other workers do the same.
  private func encoded(_ parts: [PartRows], _ index: Int) throws(SinkError) -> [PartRows] {
    var result: [PartRows] = []
    for var part in parts {
      if 2 * part.rowCount >= outputs[index].groupRowCount {
        let encoder = sources[index].makeEncoder()
        for batch in part.batches { try encoder.append(batch) }
        part.encoded = try encoder.finish()
      }
      result.append(part)
    }
    return result
  }
}

extension SinkError {
  fileprivate static func tooManyParts(_ path: String, table: String) -> SinkError {
    SinkError(
      .output, path: path, table: table,
      reason: "its rows would be parted into more than \(TableSink.largestPartCount) files; part "
        + "them by something of fewer values")
  }
}
