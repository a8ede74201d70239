import Columnar

/// One table of the matrix: a key and columns, all with one null pattern.
struct MatrixTable {
  enum Nulls: String {
    case none, all, first, last, alternate, random
    /// The rows of every other group.
    case groups

    func isNull(_ row: Int, of count: Int) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .first: row == 0
      case .last: row == count - 1
      case .alternate: row % 2 == 1
      case .groups: row / MatrixTable.prunedGroupRowCount % 2 == 0
      case .random: MatrixValues.mixed(UInt64(row) &* 77) % 10 < 3
      }
    }
  }

  let nulls: Nulls
  let rowCount: Int
  var columns = MatrixColumn.all
  var prefix = ""
  /// Row groups of this many rows, of batches of this many rows.
  let groupRowCount: Int
  let batchRowCount: Int

  static let prunedGroupRowCount = 300

  var name: String { "\(prefix)\(nulls.rawValue)-\(rowCount)" }

  /// For readers that leave groups and pages out by their bounds.
  static let pruned = [Nulls.none, .groups].map { nulls in
    MatrixTable(
      nulls: nulls, rowCount: 4 * prunedGroupRowCount, columns: MatrixColumn.pruned,
      prefix: "pruned-", groupRowCount: prunedGroupRowCount, batchRowCount: 77)
  }

  /// A column of each type.
  static let all: [MatrixTable] = [
    Nulls.none, .all, .first, .last, .alternate, .random,
  ].flatMap { nulls in
    [
      MatrixTable(nulls: nulls, rowCount: 0, groupRowCount: 100, batchRowCount: 100),
      MatrixTable(nulls: nulls, rowCount: 1, groupRowCount: 100, batchRowCount: 100),
      MatrixTable(nulls: nulls, rowCount: 1000, groupRowCount: 1000, batchRowCount: 1000),
      MatrixTable(nulls: nulls, rowCount: 2500, groupRowCount: 400, batchRowCount: 97),
    ]
  }

  var layout: TableLayout {
    let fields = columns.map { column in
      Field(column.name, column.type, isNullable: nulls != .none)
    }
    return TableLayout(
      table: name, fields: [Field("row", .int64, isNullable: false)] + fields)
  }

  /// The texts of columns of few, by column.
  var dictionaries: [TextDictionary?] {
    layout.fields.map { field in
      switch field.name {
      case "category": MatrixValues.categories
      case "mixture": MatrixValues.mixtures
      default: nil
      }
    }
  }

  var rowGroups: [[Batch]] {
    stride(from: 0, to: rowCount, by: groupRowCount).map { start in
      let end = min(start + groupRowCount, rowCount)
      return stride(from: start, to: end, by: batchRowCount).map { first in
        batch(first..<min(first + batchRowCount, end))
      }
    }
  }

  private func batch(_ rows: Range<Int>) -> Batch {
    let key = Column(.int64, .int64(rows.map(Int64.init)))
    let validity =
      nulls == .none
      ? nil : Bitmap(count: rows.count) { !nulls.isNull(rows.lowerBound + $0, of: rowCount) }
    return Batch(
      columns: [key]
        + columns.map {
          Column($0.type, $0.values(Array(rows)), validity: validity)
        },
      rowCount: rows.count)
  }

  /// Tab-separated texts: names, types, then rows; `\N` for null, `\t`, `\n`, `\r`, `\\` escaped.
  func expected() -> [UInt8] {
    var text = (["row"] + columns.map(\.name)).joined(separator: "\t") + "\n"
    text += (["int64"] + columns.map(\.type.name)).joined(separator: "\t") + "\n"
    for row in 0..<rowCount {
      text += String(row)
      for column in columns {
        text += "\t"
        text += nulls.isNull(row, of: rowCount) ? "\\N" : MatrixTable.escaped(column.text(row))
      }
      text += "\n"
    }
    return Array(text.utf8)
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
