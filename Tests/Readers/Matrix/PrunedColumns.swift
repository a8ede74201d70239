import Columnar

extension MatrixColumn {
  /// Columns of four groups of rows whose bounds ask for care: what is left out must not hold what
  /// is sought.
  static let pruned: [MatrixColumn] = [
    MatrixColumn(
      name: "double", type: .float64, values: { .float64($0.map { float($0) }) },
      text: { "\(float($0))" }),
    MatrixColumn(
      name: "single", type: .float32, values: { .float64($0.map { float($0) }) },
      text: { "\(Float(float($0)))" }),
    MatrixColumn(
      name: "long", type: .text,
      values: { .text(.plain(TextDictionary($0.map { long($0) }).values)) }, text: { long($0) }),
    decimal("small", precision: 9, scale: 2, step: 1),
    decimal("large", precision: 18, scale: 0, step: 100_000_000_000_000),
    decimal("wide", precision: 38, scale: 10, step: 1 << 110),
    MatrixColumn(
      name: "counter", type: .int32, values: { .int64($0.map { Int64($0) - 600 }) },
      text: { String($0 - 600) }),
  ]

  /// NaN alone, NaN among numbers, both zeros, infinities.
  private static func float(_ row: Int) -> Double {
    switch row / MatrixTable.prunedGroupRowCount {
    case 0: .nan
    case 1: row % 3 == 0 ? .nan : Double(row % 7) - 3
    case 2: row % 300 < 150 ? -0.0 : row % 2 == 0 ? 0.0 : -0.0
    default: row % 5 == 0 ? .infinity : row % 5 == 1 ? -.infinity : Double(row) / 4
    }
  }

  /// Longer than bounds are: of letters, of two bytes each, of the last scalar there is; then
  /// short.
  private static func long(_ row: Int) -> String {
    let place = row % 300
    return switch row / MatrixTable.prunedGroupRowCount {
    case 0: String(repeating: "x", count: 100) + String(place % 10)
    case 1: String(repeating: "é", count: 60) + String(place % 7)
    case 2: String(repeating: "\u{10FFFF}", count: 40) + String(place % 3)
    default: place % 4 == 0 ? "" : String(repeating: "a", count: place % 4)
    }
  }

  private static func decimal(
    _ name: String, precision: Int, scale: Int, step: Int128
  ) -> MatrixColumn {
    MatrixColumn(
      name: name, type: .decimal(precision: precision, scale: scale),
      values: { rows in
        let all = rows.map { (Int128($0) - 600) * step }
        return precision <= 18 ? .int64(all.map { Int64($0) }) : .int128(all)
      },
      text: { MatrixValues.decimalText((Int128($0) - 600) * step, scale: scale) })
  }
}
