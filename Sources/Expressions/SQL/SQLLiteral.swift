import Columnar

extension ConstantValue {
  /// The value as a literal of its type; nil where SQL cannot write it.
  package var sql: String? {
    switch self {
    case .null(let type): (type ?? .boolean).sqlName.map { "CAST(NULL AS \($0))" }
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .int64(let value, let type): ConstantValue.sql(Int128(value), type)
    case .int128(let value, let type): ConstantValue.sql(value, type)
    case .float64(let value): "CAST('\(value)' AS DOUBLE)"
    case .text(let text): ConstantValue.sql(text)
    case .uuid(let value): "CAST('\(ConstantValue.written(value))' AS UUID)"
    case .months: ConstantValue.sql(unscaled ?? 0, .duration)
    }
  }

  /// A text between quotes; nil with NUL in it, at which DuckDB ends.
  package static func sql(_ text: String) -> String? {
    text.utf8.contains(0) ? nil : "'\(text.replacing("'", with: "''"))'"
  }

  private static func written(_ uuid: UInt128) -> String {
    var builder = TextBuilder(capacity: 1, bytes: 36)
    builder.append(hexadecimal: uuid)
    return String(decoding: builder.bytes, as: UTF8.self)
  }

  private static func sql(_ unscaled: Int128, _ type: LogicalType) -> String? {
    guard let name = type.sqlName else { return nil }
    switch type {
    case .date: return "DATE '\(CivilTime.format(date: unscaled.narrowed))'"
    case .timestamp: return "make_timestamp(CAST(\(unscaled) AS BIGINT))"
    case .time:
      // The clock behind the day and the letter of an instant of 1970-01-01.
      return "TIME '\(CivilTime.format(timestamp: unscaled.narrowed).dropFirst(11))'"
    case .decimal(_, let scale):
      return "CAST('\(Kernels.written(unscaled, scale: scale))' AS \(name))"
    default: return "CAST(\(unscaled) AS \(name))"
    }
  }
}

extension LogicalType {
  /// What DuckDB calls the type that expressions compute with; nil for nested values.
  package var sqlName: String? {
    switch self {
    case .boolean: "BOOLEAN"
    case .int8, .int16, .int32, .int64, .duration: "BIGINT"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .float32, .float64: "DOUBLE"
    case .date: "DATE"
    case .time: "TIME"
    case .timestamp: "TIMESTAMP"
    case .text, .json: "VARCHAR"
    case .uuid: "UUID"
    case .list, .structure, .map: nil
    }
  }

  /// What stands around an input, so that it has the type that expressions compute with.
  var sqlOfInput: (before: String, after: String) {
    switch self {
    case .int8, .int16, .int32, .int64, .duration: ("CAST(", " AS BIGINT)")
    case .float32, .float64: ("CAST(", " AS DOUBLE)")
    // Whatever the zone of the session: microseconds since 1970 in UTC.
    case .timestamp: ("make_timestamp(epoch_us(", "))")
    default: ("", "")
    }
  }
}

extension Comparison {
  /// A condition on `{0}` and `{1}`.
  var sql: String {
    switch self {
    case .equal: "({0} = {1})"
    case .notEqual: "({0} <> {1})"
    case .less: "({0} < {1})"
    case .lessOrEqual: "({0} <= {1})"
    case .greater: "({0} > {1})"
    case .greaterOrEqual: "({0} >= {1})"
    }
  }
}
