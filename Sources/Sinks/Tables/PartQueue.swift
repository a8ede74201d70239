import Columnar

/// The rows of one part of a table on their way to its files.
///
/// Rows wait until they fill a row group, so that parts that get a few rows at a time have row
/// groups of full size. Which rows make a row group follows from their order alone; encoding and
/// writing is left to whoever has time. Used by one thread at a time.
struct PartQueue {
  let files: PartFiles
  private let groupRowCount: Int
  private var waiting: [RowPiece] = []
  private var waitingRowCount = 0
  private(set) var waitingByteCount = 0
  /// Where the next row stands in its part.
  private var position: Int64 = 0
  /// How many row groups there are so far.
  private var groupCount = 0

  init(_ files: PartFiles, groupRowCount: Int) {
    self.files = files
    self.groupRowCount = groupRowCount
  }

  /// The number of a row group that comes encoded.
  mutating func takeNumber() -> Int {
    groupCount += 1
    return groupCount - 1
  }

  /// - Returns: the row groups that are full.
  mutating func add(_ rows: PartRows) -> [WaitingGroup] {
    // Rows that are enough for a row group of their own do not wait for others.
    if 2 * rows.rowCount >= groupRowCount {
      return [takeWaiting(), group(rows.pieces, rows.rowCount)].compactMap { $0 }
    }
    var full: [WaitingGroup] = []
    for piece in rows.pieces {
      var rest = piece
      while waitingRowCount + rest.rowCount > groupRowCount {
        let (own, behind) = rest.cut(at: groupRowCount - waitingRowCount)
        append(own)
        if let group = takeWaiting() { full.append(group) }
        rest = behind
      }
      append(rest)
      if waitingRowCount == groupRowCount, let group = takeWaiting() { full.append(group) }
    }
    return full
  }

  private mutating func append(_ piece: RowPiece) {
    waiting.append(piece)
    waitingRowCount += piece.rowCount
    waitingByteCount += piece.byteCount
  }

  /// What waits, as a row group of its own; nil without rows.
  mutating func takeWaiting() -> WaitingGroup? {
    defer { (waiting, waitingRowCount, waitingByteCount) = ([], 0, 0) }
    return group(waiting, waitingRowCount)
  }

  private mutating func group(_ pieces: [RowPiece], _ rowCount: Int) -> WaitingGroup? {
    guard rowCount > 0 else { return nil }
    defer { position += Int64(rowCount) }
    return WaitingGroup(files: files, pieces: pieces, number: takeNumber(), firstRow: position)
  }
}

/// The rows of a row group, not yet encoded.
struct WaitingGroup: Sendable {
  let files: PartFiles
  let pieces: [RowPiece]
  let number: Int
  let firstRow: Int64

  /// Encodes the rows, and writes them where the row groups before are written.
  func write(_ layout: TableLayout, _ encoder: any RowGroupEncoder) throws(SinkError) {
    var hash = TableHash()
    let take = { (batch: Batch) throws(SinkError) -> Void in
      hash.add(batch, firstRow: firstRow + hash.rowCount)
      try encoder.append(batch)
    }
    var unpacker = RowUnpacker(layout)
    for piece in pieces {
      switch piece {
      case .batch(let batch):
        try unpacker.end(take)
        try take(batch)
      case .packed(let packed, let rows): try unpacker.append(packed, rows, take)
      }
    }
    try unpacker.end(take)
    try files.put(
      PartFiles.Group(encoded: try encoder.finish(), hash: hash, firstRow: firstRow),
      number: number)
  }
}
