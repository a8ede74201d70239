import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The context of what is said of rows of a parent's table: `key.x` is the parent's column in
/// `rows` and `arrivals`, bare names are the referenced row's in a `weight`.
final class ParentContext: ColumnContext {
  let table: String
  let column: String
  let locale: String
  let scope: InputScope

  /// - Parameters:
  ///   - child: the table whose rows are counted or timed.
  ///   - key: its key column, and the parent's table; nil where that is not known.
  init(_ child: TableState, key: (name: Scalar, parent: Int)?, in resolver: Resolver) {
    table = child.name
    column = key?.name.text ?? child.name
    locale = resolver.document.locale
    scope = InputScope(resolver)
    scope.place =
      key.map { .parent(table: $0.parent, key: $0.name.text, of: child.name) } ?? .unknown
  }

  /// - Parameters:
  ///   - parents: the table whose rows are weighed; nil where that is not known.
  ///   - column: the key that chooses among them, in the table `child`.
  init(
    weighing parents: Int?, for column: String, of child: TableState, _ row: Int,
    in resolver: Resolver
  ) {
    table = child.name
    self.column = column
    locale = resolver.document.locale
    scope = InputScope(resolver)
    scope.place = parents.map { .candidate(table: $0, row: row) } ?? .unknown
  }

  var declaredType: LogicalType? { nil }
  var isExact: Bool { false }
  var isUnique: Bool { false }
  var rowCount: Int? { nil }
  /// The ends of a number of rows.
  var between: (lower: NumericArgument?, upper: NumericArgument?) = (nil, nil)
  /// Whether they are written and have a mistake.
  var isBetweenUnread = false

  func isUnread(_ modifier: String) -> Bool { modifier == "between" && isBetweenUnread }

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

  func data(_ path: String, _ column: String) throws(DataProblem) -> DataColumn {
    try scope.resolver.data.column(path, column)
  }

  func record(
    _ call: GeneratorCall, among calls: [GeneratorCall]?
  ) throws(DiagnosticList) -> RecordScope {
    throw DiagnosticList([.noRecordHere(call)])
  }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try LocalSource.make(call, in: self)
  }
}

extension Diagnostic {
  fileprivate static func noRecordHere(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "no-record-here", "'\(call.word)' has no row to describe here", at: call.location,
      pointer: call.pointer, expected: "a column made with '\(call.word)', whose name stands here")
  }
}
