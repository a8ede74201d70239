import Columnar

/// A table of nested columns with one null pattern.
struct NestedMatrixTable {
  /// Nowhere, in whole columns, or on every level by the row's draw.
  enum Nulls: String, CaseIterable {
    case none, all, random
  }

  let nulls: Nulls
  let rowCount: Int
  private let groupRowCount = 400
  private let batchRowCount = 97

  static let all: [NestedMatrixTable] = Nulls.allCases.flatMap { nulls in
    [0, 1, 700].map { NestedMatrixTable(nulls: nulls, rowCount: $0) }
  }

  var name: String { "nested-\(nulls.rawValue)-\(rowCount)" }

  static let columns: [(name: String, shape: NestedShape)] = {
    func column(_ name: String) -> NestedShape { .value(leaf(name)) }
    let order = NestedShape.structure([
      .init("sku", column("code"), isNullable: false),
      .init("counts", .list(column("small"), isNullable: true), isNullable: true),
      .init("price", column("decimal_9_0"), isNullable: true),
    ])
    let inner = NestedShape.structure([
      .init(
        "c", .map(leaf("counter"), .list(column("word"), isNullable: true), isNullable: true),
        isNullable: true)
    ])
    let outer = NestedShape.structure([
      .init("b", .list(inner, isNullable: false), isNullable: true),
      .init("d", column("double"), isNullable: false),
    ])
    return [
      ("numbers", .list(column("large"), isNullable: true)),
      ("words", .list(column("category"), isNullable: false)),
      (
        "point",
        .structure([
          .init("x", column("double"), isNullable: true),
          .init("label", column("word"), isNullable: false),
        ])
      ),
      ("tree", .list(.list(column("medium"), isNullable: true), isNullable: true)),
      (
        "cube",
        .list(
          .list(.list(column("truth"), isNullable: true), isNullable: false), isNullable: true)
      ),
      ("orders", .list(order, isNullable: true)),
      ("attributes", .map(leaf("code"), column("large"), isNullable: true)),
      ("days", .map(leaf("day"), .list(column("word"), isNullable: true), isNullable: false)),
      ("deep", .structure([.init("a", outer, isNullable: true)])),
      (
        "everything",
        .list(
          .structure(
            MatrixColumn.all.map { .init($0.name, .value($0), isNullable: true) }),
          isNullable: true)
      ),
      ("document", .value(document)),
      ("documents", .list(.value(document), isNullable: true)),
    ]
  }()

  private static func leaf(_ name: String) -> MatrixColumn {
    guard let found = MatrixColumn.all.first(where: { $0.name == name }) else {
      preconditionFailure("no column '\(name)' in the matrix")
    }
    return found
  }

  /// Documents without white space between their parts, as lines have them.
  private static let documents = [
    "{\"a\":[1,2.50,null]}", "[]", "12.50", "\"text, \\\"quoted\\\"\"", "{\"b\":{\"c d\":\"é\"}}",
    "true", "\"line\\nbreak\"",
  ]

  private static let document = MatrixColumn(
    name: "document", type: .json,
    values: { .text(.plain(TextDictionary($0.map { documents[$0 % 7] }).values)) },
    text: { documents[$0 % 7] })

  private var isNullable: Bool { nulls != .none }

  var layout: TableLayout {
    TableLayout(
      table: name,
      fields: [Field("row", .int64, isNullable: false)]
        + NestedMatrixTable.columns.map { Field($0.name, $0.shape.type, isNullable: isNullable) })
  }

  private func value(_ column: Int, _ row: Int) -> NestedValue {
    let seed = MatrixValues.mixed(UInt64(row) &* 101 &+ UInt64(column))
    return NestedValue(
      NestedMatrixTable.columns[column].shape, seed: seed, isNullable: isNullable
    ) { seed in
      switch nulls {
      case .none: false
      case .all: true
      case .random: MatrixValues.mixed(seed &+ 3) % 10 < 3
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
    let columns = NestedMatrixTable.columns.indices.map { column in
      Column.nested(
        rows.map { value(column, $0) }, NestedMatrixTable.columns[column].shape,
        isNullable: isNullable)
    }
    return Batch(
      columns: [Column(.int64, .int64(rows.map(Int64.init)))] + columns, rowCount: rows.count)
  }

  /// Names and shapes, then an array of values for each row.
  func expected() -> [UInt8] {
    let shapes = NestedMatrixTable.columns.map { "[\"\($0.name)\", \($0.shape.json)]" }
    let rows = (0..<rowCount).map { row in
      "["
        + NestedMatrixTable.columns.indices.map {
          value($0, row).json(NestedMatrixTable.columns[$0].shape)
        }.joined(separator: ", ") + "]"
    }
    return Array(
      """
      {"nullable": \(isNullable),
      "columns": [\(shapes.joined(separator: ",\n"))],
      "rows": [\(rows.joined(separator: ",\n"))]}

      """.utf8)
  }
}
