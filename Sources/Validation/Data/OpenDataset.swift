import Claims

/// The files of a dataset as tables of DuckDB: one for each table of the claims, named like it, with
/// columns of the names and types that the document gives them.
package struct OpenDataset: Sendable {
  /// Tables whose files could be read, and the columns of each that are there in a fitting type.
  package private(set) var columns: [String: Set<String>] = [:]
  package private(set) var findings: [Finding] = []
  /// Columns with values that are not of their type, and so are missing here, by table.
  private(set) var damaged: [String: Set<String>] = [:]

  init() {}

  /// Opens what there is of the claims' tables in a folder.
  package init(_ claims: DatasetClaims, folder: String, in engine: SQLEngine) throws(SQLError) {
    for table in claims.tables { try open(table, folder, engine) }
  }

  package func has(_ table: String, _ columns: [String]) -> Bool {
    self.columns[table].map { known in columns.allSatisfy { known.contains($0) } } ?? false
  }

  private mutating func open(
    _ table: TableClaims, _ folder: String, _ engine: SQLEngine
  ) throws(SQLError) {
    var source = FileSource(table, folder: folder)
    guard try source.find(engine) else {
      report(table, "missing-file", "there is no \(source.path)")
      return
    }
    guard let reading = source.reading else {
      report(
        table, "unreadable-file",
        "\(source.path) is \(table.file.format), which is not read: Parquet, CSV and JSON Lines are"
      )
      return
    }
    do throws(SQLError) {
      let found = try engine.rows("DESCRIBE SELECT * FROM \(reading)").compactMap {
        row -> FoundColumn? in
        guard let name = row[0].text, let type = row[1].text else { return nil }
        return FoundColumn(name: name, type: type)
      }
      let names = try source.names(engine)
      try open(
        table, source, reading,
        names.map { names in found.filter { names.contains($0.name) } } ?? found,
        engine)
      for name in (names ?? []).subtracting(found.map(\.name)).sorted() {
        report(table, "extra-column", "\(source.path) has '\(name)', which the document lacks")
      }
    } catch .failed(let reason) {
      report(
        table, "unreadable-file", "\(source.path) cannot be read: \(SQLEngine.shortened(reason))")
    }
  }

  private mutating func open(
    _ table: TableClaims, _ source: FileSource, _ reading: String, _ found: [FoundColumn],
    _ engine: SQLEngine
  ) throws(SQLError) {
    let due = Set(table.columns.map(\.fileName))
    if found.count > 0, !due.isEmpty, due.isDisjoint(with: found.map(\.name)) {
      let names = found.prefix(3).map { "'\(Wording.onOneLine($0.name))'" }.joined(separator: ", ")
      return report(
        table, "missing-column",
        "\(source.path) has none of the columns of the document, but \(names)"
          + (found.count > 3 ? ", …" : ""))
    }
    var known: Set<String> = []
    var selected: [String] = []
    var converted: [(column: ColumnClaim, condition: String)] = []
    for column in table.columns {
      guard let there = found.first(where: { $0.name == column.fileName }) else {
        report(
          table, "missing-column", "\(source.path) has no column '\(column.fileName)'",
          columns: [column.name])
        continue
      }
      let raw = SQLText.name(there.name)
      if there.type == column.sqlType {
        selected.append("\(raw) AS \(SQLText.name(column.name))")
      } else if source.isText || source.isInPath(column) || there.becomes(column) {
        let plain = there.plain(raw, of: column)
        let value = "TRY_CAST(\(plain) AS \(column.sqlType))"
        selected.append("\(value) AS \(SQLText.name(column.name))")
        converted.append((column, "\(raw) IS NOT NULL AND \(value) IS NULL"))
      } else {
        report(
          table, "wrong-type",
          "'\(column.name)' is \(there.type), where \(column.sqlType) is due",
          columns: [column.name])
        continue
      }
      known.insert(column.name)
    }
    for extra in found where !table.columns.contains(where: { $0.fileName == extra.name }) {
      report(
        table, "extra-column", "\(source.path) has a column '\(extra.name)' that the document lacks"
      )
    }
    try check(converted, table, reading, engine)
    // Text is parsed once and kept; Parquet is read by column as often as it is needed.
    try engine.run(
      "CREATE \(source.isText ? "TABLE" : "VIEW") \(SQLText.name(table.name)) AS "
        + "SELECT \(selected.isEmpty ? "1 AS _" : selected.joined(separator: ", ")) FROM \(reading)"
    )
    columns[table.name] = known
  }

  /// Values that are not of their column's type.
  private mutating func check(
    _ converted: [(column: ColumnClaim, condition: String)], _ table: TableClaims,
    _ reading: String, _ engine: SQLEngine
  ) throws(SQLError) {
    guard !converted.isEmpty else { return }
    let counts = converted.map { "count(*) FILTER (WHERE \($0.condition))" }
    let row = try engine.rows("SELECT count(*), \(counts.joined(separator: ", ")) FROM \(reading)")
    guard let values = row.first else { return }
    for (index, (column, condition)) in converted.enumerated() {
      guard let wrong = values[index + 1].int, wrong > 0 else { continue }
      damaged[table.name, default: []].insert(column.name)
      let raw = SQLText.name(column.fileName)
      let examples = try engine.rows(
        "SELECT DISTINCT CAST(\(raw) AS VARCHAR) FROM \(reading) WHERE \(condition) "
          + "ORDER BY 1 LIMIT 3")
      findings.append(
        Finding(
          code: "wrong-type", layer: .structure, table: table.name, columns: [column.name],
          pointer: "", outcome: .exact(wrong: Int(wrong), n: Int(values[0].int ?? 0)),
          sentence: "\(Wording.count(Int(wrong), "value")) of '\(column.name)' "
            + "\(wrong == 1 ? "is" : "are") no \(column.type)",
          examples: examples.compactMap { $0[0].text }))
    }
  }

  private mutating func report(
    _ table: TableClaims, _ code: String, _ sentence: String, columns: [String] = []
  ) {
    findings.append(
      Finding(
        code: code, layer: .structure, table: table.name, columns: columns, pointer: "",
        outcome: .unreadable, sentence: sentence))
  }
}

