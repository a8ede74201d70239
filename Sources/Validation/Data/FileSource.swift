import Claims

/// The files of one table, as DuckDB reads them.
package struct FileSource {
  private let file: FileClaim
  private let columns: [ColumnClaim]
  /// The files' place; `*` stands for what differs between them.
  private(set) var path: String
  /// Where shares of the table lie beside each other; nil where their names fit `path`.
  private let shares: String?

  init(_ table: TableClaims, folder: String) {
    file = table.file
    columns = table.columns
    let base = FileSource.escaped(folder.hasSuffix("/") ? folder : folder + "/")
    let tail = "." + table.file.ending
    shares =
      table.file.place == .file && table.file.path.hasSuffix(tail)
      ? base + FileSource.escaped(String(table.file.path.dropLast(tail.count))) + "-*-of-*" + tail
      : nil
    switch table.file.place {
    case .file: path = base + FileSource.escaped(table.file.path)
    case .folder: path = base + table.file.path + "/*." + table.file.ending
    case .hive:
      let depth = String(repeating: "*/", count: max(1, table.file.pathColumns.count))
      path = base + table.file.path + "/" + depth + "*." + table.file.ending
    case .named: path = base + FileSource.starred(table.file.path)
    }
  }

  /// A path in which nothing stands for other characters.
  package static func escaped(_ path: String) -> String {
    path.reduce(into: "") { text, character in
      if "*?[".contains(character) {
        text.append("[\(character)]")
      } else {
        text.append(character)
      }
    }
  }

  /// A path whose braces hold values: any text.
  private static func starred(_ path: String) -> String {
    var text = ""
    var depth = 0
    for character in path {
      if character == "{" {
        if depth == 0 { text.append("*") }
        depth += 1
      } else if character == "}" {
        depth -= 1
      } else if depth == 0 {
        text.append(character)
      }
    }
    return text
  }

  var isText: Bool { file.format == "csv" || file.format == "jsonl" }

  /// Whether a column's values stand in the path, as text.
  func isInPath(_ column: ColumnClaim) -> Bool { file.pathColumns.contains(column.fileName) }

  /// What stands behind `FROM`; nil for formats that DuckDB does not read.
  var reading: String? {
    let place = SQLText.literal(path)
    let isHive = file.place == .hive
    let hive = isHive ? ", hive_partitioning = true, hive_types_autocast = false" : ""
    switch file.format {
    case "parquet":
      return "read_parquet(\(place), union_by_name = true\(hive))"
    case "csv":
      let delimiter = file.options["delimiter"] ?? ","
      let null = file.options["null_text"] ?? ""
      let hasHeader = file.options["header"] != "false"
      var text = "read_csv(\(place), all_varchar = true, header = \(hasHeader), "
      text += "delim = \(SQLText.literal(delimiter)), quote = '\"', escape = '\"', "
      text += "nullstr = \(SQLText.literal(null)), allow_quoted_nulls = false"
      if !hasHeader {
        let names = inFile.map { SQLText.literal($0.fileName) }
        text += ", names = [\(names.joined(separator: ", "))]"
      }
      return text + "\(hive))"
    case "jsonl":
      let names = inFile.map { column in
        let type = column.measure == .other ? "JSON" : "VARCHAR"
        return "\(SQLText.literal(column.fileName)): '\(type)'"
      }
      return "read_json(\(place), format = 'newline_delimited', "
        + "columns = {\(names.joined(separator: ", "))}\(hive))"
    default: return nil
    }
  }

  /// Columns that stand in the files themselves.
  private var inFile: [ColumnClaim] {
    columns.filter { !file.pathColumns.contains($0.fileName) }
  }

  /// Names that the files hold beside those of the claims, or in place of them, where reading them
  /// does not tell: of lines of JSON, the first thousand.
  func names(_ engine: SQLEngine) throws(SQLError) -> Set<String>? {
    guard file.format == "jsonl" else { return nil }
    let rows = try engine.rows(
      "SELECT DISTINCT unnest(json_keys(json)) FROM (SELECT json FROM "
        + "read_ndjson_objects(\(SQLText.literal(path))) LIMIT 1000)")
    return Set(rows.compactMap { $0.first?.text }).union(file.pathColumns)
  }

  /// Looks for the files, and where there is none for those of shares.
  ///
  /// - Returns: whether there are any.
  mutating func find(_ engine: SQLEngine) throws(SQLError) -> Bool {
    for place in [path, shares] {
      guard let place else { continue }
      let rows = try engine.rows("SELECT count(*) FROM glob(\(SQLText.literal(place)))")
      if rows.first?.first?.int ?? 0 > 0 {
        path = place
        return true
      }
    }
    return false
  }
}
