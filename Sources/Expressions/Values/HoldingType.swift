import Columnar

extension LogicalType {
  /// A type of the same kind that holds numbers of this size: the next wider one.
  ///
  /// - Parameter magnitude: at least 0, of the number itself, not of its unscaled digits.
  package func holding(_ magnitude: Double) -> LogicalType {
    switch self {
    case .int8, .int16, .int32, .int64:
      // The last integers below an end are left to the type behind it.
      let wider: [LogicalType] = [.int8, .int16, .int32, .int64]
      return wider.first { type in
        type.unscaledRange.map { magnitude <= Double($0.upperBound) * (1 - 1e-15) } ?? false
      } ?? LogicalType.decimal(precision: 38, scale: 0).holding(magnitude)
    case .decimal(let precision, let scale):
      var (whole, power) = (0, 1.0)
      while power <= magnitude, whole <= 38 {
        power *= 10
        whole += 1
      }
      guard whole + scale <= 38 else { return .float64 }
      return .decimal(precision: max(precision, whole + scale), scale: scale)
    default: return .float64
    }
  }

  /// The numbers the type holds, as they read behind "such as"; nil where it has no ends.
  package var heldNumbers: String? {
    unscaledRange.map {
      "\(Kernels.written($0.lowerBound, scale: scale)) to "
        + Kernels.written($0.upperBound, scale: scale)
    }
  }
}

extension EvaluationError {
  /// A value that the type of its column does not hold.
  static func beyondType(
    _ error: EvaluationError, in column: Column, _ target: LogicalType
  ) -> EvaluationError {
    guard let row = error.row, let numbers = column.doubles else { return error }
    let wider = target.holding(abs(numbers[row]))
    let range = target.heldNumbers.map { ", or values from \($0)" } ?? ""
    return EvaluationError(
      row: row, message: error.message, code: "beyond-range",
      expected: "a type that holds it, such as \(wider.name)\(range)", words: ["type"])
  }
}
