import Columnar

/// Changes of type that need no word in a document: what a declared `type` does to a value.
///
/// Numbers round to the nearest, ties to even, and fail where they do not fit; a date becomes the
/// timestamp of its midnight; all but durations become text. Nothing else converts: text is never
/// read as a number or date, and a timestamp loses its time only through `day(…)`.
package enum Conversion {
  package static func isPossible(from source: LogicalType, to target: LogicalType) -> Bool {
    if source == target { return true }
    switch target {
    case .int8, .int16, .int32, .int64, .decimal, .float32, .float64: return source.isNumeric
    case .timestamp:
      if case .timestamp = source { return true }
      return source == .date
    case .text: return source != .duration && !source.isNested
    case .boolean, .date, .time, .duration, .uuid, .json, .list, .structure, .map: return false
    }
  }

  /// - Throws: the first row whose value does not fit, in words.
  package static func convert(
    _ column: Column, to target: LogicalType
  ) throws(EvaluationError) -> Column {
    if column.type == target { return column }
    guard isPossible(from: column.type, to: target) else {
      throw EvaluationError(
        row: nil, message: "\(column.type.name) does not become \(target.name)",
        code: "wrong-type", expected: target.name)
    }
    let operand = kernel(from: column.type, to: target, knowing: .unbounded)(
      [Operand(column)], column.count)
    do throws(EvaluationError) {
      return try operand.column(target, count: column.count)
    } catch {
      throw EvaluationError.beyondType(error, in: column, target)
    }
  }

  /// What is known of the converted values, those that do not fit left out.
  package static func interval(
    _ interval: ValueInterval, from source: LogicalType, to target: LogicalType
  ) -> ValueInterval {
    if source == target { return interval }
    switch (interval, target) {
    case (.exact(let lower, let upper), .timestamp) where source == .date:
      let day = Int128(CivilTime.microsecondsPerDay)
      return .exact(lower: lower * day, upper: upper * day)
    case (.exact, .timestamp): return interval
    case (.exact(let lower, let upper), .float32), (.exact(let lower, let upper), .float64):
      let power = Double(powerOfTen(source.scale))
      let ends = [Double(lower) / power, Double(upper) / power]
      return .hull(target == .float32 ? ends.map { Double(Float($0)) } : ends)
    case (.float(let lower, let upper), .float32):
      return .float(lower: Double(Float(lower)), upper: Double(Float(upper)))
    case (.float, .float64): return interval
    default:
      guard let range = target.unscaledRange else { return .unbounded }
      return exactInterval(interval, from: source, scale: target.scale, within: range)
    }
  }

  private static func exactInterval(
    _ interval: ValueInterval, from source: LogicalType, scale: Int,
    within range: ClosedRange<Int128>
  ) -> ValueInterval {
    let ends: (Int128, Int128)
    switch interval {
    case .unbounded: return .unbounded
    case .exact(let lower, let upper):
      ends = (
        rescaled(lower, by: scale - source.scale) ?? range.lowerBound,
        rescaled(upper, by: scale - source.scale) ?? range.upperBound
      )
    case .float(let lower, let upper):
      let all = Int128.min...Int128.max
      ends = (
        Kernels.exactlyRounded(lower, scale: scale, within: all) ?? range.lowerBound,
        Kernels.exactlyRounded(upper, scale: scale, within: all) ?? range.upperBound
      )
    }
    let lower = min(max(ends.0, range.lowerBound), range.upperBound)
    return .exact(lower: lower, upper: max(lower, min(ends.1, range.upperBound)))
  }

  /// Nil where the result has more than 128 bits.
  static func rescaled(_ value: Int128, by digits: Int) -> Int128? {
    if digits < 0 { return Kernels.roundedQuotient(value, powerOfTen(-digits)) }
    let (result, overflow) = value.multipliedReportingOverflow(by: powerOfTen(digits))
    return overflow ? nil : result
  }

  /// The kernel of a possible conversion; `knowing` spares checks that cannot fail.
  static func kernel(
    from source: LogicalType, to target: LogicalType, knowing interval: ValueInterval
  ) -> Kernel {
    switch target {
    case .text: return Kernels.format(source)
    case .timestamp:
      guard source == .date else { return Kernels.unchanged }
      return Kernels.integer { $0 &* CivilTime.microsecondsPerDay }
    case .float32:
      let widened = source.isFloat ? nil : Kernels.toFloat(scale: source.scale)
      guard let widened else { return Kernels.toFloat32 }
      return { arguments, count in Kernels.toFloat32([widened(arguments, count)], count) }
    case .float64:
      return source.isFloat ? Kernels.unchanged : Kernels.toFloat(scale: source.scale)
    default:
      guard let range = target.unscaledRange else { return Kernels.unchanged }
      if source.isFloat {
        return Kernels.toInteger(scale: target.scale, within: range, type: target)
      }
      let digits = target.scale - source.scale
      return Kernels.rescale(
        by: digits, isWide: target.storage == .int128,
        within: fits(interval, by: digits, in: range) ? nil : range, type: target,
        fromScale: source.scale)
    }
  }

  private static func fits(
    _ interval: ValueInterval, by digits: Int, in range: ClosedRange<Int128>
  ) -> Bool {
    guard case .exact(let lower, let upper) = interval, let low = rescaled(lower, by: digits),
      let high = rescaled(upper, by: digits)
    else { return false }
    return range.contains(low) && range.contains(high)
  }
}

extension LogicalType {
  /// Digits behind the point of an exact number; 0 for all other types.
  var scale: Int {
    if case .decimal(_, let scale) = self { scale } else { 0 }
  }

  package var isFloat: Bool { self == .float64 || self == .float32 }

  var isDecimal: Bool {
    if case .decimal = self { true } else { false }
  }

  var isTimestamp: Bool {
    if case .timestamp = self { true } else { false }
  }
}
