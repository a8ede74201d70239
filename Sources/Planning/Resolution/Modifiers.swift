import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Words beside a generator that hold for any of them.
enum Modifiers {
  /// Both ends of `between`; an end that is `null` is open.
  static func between(
    _ all: Arguments, of call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> (lower: NumericArgument?, upper: NumericArgument?) {
    if all.isUnread("between") { throw DiagnosticList() }
    guard case .list(let ends, _)? = all["between"] else { return (nil, nil) }
    precondition(ends.count == 2, "decoding requires two ends of 'between'")
    var attempts = Attempts()
    let type = LawEnds.type(of: call, in: context)
    let lower = attempts.run { () throws(DiagnosticList) in try end(ends[0], type, context) }
    let upper = attempts.run { () throws(DiagnosticList) in try end(ends[1], type, context) }
    guard let lower, let upper else { throw attempts.problems }
    return (lower, upper)
  }

  private static func end(
    _ value: ArgumentValue, _ type: LogicalType?, _ context: any ColumnContext
  ) throws(DiagnosticList) -> NumericArgument? {
    if case .literal(let scalar) = value, scalar.isNull { return nil }
    return try NumericArgument(value, as: type, in: context, mayBeLength: true)
  }

  /// `when` with what stands behind `else`.
  struct Conditional {
    var when: CompiledExpression
    var otherwise: (any ColumnSource)?
  }

  /// - Parameter type: the column's; nil when it is not known, as its generator failed.
  static func conditional(
    _ all: Arguments, type: LogicalType?, in context: ColumnResolution
  ) throws(DiagnosticList) -> Conditional? {
    var attempts = Attempts()
    let when = attempts.run { () throws(DiagnosticList) -> CompiledExpression? in
      if all.isUnread("when") { throw DiagnosticList() }
      guard case .expression(let text)? = all["when"] else { return nil }
      return try context.scope.condition(text)
    }
    let otherwise = attempts.run { () throws(DiagnosticList) -> (any ColumnSource)? in
      if all.isUnread("else") { throw DiagnosticList() }
      // `else: null` says what leaving it out says.
      guard case .generator(let call)? = all["else"], !call.isNull else { return nil }
      return try value(call, type, context)
    }
    guard let when, let otherwise else { throw attempts.problems }
    return when.map { Conditional(when: $0, otherwise: otherwise) }
  }

  private static func value(
    _ call: GeneratorCall, _ type: LogicalType?, _ context: ColumnResolution
  ) throws(DiagnosticList) -> any ColumnSource {
    // A UUID is told from a text by what stands beside it alone.
    if type == .uuid, case .literal = call.argument, call.word == GeneratorSyntax.value.word {
      return try context.argument(call, expecting: type)
    }
    let source = try context.nested(call)
    if let type, !Conversion.isPossible(from: source.type, to: type) {
      throw DiagnosticList([
        Diagnostic(
          "type-mismatch", "'else' gives \(source.type.name), the column is \(type.name)",
          at: call.location, pointer: call.pointer, expected: type.example)
      ])
    }
    return source
  }

  static func missing(
    _ all: Arguments, isExact: Bool, in context: any ColumnContext
  ) throws(DiagnosticList) -> MissingPlan? {
    guard let value = all["missing"] else {
      if all.isUnread("missing") { throw DiagnosticList() }
      return nil
    }
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
    } else if let range = rate.range, range.lowerBound > 1 || range.upperBound < 0 {
      throw DiagnosticList([
        Diagnostic(
          "not-a-probability",
          "the share of missing values is \(range.lowerBound > 1 ? "above 1" : "below 0") in every row",
          at: value.place, pointer: value.pointer.isEmpty ? all.pointer : value.pointer,
          expected: "a share from 0 to 1 in each row")
      ])
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
}

extension InputScope {
  /// An expression that must be true or false.
  func condition(_ text: LocatedText) throws(DiagnosticList) -> CompiledExpression {
    let compiled = try compile(text, expecting: nil)
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
