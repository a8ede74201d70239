import Columnar
import Encoding

/// How a logical type is stored in Parquet.
///
/// - Reference: Apache Parquet, *Logical Types*.
struct ParquetType: Hashable, Sendable {
  /// `Type` of parquet.thrift.
  enum Physical: Int32, Sendable {
    case boolean = 0
    case int32 = 1
    case int64 = 2
    case float = 4
    case double = 5
    case byteArray = 6
    case fixedByteArray = 7
  }

  let logical: LogicalType
  let physical: Physical
  /// Bytes of a value of fixed length.
  let length: Int?

  /// Bytes of a value, PLAIN; of a text those of its length.
  var width: Int {
    switch physical {
    case .boolean: 1
    case .int32, .float, .byteArray: 4
    case .int64, .double: 8
    case .fixedByteArray: length ?? 16
    }
  }

  init(_ type: LogicalType) {
    logical = type
    switch type {
    case .boolean: (physical, length) = (.boolean, nil)
    case .int8, .int16, .int32, .date: (physical, length) = (.int32, nil)
    case .int64, .time, .timestamp: (physical, length) = (.int64, nil)
    case .float32: (physical, length) = (.float, nil)
    case .float64: (physical, length) = (.double, nil)
    case .decimal(let precision, _):
      switch precision {
      case ...9: (physical, length) = (.int32, nil)
      case ...18: (physical, length) = (.int64, nil)
      default: (physical, length) = (.fixedByteArray, ParquetType.byteCount(precision: precision))
      }
    case .text, .json: (physical, length) = (.byteArray, nil)
    case .uuid: (physical, length) = (.fixedByteArray, 16)
    case .duration: preconditionFailure("a duration reached a file")
    case .list, .structure, .map: preconditionFailure("a nested type is stored in its leaves")
    }
  }

  /// The fewest bytes whose two's complement holds every decimal of that many digits.
  static func byteCount(precision: Int) -> Int {
    let largest = LogicalType.powerOfTen(precision) - 1
    return (Int128.bitWidth - largest.leadingZeroBitCount) / 8 + 1
  }

  /// `ConvertedType`, for readers older than logical types; local times have none.
  private var converted: Int32? {
    switch logical {
    case .int8: 15
    case .int16: 16
    case .int32: 17
    case .decimal: 5
    case .date: 6
    case .timestamp(let utc): utc ? 10 : nil
    case .text: 0
    case .json: 19
    case .boolean, .int64, .float32, .float64, .time, .uuid, .duration, .list, .structure, .map: nil
    }
  }

  /// Writes a leaf `SchemaElement`.
  func write(_ field: Field, to writer: inout ThriftWriter) {
    writer.int32(1, physical.rawValue)
    if let length { writer.int32(2, Int32(length)) }
    writer.int32(3, field.isNullable ? 1 : 0)
    writer.text(4, field.name)
    if let converted { writer.int32(6, converted) }
    if case .decimal(let precision, let scale) = logical {
      writer.int32(7, Int32(scale))
      writer.int32(8, Int32(precision))
    }
    writeLogical(to: &writer)
  }

  private func writeLogical(to writer: inout ThriftWriter) {
    switch logical {
    case .text: annotation(1, &writer) { _ in }
    case .decimal(let precision, let scale):
      annotation(5, &writer) {
        $0.int32(1, Int32(scale))
        $0.int32(2, Int32(precision))
      }
    case .date: annotation(6, &writer) { _ in }
    case .time: annotation(7, &writer) { microseconds(utc: false, &$0) }
    case .timestamp(let utc): annotation(8, &writer) { microseconds(utc: utc, &$0) }
    case .int8: integer(8, &writer)
    case .int16: integer(16, &writer)
    case .int32: integer(32, &writer)
    case .json: annotation(12, &writer) { _ in }
    case .uuid: annotation(14, &writer) { _ in }
    case .boolean, .int64, .float32, .float64, .duration, .list, .structure, .map: break
    }
  }

  private func annotation(
    _ id: Int16, _ writer: inout ThriftWriter, _ body: (inout ThriftWriter) -> Void
  ) {
    writer.structure(10) { $0.structure(id, body) }
  }

  private func integer(_ bits: Int8, _ writer: inout ThriftWriter) {
    annotation(10, &writer) {
      $0.int8(1, bits)
      $0.bool(2, true)
    }
  }

  private func microseconds(utc: Bool, _ writer: inout ThriftWriter) {
    writer.bool(1, utc)
    writer.structure(2) { $0.structure(2) { _ in } }
  }
}
