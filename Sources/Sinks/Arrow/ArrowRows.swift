import Columnar
import Encoding

/// Rows of a table in Arrow's buffers, as many as texts and lists of 32-bit offsets allow.
package struct ArrowRows: Sendable {
  package var columns: [ArrowColumnBuffers]
  package private(set) var rowCount = 0
  private let textByteLimit: Int

  /// - Parameter textByteLimit: texts take at most so many bytes, and lists have so many elements,
  ///   unless one row takes more.
  package init(_ columns: [ArrowColumnBuffers], textByteLimit: Int = 1 << 30) {
    self.columns = columns
    self.textByteLimit = textByteLimit
  }

  /// Takes rows of a batch until it is at its end or there is no room.
  ///
  /// - Returns: the row after the last that was taken; rows end at the same places however batches
  ///   are cut.
  package mutating func append(_ batch: Batch, from start: Int) -> Int {
    precondition(batch.columns.count == columns.count, "a batch of another table")
    let end = fittingEnd(batch, from: start)
    for index in columns.indices {
      columns[index].append(batch.columns[index], rows: start..<end)
    }
    rowCount += end - start
    return end
  }

  /// Hands the buffers of all columns over and starts again.
  ///
  package mutating func take() -> [ArrowColumnData] {
    rowCount = 0
    return columns.indices.map { columns[$0].take() }
  }

  private func fittingEnd(_ batch: Batch, from start: Int) -> Int {
    var end = batch.rowCount
    for (buffers, column) in zip(columns, batch.columns) {
      guard buffers.isPlainText || buffers.field.type.isNested else { continue }
      var room = textByteLimit - buffers.extent
      if column.extent(start..<end, isExact: false) <= room { continue }
      for row in start..<end {
        room -= column.extent(row..<row + 1, isExact: true)
        guard room < 0 else { continue }
        end = max(row, rowCount == 0 ? start + 1 : start)
        break
      }
    }
    return end
  }
}

extension Column {
  /// What offsets count of some rows.
  ///
  /// - Parameter isExact: whether what is hidden behind missing values is left out.
  fileprivate func extent(_ rows: Range<Int>, isExact: Bool) -> Int {
    if isExact, validity != nil, rows.count > 1 || rows.contains(where: isNull) {
      return rows.reduce(0) { $0 + (isNull($1) ? 0 : extent($1..<$1 + 1, isExact: true)) }
    }
    switch values {
    case .boolean, .int64, .int128, .float64, .uuid: return 0
    case .text(.plain(let plain)):
      return Int(plain.offsets[rows.upperBound] - plain.offsets[rows.lowerBound])
    case .text(.dictionary(let codes, let dictionary)):
      return rows.reduce(0) { $0 + dictionary.values.range(at: Int(codes[$1])).count }
    case .list(let lists):
      let elements = Int(lists.offsets[rows.lowerBound])..<Int(lists.offsets[rows.upperBound])
      return elements.count + lists.elements.extent(elements, isExact: isExact)
    case .structure(let parts):
      return parts.columns.reduce(0) { $0 + $1.extent(rows, isExact: isExact) }
    }
  }
}
