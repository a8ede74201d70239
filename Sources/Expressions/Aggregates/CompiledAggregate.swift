import Columnar
import Diagnostics

/// An expression over many rows: functions of rows, and what is made of their results.
package struct CompiledAggregate: Sendable {
  package struct Call: Sendable {
    package let function: AggregateFunction
    /// Of each row; none for `count()`.
    package let argument: CompiledExpression?
    /// The second argument of a quantile.
    package let share: Double

    package init(
      _ function: AggregateFunction, _ argument: CompiledExpression?, share: Double = 0
    ) {
      self.function = function
      self.argument = argument
      self.share = share
    }

    package var type: LogicalType { function.result(of: argument?.type) }
  }

  package let calls: [Call]
  /// What is made of the calls, whose slots are their places; nil where it is the only one.
  package let outer: CompiledExpression?
  /// Whether the value is of the number of rows, so that it changes with it.
  package let growsWithRows: Bool

  /// A function alone.
  package init(_ call: Call) {
    calls = [call]
    outer = nil
    growsWithRows = call.function.growsWithRows
  }

  init(_ calls: [Call], _ outer: CompiledExpression, growsWithRows: Bool) {
    self.calls = calls
    self.outer = outer
    self.growsWithRows = growsWithRows
  }

  package var type: LogicalType { outer?.type ?? calls[0].type }

  package var isOverGroups: Bool { calls.contains { $0.function.isOverGroups } }
}

extension ExpressionParser {
  /// Reads an expression over many rows and compiles it.
  ///
  /// - Throws: the problems of the text, or those of names and types.
  package static func compileAggregate(
    _ source: LocatedText, in scope: any NameScope
  ) throws(DiagnosticList) -> (parsed: ParsedExpression, compiled: CompiledAggregate) {
    let parsed = try parse(source)
    var reading = AggregateReading(parsed, scope)
    return (parsed, try reading.compiled())
  }

  /// A function of many rows over one expression, which has been compiled.
  ///
  /// - Throws: a value that the function does not take.
  package static func aggregate(
    _ function: AggregateFunction, of argument: CompiledExpression, share: Double = 0,
    from source: LocatedText
  ) throws(DiagnosticList) -> CompiledAggregate {
    if let expected = function.refusal(of: argument.type) {
      let whole = Place(offset: 0, length: source.text.unicodeScalars.count)
      throw DiagnosticList([source.refused(function, argument.type, expected, at: whole)])
    }
    return CompiledAggregate(CompiledAggregate.Call(function, argument, share: share))
  }
}