/// A column as a file has it.
struct FoundColumn {
  var name: String
  var type: String

  private static let numbers: Set<String> = [
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER",
    "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL",
  ]
  private static let texts: Set<String> = ["VARCHAR", "UUID", "JSON", "ENUM"]

  /// The column as something that can be cast.
  func plain(_ raw: String, of column: ColumnClaim) -> String {
    // Values that hold others are JSON in text.
    if type == "VARCHAR", column.sqlType.contains("(") || column.sqlType.hasSuffix("]"),
      !column.sqlType.hasPrefix("DECIMAL")
    {
      return "TRY_CAST(\(raw) AS JSON)"
    }
    switch type {
    // A bare cast would be handed to the reader of CSV, which fails where it cannot be made.
    case "VARCHAR": return "nullif(\(raw), chr(1))"
    case "BLOB": return "hex(\(raw))"
    default: return raw
    }
  }

  /// Whether other writers put values of the column's type so.
  func becomes(_ column: ColumnClaim) -> Bool {
    // Where there is no type for UUIDs, they are their bytes.
    if type == "BLOB" { return column.sqlType == "UUID" }
    return Self.family(type) == Self.family(column.sqlType)
  }

  private static func family(_ type: String) -> String {
    let head = String(type.prefix { $0 != "(" && $0 != " " && $0 != "[" })
    if type.hasSuffix("]") { return "list" }
    if numbers.contains(head) { return "number" }
    if texts.contains(head) { return "text" }
    if head == "DATE" || head.hasPrefix("TIMESTAMP") { return "instant" }
    return head
  }
}
