import CArrow
import Columnar
import Engine
import Planning
import Sinks

/// A table's rows through the Arrow C stream interface, made as they are asked for.
///
/// - Shape: arrays of at most `RowPull.groupRowCount` rows, in the order of the table.
/// - Reference: Apache Arrow, *The Arrow C stream interface*.
@safe package final class ArrowStream {
  private let table: String
  private let schema: ForeignSchema
  private let texts: [ForeignArray.Texts?]
  private let pull: RowPull
  private var waiting: [ArrowRows] = []
  private var errorMemory: ForeignMemory?
  private var error: UnsafePointer<CChar>?

  /// - Throws: when the share's rows cannot be told.
  package init(_ generator: Generator, table: Int) throws(RunError) {
    let plan = generator.plan.tables[table]
    let fields = plan.layout.fields
    let dictionaries = plan.writtenColumns.map { column in
      let type = plan.columns[column].type
      return type == .text ? plan.columns[column].texts.map(ArrowDictionary.init) : nil
    }
    self.table = plan.name
    texts = dictionaries.map { $0.map(ForeignArray.Texts.init) }
    var schema = ForeignSchema(name: "", format: "+s")
    schema.children = zip(fields, dictionaries).map { ForeignSchema($0, isCoded: $1 != nil) }
    self.schema = schema
    pull = try RowPull(generator, table: table) {
      ArrowRowsEncoder(
        ArrowRows(zip(fields, dictionaries).map { ArrowColumnBuffers($0, dictionary: $1) }))
    }
  }

  /// Hands the stream over: it lives until its reader releases it.
  package func export(to target: UnsafeMutablePointer<ArrowArrayStream>) {
    var stream = unsafe ArrowArrayStream()
    unsafe stream.get_schema = streamSchema
    unsafe stream.get_next = streamNext
    unsafe stream.get_last_error = streamError
    unsafe stream.release = releaseStream
    unsafe stream.private_data = Unmanaged.passRetained(self).toOpaque()
    unsafe target.initialize(to: stream)
  }

  fileprivate func fill(_ target: UnsafeMutablePointer<ArrowSchema>) {
    unsafe schema.fill(target)
  }

  /// - Returns: 0, or the number of an error of the system.
  fileprivate func fill(_ target: UnsafeMutablePointer<ArrowArray>) -> CInt {
    do throws(RunError) {
      while waiting.isEmpty {
        guard let group = try pull.next() else {
          // An array without a release callback is the end.
          unsafe target.initialize(to: ArrowArray())
          return 0
        }
        guard let made = group.details as? [ArrowRows] else {
          preconditionFailure("a group of another encoder")
        }
        waiting = made
      }
      unsafe ForeignArray.fill(target, waiting.removeFirst(), texts)
      return 0
    } catch {
      note(error)
      if case .cancelled = error { return SystemNumber.cancelled }
      return SystemNumber.inputOutput
    }
  }

  fileprivate var lastError: UnsafePointer<CChar>? { unsafe error }

  private func note(_ failure: RunError) {
    let memory = ForeignMemory()
    unsafe error = memory.text(text(failure))
    errorMemory = memory
  }

  private func text(_ failure: RunError) -> String {
    switch failure {
    case .cancelled: return "'\(table)': stopped"
    case .sink(let error): return error.reason
    case .generation(let failure): return failure.line
    case .preparation(let failures), .rows(_, let failures):
      return failures.map(\.line).joined(separator: "; ")
    }
  }

  /// `errno` of POSIX, where Linux and macOS have different ones.
  private enum SystemNumber {
    static let inputOutput: CInt = 5
    #if os(Linux)
      static let cancelled: CInt = 125
    #else
      static let cancelled: CInt = 89
    #endif
  }
}

/// Collects a group's rows in the buffers that go to the reader.
private final class ArrowRowsEncoder: RowGroupEncoder {
  private let empty: ArrowRows
  private var rows: ArrowRows
  private var full: [ArrowRows] = []
  private var rowCount = 0

  init(_ empty: ArrowRows) {
    self.empty = empty
    rows = empty
  }

  func append(_ batch: Batch) throws(SinkError) {
    var start = 0
    while start < batch.rowCount {
      start = rows.append(batch, from: start)
      guard start < batch.rowCount else { break }
      full.append(rows)
      rows = empty
    }
    rowCount += batch.rowCount
  }

  func finish() throws(SinkError) -> EncodedRowGroup {
    if rows.rowCount > 0 { full.append(rows) }
    rows = empty
    return EncodedRowGroup(parts: [], rowCount: rowCount, details: full)
  }
}

private func stream(_ pointer: UnsafeMutablePointer<ArrowArrayStream>?) -> ArrowStream {
  guard let data = unsafe pointer?.pointee.private_data else {
    preconditionFailure("a stream that was released is read")
  }
  return unsafe Unmanaged<ArrowStream>.fromOpaque(data).takeUnretainedValue()
}

private let streamSchema:
  @convention(c) (
    UnsafeMutablePointer<ArrowArrayStream>?, UnsafeMutablePointer<ArrowSchema>?
  ) -> CInt = { source, target in
    guard let target = unsafe target else { preconditionFailure("no place for the schema") }
    unsafe stream(source).fill(target)
    return 0
  }

private let streamNext:
  @convention(c) (
    UnsafeMutablePointer<ArrowArrayStream>?, UnsafeMutablePointer<ArrowArray>?
  ) -> CInt = { source, target in
    guard let target = unsafe target else { preconditionFailure("no place for the rows") }
    return unsafe stream(source).fill(target)
  }

private let streamError:
  @convention(c) (UnsafeMutablePointer<ArrowArrayStream>?) -> UnsafePointer<CChar>? = {
    unsafe stream($0).lastError
  }

private let releaseStream: @convention(c) (UnsafeMutablePointer<ArrowArrayStream>?) -> Void = {
  guard let source = unsafe $0, let data = unsafe source.pointee.private_data,
    unsafe source.pointee.release != nil
  else { return }
  unsafe source.pointee.release = nil
  unsafe source.pointee.private_data = nil
  unsafe Unmanaged<ArrowStream>.fromOpaque(data).release()
}
