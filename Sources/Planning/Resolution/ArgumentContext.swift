import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of cases where one value stands, such as a law's mean or an end of `between`.
///
/// Names are those of the place; the type and the modifiers of the column are not the value's.
final class ArgumentContext: ColumnContext {
  private let outer: any ColumnContext
  let declaredType: LogicalType?

  init(_ outer: any ColumnContext, expecting: LogicalType?) {
    self.outer = outer
    declaredType = expecting
  }

  var table: String { outer.table }
  var column: String { outer.column }
  var locale: String { outer.locale }
  var isExact: Bool { false }
  var isUnique: Bool { false }
  var rowCount: Int? { outer.rowCount }
  var timeframe: ClosedRange<Int64>? { outer.timeframe }
  var between: (lower: NumericArgument?, upper: NumericArgument?) { (nil, nil) }

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
    try LocalSource.make(call, in: self)
  }
}

extension ColumnContext {
  package func argument(
    _ call: GeneratorCall, expecting: LogicalType?
  ) throws(DiagnosticList) -> any ColumnSource {
    try LocalSource.make(call, in: ArgumentContext(self, expecting: expecting))
  }
}
