import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of what `rows` and `arrivals` say of a parent: `key.x` is the parent's column.
final class ParentContext: ColumnContext {
  let table: String
  let column: String
  let locale: String
  let scope: InputScope

  /// - Parameters:
  ///   - child: the table whose rows are counted or timed.
  ///   - key: the name of its key column, and the parent's table.
  init(_ child: TableState, key: Scalar, parent: Int, in resolver: Resolver) {
    table = child.name
    column = key.text
    locale = resolver.document.locale
    scope = InputScope(resolver)
    scope.place = .parent(table: parent, key: key.text, of: child.name)
  }

  var declaredType: LogicalType? { nil }
  var isExact: Bool { false }
  var isUnique: Bool { false }
  var rowCount: Int? { nil }
  var between: (lower: NumericArgument?, upper: NumericArgument?) { (nil, nil) }

  func expression(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    try scope.compile(text, expecting: expecting)
  }

  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    try scope.path(path)
  }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try LocalSource.make(call, in: self)
  }
}
