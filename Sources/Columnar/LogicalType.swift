/// What a column's values mean; the physical storage follows from it.
///
/// - Units: `date` counts days, `time`, `timestamp` and `duration` microseconds; dates and
///   timestamps from 1970-01-01. A decimal holds its unscaled integer.
package enum LogicalType: Hashable, Sendable {
  case boolean
  case int8
  case int16
  case int32
  case int64
  case float32
  case float64
  case decimal(precision: Int, scale: Int)
  case date
  case time
  case timestamp(utc: Bool)
  /// Lives in expressions and hidden columns; no file format holds it.
  case duration
  case text
  case uuid
  /// Documents as text; who makes them vouches that they are JSON.
  case json
  /// Any number of values in order, of which some may be missing.
  indirect case list(of: LogicalType, isNullable: Bool)
  /// A value for each of some fields, at least one, whose names differ.
  case structure([Field])
  /// A value for each of some keys, in order; keys are scalars and never missing.
  indirect case map(key: LogicalType, value: LogicalType, isNullable: Bool)
}

/// How values of a type lie in memory.
package enum StorageKind: Hashable, Sendable {
  case boolean
  case int64
  case int128
  case float64
  case text
  case uuid
  case list
  case structure
}

extension LogicalType {
  /// Narrow integers and decimals to 18 digits share Int64; sinks narrow when they encode.
  package var storage: StorageKind {
    switch self {
    case .boolean: .boolean
    case .int8, .int16, .int32, .int64, .date, .time, .timestamp, .duration: .int64
    case .float32, .float64: .float64
    case .decimal(let precision, _): precision <= 18 ? .int64 : .int128
    case .text, .json: .text
    case .uuid: .uuid
    case .list, .map: .list
    case .structure: .structure
    }
  }

  /// The name documents and messages use; that of a nested type does not tell what may be missing.
  package var name: String {
    switch self {
    case .boolean: "boolean"
    case .int8: "int8"
    case .int16: "int16"
    case .int32: "int32"
    case .int64: "int64"
    case .float32: "float32"
    case .float64: "float64"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .date: "date"
    case .time: "time"
    case .timestamp(let utc): utc ? "timestamp utc" : "timestamp"
    case .duration: "duration"
    case .text: "text"
    case .uuid: "uuid"
    case .json: "json"
    case .list(let type, _): "list(\(type.name))"
    case .structure(let fields):
      "struct(\(fields.map { "\($0.name): \($0.type.name)" }.joined(separator: ", ")))"
    case .map(let key, let value, _): "map(\(key.name), \(value.name))"
    }
  }

  /// What the elements of a list are, and the entries of a map, which is a list of keys with
  /// values; nil for other types.
  package var element: Field? {
    switch self {
    case .list(let type, let isNullable): Field("element", type, isNullable: isNullable)
    case .map(let key, let value, let isNullable):
      Field(
        "entry",
        .structure([
          Field("key", key, isNullable: false), Field("value", value, isNullable: isNullable),
        ]), isNullable: false)
    default: nil
    }
  }

  /// Whether values hold other values.
  package var isNested: Bool { storage == .list || storage == .structure }

  package var isInteger: Bool {
    switch self {
    case .int8, .int16, .int32, .int64: true
    default: false
    }
  }

  package var isNumeric: Bool {
    switch self {
    case .int8, .int16, .int32, .int64, .float32, .float64, .decimal: true
    default: false
    }
  }

  /// The range an integer or decimal type can hold, as unscaled integers; nil for other types.
  package var unscaledRange: ClosedRange<Int128>? {
    switch self {
    case .int8: Int128(Int8.min)...Int128(Int8.max)
    case .int16: Int128(Int16.min)...Int128(Int16.max)
    case .int32: Int128(Int32.min)...Int128(Int32.max)
    case .int64: Int128(Int64.min)...Int128(Int64.max)
    case .decimal(let precision, _):
      (1 - LogicalType.powerOfTen(precision))...(LogicalType.powerOfTen(precision) - 1)
    default: nil
    }
  }

  /// 10 to the `exponent`, which is 0…38.
  package static func powerOfTen(_ exponent: Int) -> Int128 {
    precondition((0...38).contains(exponent), "a decimal has at most 38 digits")
    var result: Int128 = 1
    for _ in 0..<exponent { result &*= 10 }
    return result
  }
}

extension LogicalType {
  /// The names documents may use, for messages; `decimal(p,s)` stands for all decimals.
  package static let documentNames = [
    "boolean", "date", "decimal(p,s)", "float32", "float64", "int16", "int32", "int64", "int8",
    "text", "time", "timestamp", "timestamp utc", "uuid",
  ]

  /// Reads a type as documents write it; nil for any other text, `duration` included.
  package init?(name: String) {
    switch name {
    case "boolean": self = .boolean
    case "int8": self = .int8
    case "int16": self = .int16
    case "int32": self = .int32
    case "int64": self = .int64
    case "float32": self = .float32
    case "float64": self = .float64
    case "date": self = .date
    case "time": self = .time
    case "timestamp": self = .timestamp(utc: false)
    case "timestamp utc": self = .timestamp(utc: true)
    case "text": self = .text
    case "uuid": self = .uuid
    default:
      guard name.hasPrefix("decimal("), name.hasSuffix(")") else { return nil }
      let parts = name.dropFirst(8).dropLast()
        .split(separator: ",", omittingEmptySubsequences: false)
      guard parts.count == 2, let precision = LogicalType.digits(parts[0]),
        let scale = LogicalType.digits(parts[1]),
        (1...38).contains(precision), (0...precision).contains(scale)
      else { return nil }
      self = .decimal(precision: precision, scale: scale)
    }
  }

  /// One or two digits, with blanks around them.
  private static func digits(_ text: Substring) -> Int? {
    var digits = text.drop { $0 == " " }
    while digits.last == " " { digits.removeLast() }
    guard (1...2).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) })
    else {
      return nil
    }
    return Int(digits)
  }
}
