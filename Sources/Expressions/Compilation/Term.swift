import Columnar

/// A typed part of an expression: the register that will hold it, and what is known of its values.
package struct Term: Sendable {
  var register: Int
  /// Nil for a `null` whose type nothing tells.
  var type: LogicalType?
  var isNullable: Bool
  /// For integers, decimals and times always exact: the type's range where nothing else is known.
  var interval: ValueInterval
  /// The interval was stated or follows from what was stated, not from types alone.
  var isStated: Bool
  var constant: ConstantValue?
  /// A duration that is certainly a number of whole days.
  var isWholeDays = false
  /// Of a boolean that is no constant.
  var truth = Truth()
  var place: Place
  /// The same in SQL; nil where that cannot be said.
  var sql: SQLSteps.Part?

  /// Calendar months of a constant such as `12mo`.
  var months: Int64? {
    if case .months(let value) = constant { value } else { nil }
  }

  var isNull: Bool { constant?.isNull == true }

  /// The type in messages.
  var typeName: String { type?.name ?? "null" }

  /// Ends as unscaled integers.
  var ends: (lower: Int128, upper: Int128) {
    guard case .exact(let lower, let upper) = interval else {
      preconditionFailure("no exact interval for \(typeName)")
    }
    return (lower, upper)
  }

  /// Ends as floats; infinite where nothing is known.
  var floatEnds: (lower: Double, upper: Double) {
    switch interval {
    case .float(let lower, let upper): (lower, upper)
    default: (-.infinity, .infinity)
    }
  }
}

extension LogicalType {
  /// The exact interval of all values of the type; nil for floats, texts and the like.
  package var fullInterval: ValueInterval? {
    if let range = unscaledRange {
      return .exact(lower: range.lowerBound, upper: range.upperBound)
    }
    let day = Int128(CivilTime.microsecondsPerDay)
    switch self {
    case .date:
      return .exact(
        lower: Int128(CivilTime.dayRange.lowerBound), upper: Int128(CivilTime.dayRange.upperBound))
    case .timestamp:
      return .exact(
        lower: Int128(CivilTime.dayRange.lowerBound) * day,
        upper: Int128(CivilTime.dayRange.upperBound + 1) * day - 1)
    case .time: return .exact(lower: 0, upper: day - 1)
    case .duration: return .exact(lower: Int128(Int64.min), upper: Int128(Int64.max))
    default: return nil
    }
  }

  /// Decimal digits of an exact number's type.
  var digits: Int {
    switch self {
    case .int8: 3
    case .int16: 5
    case .int32: 10
    case .decimal(let precision, _): precision
    default: 19
    }
  }

  var isExactNumber: Bool { isInteger || isDecimal }

  /// Numbers, texts, dates and times have an order; booleans and identifiers only equality.
  var isOrdered: Bool { self != .boolean && self != .uuid }
}
