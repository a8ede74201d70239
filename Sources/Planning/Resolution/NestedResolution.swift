import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of a generator inside a case: that around it, but for its own `between` and `round`.
final class NestedResolution: InnerContext {
  private let outer: any ColumnContext
  private let call: GeneratorCall
  private(set) var between: (lower: NumericArgument?, upper: NumericArgument?)

  /// - Parameter between: the ends that hold around the case; its own take their place.
  init(
    _ call: GeneratorCall, in outer: any ColumnContext,
    between: (lower: NumericArgument?, upper: NumericArgument?)
  ) {
    self.outer = outer
    self.call = call
    self.between = between
  }

  private var isBetweenUnread = false

  func isUnread(_ modifier: String) -> Bool {
    switch modifier {
    case "between": isBetweenUnread || outer.isUnread(modifier)
    case "rows", "type": outer.isUnread(modifier)
    default: false
    }
  }

  var place: any ColumnContext { outer }
  var declaredType: LogicalType? { outer.declaredType }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: outer, between: between).source()
  }

  func source() throws(DiagnosticList) -> any ColumnSource {
    var attempts = Attempts()
    if call.modifiers["between"] != nil {
      attempts.run { () throws(DiagnosticList) in
        isBetweenUnread = true
        between = try Modifiers.between(call.modifiers, of: call, in: outer)
        isBetweenUnread = false
        try ModifierCheck.checkBetween(call, between)
      }
    }
    let source = attempts.run { () throws(DiagnosticList) in try LocalSource.make(call, in: self) }
    guard let source else { throw attempts.problems }
    let rounding = attempts.run { () throws(DiagnosticList) in
      try Rounding.read(call.modifiers, type: source.type)
    }
    try attempts.finish()
    guard let rounding = rounding ?? nil else { return source }
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
  var followsShares: Bool { source.followsShares }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    rounding.applied(to: try source.generate(request))
  }
}
