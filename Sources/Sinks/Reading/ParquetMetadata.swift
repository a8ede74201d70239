import Columnar
import Encoding

/// What a footer says, checked: every place is inside the file, every count agrees.
struct ParquetMetadata {
  struct Chunk {
    var offset: Int
    var byteCount: Int
    var codec: any Codec.Type
    var type: ParquetType
  }

  struct Group {
    var rowCount: Int
    var chunks: [Chunk]
  }

  /// No writer of ours makes larger ones, and a damaged count must not take all memory.
  private static let largestGroup = 1 << 28

  let fields: [Field]
  let rowCount: Int
  let groups: [Group]

  init(_ footer: [UInt8], fileByteCount: Int) throws(DecodingError) {
    var reader = ThriftReader(footer.span.rawBytes)
    let value = try reader.readStructure()
    fields = try ParquetMetadata.fields(value)
    guard let rows = value[3]?.int, rows >= 0, let list = value[4]?.list else {
      throw DecodingError("no row counts")
    }
    var groups: [Group] = []
    var total = 0
    for item in list {
      let group = try ParquetMetadata.group(item, fields, fileByteCount: fileByteCount)
      groups.append(group)
      total += group.rowCount
    }
    guard total == Int(rows) else {
      throw DecodingError("\(total) rows in row groups where \(rows) are announced")
    }
    rowCount = total
    self.groups = groups
  }

  private static func fields(_ value: ThriftValue) throws(DecodingError) -> [Field] {
    guard let schema = value[2]?.list, let root = schema.first,
      root[5]?.int == Int64(schema.count - 1)
    else { throw DecodingError("no flat schema") }
    var fields: [Field] = []
    for element in schema.dropFirst() {
      guard let name = element[4]?.text, element[5] == nil else {
        throw DecodingError("a column without name, or a nested one")
      }
      guard let repetition = element[3]?.int, (0...1).contains(repetition) else {
        throw DecodingError("column '\(name)' is repeated")
      }
      guard let type = logicalType(element) else {
        throw DecodingError("column '\(name)' has a type that is not read here")
      }
      guard element[1]?.int == Int64(ParquetType(type).physical.rawValue),
        element[2]?.int == ParquetType(type).length.map(Int64.init)
      else { throw DecodingError("column '\(name)' is stored in an unexpected way") }
      fields.append(Field(name, type, isNullable: repetition == 1))
    }
    return fields
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

  private static func group(
    _ value: ThriftValue, _ fields: [Field], fileByteCount: Int
  ) throws(DecodingError) -> Group {
    guard let rows = value[3]?.int, (0...Int64(largestGroup)).contains(rows),
      let list = value[1]?.list, list.count == fields.count
    else { throw DecodingError("a row group without its columns or its row count") }
    var chunks: [Chunk] = []
    for (item, field) in zip(list, fields) {
      guard let meta = item[3], let data = meta[9]?.int, let size = meta[7]?.int,
        let code = meta[4]?.int, meta[5]?.int == rows
      else { throw DecodingError("column '\(field.name)' without its place") }
      guard let codec = Int32(exactly: code).flatMap({ CodecRegistry.codec(parquetCode: $0) })
      else { throw DecodingError("column '\(field.name)' is compressed with codec \(code)") }
      let start = min(meta[11]?.int ?? data, data)
      guard start >= 4, size >= 0, start <= Int64(fileByteCount),
        size <= Int64(fileByteCount) - start
      else { throw DecodingError("column '\(field.name)' lies outside the file") }
      chunks.append(
        Chunk(
          offset: Int(start), byteCount: Int(size), codec: codec, type: ParquetType(field.type)))
    }
    return Group(rowCount: Int(rows), chunks: chunks)
  }
}
