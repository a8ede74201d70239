import Columnar
import Expressions
import Generators

/// An expression that files need, such as what folders are named after.
struct FileExpression: ColumnSource {
  private let expression: CompiledExpression

  init(_ expression: CompiledExpression) { self.expression = expression }

  var type: LogicalType { expression.type }
  var isNullable: Bool { expression.isNullable }
  var interval: ValueInterval { expression.interval }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try request.evaluate(expression)
  }
}

/// A column in the type that a file has it in.
struct FileCast: ColumnSource {
  let type: LogicalType
  let isNullable: Bool

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try Conversion.convert(try request.input(0), to: type)
  }
}

extension ColumnPlan {
  /// A column that no other reads and that is no column of the document.
  static func added(
    _ name: String, _ source: any ColumnSource, inputs: [InputPath]
  ) -> ColumnPlan {
    ColumnPlan(
      name: name, type: source.type, isNullable: source.isNullable, isHidden: true,
      interval: source.interval, generator: .local(source), inputs: inputs,
      needsSelection: false, isAdded: true)
  }
}

/// Whether a type holds all values of another as they are.
enum ExactCast {
  /// - Parameter interval: bounds of the values, where they are known.
  static func isExact(
    _ interval: ValueInterval, from source: LogicalType, to target: LogicalType
  ) -> Bool {
    switch (source, target) {
    case (_, .text), (.date, .timestamp), (.timestamp, .timestamp), (.float32, .float64): true
    case (_, .float32): source.isFloat ? source == target : digits(interval, source, atMost: 6)
    case (_, .float64): source.isFloat || digits(interval, source, atMost: 15)
    default:
      if source.isFloat { false } else { fits(interval, source, target) }
    }
  }

  /// Whether so many digits hold every value: a float of that precision then reads back as it was.
  private static func digits(
    _ interval: ValueInterval, _ type: LogicalType, atMost count: Int
  ) -> Bool {
    guard let bounds = bounds(interval, type) else { return false }
    // Whole numbers are exact a little further.
    let limit =
      type.isInteger
      ? Int128(1) << (count == 6 ? 24 : 53) : LogicalType.powerOfTen(count) - 1
    return bounds.lowerBound >= -limit && bounds.upperBound <= limit
  }

  private static func fits(
    _ interval: ValueInterval, _ source: LogicalType, _ target: LogicalType
  ) -> Bool {
    guard let range = target.unscaledRange, let bounds = bounds(interval, source),
      target.decimalScale >= source.decimalScale
    else { return false }
    let power = LogicalType.powerOfTen(target.decimalScale - source.decimalScale)
    let (low, lowOverflow) = bounds.lowerBound.multipliedReportingOverflow(by: power)
    let (high, highOverflow) = bounds.upperBound.multipliedReportingOverflow(by: power)
    return !lowOverflow && !highOverflow && range.contains(low) && range.contains(high)
  }

  /// The range of unscaled integers that values lie in.
  private static func bounds(
    _ interval: ValueInterval, _ type: LogicalType
  ) -> ClosedRange<Int128>? {
    guard let range = type.unscaledRange else { return nil }
    guard case .exact(let lower, let upper) = interval else { return range }
    return range.clamped(to: min(lower, upper)...max(lower, upper))
  }
}

extension LogicalType {
  fileprivate var isFloat: Bool { self == .float32 || self == .float64 }

  fileprivate var decimalScale: Int {
    if case .decimal(_, let scale) = self { scale } else { 0 }
  }
}
