import Columnar
import Expressions
import Sampling

/// What drawing has in common, whatever the law.
package enum LawDraws {
  /// Parameters of a batch, and the rows that have all of them.
  static func arguments(
    _ parameters: [NumericArgument], _ request: GenerationRequest
  ) throws(EvaluationError) -> (values: [LawArgument], validity: Bitmap?) {
    var values: [LawArgument] = []
    var valid: Bitmap?
    for parameter in parameters {
      let (value, validity) = try parameter.argument(request)
      values.append(value)
      guard let validity else { continue }
      if valid == nil { valid = validity } else { valid?.formIntersection(validity) }
    }
    return (values, valid)
  }

  /// An end of `between`; one that is missing leaves that side open.
  package static func end(
    _ argument: NumericArgument, open: Double, _ request: GenerationRequest
  ) throws(EvaluationError) -> LawArgument {
    let (value, validity) = try argument.argument(request)
    guard let validity, case .perRow(var values) = value else { return value }
    for row in values.indices where !validity[row] { values[row] = open }
    return .perRow(values)
  }

  /// Draws of a type that is held in 64 bits.
  static func integers(_ draws: [Double], of word: String) throws(EvaluationError) -> [Int64] {
    var values = [Int64](repeating: 0, count: draws.count)
    for row in draws.indices {
      let draw = draws[row].isNaN ? 0 : draws[row].rounded(.toNearestOrEven)
      guard let value = Int64(exactly: draw) else {
        throw EvaluationError(
          row: row, message: "'\(word)' drew \(draw), beyond the range of int64",
          code: "beyond-range", expected: "parameters whose draws stay within int64, or 'between'")
      }
      values[row] = value
    }
    return values
  }

  /// The values that draws of a type can have.
  static func interval(of range: ClosedRange<Double>?, _ type: LogicalType) -> ValueInterval {
    if type == .time { return .day }
    guard let range else { return .unbounded }
    guard type.storage == .int64 else {
      return .float(lower: range.lowerBound, upper: range.upperBound)
    }
    guard let low = Int128(exactly: range.lowerBound.rounded(.down)),
      let high = Int128(exactly: range.upperBound.rounded(.up))
    else { return .unbounded }
    return .exact(lower: low, upper: high)
  }
}
