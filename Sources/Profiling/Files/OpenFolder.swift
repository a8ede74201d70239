import Claims
import Validation

/// The tables of a folder that nobody describes, as DuckDB reads them.
package struct OpenFolder: Sendable {
  /// A file that could not be read.
  package struct Problem: Sendable {
    package let table: String
    package let reason: String
  }

  package private(set) var tables: [OpenTable] = []
  package private(set) var problems: [Problem] = []
  /// The schema of DuckDB that holds the tables.
  let schema: String

  /// - Parameter types: another folder, whose types text is read in where that loses nothing.
  package init(
    _ folder: String, schema: String, like types: OpenFolder? = nil, in engine: SQLEngine
  ) throws(SQLError) {
    self.schema = schema
    try engine.run("CREATE SCHEMA IF NOT EXISTS \(SQLText.name(schema))")
    for found in try FoundTable.all(in: folder, engine) {
      do throws(SQLError) {
        tables.append(try open(found, like: types?.table(found.name), engine))
      } catch .failed(let reason) {
        problems.append(Problem(table: found.name, reason: SQLEngine.shortened(reason)))
      }
    }
  }

  package func table(_ name: String) -> OpenTable? { tables.first { $0.name == name } }

  private func open(
    _ found: FoundTable, like other: OpenTable?, _ engine: SQLEngine
  ) throws(SQLError) -> OpenTable {
    let sql = "\(SQLText.name(schema)).\(SQLText.name(found.name))"
    let raw = "\(SQLText.name(schema)).\(SQLText.name(found.name + " as text"))"
    let columns: [OpenColumn]
    var delimiter: String?
    switch found.format {
    case .parquet:
      let read = try Self.columns(of: found.reading, engine)
      columns = read.map(\.column)
      try engine.run(
        "CREATE VIEW \(sql) AS SELECT \(Self.list(read.map(\.selected))) FROM \(found.reading)")
    case .json:
      var read = try Self.columns(of: found.reading, engine)
      try engine.run(
        "CREATE TABLE \(raw) AS SELECT \(Self.list(read.map(\.selected))) FROM \(found.reading)")
      // JSON has times as texts.
      let texts = read.filter { $0.column.kind == .text }.map(\.column.name)
      let typed = try TextTypes(raw, texts, like: other, isQuoted: true, engine).columns
      for index in read.indices {
        let name = read[index].column.name
        read[index] =
          typed.first { $0.column.name == name } ?? (read[index].column, SQLText.name(name))
      }
      columns = read.map(\.column)
      try engine.run(
        "CREATE TABLE \(sql) AS SELECT \(Self.list(read.map(\.selected))) FROM \(raw)")
      try engine.run("DROP TABLE \(raw)")
    case .csv:
      try engine.run("CREATE TABLE \(raw) AS SELECT * FROM \(found.reading)")
      let names = try engine.rows("DESCRIBE \(raw)").compactMap { $0[0].text }
      let typed = try TextTypes(raw, names, like: other, engine).columns
      columns = typed.map(\.column)
      try engine.run(
        "CREATE TABLE \(sql) AS SELECT \(Self.list(typed.map(\.selected))) FROM \(raw)")
      try engine.run("DROP TABLE \(raw)")
      delimiter = try found.delimiter(engine)
    }
    let rows = try engine.rows("SELECT count(*) FROM \(sql)").first?.first?.int ?? 0
    return OpenTable(
      name: found.name, format: found.format, fileCount: found.files.count, rows: Int(rows),
      columns: columns, sql: sql, place: found.place, delimiter: delimiter)
  }

  private static func list(_ selected: [String]) -> String {
    selected.isEmpty ? "1 AS _" : selected.joined(separator: ", ")
  }

  /// Columns of files that have types, and how each is read.
  private static func columns(
    of reading: String, _ engine: SQLEngine
  ) throws(SQLError) -> [(column: OpenColumn, selected: String)] {
    try engine.rows("DESCRIBE SELECT * FROM \(reading)").compactMap { row in
      guard let name = row[0].text, let type = row[1].text else { return nil }
      let (value, sqlType) = usual(SQLText.name(name), type)
      return (
        OpenColumn(name: name, sqlType: sqlType, fileType: type),
        "\(value) AS \(SQLText.name(name))"
      )
    }
  }

  /// A value in one of the types that are told apart.
  private static func usual(_ raw: String, _ type: String) -> (value: String, type: String) {
    switch type {
    case "TIMESTAMP WITH TIME ZONE": ("make_timestamp(epoch_us(\(raw)))", "TIMESTAMP")
    case "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS": ("CAST(\(raw) AS TIMESTAMP)", "TIMESTAMP")
    case "TIME WITH TIME ZONE", "TIME_NS": ("CAST(\(raw) AS TIME)", "TIME")
    case "UBIGINT", "HUGEINT", "UHUGEINT": ("CAST(\(raw) AS DOUBLE)", "DOUBLE")
    case _ where type.hasPrefix("ENUM"): ("CAST(\(raw) AS VARCHAR)", "VARCHAR")
    case "\"NULL\"": ("CAST(\(raw) AS VARCHAR)", "VARCHAR")
    default: (raw, type)
    }
  }
}
