import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// A context inside a column's: names and rows are those of the place, its quotas and keys are not.
protocol InnerContext: ColumnContext {
  var place: any ColumnContext { get }
}

extension InnerContext {
  var table: String { place.table }
  var column: String { place.column }
  var locale: String { place.locale }
  var isExact: Bool { false }
  var isUnique: Bool { false }
  var rowCount: Int? { place.rowCount }
  var rowsPer: [String]? { place.rowsPer }
  var isRowsPerUnread: Bool { place.isRowsPerUnread }
  var timeframe: ClosedRange<Int64>? { place.timeframe }

  func record(
    _ call: GeneratorCall, among calls: [GeneratorCall]?
  ) throws(DiagnosticList) -> RecordScope {
    try place.record(call, among: calls)
  }

  func data(_ path: String, _ column: String) throws(DataProblem) -> DataColumn {
    try place.data(path, column)
  }

  func expression(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    try place.expression(text, expecting: expecting)
  }

  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    try place.path(path)
  }
}
