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
    for field in try table.tables(1) { columns.append(try ArrowSchema.column(field)) }
    self.columns = columns
  }

  private static func column(_ table: FlatBufferTable) throws(DecodingError) -> Column {
    guard let name = try table.text(0), let type = try table.table(3) else {
      throw DecodingError("a column without name or type")
    }
    guard try table.tables(5).isEmpty,
      let logical = try logicalType(try table.integer(2, default: UInt8(0)), type)
    else { throw DecodingError("column '\(name)' has a type that is not read here") }
    let field = Field(name, logical, isNullable: try table.bool(1))
    guard let dictionary = try table.table(4) else { return Column(field: field) }
    guard logical == .text, let index = try dictionary.table(1),
      try index.integer(0, default: Int32(0)) == 32, try index.bool(1)
    else { throw DecodingError("column '\(name)' has codes that are not read here") }
    return Column(field: field, dictionary: try dictionary.integer(0, default: Int64(0)))
  }

  private static func logicalType(
    _ code: UInt8, _ type: FlatBufferTable
  ) throws(DecodingError) -> LogicalType? {
    switch code {
    case 2:
      let widths: [Int32: LogicalType] = [8: .int8, 16: .int16, 32: .int32, 64: .int64]
      return try type.bool(1) ? widths[try type.integer(0, default: 0)] : nil
    case 3:
      let precisions: [Int16: LogicalType] = [1: .float32, 2: .float64]
      return precisions[try type.integer(0, default: 0)]
    case 5: return .text
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
