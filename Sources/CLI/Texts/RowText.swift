import Columnar
import Planning
import Sinks

/// Rows of a table as people and programs read them.
struct RowText {
  let table: TablePlan
  let batch: Batch
  /// The columns the batch holds.
  let columns: [ColumnPlan]

  init(_ table: TablePlan, _ batch: Batch, hidden: Bool) {
    self.table = table
    self.batch = batch
    columns = table.columns.filter { !$0.isAdded && (hidden || !$0.isHidden) }
  }

  /// A line for each row.
  func preview(width: Int?, isColored: Bool) -> String {
    var text = TextTable(
      headings: columns.map { .init($0.name, isRight: $0.type.isNumeric) })
    for row in 0..<batch.rowCount {
      text.rows.append(batch.columns.map { $0.text(at: row) })
    }
    return text.render(width: width, isColored: isColored)
  }

  /// A line for each column of the first row.
  func record(width: Int?, isColored: Bool) -> String {
    var text = TextTable(headings: [.init("column"), .init("value")])
    text.showsHeadings = false
    for (column, values) in zip(columns, batch.columns) {
      text.rows.append([column.name, values.text(at: 0)])
    }
    return text.render(width: width, isColored: isColored)
  }

  /// An object on a line for each row.
  func writeJSON() throws(SinkError) {
    let fields = columns.map {
      Field($0.name, $0.type == .duration ? .text : $0.type, isNullable: $0.isNullable)
    }
    let sink = try JSONLinesSink(
      layout: TableLayout(table: table.name, fields: fields), file: .standardOutput(),
      nonFinite: .null)
    let encoder = sink.makeEncoder()
    try encoder.append(
      Batch(columns: batch.columns.map(Self.written), rowCount: batch.rowCount))
    try sink.write(try encoder.finish())
    _ = try sink.finish()
  }

  /// Durations live in hidden columns alone; no format holds them, so they are texts.
  private static func written(_ column: Column) -> Column {
    guard column.type == .duration else { return column }
    let texts = TextDictionary((0..<column.count).map { column.text(at: $0) ?? "" })
    return Column(
      .text, .text(.dictionary(codes: (0..<column.count).map { Int32($0) }, texts)),
      validity: column.validity)
  }
}
