import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of a generator inside a case: the column's, but for its own `between` and `round`.
final class NestedResolution: InnerContext {
  private let outer: ColumnResolution
  private let call: GeneratorCall
  private(set) var between: (lower: NumericArgument?, upper: NumericArgument?)

  /// - Parameter between: the ends that hold around the case; its own take their place.
  init(
    _ call: GeneratorCall, in outer: ColumnResolution,
    between: (lower: NumericArgument?, upper: NumericArgument?)
  ) throws(DiagnosticList) {
    self.outer = outer
    self.call = call
    self.between = between
    guard call.modifiers["between"] != nil else { return }
    let ends = try Modifiers.between(call.modifiers, in: outer)
    self.between = ends
    let unbounded = ModifierCheck.unbounded(call, ends)
    guard unbounded.isEmpty else {
      throw DiagnosticList(
        unbounded.map { .betweenWithoutLaw($0, of: call, call.modifiers) })
    }
  }

  var place: any ColumnContext { outer }
  var declaredType: LogicalType? { outer.declaredType }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: outer, between: between).source()
  }

  func source() throws(DiagnosticList) -> any ColumnSource {
    let source = try LocalSource.make(call, in: self)
    guard let rounding = try Modifiers.rounding(call.modifiers, type: source.type) else {
      return source
    }
    return RoundedSource(source: source, rounding: rounding)
  }
}

/// A generator inside a case with its own `round`.
struct RoundedSource: ColumnSource {
  let source: any ColumnSource
  let rounding: Rounding

  var type: LogicalType { source.type }
  var isNullable: Bool { source.isNullable }
  var interval: ValueInterval { source.interval.widened(by: rounding, type: source.type) }
  var isSizeDependent: Bool { source.isSizeDependent }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    rounding.applied(to: try source.generate(request))
  }
}

extension Rounding {
  /// Values rounded half to even: to digits behind the point, or to multiples of a step.
  package func applied(to column: Column) -> Column {
    switch column.values {
    case .float64(let values):
      return Column(column.type, .float64(rounded(values)), validity: column.validity)
    case .int64(let values):
      let width = Int64(width(in: column.type))
      guard width > 1 else { return column }
      return Column(
        column.type, .int64(values.map { Rounding.multiple(of: width, nearest: $0) }),
        validity: column.validity)
    case .int128(let values):
      let width = width(in: column.type)
      guard width > 1 else { return column }
      return Column(
        column.type, .int128(values.map { Rounding.multiple(of: width, nearest: $0) }),
        validity: column.validity)
    case .boolean, .text, .uuid: return column
    }
  }

  private func rounded(_ values: [Double]) -> [Double] {
    switch self {
    case .digits(let digits):
      let rounding = FloatRounding(digits: digits)
      return values.map { rounding.rounded($0) }
    case .step(let step):
      return values.map { ($0 / step).rounded(.toNearestOrEven) * step }
    }
  }

  /// How many last digits of the type make one.
  static func unit(of type: LogicalType) -> Double {
    if case .decimal(_, let scale) = type { return Double(LogicalType.powerOfTen(scale)) }
    return 1
  }

  /// The step in last digits of an exact type; 1 where nothing is to be rounded.
  private func width(in type: LogicalType) -> Int128 {
    switch self {
    case .step(let step): return Int128((step * Rounding.unit(of: type)).rounded())
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
