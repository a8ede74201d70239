import Columnar
import Expressions
import Sampling
import SchemaModel

/// How `round` changes values.
package enum Rounding: Sendable {
  case digits(Int)
  /// In the unit of the type: numbers, or microseconds.
  case step(Double)
  /// Multiples of any step; of numbers.
  case grid(Grid)

  /// The multiples that floats are brought to.
  package var grid: Grid {
    switch self {
    case .digits(let digits): Grid(parts: Double(LogicalType.powerOfTen(digits)))
    case .step(let step): Grid(step: step)
    case .grid(let grid): grid
    }
  }
}

extension Rounding {
  /// Values brought up to multiples of a step; of types that are counted in 64 bits.
  package func appliedUpward(to column: Column) -> Column {
    guard case .int64(let values) = column.values else { return column }
    let width = Int64(width(in: column.type))
    let raised = values.map { value in
      let rest = value % width
      let (above, overflow) = value.addingReportingOverflow(rest > 0 ? width - rest : -rest)
      return rest == 0 || overflow ? value : above
    }
    return Column(column.type, .int64(raised), validity: column.validity)
  }

  /// Values rounded half to even: to digits behind the point, or to multiples of a step.
  package func applied(to column: Column) -> Column {
    switch column.values {
    case .float64(let values):
      return Column(column.type, .float64(rounded(values)), validity: column.validity)
    case .int64(let values):
      let width = Int64(width(in: column.type))
      guard width > 1 else { return column }
      let multiples = values.map { Rounding.multiple(of: width, nearest: $0) }
      return Column(
        column.type, .int64(column.type == .time ? multiples.map(\.onTheClock) : multiples),
        validity: column.validity)
    case .int128(let values):
      let width = width(in: column.type)
      guard width > 1 else { return column }
      return Column(
        column.type, .int128(values.map { Rounding.multiple(of: width, nearest: $0) }),
        validity: column.validity)
    case .boolean, .text, .uuid, .list, .structure: return column
    }
  }

  private func rounded(_ values: [Double]) -> [Double] {
    switch self {
    case .digits(let digits):
      let rounding = FloatRounding(digits: digits)
      return values.map { rounding.rounded($0) }
    case .step(let step):
      return values.map { ($0 / step).rounded(.toNearestOrEven) * step }
    case .grid(let grid): return values.map { grid.rounded($0) }
    }
  }

  /// How many last digits of the type make one.
  package static func unit(of type: LogicalType) -> Double {
    if case .decimal(_, let scale) = type { return Double(LogicalType.powerOfTen(scale)) }
    return 1
  }

  /// The step in last digits of an exact type; 1 where nothing is to be rounded.
  private func width(in type: LogicalType) -> Int128 {
    switch self {
    case .step(let step): return Int128((step * Rounding.unit(of: type)).rounded())
    case .grid(let grid):
      return Int128((grid.step * Rounding.unit(of: type) / grid.parts).rounded())
    case .digits(let digits):
      guard case .decimal(_, let scale) = type, scale > digits else { return 1 }
      return LogicalType.powerOfTen(scale - digits)
    }
  }

  /// Multiples that the type does not hold leave the value as it is.
  private static func multiple<Value: FixedWidthInteger & SignedInteger>(
    of step: Value, nearest value: Value
  ) -> Value {
    var (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
    if remainder < 0 {
      quotient -= 1
      remainder += step
    }
    let rest = step - remainder
    if remainder > rest || (remainder == rest && !quotient.isMultiple(of: 2)) { quotient += 1 }
    let (result, overflow) = quotient.multipliedReportingOverflow(by: step)
    return overflow ? value : result
  }
}

extension Int64 {
  /// A time of day where 24:00 is midnight again.
  var onTheClock: Int64 {
    self >= CivilTime.microsecondsPerDay ? self - CivilTime.microsecondsPerDay : self
  }
}

extension ValueInterval {
  /// All times of a day.
  static let day = ValueInterval.exact(
    lower: 0, upper: Int128(CivilTime.microsecondsPerDay - 1))

  /// Room for what rounding may add.
  package func widened(by rounding: Rounding?, type: LogicalType) -> ValueInterval {
    if type == .time, rounding != nil { return .day }
    switch (self, rounding) {
    case (_, nil): return self
    case (.float(let lower, let upper), .digits(let digits)?):
      let step = 1 / Double(LogicalType.powerOfTen(min(digits, 38)))
      return .float(lower: lower - step, upper: upper + step)
    case (.float(let lower, let upper), .step(let step)?):
      return .float(lower: lower - step, upper: upper + step)
    case (.float(let lower, let upper), .grid(let grid)?):
      return .float(lower: lower - grid.value(1), upper: upper + grid.value(1))
    case (.exact(let lower, let upper), .step(let step)?):
      return ValueInterval.widened(lower, upper, by: step, type)
    case (.exact(let lower, let upper), .grid(let grid)?):
      return ValueInterval.widened(lower, upper, by: grid.value(1), type)
    case (.exact(let lower, let upper), .digits(let digits)?):
      guard case .decimal(_, let scale) = type, scale > digits else { return self }
      let wide = LogicalType.powerOfTen(scale - digits)
      return .exact(lower: lower - wide, upper: upper + wide)
    default: return self
    }
  }

  private static func widened(
    _ lower: Int128, _ upper: Int128, by step: Double, _ type: LogicalType
  ) -> ValueInterval {
    let unit = type.isNumeric ? Rounding.unit(of: type) : 1
    guard let wide = Int128(exactly: (step * unit).rounded(.up)), wide < 1 << 100 else {
      return .unbounded
    }
    return .exact(lower: lower - wide, upper: upper + wide)
  }
}
