import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A number that a document states for all rows, by expression, or by cases.
package enum NumericArgument: Sendable {
  case constant(Double)
  /// A length of time in microseconds.
  case length(Double)
  case expression(CompiledExpression)
  case generated(any ColumnSource)

  /// - Parameters:
  ///   - value: a literal number, fraction or duration (microseconds), `= …`, or cases.
  ///   - type: where a date, a time or a timestamp stands in place of a number.
  ///   - mayBeLength: whether lengths of time are accepted beside numbers.
  package init(
    _ value: ArgumentValue, as type: LogicalType? = nil, in context: any ColumnContext,
    mayBeLength: Bool = false
  ) throws(DiagnosticList) {
    if let type {
      self = try NumericArgument.instant(value, type, context)
      return
    }
    switch value {
    case .literal(let scalar):
      guard let number = NumericArgument.read(scalar.text), mayBeLength || !number.isDuration
      else {
        throw DiagnosticList([.notANumber(scalar)])
      }
      self = number.isDuration ? .length(number.value) : .constant(number.value)
    case .expression(let text):
      let compiled = try context.expression(text, expecting: nil)
      guard compiled.type.isNumeric || mayBeLength && compiled.type == .duration else {
        throw DiagnosticList([.notNumeric(text, compiled.type)])
      }
      if let constant = compiled.constant, let number = constant.double {
        self = compiled.type == .duration ? .length(number) : .constant(number)
      } else {
        self = .expression(compiled)
      }
    case .generator(let call):
      let kind = try context.argument(call, expecting: nil)
      guard kind.type.isNumeric || mayBeLength && kind.type == .duration else {
        throw DiagnosticList([.notNumericCases(call, kind.type)])
      }
      self = .generated(kind)
    case .list(_, let location), .map(_, let location):
      throw DiagnosticList([.notASingleNumber(location)])
    case .unread: throw DiagnosticList()
    case .record(let arguments):
      throw DiagnosticList([.notASingleNumber(arguments.location)])
    }
  }

  /// A point in time as the number that its type counts.
  private static func instant(
    _ value: ArgumentValue, _ type: LogicalType, _ context: any ColumnContext
  ) throws(DiagnosticList) -> NumericArgument {
    switch value {
    case .literal(let scalar):
      let column = try LiteralValues.column([scalar], as: type)
      guard let number = column.doubles?.first else { preconditionFailure("a counted type") }
      return .constant(number)
    case .expression(let text):
      let compiled = try context.expression(text, expecting: type)
      guard compiled.type == type else {
        throw DiagnosticList([.wrongInstant(text, compiled.type, type)])
      }
      return compiled.constant?.double.map { .constant($0) } ?? .expression(compiled)
    case .generator(let call):
      let kind = try context.argument(call, expecting: type)
      guard kind.type == type else { throw DiagnosticList([.wrongCases(call, kind.type, type)]) }
      return .generated(kind)
    case .list(_, let location), .map(_, let location):
      throw DiagnosticList([.notASingleNumber(location)])
    case .unread: throw DiagnosticList()
    case .record(let arguments):
      throw DiagnosticList([.notASingleNumber(arguments.location)])
    }
  }

  /// Reads `5`, `25%` or `40s`, a duration in microseconds.
  package static func read(_ text: String) -> (value: Double, isDuration: Bool)? {
    if let number = LiteralReader.number(text) { return (number, false) }
    if let duration = LiteralReader.duration(text), duration.months == 0 {
      return (Double(duration.microseconds), true)
    }
    return nil
  }

  package var constant: Double? {
    switch self {
    case .constant(let value), .length(let value): value
    case .expression, .generated: nil
    }
  }

  package var isNullable: Bool {
    switch self {
    case .constant, .length: false
    case .expression(let expression): expression.isNullable
    case .generated(let kind): kind.isNullable
    }
  }

  /// Whether the value is a length of time, in microseconds.
  package var isDuration: Bool {
    switch self {
    case .constant: false
    case .length: true
    case .expression(let expression): expression.type == .duration
    case .generated(let kind): kind.type == .duration
    }
  }

  /// Bounds of the value, where they are known.
  package var range: ClosedRange<Double>? {
    switch self {
    case .constant(let value), .length(let value): value...value
    case .expression(let expression): expression.interval.doubles(of: expression.type)
    case .generated(let kind): kind.interval.doubles(of: kind.type)
    }
  }

  /// The value per row, and which rows have one.
  package func argument(
    _ request: GenerationRequest
  ) throws(EvaluationError) -> (value: LawArgument, validity: Bitmap?) {
    let column: Column
    switch self {
    case .constant(let value), .length(let value): return (.constant(value), nil)
    case .expression(let expression): column = try request.evaluate(expression)
    case .generated(let kind): column = try kind.generate(request)
    }
    guard let values = column.doubles else { preconditionFailure("a numeric argument") }
    return (.perRow(values), column.validity)
  }
}

extension LogicalType {
  /// Numbers, and what is counted in microseconds or days.
  package var isMeasurable: Bool {
    switch self {
    case .date, .timestamp, .duration, .time: true
    default: isNumeric
    }
  }
}

extension ConstantValue {
  /// The value as a double, decimals scaled; nil for other values.
  package var double: Double? {
    switch self {
    case .int64(let value, let type):
      if case .decimal(_, let scale) = type {
        return Double(value) / Double(LogicalType.powerOfTen(scale))
      }
      return Double(value)
    case .int128(let value, let type):
      guard case .decimal(_, let scale) = type else { return nil }
      return Double(value) / Double(LogicalType.powerOfTen(scale))
    case .float64(let value): return value
    case .null, .boolean, .text, .uuid, .months: return nil
    }
  }
}

extension ValueInterval {
  /// The bounds as doubles, decimals scaled; nil where unbounded.
  package func doubles(of type: LogicalType) -> ClosedRange<Double>? {
    switch self {
    case .float(let lower, let upper): return lower <= upper ? lower...upper : nil
    case .exact(let lower, let upper):
      var divisor = 1.0
      if case .decimal(_, let scale) = type { divisor = Double(LogicalType.powerOfTen(scale)) }
      return (Double(lower) / divisor)...(Double(upper) / divisor)
    default: return nil
    }
  }
}

extension Diagnostic {
  fileprivate static func notANumber(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-number", "'\(scalar.text)' is not a number", at: scalar.location,
      pointer: scalar.pointer, expected: "a number such as 12.5 or 25%, or '= …'")
  }

  fileprivate static func notNumeric(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "not-numeric", "'\(text.text)' is \(type.name), where a number is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "an expression that gives a number")
  }

  fileprivate static func wrongInstant(
    _ text: LocatedText, _ type: LogicalType, _ wanted: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "wrong-type", "'\(text.text)' is \(type.article), where \(wanted.article) is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "an expression that gives \(wanted.article)")
  }

  fileprivate static func wrongCases(
    _ call: GeneratorCall, _ type: LogicalType, _ wanted: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "wrong-type", "'\(call.word)' gives \(type.article), where \(wanted.article) is needed",
      at: call.location, pointer: call.pointer, expected: "\(wanted.name) in every case")
  }

  fileprivate static func notNumericCases(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic
  {
    Diagnostic(
      "not-numeric", "'\(call.word)' gives \(type.name), where a number is needed",
      at: call.location, pointer: call.pointer, expected: "numbers")
  }

  fileprivate static func notASingleNumber(_ location: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "not-a-number", "a list or map stands where one number is needed", at: location,
      expected: "a number such as 12.5 or 25%, or '= …'")
  }
}
