import Columnar

/// Rows of one part that stand together in a row group of the table.
struct PartRows: Sendable {
  var values: [[UInt8]?]
  var batches: [Batch]
  /// The same rows as bytes, where they are enough for a row group of their own.
  var encoded: EncodedRowGroup?

  var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }
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
    if places.allSatisfy({ $0 == places[0] }) {
      parts.append(PartRows(values: router.parts[Int(places[0])], batches: batches))
      return
    }
    let columns = output.layout.fields.indices.map { column in
      Column.concatenated(
        output.layout.fields[column].type, batches.map { $0.columns[column] })
    }
    for (part, rows) in rowsByPart() {
      let batch = Batch(columns: columns.map { $0.gathered(rows) }, rowCount: rows.count)
      parts.append(PartRows(values: router.parts[part], batches: [batch]))
    }
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
