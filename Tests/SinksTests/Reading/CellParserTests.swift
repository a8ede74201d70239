import Columnar
import Encoding
import Testing

@testable import Sinks

@Suite struct CellParserTests {
  private func parse(_ text: String, _ type: LogicalType) throws(DecodingError) -> Column {
    var builder = ColumnBuilder(Field("c", type, isNullable: false))
    try CellParser.append(Array(text.utf8)[...], to: &builder)
    return try builder.take()
  }

  private func integer(_ text: String, _ type: LogicalType) throws(DecodingError) -> Int128? {
    switch try parse(text, type).values {
    case .int64(let values): Int128(values[0])
    case .int128(let values): values[0]
    default: nil
    }
  }

  @Test(arguments: [
    ("127", LogicalType.int8, "127"), ("-128", .int8, "-128"),
    ("-9223372036854775808", .int64, "-9223372036854775808"),
    ("-0.05", .decimal(precision: 3, scale: 2), "-5"),
    ("1.5", .decimal(precision: 5, scale: 2), "150"),
    ("7", .decimal(precision: 5, scale: 2), "700"),
    (
      "99999999999999999999999999999999999999", .decimal(precision: 38, scale: 0),
      "99999999999999999999999999999999999999"
    ),
    ("1970-01-02", .date, "1"), ("0001-01-01", .date, "-719162"), ("2024-02-29", .date, "19782"),
    ("23:59:59.999999", .time, "86399999999"), ("00:00:01", .time, "1000000"),
    ("00:00:00.5", .time, "500000"),
    ("1969-12-31T23:59:59.999999", .timestamp(utc: false), "-1"),
    ("1970-01-01 00:00:01", .timestamp(utc: false), "1000000"),
    ("1970-01-01T00:00:00.000001Z", .timestamp(utc: true), "1"),
  ])
  func `reads numbers and times`(text: String, type: LogicalType, expected: String) throws {
    #expect(try integer(text, type).map { String($0) } == expected)
  }

  @Test(arguments: [
    ("128", LogicalType.int8), ("", .int32), ("-", .int32), ("1.0", .int32), ("+1", .int32),
    (" 1", .int32), ("1e3", .int64), ("9223372036854775808", .int64),
    ("1.234", .decimal(precision: 5, scale: 2)), ("1.", .decimal(precision: 5, scale: 2)),
    (".5", .decimal(precision: 5, scale: 2)), ("1000.00", .decimal(precision: 5, scale: 2)),
    ("1.2.3", .decimal(precision: 5, scale: 2)),
    ("999999999999999999999999999999999999999", .decimal(precision: 38, scale: 0)),
    ("2023-02-29", .date), ("2023-13-01", .date), ("2023-00-01", .date), ("0000-01-01", .date),
    ("2023-1-01", .date), ("2023-01-01T", .date), ("24:00:00", .time), ("23:60:00", .time),
    ("23:59:60", .time), ("23:59", .time), ("23:59:59.", .time), ("23:59:59.1234567", .time),
    ("2023-01-01T00:00:00Z", .timestamp(utc: false)),
    ("2023-01-01T00:00:00.000000", .timestamp(utc: true)), ("Z", .timestamp(utc: true)),
    ("", .timestamp(utc: true)), ("2023-01-01", .timestamp(utc: false)), ("True", .boolean),
    ("1", .boolean), ("x", .float64), ("", .float32),
    ("00000000-0000-0000-0000-00000000000g", .uuid), ("0000", .uuid),
    ("00000000000000000000000000000000----", .uuid),
  ])
  func `refuses what is no value of the type`(text: String, type: LogicalType) {
    #expect(throws: DecodingError.self) { try parse(text, type) }
  }

  @Test func `refuses text that is not UTF-8`() {
    var builder = ColumnBuilder(Field("c", .text, isNullable: false))
    #expect(throws: DecodingError("text that is not UTF-8 in 'c'")) {
      try CellParser.append([0x61, 0xFF][...], to: &builder)
      _ = try builder.take()
    }
  }
}
