import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Words beside a generator that hold for any of them.
enum Modifiers {
  /// Both ends of `between`; an end that is `null` is open.
  static func between(
    _ all: Arguments, in context: any ColumnContext
  ) throws(DiagnosticList) -> (lower: NumericArgument?, upper: NumericArgument?) {
    guard case .list(let ends, let location)? = all["between"] else { return (nil, nil) }
    guard ends.count == 2 else {
      throw DiagnosticList([
        Diagnostic(
          "between-ends", "'between' has \(ends.count) ends", at: location, pointer: all.pointer,
          expected: "a lower and an upper end: [5, 500]")
      ])
    }
    return (try end(ends[0], context), try end(ends[1], context))
  }

  private static func end(
    _ value: ArgumentValue, _ context: any ColumnContext
  ) throws(DiagnosticList) -> NumericArgument? {
    if case .literal(let scalar) = value, scalar.isNull { return nil }
    return try NumericArgument(value, in: context)
  }

  static func conditional(
    _ all: Arguments, type: LogicalType, in context: ColumnResolution
  ) throws(DiagnosticList) -> (when: CompiledExpression, otherwise: (any ColumnSource)?)? {
    guard case .expression(let text)? = all["when"] else { return nil }
    let when = try context.condition(text)
    guard case .generator(let call)? = all["else"] else { return (when, nil) }
    let otherwise = try context.nested(call)
    guard Conversion.isPossible(from: otherwise.type, to: type) else {
      throw DiagnosticList([
        Diagnostic(
          "type-mismatch", "'else' gives \(otherwise.type.name), the column is \(type.name)",
          at: call.location, pointer: call.pointer, expected: type.example)
      ])
    }
    return (when, otherwise)
  }

  static func missing(
    _ all: Arguments, isExact: Bool, in context: ColumnResolution
  ) throws(DiagnosticList) -> MissingPlan? {
    guard let value = all["missing"] else { return nil }
    let rate = try NumericArgument(value, in: context)
    if let constant = rate.constant {
      guard (0...1).contains(constant) else {
        throw DiagnosticList([
          Diagnostic(
            "not-a-probability", "the share \(constant) of missing values is not within 0…1",
            at: value.location, pointer: all.pointer, expected: "0% to 100%")
        ])
      }
      if constant == 0 { return nil }
    } else if isExact {
      throw DiagnosticList([
        Diagnostic(
          "exact-varies", "'exact' needs one share of missing values, but this one varies by row",
          at: value.location, pointer: all.pointer,
          expected: "a literal or an expression of parameters")
      ])
    }
    return MissingPlan(rate: rate, isExact: isExact)
  }

  /// `round: 2` is digits behind the point; from 10 on, and with a unit, it is a step.
  static func rounding(
    _ all: Arguments, type: LogicalType
  ) throws(DiagnosticList) -> Rounding? {
    guard case .literal(let scalar)? = all["round"] else { return nil }
    if let duration = LiteralReader.duration(scalar.text) {
      guard duration.months == 0, duration.microseconds > 0, type.storage == .int64,
        !type.isNumeric
      else { throw DiagnosticList([.badRounding(scalar, type)]) }
      return .step(Double(duration.microseconds))
    }
    guard let number = LiteralReader.number(scalar.text), type.isNumeric, number >= 0 else {
      throw DiagnosticList([.badRounding(scalar, type)])
    }
    if number < 10 {
      guard number == number.rounded() else {
        throw DiagnosticList([.badRounding(scalar, type)])
      }
      return .digits(Int(number))
    }
    return .step(number)
  }
}

extension ColumnResolution {
  func condition(_ text: LocatedText) throws(DiagnosticList) -> CompiledExpression {
    try scope.condition(text)
  }
}

extension InputScope {
  /// An expression that must be true or false.
  func condition(_ text: LocatedText) throws(DiagnosticList) -> CompiledExpression {
    let compiled = try compile(text, expecting: .boolean)
    guard compiled.type == .boolean else {
      throw DiagnosticList([
        Diagnostic(
          "not-a-condition", "'\(text.text)' is \(compiled.type.name), where a condition is needed",
          at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
          expected: "an expression that is true or false")
      ])
    }
    return compiled
  }
}

extension Diagnostic {
  fileprivate static func badRounding(_ scalar: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "bad-rounding", "'round: \(scalar.text)' does not fit \(type.name)", at: scalar.location,
      pointer: scalar.pointer,
      expected: "0 to 9 digits or a step from 10 on for numbers, a duration such as 1s for times")
  }
}
