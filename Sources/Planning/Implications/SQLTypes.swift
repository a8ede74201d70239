import Claims
import Columnar
import Expressions

extension LogicalType {
  /// As SQL names it; lengths of time, which no file holds, as their microseconds.
  package var sqlColumnType: String {
    switch self {
    case .boolean: "BOOLEAN"
    case .int8: "TINYINT"
    case .int16: "SMALLINT"
    case .int32: "INTEGER"
    case .int64, .duration: "BIGINT"
    case .float32: "FLOAT"
    case .float64: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .date: "DATE"
    case .time: "TIME"
    case .timestamp(let utc): utc ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP"
    case .text: "VARCHAR"
    case .uuid: "UUID"
    case .json: "JSON"
    case .list(let element, _): "\(element.sqlColumnType)[]"
    case .structure(let fields):
      "STRUCT(\(fields.map { "\(SQLText.name($0.name)) \($0.type.sqlColumnType)" }.joined(separator: ", ")))"
    case .map(let key, let value, _): "MAP(\(key.sqlColumnType), \(value.sqlColumnType))"
    }
  }

  /// What the numbers of a law are in columns of the type.
  var measure: ColumnClaim.Measure {
    switch self {
    case .int8, .int16, .int32, .int64, .float32, .float64, .decimal: .number
    case .date: .days
    case .time, .timestamp, .duration: .microseconds
    case .boolean: .truth
    case .text: .text
    case .uuid, .json, .list, .structure, .map: .other
    }
  }
}

extension Column {
  /// The value of a row as SQL writes it.
  func sqlLiteral(at row: Int) -> String {
    guard let text = text(at: row) else { return "NULL" }
    return "CAST(\(SQLText.literal(text)) AS \(type.sqlColumnType))"
  }
}

extension ValueInterval {
  /// Both ends as SQL writes them; nil where there are none beyond those of the type.
  func sqlEnds(of type: LogicalType) -> (lower: String, upper: String)? {
    if self == type.fullInterval { return nil }
    switch self {
    case .unbounded: return nil
    case .float(let lower, let upper):
      guard type.isFloat, lower.isFinite, upper.isFinite else { return nil }
      return (Self.literal(.float64([lower]), type), Self.literal(.float64([upper]), type))
    case .exact(let lower, let upper):
      guard lower <= upper, type != .duration else { return nil }
      if type.storage == .int128 {
        return (Self.literal(.int128([lower]), type), Self.literal(.int128([upper]), type))
      }
      guard type.storage == .int64, let low = Int64(exactly: lower),
        let high = Int64(exactly: upper)
      else { return nil }
      return (Self.literal(.int64([low]), type), Self.literal(.int64([high]), type))
    }
  }

  private static func literal(_ values: ColumnValues, _ type: LogicalType) -> String {
    Column(type, values).sqlLiteral(at: 0)
  }
}
