import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of cases where one value stands, such as a law's mean or an end of `between`.
///
/// Names are those of the place; the type and the modifiers of the column are not the value's.
final class ArgumentContext: InnerContext {
  let place: any ColumnContext
  let declaredType: LogicalType?

  init(_ place: any ColumnContext, expecting: LogicalType?) {
    self.place = place
    declaredType = expecting
  }

  var between: (lower: NumericArgument?, upper: NumericArgument?) { (nil, nil) }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try LocalSource.make(call, in: self)
  }
}

extension ColumnContext {
  package func argument(
    _ call: GeneratorCall, expecting: LogicalType?
  ) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(
      call, in: ArgumentContext(self, expecting: expecting), between: (nil, nil)
    ).source()
  }
}
