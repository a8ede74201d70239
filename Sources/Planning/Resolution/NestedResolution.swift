import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of a generator inside a case: the column's, but for its own `between`.
final class NestedResolution: ColumnContext {
  private let outer: ColumnResolution
  private let call: GeneratorCall
  private(set) var between: (lower: NumericArgument?, upper: NumericArgument?)

  init(_ call: GeneratorCall, in outer: ColumnResolution) throws(DiagnosticList) {
    self.outer = outer
    self.call = call
    between = outer.between
    if call.modifiers["between"] != nil {
      between = try Modifiers.between(call.modifiers, in: outer)
    }
  }

  var table: String { outer.table }
  var column: String { outer.column }
  var locale: String { outer.locale }
  var declaredType: LogicalType? { outer.declaredType }
  var isExact: Bool { false }
  var isUnique: Bool { false }
  var rowCount: Int? { outer.rowCount }
  var timeframe: ClosedRange<Int64>? { outer.timeframe }

  func expression(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    try outer.expression(text, expecting: expecting)
  }

  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    try outer.path(path)
  }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: outer).source()
  }

  func source() throws(DiagnosticList) -> any ColumnSource {
    for name in ["when", "else", "missing", "exact"] where call.modifiers[name] != nil {
      throw DiagnosticList([
        Diagnostic(
          "modifier-in-case", "'\(name)' cannot stand inside a case",
          at: call.modifiers.location(of: name), pointer: call.pointer,
          expected: "a column of its own with '\(name)', read by the case")
      ])
    }
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
    switch (self, column.values) {
    case (.digits(let digits), .float64(let values)):
      let power = Double(LogicalType.powerOfTen(digits))
      return Column(
        column.type,
        .float64(values.map { ($0 * power).rounded(.toNearestOrEven) / power }),
        validity: column.validity)
    case (.step(let step), .float64(let values)):
      return Column(
        column.type,
        .float64(values.map { ($0 / step).rounded(.toNearestOrEven) * step }),
        validity: column.validity)
    case (.step(let step), .int64(let values)):
      var scale = 1.0
      if case .decimal(_, let digits) = column.type {
        scale = Double(LogicalType.powerOfTen(digits))
      }
      let width = Int64((step * scale).rounded())
      return Column(
        column.type, .int64(values.map { Rounding.multiple(of: width, nearest: $0) }),
        validity: column.validity)
    default: return column
    }
  }

  private static func multiple(of step: Int64, nearest value: Int64) -> Int64 {
    guard step > 1 else { return value }
    var (quotient, remainder) = value.quotientAndRemainder(dividingBy: step)
    if remainder < 0 {
      quotient -= 1
      remainder += step
    }
    let twice = remainder * 2
    if twice > step || (twice == step && !quotient.isMultiple(of: 2)) { quotient += 1 }
    return quotient * step
  }
}
