import Columnar
import Encoding

/// Text of one value back to the value, by the column's type.
enum CellParser {
  static func append(
    _ bytes: ArraySlice<UInt8>, to builder: inout ColumnBuilder
  ) throws(DecodingError) {
    switch builder.field.type {
    case .boolean:
      if bytes.elementsEqual("true".utf8) {
        builder.append(true)
      } else if bytes.elementsEqual("false".utf8) {
        builder.append(false)
      } else {
        throw failure(bytes, builder)
      }
    case .int8, .int16, .int32, .int64:
      try builder.append(unscaled: try decimal(bytes, scale: 0, builder))
    case .decimal(_, let scale):
      try builder.append(unscaled: try decimal(bytes, scale: scale, builder))
    case .float32:
      guard let value = Float(String(decoding: bytes, as: UTF8.self)) else {
        throw failure(bytes, builder)
      }
      builder.append(Double(value))
    case .float64:
      guard let value = Double(String(decoding: bytes, as: UTF8.self)) else {
        throw failure(bytes, builder)
      }
      builder.append(value)
    case .date: builder.append(try date(bytes, builder))
    case .time: builder.append(try time(bytes, builder))
    case .timestamp(let utc):
      builder.append(try timestamp(bytes, utc: utc, builder))
    case .uuid: builder.append(try uuid(bytes, builder))
    case .text, .json:
      // Whether it is UTF-8 is seen when the column is taken, once for many rows.
      try builder.append(text: bytes)
    case .list, .structure, .map: try JSONReader.read(Array(bytes), into: &builder)
    case .duration: preconditionFailure("a duration reached a file")
    }
  }

  private static func failure(_ bytes: ArraySlice<UInt8>, _ builder: borrowing ColumnBuilder)
    -> DecodingError
  {
    DecodingError(
      "'\(String(decoding: bytes.prefix(40), as: UTF8.self))' is no \(builder.field.type.name)")
  }

  /// Digits with at most `scale` behind the point, as an unscaled integer.
  private static func decimal(
    _ bytes: ArraySlice<UInt8>, scale: Int, _ builder: borrowing ColumnBuilder
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
        throw failure(bytes, builder)
      }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw failure(bytes, builder) }
      let (sum, isTooLarge) = product.addingReportingOverflow(Int128(byte - 48))
      guard !isTooLarge else { throw failure(bytes, builder) }
      value = sum
      digitCount += 1
      behind = behind.map { $0 + 1 }
    }
    guard digitCount > 0, behind != 0 else { throw failure(bytes, builder) }
    for _ in (behind ?? 0)..<scale {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { throw failure(bytes, builder) }
      value = product
    }
    return isNegative ? -value : value
  }

  /// `18:30:00.123456` as microseconds since midnight; the fraction may be shorter or missing.
  private static func time(
    _ bytes: ArraySlice<UInt8>, _ builder: borrowing ColumnBuilder
  ) throws(DecodingError) -> Int64 {
    let first = bytes.startIndex
    guard bytes.count >= 8, bytes[first + 2] == UInt8(ascii: ":"),
      bytes[first + 5] == UInt8(ascii: ":"), let hours = number(bytes, first, 2), hours < 24,
      let minutes = number(bytes, first + 3, 2), minutes < 60,
      let seconds = number(bytes, first + 6, 2), seconds < 60
    else { throw failure(bytes, builder) }
    var fraction: Int64 = 0
    if bytes.count > 8 {
      let digitCount = bytes.count - 9
      guard bytes[first + 8] == UInt8(ascii: "."), (1...6).contains(digitCount),
        let digits = number(bytes, first + 9, digitCount)
      else { throw failure(bytes, builder) }
      fraction = digits
      for _ in digitCount..<6 { fraction *= 10 }
    }
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction
  }

  private static func date(
    _ bytes: ArraySlice<UInt8>, _ builder: borrowing ColumnBuilder
  ) throws(DecodingError) -> Int64 {
    let first = bytes.startIndex
    guard bytes.count == 10, bytes[first + 4] == UInt8(ascii: "-"),
      bytes[first + 7] == UInt8(ascii: "-"), let year = number(bytes, first, 4), year >= 1,
      let month = number(bytes, first + 5, 2), (1...12).contains(month),
      let day = number(bytes, first + 8, 2), day >= 1,
      day <= CivilTime.dayCount(year: Int(year), month: Int(month))
    else { throw failure(bytes, builder) }
    return CivilTime.days(year: Int(year), month: Int(month), day: Int(day))
  }

  private static func timestamp(
    _ bytes: ArraySlice<UInt8>, utc: Bool, _ builder: borrowing ColumnBuilder
  ) throws(DecodingError) -> Int64 {
    let end = utc ? bytes.endIndex - 1 : bytes.endIndex
    let middle = bytes.startIndex + 10
    guard bytes.count >= 19, !utc || bytes[end] == UInt8(ascii: "Z"),
      bytes[middle] == UInt8(ascii: "T") || bytes[middle] == UInt8(ascii: " ")
    else { throw failure(bytes, builder) }
    let day = try date(bytes[..<middle], builder)
    return day * CivilTime.microsecondsPerDay + (try time(bytes[(middle + 1)..<end], builder))
  }

  private static func number(_ bytes: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> Int64? {
    var value: Int64 = 0
    for index in start..<start + count {
      guard (48...57).contains(bytes[index]) else { return nil }
      value = value * 10 + Int64(bytes[index] - 48)
    }
    return value
  }

  private static func uuid(
    _ bytes: ArraySlice<UInt8>, _ builder: borrowing ColumnBuilder
  ) throws(DecodingError) -> UInt128 {
    guard bytes.count == 36 else { throw failure(bytes, builder) }
    var value: UInt128 = 0
    for (index, byte) in bytes.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { throw failure(bytes, builder) }
        continue
      }
      switch byte {
      case 48...57: value = value << 4 | UInt128(byte - 48)
      case 97...102: value = value << 4 | UInt128(byte - 87)
      case 65...70: value = value << 4 | UInt128(byte - 55)
      default: throw failure(bytes, builder)
      }
    }
    return value
  }
}
