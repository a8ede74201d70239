import Columnar
import Encoding

/// A file's schema, which is a tree laid down root first, back to fields.
struct ParquetSchemaReader {
  /// A damaged file must not take all of the stack.
  private static let deepest = 64

  private let elements: [ThriftValue]
  private var next = 1

  /// - Throws: for columns of types or forms that this package does not write.
  static func fields(_ list: [ThriftValue]?) throws(DecodingError) -> [Field] {
    guard let list, let count = list.first?[5]?.int, (0..<Int64(list.count)).contains(count)
    else { throw DecodingError("no schema") }
    var reader = ParquetSchemaReader(elements: list)
    let fields = try reader.fields(Int(count), depth: 0)
    guard reader.next == list.count else { throw DecodingError("more columns than announced") }
    return fields
  }

  private mutating func fields(_ count: Int, depth: Int) throws(DecodingError) -> [Field] {
    var fields: [Field] = []
    for _ in 0..<count { fields.append(try field(depth: depth)) }
    return fields
  }

  private mutating func field(depth: Int) throws(DecodingError) -> Field {
    guard next < elements.count, depth < ParquetSchemaReader.deepest else {
      throw DecodingError("columns that are missing, or nested too deep")
    }
    let element = elements[next]
    next += 1
    guard let name = element[4]?.text else { throw DecodingError("a column without name") }
    guard let repetition = element[3]?.int, (0...1).contains(repetition) else {
      throw DecodingError("column '\(name)' is repeated")
    }
    let type: LogicalType
    if let count = element[5]?.int {
      type = try group(element, name, count, depth: depth)
    } else {
      type = try value(element, name)
    }
    return Field(name, type, isNullable: repetition == 1)
  }

  private mutating func group(
    _ element: ThriftValue, _ name: String, _ count: Int64, depth: Int
  ) throws(DecodingError) -> LogicalType {
    guard (1..<Int64(elements.count)).contains(count) else {
      throw DecodingError("column '\(name)' has no fields")
    }
    let isList = element[10]?[ParquetSchema.Group.list.logical] != nil
    let isMap = element[10]?[ParquetSchema.Group.map.logical] != nil
    guard isList || isMap else {
      return .structure(try fields(Int(count), depth: depth + 1))
    }
    guard count == 1, next < elements.count, elements[next][3]?.int == 2,
      elements[next][5]?.int == (isList ? 1 : 2)
    else { throw DecodingError("column '\(name)' has a form that is not read here") }
    next += 1
    let parts = try fields(isList ? 1 : 2, depth: depth + 1)
    if isList { return .list(of: parts[0].type, isNullable: parts[0].isNullable) }
    guard !parts[0].isNullable, !parts[0].type.isNested else {
      throw DecodingError("column '\(name)' has keys that are not read here")
    }
    return .map(key: parts[0].type, value: parts[1].type, isNullable: parts[1].isNullable)
  }

  private func value(
    _ element: ThriftValue, _ name: String
  ) throws(DecodingError) -> LogicalType {
    guard let type = ParquetSchemaReader.logicalType(element) else {
      throw DecodingError("column '\(name)' has a type that is not read here")
    }
    guard element[1]?.int == Int64(ParquetType(type).physical.rawValue),
      element[2]?.int == ParquetType(type).length.map(Int64.init)
    else { throw DecodingError("column '\(name)' is stored in an unexpected way") }
    return type
  }

  private static func logicalType(_ element: ThriftValue) -> LogicalType? {
    guard let annotation = element[10] else {
      switch element[1]?.int {
      case 0: return .boolean
      case 1: return .int32
      case 2: return .int64
      case 4: return .float32
      case 5: return .float64
      default: return nil
      }
    }
    if annotation[1] != nil { return .text }
    if annotation[12] != nil { return .json }
    if let decimal = annotation[5] {
      guard let scale = decimal[1]?.int, let precision = decimal[2]?.int,
        (1...38).contains(precision), (0...precision).contains(scale)
      else { return nil }
      return .decimal(precision: Int(precision), scale: Int(scale))
    }
    if annotation[6] != nil { return .date }
    if let time = annotation[7] { return time[2]?[2] == nil ? nil : .time }
    if let timestamp = annotation[8] {
      guard timestamp[2]?[2] != nil, let utc = timestamp[1]?.bool else { return nil }
      return .timestamp(utc: utc)
    }
    if let integer = annotation[10] {
      guard integer[2]?.bool == true else { return nil }
      switch integer[1]?.int {
      case 8: return .int8
      case 16: return .int16
      case 32: return .int32
      case 64: return .int64
      default: return nil
      }
    }
    return annotation[14] == nil ? nil : .uuid
  }
}
