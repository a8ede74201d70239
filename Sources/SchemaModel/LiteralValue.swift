/// A scalar read without a type to expect: what a person would take it for.
package enum LiteralValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// `19.00` keeps its scale; `2%` is 0.02.
  case decimal(unscaled: Int128, scale: Int)
  case float(Double)
  /// Days from 1970-01-01.
  case date(Int64)
  /// Microseconds from 1970-01-01.
  case timestamp(Int64)
  case duration(CalendarDuration)
  case text(String)
}

extension LiteralReader {
  /// Quoted scalars are text; JSON holds dates and durations in quotes, so these are read there
  /// too.
  package static func infer(_ scalar: Scalar) -> LiteralValue {
    let text = scalar.text
    if scalar.isNull { return .null }
    if let days = date(text) { return .date(days) }
    if let time = timestamp(text) { return .timestamp(time) }
    if let duration = duration(text) { return .duration(duration) }
    if text.utf8.last == 37, let value = decimal(text) {
      return .decimal(unscaled: value.unscaled, scale: value.scale)
    }
    if scalar.isQuoted { return .text(text) }
    if let flag = boolean(text) { return .boolean(flag) }
    if let value = integer(text) { return .integer(value) }
    if let value = decimal(text), value.scale > 0 || isInteger(text) {
      return .decimal(unscaled: value.unscaled, scale: value.scale)
    }
    if let value = number(text) { return .float(value) }
    return .text(text)
  }
}

extension Scalar {
  /// Plain `null`, `~` or nothing: written where a value may be missing.
  package var isNull: Bool { !isQuoted && ["", "~", "null"].contains(text) }
}
