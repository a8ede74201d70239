import Columnar
import Expressions
import Testing

@testable import Planning

@Suite struct ExactCastTests {
  private static let types: [LogicalType] = [
    .int8, .int16, .int32, .int64, .decimal(precision: 1, scale: 0),
    .decimal(precision: 2, scale: 1), .decimal(precision: 3, scale: 1),
    .decimal(precision: 3, scale: 3), .decimal(precision: 5, scale: 2),
    .decimal(precision: 20, scale: 4), .float32, .float64,
  ]

  private static func column(_ unscaled: [Int64], _ type: LogicalType) -> Column {
    type.storage == .int128
      ? Column(type, .int128(unscaled.map { Int128($0) })) : Column(type, .int64(unscaled))
  }

  /// Whether all values come back from the other type as they were.
  private static func survive(_ column: Column, _ type: LogicalType) -> Bool {
    guard let there = try? Conversion.convert(column, to: type),
      let back = try? Conversion.convert(there, to: column.type)
    else { return false }
    return (0..<column.count).allSatisfy { back.text(at: $0) == column.text(at: $0) }
  }

  /// Every range of small integers, into every type and back.
  @Test(arguments: types.filter { $0 != .float32 && $0 != .float64 })
  func `exact is what loses nothing, for every range of values`(source: LogicalType) {
    for low in stride(from: Int64(-128), through: 9, by: 8) {
      for high in stride(from: low, through: 127, by: 8) {
        guard let range = source.unscaledRange, range.contains(Int128(low)),
          range.contains(Int128(high))
        else { continue }
        let interval = ValueInterval.exact(lower: Int128(low), upper: Int128(high))
        let column = Self.column(Array(low...high), source)
        for target in Self.types {
          let isExact = ExactCast.isExact(interval, from: source, to: target)
          let survives = Self.survive(column, target)
          #expect(!isExact || survives, "\(source.name) \(low)...\(high) as \(target.name)")
          // A type of fewer digits behind the point is refused even where they happen to be zeros.
          if low < high { #expect(isExact == survives, "\(source.name) \(low)...\(high)") }
        }
      }
    }
  }

  @Test func `floats hold what their digits hold`() {
    let wide = LogicalType.decimal(precision: 15, scale: 3)
    let numbers = (0..<20_000).map { Int64($0) * 49_999_999_999 % 999_999_999_999_999 }
    #expect(ExactCast.isExact(.unbounded, from: wide, to: .float64))
    #expect(Self.survive(Self.column(numbers, wide), .float64))
    #expect(
      !ExactCast.isExact(
        .unbounded, from: .decimal(precision: 16, scale: 3), to: .float64))
    #expect(ExactCast.isExact(.exact(lower: 0, upper: 1 << 53), from: .int64, to: .float64))
    #expect(!ExactCast.isExact(.exact(lower: 0, upper: 1 << 53 + 1), from: .int64, to: .float64))
    #expect(!Self.survive(Self.column([1 << 53 + 1], .int64), .float64))
    #expect(ExactCast.isExact(.exact(lower: -(1 << 24), upper: 0), from: .int32, to: .float32))
    #expect(!ExactCast.isExact(.unbounded, from: .int32, to: .float32))
    #expect(!ExactCast.isExact(.float(lower: 0, upper: 1), from: .float64, to: .float32))
    #expect(!ExactCast.isExact(.float(lower: 0, upper: 0), from: .float64, to: .int32))
    #expect(ExactCast.isExact(.unbounded, from: .float32, to: .float64))
  }

  @Test(arguments: [
    ("256MB", 256_000_000), ("1.5 GiB", 1_610_612_736), ("10_000", 10_000), ("64 kB", 64_000),
    ("8KiB", 8192), ("1b", 1), ("0", nil), ("MB", nil), ("-1MB", nil), ("1 XB", nil), ("", nil),
    ("1e3", nil), ("9999999TB", nil),
  ])
  func `reads sizes as people write them`(text: String, bytes: Int?) {
    #expect(ByteSize.read(text) == bytes)
  }
}
