import Columnar
import Encoding

/// The columns of a table as Arrow describes them.
///
/// - Reference: Apache Arrow, `Schema.fbs`.
struct ArrowSchema: Sendable {
  /// Columns stored as codes have the number of their dictionary.
  struct Column: Hashable, Sendable {
    var field: Field
    var dictionary: Int64?
  }

  /// `MetadataVersion`: V5, of Arrow 1.0 and later.
  static let version: Int16 = 4
  /// Keys of what a field says about an extension of its type.
  static let extensionName = "ARROW:extension:name"
  static let extensionMetadata = "ARROW:extension:metadata"

  var columns: [Column]
  var metadata: [(key: String, value: String)] = []

  func write(to writer: inout FlatBufferWriter) -> FlatBufferPlace {
    let fields = columns.map { column in ArrowSchema.write(column, to: &writer) }
    let list = writer.places(fields)
    var parts: [FlatBufferField] = [.int16(0, 0), .place(1, list)]
    if !metadata.isEmpty { parts.append(.place(2, ArrowSchema.write(metadata, to: &writer))) }
    return writer.table(parts)
  }

  private static func write(
    _ column: Column, to writer: inout FlatBufferWriter
  ) -> FlatBufferPlace {
    let children = column.field.type.arrowChildren.map { write(Column(field: $0), to: &writer) }
    let name = writer.text(column.field.name)
    let (code, type) = write(column.field.type, to: &writer)
    var parts: [FlatBufferField] = [
      .place(0, name), .bool(1, column.field.isNullable), .uint8(2, code), .place(3, type),
      .place(5, writer.places(children)),
    ]
    if let dictionary = column.dictionary {
      let index = writer.table([.int32(0, 32), .bool(1, true)])
      parts.append(
        .place(4, writer.table([.int64(0, dictionary), .place(1, index), .bool(2, false)])))
    }
    if let name = column.field.type.arrowExtension {
      let pairs = [(key: extensionName, value: name), (key: extensionMetadata, value: "")]
      parts.append(.place(6, write(pairs, to: &writer)))
    }
    return writer.table(parts)
  }

  private static func write(
    _ pairs: [(key: String, value: String)], to writer: inout FlatBufferWriter
  ) -> FlatBufferPlace {
    let tables = pairs.map { pair in
      let key = writer.text(pair.key)
      let value = writer.text(pair.value)
      return writer.table([.place(0, key), .place(1, value)])
    }
    return writer.places(tables)
  }

  /// The type's number in the union `Type`, and its table.
  private static func write(
    _ type: LogicalType, to writer: inout FlatBufferWriter
  ) -> (code: UInt8, table: FlatBufferPlace) {
    let microseconds: Int16 = 2
    switch type {
    case .int8: return (2, writer.table([.int32(0, 8), .bool(1, true)]))
    case .int16: return (2, writer.table([.int32(0, 16), .bool(1, true)]))
    case .int32: return (2, writer.table([.int32(0, 32), .bool(1, true)]))
    case .int64: return (2, writer.table([.int32(0, 64), .bool(1, true)]))
    case .float32: return (3, writer.table([.int16(0, 1)]))
    case .float64: return (3, writer.table([.int16(0, 2)]))
    case .text, .json: return (5, writer.table([]))
    case .boolean: return (6, writer.table([]))
    case .decimal(let precision, let scale):
      return (
        7, writer.table([.int32(0, Int32(precision)), .int32(1, Int32(scale)), .int32(2, 128)])
      )
    case .date: return (8, writer.table([.int16(0, 0)]))
    case .time: return (9, writer.table([.int16(0, microseconds), .int32(1, 64)]))
    case .timestamp(let utc):
      var parts: [FlatBufferField] = [.int16(0, microseconds)]
      if utc { parts.append(.place(1, writer.text("UTC"))) }
      return (10, writer.table(parts))
    case .list: return (12, writer.table([]))
    case .structure: return (13, writer.table([]))
    case .uuid: return (15, writer.table([.int32(0, 16)]))
    case .map: return (17, writer.table([.bool(0, false)]))
    case .duration: preconditionFailure("a duration reached a file")
    }
  }
}
