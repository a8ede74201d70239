import Columnar
import Encoding

/// Rows of one part that stand together in a row group of the table.
struct PartRows: Sendable {
  var values: [[UInt8]?]
  var pieces: [RowPiece] = []

  var rowCount: Int { pieces.reduce(0) { $0 + $1.rowCount } }
}

/// Rows as they wait.
enum RowPiece: Sendable {
  /// As they were made, where they are many and will not wait for long.
  case batch(Batch)
  case packed(PackedRows, rows: Range<Int>)

  var rowCount: Int {
    switch self {
    case .batch(let batch): batch.rowCount
    case .packed(_, let rows): rows.count
    }
  }

  /// About what the piece takes in memory.
  var byteCount: Int {
    switch self {
    case .batch(let batch): batch.byteCount
    case .packed(let packed, let rows): packed.byteCount * rows.count / max(1, packed.rowCount)
    }
  }

  /// The piece up to a row, and from it on.
  func cut(at row: Int) -> (RowPiece, RowPiece) {
    switch self {
    case .batch(let batch):
      (.batch(batch.slice(0..<row)), .batch(batch.slice(row..<batch.rowCount)))
    case .packed(let packed, let rows):
      (
        .packed(packed, rows: rows.lowerBound..<rows.lowerBound + row),
        .packed(packed, rows: rows.lowerBound + row..<rows.upperBound)
      )
    }
  }
}

/// Parts the rows of one row group, in the worker that makes them.
final class PartGatherer {
  /// Rows and bytes that are kept before they are parted.
  private static let sliceRowCount = 1 << 17
  private static let sliceByteCount = 64 << 20

  private let output: TableOutput
  private var router: PartRouter
  private var batches: [Batch] = []
  private var places: [Int32] = []
  private var byteCount = 0
  private var parts: [PartRows] = []
  /// The place in `parts` of each part of the router; -1 before its first row.
  private var slots: [Int] = []
  private var buffer = ByteBuffer()

  init(_ output: TableOutput) {
    self.output = output
    router = PartRouter(keyCount: output.keys.count)
  }

  func append(_ batch: Batch) {
    places += router.route(output.keys.map { batch.columns[$0] })
    let rows = batch.columns(output.columns)
    batches.append(rows)
    byteCount += rows.byteCount
    if places.count >= Self.sliceRowCount || byteCount >= Self.sliceByteCount { endSlice() }
  }

  /// - Returns: the rows of each part, in order of their first ones.
  func finish() -> [PartRows] {
    endSlice()
    return parts
  }

  private func endSlice() {
    guard !places.isEmpty else { return }
    defer {
      batches.removeAll()
      places.removeAll(keepingCapacity: true)
      byteCount = 0
    }
    if 2 * places.count >= output.groupRowCount, places.allSatisfy({ $0 == places[0] }) {
      parts[slot(of: Int(places[0]))].pieces += batches.map { .batch($0) }
      return
    }
    let columns = output.layout.fields.indices.map { column in
      Column.concatenated(
        output.layout.fields[column].type, batches.map { $0.columns[column] })
    }
    let dictionaries = PackedRows.dictionaries(of: columns)
    let unknown = PackedRows.byteCount(of: dictionaries, beside: output.options.dictionaries)
    for (part, rows) in rowsByPart() {
      let packed = PackedRows(
        columns, rows: rows, dictionaries: dictionaries,
        sharedByteCount: unknown * rows.count / places.count, &buffer)
      parts[slot(of: part)].pieces.append(.packed(packed, rows: 0..<rows.count))
    }
  }

  private func slot(of part: Int) -> Int {
    while slots.count <= part { slots.append(-1) }
    if slots[part] < 0 {
      slots[part] = parts.count
      parts.append(PartRows(values: router.parts[part]))
    }
    return slots[part]
  }

  /// The rows of each part, the parts in order of their first rows.
  private func rowsByPart() -> [(part: Int, rows: [Int])] {
    var counts = [Int](repeating: 0, count: router.parts.count)
    for place in places { counts[Int(place)] += 1 }
    var slots = [Int](repeating: -1, count: counts.count)
    var result: [(part: Int, rows: [Int])] = []
    for row in places.indices {
      let part = Int(places[row])
      if slots[part] < 0 {
        slots[part] = result.count
        result.append((part, []))
        result[slots[part]].rows.reserveCapacity(counts[part])
      }
      result[slots[part]].rows.append(row)
    }
    return result
  }
}

extension Batch {
  /// Some columns, by place.
  func columns(_ places: [Int]) -> Batch {
    Batch(columns: places.map { columns[$0] }, rowCount: rowCount)
  }

  func slice(_ rows: Range<Int>) -> Batch {
    Batch(columns: columns.map { $0.slice(rows) }, rowCount: rows.count)
  }

  /// About how many bytes the values take in memory.
  var byteCount: Int { columns.reduce(0) { $0 + $1.byteCount } }
}
