import Columnar

/// Patterns that turn `{0}` into another type as `Conversion` does.
enum SQLConversion {
  /// What stands twice or more in a pattern is given this name; a column of the same name would win.
  static let value = "datagen_value"

  static func pattern(from source: LogicalType, to target: LogicalType) -> String? {
    if source == target { return "{0}" }
    switch target {
    case .text: return text(source)
    case .timestamp: return source == .date ? "CAST({0} AS TIMESTAMP)" : "{0}"
    case .float32: return "CAST(CAST({0} AS FLOAT) AS DOUBLE)"
    case .float64: return source.isFloat ? "{0}" : "CAST({0} AS DOUBLE)"
    case .int8, .int16, .int32, .int64, .decimal:
      guard let name = target.sqlName else { return nil }
      if source.isFloat {
        return rounded(floatTo: target.scale).map { cast($0, target.scale, name) }
      }
      if target.scale >= source.scale { return "CAST({0} AS \(name))" }
      return cast(rounded(source, to: target.scale), target.scale, name)
    default: return nil
    }
  }

  /// The value as CSV has it; floats are not said: DuckDB writes them otherwise.
  private static func text(_ type: LogicalType) -> String? {
    switch type {
    case .float32, .float64, .duration, .list, .structure, .map: nil
    case .timestamp(let utc): "strftime({0}, '%Y-%m-%dT%H:%M:%S.%f\(utc ? "Z" : "")')"
    case .time: "strftime(DATE '2000-01-01' + {0}, '%H:%M:%S.%f')"
    case .text, .json: "{0}"
    default: "CAST({0} AS VARCHAR)"
    }
  }

  /// An unscaled integer at its scale.
  private static func cast(_ unscaled: String, _ scale: Int, _ name: String) -> String {
    scale == 0
      ? "CAST(\(unscaled) AS \(name))"
      : "CAST(CAST(\(unscaled) AS DECIMAL(38,0)) * \(lastDigit(scale)) AS \(name))"
  }

  /// 10 to the minus `scale` as a decimal.
  private static func lastDigit(_ scale: Int) -> String {
    "CAST('\(Kernels.written(1, scale: scale))' AS DECIMAL(\(scale),\(scale)))"
  }

  /// Decimals without some of their last digits as unscaled integers, ties to even: DuckDB's own
  /// rounding takes ties away from 0.
  static func rounded(_ type: LogicalType, to scale: Int) -> String {
    let unscaled =
      type.digits + type.scale < 38
      ? "CAST({0} * CAST(\(powerOfTen(type.scale)) AS DECIMAL(\(type.scale + 1),0)) AS HUGEINT)"
      : "CAST(replace(CAST({0} AS VARCHAR), '.', '') AS HUGEINT)"
    let power = powerOfTen(type.scale - scale)
    let rest = "abs(\(value) % \(power))"
    return """
      list_transform([\(unscaled)], lambda \(value): \(value) // \(power) + CASE WHEN \(rest) > \(power / 2) \
      OR (\(rest) = \(power / 2) AND (\(value) // \(power)) % 2 <> 0) THEN sign(\(value)) ELSE 0 END)[1]
      """
  }

  /// Floats as unscaled integers of a scale, the exact binary value rounded, ties to even; nil beyond
  /// 11 digits, where the power of ten has too many bits.
  ///
  /// The product with the power is rounded; what it lost is found as Dekker does, by halves of 26
  /// bits, whose products are exact.
  static func rounded(floatTo scale: Int) -> String? {
    if scale == 0 { return "CAST({0} AS HUGEINT)" }
    guard scale <= 11 else { return nil }
    let power = "CAST('\(powerOfTen(scale))' AS DOUBLE)"
    let product = "(\(value) * \(power))"
    let spread = "134217729.0::DOUBLE * \(value)"
    let high = "(\(spread) - (\(spread) - \(value)))"
    let lost = "((\(high) * \(power) - \(product)) + (\(value) - \(high)) * \(power))"
    let overHalf = "((\(product) - floor(\(product)) - 0.5::DOUBLE) + \(lost))"
    return """
      list_transform([{0}], lambda \(value): CASE WHEN abs(\(product)) >= 9007199254740992.0::DOUBLE \
      THEN CAST(\(product) AS HUGEINT) + CAST(\(lost) AS HUGEINT) \
      WHEN \(overHalf) > 0 OR (\(overHalf) = 0 AND CAST(floor(\(product)) AS BIGINT) % 2 <> 0) \
      THEN CAST(floor(\(product)) AS HUGEINT) + 1 ELSE CAST(floor(\(product)) AS HUGEINT) END)[1]
      """
  }
}

extension SQLConversion {
  /// `round(x, digits)` of a float.
  static func roundedFloat(_ digits: Int) -> String? {
    guard let unscaled = rounded(floatTo: digits) else { return nil }
    let power = "CAST('\(powerOfTen(digits))' AS DOUBLE)"
    return """
      CASE WHEN abs({0}) * \(power) < 9007199254740992.0::DOUBLE \
      THEN CAST(\(unscaled) AS DOUBLE) / \(power) ELSE {0} END
      """
  }
}
