import Columnar
import Encoding

/// A message without its body, as it stands in a file that may be damaged.
struct ArrowMessageHeader {
  let kind: ArrowMessage.Kind
  let header: FlatBufferTable
  let bodyByteCount: Int

  /// - Parameter bytes: with the length before the message.
  init(_ bytes: [UInt8]) throws(DecodingError) {
    guard bytes.count >= 8, bytes.span.rawBytes.word32(at: 0) == ArrowMessage.continuation,
      Int(bytes.span.rawBytes.word32(at: 4)) == bytes.count - 8
    else { throw DecodingError("a length that does not agree") }
    let message = try FlatBufferTable(Array(bytes.dropFirst(8)))
    guard try message.integer(0, default: Int16(0)) == ArrowSchema.version else {
      throw DecodingError("metadata of another version")
    }
    guard let kind = ArrowMessage.Kind(rawValue: try message.integer(1, default: UInt8(0))),
      let header = try message.table(2)
    else { throw DecodingError("a message of unknown kind") }
    let length = Int(try message.integer(3, default: Int64(0)))
    guard length >= 0 else { throw DecodingError("a body of negative length") }
    self.kind = kind
    self.header = header
    bodyByteCount = length
  }
}

extension ArrowSchema {
  init(_ table: FlatBufferTable) throws(DecodingError) {
    guard try table.integer(0, default: Int16(0)) == 0 else {
      throw DecodingError("numbers with their highest byte first")
    }
    var columns: [Column] = []
    var room = ArrowSchema.largestCount
    for field in try table.tables(1) {
      columns.append(try ArrowSchema.column(field, depth: 0, room: &room))
    }
    self.columns = columns
  }

  private static func column(
    _ table: FlatBufferTable, depth: Int, room: inout Int
  ) throws(DecodingError) -> Column {
    room -= 1
    guard depth < deepest, room >= 0 else { throw DecodingError("too many columns") }
    guard let name = try table.text(0), let type = try table.table(3) else {
      throw DecodingError("a column without name or type")
    }
    let code = try table.integer(2, default: UInt8(0))
    let nested = try nestedType(code, table, depth: depth, room: &room)
    let plain = nested == nil ? try logicalType(code, type, table) : nil
    guard let logical = nested ?? plain else {
      throw DecodingError("column '\(name)' has a type that is not read here")
    }
    let field = Field(name, logical, isNullable: try table.bool(1))
    guard let dictionary = try table.table(4) else { return Column(field: field) }
    guard logical == .text, let index = try dictionary.table(1),
      try index.integer(0, default: Int32(0)) == 32, try index.bool(1)
    else { throw DecodingError("column '\(name)' has codes that are not read here") }
    return Column(field: field, dictionary: try dictionary.integer(0, default: Int64(0)))
  }

  /// A damaged file must not take all of the stack or of the memory.
  private static let deepest = 64
  private static let largestCount = 1 << 16

  private static func nestedType(
    _ code: UInt8, _ table: FlatBufferTable, depth: Int, room: inout Int
  ) throws(DecodingError) -> LogicalType? {
    var fields: [Field] = []
    for child in try table.tables(5) {
      let column = try column(child, depth: depth + 1, room: &room)
      guard column.dictionary == nil else { return nil }
      fields.append(column.field)
    }
    switch (code, fields.count) {
    case (12, 1): return .list(of: fields[0].type, isNullable: fields[0].isNullable)
    case (13, 1...): return .structure(fields)
    case (17, 1):
      guard case .structure(let parts) = fields[0].type, parts.count == 2,
        !fields[0].isNullable, !parts[0].isNullable, !parts[0].type.isNested
      else { return nil }
      return .map(key: parts[0].type, value: parts[1].type, isNullable: parts[1].isNullable)
    default: return nil
    }
  }

  /// What the field says of an extension of its type.
  private static func extensionName(
    in table: FlatBufferTable
  ) throws(DecodingError) -> String? {
    for pair in try table.tables(6) where try pair.text(0) == extensionName {
      return try pair.text(1)
    }
    return nil
  }

  private static func logicalType(
    _ code: UInt8, _ type: FlatBufferTable, _ field: FlatBufferTable
  ) throws(DecodingError) -> LogicalType? {
    guard try field.tables(5).isEmpty else { return nil }
    switch code {
    case 2:
      let widths: [Int32: LogicalType] = [8: .int8, 16: .int16, 32: .int32, 64: .int64]
      return try type.bool(1) ? widths[try type.integer(0, default: 0)] : nil
    case 3:
      let precisions: [Int16: LogicalType] = [1: .float32, 2: .float64]
      return precisions[try type.integer(0, default: 0)]
    case 5: return try extensionName(in: field) == LogicalType.arrowJSON ? .json : .text
    case 6: return .boolean
    case 7:
      let precision = Int(try type.integer(0, default: Int32(0)))
      let scale = Int(try type.integer(1, default: Int32(0)))
      guard try type.integer(2, default: Int32(128)) == 128, (1...38).contains(precision),
        (0...precision).contains(scale)
      else { return nil }
      return .decimal(precision: precision, scale: scale)
    case 8: return try type.integer(0, default: Int16(1)) == 0 ? .date : nil
    case 9:
      let unit = try type.integer(0, default: Int16(1))
      let width = try type.integer(1, default: Int32(32))
      return unit == 2 && width == 64 ? .time : nil
    case 10:
      guard try type.integer(0, default: Int16(0)) == 2 else { return nil }
      switch try type.text(1) {
      case nil: return .timestamp(utc: false)
      case "UTC"?: return .timestamp(utc: true)
      default: return nil
      }
    case 15: return try type.integer(0, default: Int32(0)) == 16 ? .uuid : nil
    default: return nil
    }
  }
}
