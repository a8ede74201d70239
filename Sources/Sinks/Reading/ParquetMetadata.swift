import Columnar
import Encoding

/// What a footer says, checked: every place is inside the file, every count agrees.
struct ParquetMetadata {
  struct Chunk {
    var offset: Int
    var byteCount: Int
    /// With what is missing, and of lists one for each that is empty or missing.
    var valueCount: Int
    var codec: any Codec.Type
    var type: ParquetType
  }

  struct Group {
    var rowCount: Int
    var chunks: [Chunk]
  }

  /// No writer of ours makes larger ones, and a damaged count must not take all memory.
  private static let largestGroup = 1 << 28

  let schema: ParquetSchema
  let rowCount: Int
  let groups: [Group]

  init(_ footer: [UInt8], fileByteCount: Int) throws(DecodingError) {
    var reader = ThriftReader(footer.span.rawBytes)
    let value = try reader.readStructure()
    schema = ParquetSchema(try ParquetSchemaReader.fields(value[2]?.list))
    guard let rows = value[3]?.int, rows >= 0, let list = value[4]?.list else {
      throw DecodingError("no row counts")
    }
    var groups: [Group] = []
    var total = 0
    for item in list {
      let group = try ParquetMetadata.group(item, schema.leaves, fileByteCount: fileByteCount)
      groups.append(group)
      total += group.rowCount
    }
    guard total == Int(rows) else {
      throw DecodingError("\(total) rows in row groups where \(rows) are announced")
    }
    rowCount = total
    self.groups = groups
  }

  private static func group(
    _ value: ThriftValue, _ leaves: [ParquetLeaf], fileByteCount: Int
  ) throws(DecodingError) -> Group {
    guard let rows = value[3]?.int, (0...Int64(largestGroup)).contains(rows),
      let list = value[1]?.list, list.count == leaves.count
    else { throw DecodingError("a row group without its columns or its row count") }
    var chunks: [Chunk] = []
    for (item, leaf) in zip(list, leaves) {
      let field = leaf.field
      guard let meta = item[3], let data = meta[9]?.int, let size = meta[7]?.int,
        let code = meta[4]?.int, let values = meta[5]?.int,
        leaf.repetition == 0 ? values == rows : (rows...Int64(largestGroup)).contains(values)
      else { throw DecodingError("column '\(field.name)' without its place") }
      guard let codec = Int32(exactly: code).flatMap({ CodecRegistry.codec(parquetCode: $0) })
      else { throw DecodingError("column '\(field.name)' is compressed with codec \(code)") }
      let start = min(meta[11]?.int ?? data, data)
      guard start >= 4, size >= 0, start <= Int64(fileByteCount),
        size <= Int64(fileByteCount) - start
      else { throw DecodingError("column '\(field.name)' lies outside the file") }
      chunks.append(
        Chunk(
          offset: Int(start), byteCount: Int(size), valueCount: Int(values), codec: codec,
          type: ParquetType(field.type)))
    }
    return Group(rowCount: Int(rows), chunks: chunks)
  }
}
