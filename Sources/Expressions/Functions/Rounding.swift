import Columnar
import Diagnostics

/// `ceil(x)`: the least whole number not below `x`.
enum Ceil: ExpressionFunction {
  static let name = "ceil"
  static let signature = "ceil(number) → int64"
  static let summary = "The least whole number that is not below the value."
  static let sql = FunctionSQL.pattern("ceil({0})")
  static let example = "ceil(order_value / 12)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.wholeNumber(&work) { value in
      let nearest = Kernels.nearest(value)
      return nearest < value ? nearest + 1 : nearest
    } exact: { value, power in
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: power)
      return rest > 0 ? quotient + 1 : quotient
    }
  }
}

/// `floor(x)`: the greatest whole number not above `x`.
enum Floor: ExpressionFunction {
  static let name = "floor"
  static let signature = "floor(number) → int64"
  static let summary = "The greatest whole number that is not above the value."
  static let sql = FunctionSQL.pattern("floor({0})")
  static let example = "floor(quantity * unit_price)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.wholeNumber(&work) { value in
      let nearest = Kernels.nearest(value)
      return nearest > value ? nearest - 1 : nearest
    } exact: { value, power in
      let (quotient, rest) = value.quotientAndRemainder(dividingBy: power)
      return rest < 0 ? quotient - 1 : quotient
    }
  }
}

/// `round(x)` to a whole number, `round(x, digits)` to digits behind the point; ties to even.
enum Round: ExpressionFunction {
  static let name = "round"
  static let signature = "round(number) → int64, round(number, digits) → number"
  static let summary = """
    The nearest whole number, or the nearest number with so many digits behind the point; ties go \
    to the even neighbour. The digits are the same in all rows.
    """
  static let sql = FunctionSQL.parts
  static let example = "round(price * 1.08, 2)"
  static let arity = 1...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    guard call.arguments.count == 2 else {
      return try call.wholeNumber(&work) {
        Kernels.nearest($0)
      } exact: {
        Kernels.roundedQuotient($0, $1)
      }
    }
    let digits = Int(try call.constantInteger(1, within: 0...15, &work))
    let term = call.arguments[0]
    guard let type = term.type, type.isExactNumber else {
      let value = try call.float(0, &work)
      let interval: ValueInterval =
        value.isStated ? value.interval.widened(by: 1 / Double(powerOfTen(digits))) : .unbounded
      return work.emit(
        [value], .float64, at: call.place, interval: interval,
        sql: SQLConversion.roundedFloat(digits), Kernels.roundFloat(digits))
    }
    guard type.scale > digits else { return term }
    let removed = type.scale - digits
    let (lower, upper) = term.ends
    let power = powerOfTen(removed)
    let result = LogicalType.decimal(
      precision: max(1, min(38, type.digits - removed + 1)), scale: digits)
    return work.emit(
      [term], result, at: call.place,
      interval: .exact(
        lower: Kernels.roundedQuotient(lower, power), upper: Kernels.roundedQuotient(upper, power)),
      sql: SQLConversion.pattern(from: type, to: result),
      Kernels.rescale(
        by: -removed, isWide: result.storage == .int128, within: nil, type: result, fromScale: 0))
  }
}

extension FunctionCall {
  /// A whole number of the argument, by one rule for floats and one for unscaled integers.
  fileprivate func wholeNumber(
    _ work: inout Compilation, _ body: @escaping @Sendable (Double) -> Double,
    exact: @escaping @Sendable (Int128, Int128) -> Int128
  ) throws(Diagnostic) -> Term {
    let term = arguments[0]
    guard let type = term.type, type.isExactNumber else {
      let value = try float(0, &work)
      let whole = work.emit(
        [value], .float64, at: place, sql: function.sql.pattern ?? "{0}", Kernels.float(body))
      let range = Int128(Int64.min)...Int128(Int64.max)
      var interval: ValueInterval?
      if value.isStated, value.floatEnds.lower > -9e18, value.floatEnds.upper < 9e18 {
        interval = .exact(
          lower: Int128(body(value.floatEnds.lower)), upper: Int128(body(value.floatEnds.upper)))
      }
      return work.emit(
        [whole], .int64, at: place, interval: interval, isBounded: value.isStated,
        sql: SQLConversion.pattern(from: .float64, to: .int64),
        Kernels.toInteger(scale: 0, within: range, type: .int64))
    }
    if type.isInteger { return term }
    let power = powerOfTen(type.scale)
    let ends = (exact(term.ends.lower, power), exact(term.ends.upper, power))
    let full = Int128(Int64.min)...Int128(Int64.max)
    guard full.contains(ends.0), full.contains(ends.1) else {
      let digits = max(1, min(38, type.digits - type.scale + 1))
      let wide = LogicalType.decimal(precision: max(19, digits), scale: 0)
      return work.emit(
        [term], wide, at: place, interval: .exact(lower: ends.0, upper: ends.1),
        sql: wholeSQL(type, wide)
      ) { arguments, count in
        Operand(
          .int128(arguments[0].int128(count).map(count) { exact($0, power) }), strictIn: arguments)
      }
    }
    return work.emit(
      [term], .int64, at: place, interval: .exact(lower: ends.0, upper: ends.1),
      sql: wholeSQL(type, .int64)
    ) { arguments, count in
      let lane = arguments[0].int128(count).map(count) {
        Int64(truncatingIfNeeded: exact($0, power))
      }
      return Operand(.int64(lane), strictIn: arguments)
    }
  }
}

extension FunctionCall {
  /// Of a decimal: `floor` and `ceil` as they are, `round` with ties to even.
  private func wholeSQL(_ type: LogicalType, _ result: LogicalType) -> String? {
    guard let name = result.sqlName, let pattern = function.sql.pattern else {
      return SQLConversion.pattern(from: type, to: result)
    }
    return "CAST(\(pattern) AS \(name))"
  }
}

extension Kernels {
  /// The nearest whole float, ties to even, without a call.
  @inline(__always)
  static func nearest(_ value: Double) -> Double {
    guard value.magnitude < 4_503_599_627_370_496 else { return value }  // 2^52: whole already
    let shift = value < 0 ? -4_503_599_627_370_496.0 : 4_503_599_627_370_496.0
    return (value + shift) - shift
  }

  fileprivate static func roundFloat(_ digits: Int) -> Kernel {
    let rounding = FloatRounding(digits: digits)
    return { arguments, count in
      let lane = arguments[0].float64.map(count) { rounding.rounded($0) }
      return Operand(.float64(lane), strictIn: arguments)
    }
  }
}

extension ValueInterval {
  /// Float ends moved outward.
  func widened(by distance: Double) -> ValueInterval {
    guard case .float(let lower, let upper) = self else { return self }
    return .float(lower: lower - distance, upper: upper + distance)
  }

  /// Float ends moved outward by a few units of their last place.
  var outward: ValueInterval {
    guard case .float(let lower, let upper) = self else { return self }
    return .float(lower: lower - lower.magnitude * 1e-14, upper: upper + upper.magnitude * 1e-14)
  }
}
