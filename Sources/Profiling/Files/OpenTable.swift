import Claims

/// A table that DuckDB has at hand.
package struct OpenTable: Sendable {
  package let name: String
  package let format: FileFormat
  package let fileCount: Int
  package let rows: Int
  package let columns: [OpenColumn]
  /// As SQL names it.
  let sql: String
  let place: FilePlace
  /// What stands between the values of text; nil of other formats.
  let delimiter: String?

  package func column(_ name: String) -> OpenColumn? { columns.first { $0.name == name } }
}

package struct OpenColumn: Sendable {
  package let name: String
  package let sqlType: String
  /// As the file has it.
  package let fileType: String
  package let kind: ValueKind
  /// Whether nothing tells its type: text without values.
  let isEmpty: Bool

  init(
    name: String, sqlType: String, fileType: String, kind: ValueKind? = nil, isEmpty: Bool = false
  ) {
    self.isEmpty = isEmpty
    self.name = name
    self.sqlType = sqlType
    self.fileType = fileType
    self.kind = kind ?? ValueKind(sqlType: sqlType)
  }

  var sql: String { SQLText.name(name) }

  /// Digits behind the point of a decimal.
  var scale: Int? {
    guard sqlType.hasPrefix("DECIMAL("), let comma = sqlType.lastIndex(of: ",") else { return nil }
    return Int(sqlType[sqlType.index(after: comma)...].dropLast())
  }

  /// As documents name the type; nil where they have none.
  package var documentType: String? { DocumentType.name(of: sqlType) }
}

/// The types of documents by those of SQL.
enum DocumentType {
  static func name(of sqlType: String) -> String? {
    switch sqlType {
    case "TINYINT": return "int8"
    case "SMALLINT", "UTINYINT": return "int16"
    case "INTEGER", "USMALLINT": return "int32"
    case "BIGINT", "UINTEGER": return "int64"
    case "FLOAT": return "float32"
    case "DOUBLE": return "float64"
    case "BOOLEAN": return "boolean"
    case "VARCHAR": return "text"
    case "DATE": return "date"
    case "TIME": return "time"
    case "TIMESTAMP": return "timestamp"
    case "UUID": return "uuid"
    default: break
    }
    return sqlType.hasPrefix("DECIMAL(")
      ? "decimal" + sqlType.dropFirst("DECIMAL".count) : nil
  }
}
