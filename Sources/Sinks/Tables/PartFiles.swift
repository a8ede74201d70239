import Columnar
import Synchronization

/// The files of one part of a table, one after the other.
///
/// Row groups are encoded by any worker and numbered; whoever brings the one that is next writes
/// it, and those behind it that are there.
final class PartFiles: Sendable {
  /// A row group with the hash of its rows at their positions in the part.
  struct Group: Sendable {
    var encoded: EncodedRowGroup
    var hash: TableHash
    var firstRow: Int64
  }

  private struct State {
    var ready: [Int: Group?] = [:]
    var next = 0
    var sink: (any FileSink)?
    var path = ""
    /// Of the file that is written.
    var hash = TableHash()
    /// Position of the file's first row.
    var firstRow: Int64 = 0
    var files: [WrittenFile] = []
  }

  let output: Int
  let values: [[UInt8]?]
  private let plan: TableOutput
  private let isStrict: Bool
  private let places: FilePlaces
  private let state = Mutex(State())

  init(
    _ output: Int, _ plan: TableOutput, _ values: [[UInt8]?], isStrict: Bool, _ places: FilePlaces
  ) {
    self.output = output
    self.plan = plan
    self.values = values
    self.isStrict = isStrict
    self.places = places
  }

  /// In the order of their rows.
  var files: [WrittenFile] { state.withLock { $0.files } }

  /// - Parameter group: nil for the end of the part.
  func put(_ group: Group?, number: Int) throws(SinkError) {
    try state.withLock { (state) throws(SinkError) in
      state.ready[number] = .some(group)
      while let ready = state.ready.removeValue(forKey: state.next) {
        state.next += 1
        if let ready { try write(ready, &state) } else { try finish(&state) }
      }
    }
  }

  func discard() { state.withLock { $0.sink?.discard() } }

  private func write(_ group: Group, _ state: inout State) throws(SinkError) {
    if let limit = plan.sizeLimit, state.hash.rowCount > 0, let sink = state.sink,
      sink.byteCount(endingBehind: group.encoded) > limit
    {
      try endFile(&state)
    }
    if state.hash.rowCount == 0 { state.firstRow = group.firstRow }
    try open(&state).write(group.encoded)
    state.hash.merge(group.hash)
  }

  private func open(_ state: inout State) throws(SinkError) -> any FileSink {
    if let sink = state.sink { return sink }
    state.path = plan.names.path(values, number: state.files.count, isStrict: isStrict)
    let made = try plan.format.makeSink(
      layout: plan.layout, file: try places.makeFile(state.path), options: plan.options)
    state.sink = made
    return made
  }

  private func endFile(_ state: inout State) throws(SinkError) {
    let summary = try open(&state).finish()
    state.files.append(
      WrittenFile(
        output: output, path: state.path, byteCount: summary.byteCount, firstRow: state.firstRow,
        hash: state.hash))
    state.firstRow += state.hash.rowCount
    state.sink = nil
    state.hash = TableHash()
  }

  /// Ends the last file; of a part without rows it holds none.
  private func finish(_ state: inout State) throws(SinkError) {
    if state.sink != nil || state.files.isEmpty { try endFile(&state) }
  }
}
