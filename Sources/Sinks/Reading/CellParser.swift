import Columnar
import Encoding

/// Text of one value back to the value, by the column's type.
enum CellParser {
  static func append(
    _ bytes: ArraySlice<UInt8>, to builder: inout ColumnBuilder
  ) throws(DecodingError) {
    let type = builder.field.type
    switch type {
    case .boolean:
      if bytes.elementsEqual("true".utf8) {
        builder.append(true)
      } else if bytes.elementsEqual("false".utf8) {
        builder.append(false)
      } else {
        throw failure(bytes, type)
      }
    case .int8, .int16, .int32, .int64:
      try builder.append(unscaled: try decimal(bytes, scale: 0, type))
    case .decimal(_, let scale):
      try builder.append(unscaled: try decimal(bytes, scale: scale, type))
    case .float32:
      guard let value = Float(String(decoding: bytes, as: UTF8.self)) else {
        throw failure(bytes, type)
      }
      builder.append(Double(value))
    case .float64:
      guard let value = Double(String(decoding: bytes, as: UTF8.self)) else {
        throw failure(bytes, type)
      }
      builder.append(value)
    case .date:
      guard let days = CivilTime.parseDate(String(decoding: bytes, as: UTF8.self)) else {
        throw failure(bytes, type)
      }
      builder.append(days)
    case .time:
      builder.append(try time(bytes, type))
    case .timestamp(let utc):
      builder.append(try timestamp(bytes, utc: utc, type))
    case .uuid: builder.append(try uuid(bytes, type))
    case .text:
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw DecodingError("text that is not UTF-8")
      }
      try builder.append(text: bytes)
    case .duration: preconditionFailure("a duration reached a file")
    }
  }

  private static func failure(_ bytes: ArraySlice<UInt8>, _ type: LogicalType) -> DecodingError {
    DecodingError("'\(String(decoding: bytes.prefix(40), as: UTF8.self))' is no \(type.name)")
  }

  /// Digits with at most `scale` behind the point, as an unscaled integer.
  private static func decimal(
    _ bytes: ArraySlice<UInt8>, scale: Int, _ type: LogicalType
  ) throws(DecodingError) -> Int128 {
    var rest = bytes
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    var value: Int128 = 0
    var digitCount = 0
    var behind: Int?
    for byte in rest {
      if byte == UInt8(ascii: "."), behind == nil, digitCount > 0 {
        behind = 0
        continue
      }
      guard (48...57).contains(byte), digitCount < 40, (behind ?? -1) < scale else {
        throw failure(bytes, type)
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw failure(bytes, type) }
      value = product + Int128(byte - 48)
      digitCount += 1
      behind = behind.map { $0 + 1 }
    }
    guard digitCount > 0, behind != 0 else { throw failure(bytes, type) }
    for _ in (behind ?? 0)..<scale {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw failure(bytes, type) }
      value = product
    }
    return isNegative ? -value : value
  }

  /// `18:30:00.123456` as microseconds since midnight.
  private static func time(
    _ bytes: ArraySlice<UInt8>, _ type: LogicalType
  ) throws(DecodingError) -> Int64 {
    let text = "1970-01-01T" + String(decoding: bytes, as: UTF8.self)
    guard bytes.count >= 5, let value = CivilTime.parseTimestamp(text) else {
      throw failure(bytes, type)
    }
    return value
  }

  private static func timestamp(
    _ bytes: ArraySlice<UInt8>, utc: Bool, _ type: LogicalType
  ) throws(DecodingError) -> Int64 {
    var rest = bytes
    if utc {
      guard rest.last == UInt8(ascii: "Z") else { throw failure(bytes, type) }
      rest.removeLast()
    }
    guard let value = CivilTime.parseTimestamp(String(decoding: rest, as: UTF8.self)) else {
      throw failure(bytes, type)
    }
    return value
  }

  private static func uuid(
    _ bytes: ArraySlice<UInt8>, _ type: LogicalType
  ) throws(DecodingError) -> UInt128 {
    guard bytes.count == 36 else { throw failure(bytes, type) }
    var value: UInt128 = 0
    for (index, byte) in bytes.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { throw failure(bytes, type) }
        continue
      }
      switch byte {
      case 48...57: value = value << 4 | UInt128(byte - 48)
      case 97...102: value = value << 4 | UInt128(byte - 87)
      case 65...70: value = value << 4 | UInt128(byte - 55)
      default: throw failure(bytes, type)
      }
    }
    return value
  }
}
