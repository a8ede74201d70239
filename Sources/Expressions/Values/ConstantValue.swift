import Columnar

/// A value known before any row is made, with its type.
///
/// - Units: integers as `LogicalType` states; a decimal holds its unscaled integer.
package enum ConstantValue: Hashable, Sendable {
  /// A missing value; without a type where none can be told.
  case null(LogicalType?)
  case boolean(Bool)
  /// Integers, decimals to 18 digits, dates, times, timestamps, durations.
  case int64(Int64, LogicalType)
  /// Decimals beyond 18 digits.
  case int128(Int128, LogicalType)
  case float64(Double)
  case text(String)
  case uuid(UInt128)
  /// A duration of calendar months: `12mo`, `2y`. Added to a date it is exact; anywhere else a
  /// month counts 30.436875 days.
  case months(Int64)

  package var type: LogicalType? {
    switch self {
    case .null(let type): type
    case .boolean: .boolean
    case .int64(_, let type), .int128(_, let type): type
    case .float64: .float64
    case .text: .text
    case .uuid: .uuid
    case .months: .duration
    }
  }

  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The integer behind integers, decimals, dates, times and durations.
  var unscaled: Int128? {
    switch self {
    case .int64(let value, _): Int128(value)
    case .int128(let value, _): value
    case .months(let value): Int128(value) * Int128(TimeUnit.month)
    case .null, .boolean, .float64, .text, .uuid: nil
    }
  }
}
