import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// The same literal in every row, an expression of the row, or cases of such.
///
/// - Draws: none.
struct ValueKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "value", "A literal for every row, or an expression of other columns.",
    argument: .literal(.row))

  private enum Source {
    case literal(Column)
    case expression(CompiledExpression)
    case cases(any ColumnSource)
  }

  private let source: Source
  let type: LogicalType
  let isNullable: Bool
  let interval: ValueInterval
  let texts: TextDictionary?

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    switch call.argument {
    case .expression(let text):
      let compiled = try context.expression(text, expecting: context.declaredType)
      source = .expression(compiled)
      type = compiled.type
      isNullable = compiled.isNullable
      interval = compiled.interval
      texts = nil
    case .literal(let scalar):
      guard !scalar.isNull || context.declaredType != nil else {
        if context.isUnread("type") { throw DiagnosticList() }
        throw DiagnosticList([.untypedNull(scalar)])
      }
      let type = context.declaredType ?? LiteralValues.inferredType([scalar])
      let column =
        scalar.isNull
        ? Column.nulls(type, count: 1) : try LiteralValues.column([scalar], as: type)
      source = .literal(column)
      self.type = type
      isNullable = scalar.isNull
      interval = column.interval
      texts = column.dictionary
    case .generator(let call):
      let cases = try context.nested(call)
      source = .cases(cases)
      type = cases.type
      isNullable = cases.isNullable
      interval = cases.interval
      texts = cases.texts
    case .unread: throw DiagnosticList()
    case .list, .map, .record:
      preconditionFailure("a literal, an expression or cases")
    }
  }

  var promise: ValuePromise {
    switch source {
    case .literal(let column):
      isNullable ? .nothing : .weighted(column, weights: [1], isExact: true)
    case .expression(let expression): .expression(expression)
    case .cases(let cases): cases.promise
    }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch source {
    case .literal(let column): Column.repeating(column, count: request.count)
    case .expression(let expression): try request.evaluate(expression)
    case .cases(let cases): try cases.generate(request)
    }
  }
}

extension Diagnostic {
  fileprivate static func untypedNull(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "untyped-null", "nothing tells the type of 'null'", at: scalar.location,
      pointer: scalar.pointer, expected: "'type' of the column beside it",
      suggestion: "a text is written in quotes: 'null'")
  }
}

extension Column {
  /// The bounds of the values the column holds.
  package var interval: ValueInterval {
    switch values {
    case .int64(let values):
      guard let low = values.min(), let high = values.max() else { return .unbounded }
      return .exact(lower: Int128(low), upper: Int128(high))
    case .int128(let values):
      guard let low = values.min(), let high = values.max() else { return .unbounded }
      return .exact(lower: low, upper: high)
    case .float64(let values):
      guard let low = values.min(), let high = values.max() else { return .unbounded }
      return .float(lower: low, upper: high)
    case .boolean, .text, .uuid, .list, .structure: return .unbounded
    }
  }

  /// The dictionary of a text column that has one.
  package var dictionary: TextDictionary? {
    if case .text(.dictionary(_, let dictionary)) = values { dictionary } else { nil }
  }
}
