import Columnar

/// How many rows of a table are made at once and how many make a row group.
///
/// Memory is bounded by bytes: rows with long lists or hundreds of columns go in smaller groups. The
/// size of a row is measured on the table's first rows, whatever the share, so that the groups of
/// a document are the same in every run.
struct RowPace: Hashable, Sendable {
  /// Rows made at once, at most those of a group.
  let batch: Int
  let group: Int

  /// Rows of a group where the document does not say and they are not too large.
  private static let usualGroup = 131_072
  /// Bytes of a group's and a batch's values in memory, about.
  private static let groupBytes = 32 << 20
  private static let batchBytes = 4 << 20
  static let measuredRowCount = 256

  /// - Parameters:
  ///   - rowBytes: of a row's values, about; 0 where nothing is known.
  ///   - asked: rows of a group that the document asks for.
  init(rowBytes: Int, asked: Int?) {
    group = asked ?? RowPace.rows(of: rowBytes, within: RowPace.groupBytes, RowPace.usualGroup)
    batch = min(
      group, RowPace.rows(of: rowBytes, within: RowPace.batchBytes, MaterialMaker.batchSize))
  }

  /// The largest power of two of rows that fit, at least one and at most `most`.
  private static func rows(of rowBytes: Int, within bytes: Int, _ most: Int) -> Int {
    var rows = most
    while rows > 1, rowBytes > bytes / rows { rows /= 2 }
    return rows
  }
}

extension Generator {
  /// The pace of a table of which some columns are made.
  func pace(_ table: Int, columns: [Int]) -> RowPace {
    RowPace(rowBytes: rowBytes(table, columns: columns), asked: plan.output.rowGroup)
  }

  private func rowBytes(_ table: Int, columns: [Int]) -> Int {
    let count = min(rowCount(table), RowPace.measuredRowCount)
    // Rows that fail are told where they are made.
    guard count > 0,
      let first = try? batch(table, .range(0..<count), columns: columns, WorkerCache())
    else { return 0 }
    return first.columns.reduce(0) { $0 + $1.byteCount } / count
  }
}
