import Columnar
import Encoding
import Testing

@testable import Sinks

@Suite struct PackedRowsTests {
  /// Rows of a table in a mixed order, packed in uneven pieces and unpacked, whole or cut in two.
  @Test(arguments: [0, 0.3, 1], [1, 5, 700, 9_000])
  func `rows come back as they were packed`(nullFraction: Double, pieceRowCount: Int) throws {
    let table = SampleTable(rowCount: 9_000, nullFraction: nullFraction, seed: 11)
    try check(table.batches, table.layout, pieceRowCount)
  }

  @Test(arguments: [0, 0.3, 1], [1, 300])
  func `nested rows come back as they were packed`(
    nullFraction: Double, pieceRowCount: Int
  ) throws {
    let table = NestedTable(rowCount: 900, nullFraction: nullFraction)
    try check(table.batches, table.layout, pieceRowCount)
  }

  private func check(_ batches: [Batch], _ layout: TableLayout, _ pieceRowCount: Int) throws {
    var buffer = ByteBuffer()
    var random = SampleRandom(state: 5)
    var expected = TableHash()
    var found = TableHash()
    var unpacker = RowUnpacker(layout)
    let take = { (batch: Batch) throws(SinkError) in found.add(batch, firstRow: found.rowCount) }
    for batch in batches {
      let dictionaries = PackedRows.dictionaries(of: batch.columns)
      var rows = Array(0..<batch.rowCount)
      for row in rows.indices { rows.swapAt(row, Int(random.next() % UInt64(rows.count))) }
      for start in stride(from: 0, to: rows.count, by: pieceRowCount) {
        let piece = Array(rows[start..<min(start + pieceRowCount, rows.count)])
        let packed = PackedRows(
          batch.columns, rows: piece, dictionaries: dictionaries, &buffer)
        let cut = Int(random.next() % UInt64(piece.count + 1))
        try unpacker.append(packed, 0..<cut, take)
        try unpacker.append(packed, cut..<piece.count, take)
        expected.add(
          Batch(columns: batch.columns.map { $0.gathered(piece) }, rowCount: piece.count),
          firstRow: expected.rowCount)
      }
    }
    try unpacker.end(take)
    #expect(found == expected && found.rowCount == batches.reduce(0) { $0 + $1.rowCount })
  }

  @Test func `values of a small range take a byte, the same value none`() {
    let columns = [
      Column(.int64, .int64((0..<1_000).map { 1 << 40 + Int64($0 % 256) })),
      Column(.date, .int64(Array(repeating: 19_000, count: 1_000))),
    ]
    var buffer = ByteBuffer()
    let packed = PackedRows(columns, rows: Array(0..<1_000), dictionaries: [], &buffer)
    #expect(packed.bytes.count == 10 + 1_000 + 10)
  }

  @Test func `a dictionary is counted once for the rows that share it, unless it is kept anyway`() {
    let other = TextDictionary(["some", "texts"])
    let known: [TextDictionary?] = [nil, SampleTable.categories]
    #expect(PackedRows.byteCount(of: [other, nil, SampleTable.categories], beside: known) == 17)
  }
}
