/// What a table holds, in 128 bits, whatever the file format, the batches and the shares.
///
/// Each row has a keyed hash of its values. `logical` is their sum, so that shares add and order
/// does not matter; `order` is the sum of the hashes mixed with the rows' positions, so that it
/// tells two orders apart and shares still add.
///
/// What a row's hash sees: each value with its column's position and type. Null is no value of any
/// type. Integers of all widths are one family, as are the two floats; a `float32` counts as the
/// float it is written as. All NaNs are one; −0.0 counts as 0.0, because they are equal. A decimal
/// is its scale and unscaled integer, those to 18 digits one family and wider ones another; text is
/// its UTF-8 bytes and their number. A JSON document is its text without the white space between
/// its parts, and JSON's `null` is a missing value. A list, and so a map, is its elements in order
/// and their number, a structure its values in order; what is missing in them counts. Names are not
/// seen.
package struct TableHash: Sendable {
  package private(set) var logical: UInt128 = 0
  package private(set) var order: UInt128 = 0
  package private(set) var rowCount: Int64 = 0
  private var rows = RowHashes()

  package init() {}

  /// - Parameter level: the instruction set of the kernels; results are the same on all.
  init(level: Int32) { rows = RowHashes(level: level) }

  package init(logical: UInt128, order: UInt128, rowCount: Int64) {
    self.logical = logical
    self.order = order
    self.rowCount = rowCount
  }

  /// - Parameter firstRow: position of the batch's first row in its table, from 0.
  package mutating func add(_ batch: Batch, firstRow: Int64) {
    rows.start(rowCount: batch.rowCount)
    for (position, column) in batch.columns.enumerated() {
      rows.absorb(column, position: position)
    }
    let sums = rows.sums(firstRow: firstRow)
    logical &+= sums.logical
    order &+= sums.order
    rowCount += Int64(batch.rowCount)
  }

  /// Adds the rows of another part of the same table.
  package mutating func merge(_ other: TableHash) {
    logical &+= other.logical
    order &+= other.order
    rowCount += other.rowCount
  }

  package var logicalText: String { TableHash.hexText(logical) }
  package var orderText: String { TableHash.hexText(order) }

  /// 32 hexadecimal digits in lower case.
  package static func hexText(_ value: UInt128) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Reads what `hexText` writes; nil for any other text.
  package static func parse(_ text: String) -> UInt128? {
    guard text.utf8.count == 32,
      text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    return UInt128(text, radix: 16)
  }
}

extension TableHash: Hashable {
  package static func == (a: TableHash, b: TableHash) -> Bool {
    a.logical == b.logical && a.order == b.order && a.rowCount == b.rowCount
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(logical)
    hasher.combine(order)
    hasher.combine(rowCount)
  }
}
