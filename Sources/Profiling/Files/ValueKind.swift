/// What the values of a column are, whoever wrote them.
package enum ValueKind: String, Encodable, Sendable {
  case whole = "whole number"
  case number
  case truth
  case text
  case date
  case timestamp
  case time
  case uuid
  case list
  case record
  case map
  /// Values that hold others, as JSON in text.
  case json
  case other

  init(sqlType: String) {
    let head = sqlType.prefix { $0 != "(" && $0 != " " && $0 != "[" }
    if sqlType.hasSuffix("]") {
      self = .list
      return
    }
    switch head {
    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER":
      self = .whole
    case "DECIMAL", "DOUBLE", "FLOAT": self = .number
    case "BOOLEAN": self = .truth
    case "VARCHAR": self = .text
    case "DATE": self = .date
    case "TIMESTAMP": self = .timestamp
    case "TIME": self = .time
    case "UUID": self = .uuid
    case "STRUCT": self = .record
    case "MAP": self = .map
    case "JSON": self = .json
    default: self = .other
    }
  }

  /// Whether laws of numbers speak of the values: as they are, in days or in microseconds.
  package var isMeasured: Bool {
    switch self {
    case .whole, .number, .date, .timestamp, .time: true
    case .truth, .text, .uuid, .list, .record, .map, .json, .other: false
    }
  }

  package var isInstant: Bool { self == .date || self == .timestamp }

  package var isNested: Bool {
    switch self {
    case .list, .record, .map, .json: true
    default: false
    }
  }

  /// Values of one family may be held against each other.
  package var family: String {
    switch self {
    case .whole, .number: "number"
    case .text, .uuid: "text"
    case .date, .timestamp: "instant"
    case .list, .record, .map, .json: "nested"
    case .truth, .time, .other: rawValue
    }
  }
}
