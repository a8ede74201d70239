import Columnar
import Encoding

/// Rows of a table in Arrow's buffers, as many as texts of 32-bit offsets allow.
package struct ArrowRows: Sendable {
  package var columns: [ArrowColumnBuffers]
  package private(set) var rowCount = 0
  private let textByteLimit: Int

  /// - Parameter textByteLimit: texts take at most so many bytes, unless one row takes more.
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
  /// - Parameter body: called for the buffers of each column in turn.
  package mutating func take(
    _ body: (_ column: Int, _ rowCount: Int, _ nullCount: Int, [ByteBuffer]) -> Void
  ) {
    for index in columns.indices {
      let counts = (columns[index].rowCount, columns[index].nullCount)
      body(index, counts.0, counts.1, columns[index].take())
    }
    rowCount = 0
  }

  private func fittingEnd(_ batch: Batch, from start: Int) -> Int {
    var end = batch.rowCount
    for (buffers, column) in zip(columns, batch.columns) {
      guard case .text(let texts) = column.values, buffers.isPlainText else { continue }
      var room = textByteLimit - buffers.textByteCount
      if case .plain(let plain) = texts, Int(plain.offsets[end] - plain.offsets[start]) <= room {
        continue
      }
      for row in start..<end {
        room -= column.isNull(row) ? 0 : texts.byteCount(at: row)
        guard room < 0 else { continue }
        end = max(row, rowCount == 0 ? start + 1 : start)
        break
      }
    }
    return end
  }
}

extension TextColumn {
  fileprivate func byteCount(at row: Int) -> Int {
    switch self {
    case .plain(let plain): plain.range(at: row).count
    case .dictionary(let codes, let dictionary):
      dictionary.values.range(at: Int(codes[row])).count
    }
  }
}
