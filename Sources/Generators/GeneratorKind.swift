import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A word that a column can be made with: its syntax is decoded, documented and completed from
/// here.
package protocol GeneratorWord: Sendable {
  static var syntax: GeneratorSyntax { get }
}

/// Something that gives a column its values: draws by row key, inputs from other columns.
package protocol ColumnSource: Sendable {
  /// The type before the column's own `type` is applied.
  var type: LogicalType { get }
  var isNullable: Bool { get }
  /// Bounds of the values that can occur, for the analysis of what reads the column.
  var interval: ValueInterval { get }
  /// The expected number, where it is known when planning: for estimates, never for values.
  var mean: Double? { get }
  /// The law of the values, where it is known when planning and the same in all rows.
  var distribution: (any Distribution)? { get }
  /// Whether values rise with the shares of a request that has some, each the one below which that
  /// share of the column's law lies.
  var followsShares: Bool { get }
  /// The law of these values, where it is known when planning and the same in all rows.
  var marginal: Marginal? { get }
  /// What values are held to when files are checked.
  var promise: ValuePromise { get }
  /// Whether no value has a probability of its own, in any row.
  var isSmooth: Bool { get }
  /// All texts that can occur, where they are few and known.
  var texts: TextDictionary? { get }
  /// Whether a cell needs the number of rows of the table.
  var isSizeDependent: Bool { get }
  /// Whether values differ in all rows by construction.
  var isUnique: Bool { get }
  /// Whether values never fall from row to row.
  var isAscending: Bool { get }
  /// Whether making a value again costs no more than fetching a kept one.
  var isCheap: Bool { get }
  /// Whether values of neighbouring rows, each time from rank 0 on, sum to a total: they are made
  /// together.
  var handsOut: Bool { get }
  /// Whether `round` brings values up and never down.
  var roundsUp: Bool { get }
  /// All values, where they are finite in number and all alike in every row.
  var space: ValueSpace? { get }
  /// How many bits beside a row's key number the elements within its value; 0 where there are none.
  var elementBits: Int { get }
  /// The values within a value that may go missing by a share of their own.
  var lostParts: [LostPart] { get }
  /// The inputs in which rows agree whose `ranks` are counted together; none where ranks are
  /// positions.
  var groupSlots: [Int] { get }

  /// One value per row of the request.
  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column
}

extension ColumnSource {
  package var isNullable: Bool { false }
  package var interval: ValueInterval { .unbounded }
  package var mean: Double? { nil }
  package var distribution: (any Distribution)? { nil }
  package var followsShares: Bool { false }
  package var marginal: Marginal? { distribution.map { Marginal($0) } }
  package var promise: ValuePromise { .nothing }
  package var isSmooth: Bool { false }
  package var texts: TextDictionary? { nil }
  package var isSizeDependent: Bool { false }
  package var isUnique: Bool { false }
  package var isAscending: Bool { false }
  package var isCheap: Bool { false }
  package var handsOut: Bool { false }
  package var roundsUp: Bool { false }
  package var elementBits: Int { 0 }
  package var lostParts: [LostPart] { [] }
  package var groupSlots: [Int] { [] }
  package var space: ValueSpace? { nil }
}

/// A generator word that needs nothing but the row: one file in `Kinds/` each.
package protocol GeneratorKind: GeneratorWord, ColumnSource {
  /// Reads the arguments once, when planning.
  ///
  /// - Throws: every problem found in the arguments.
  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList)
}

/// Where a generator stands that hands out a total.
package enum Partition {
  /// Where values do not stand side by side, such as a case.
  case none
  /// In a table's row, beside these columns, its own among them.
  case columns([(name: String, call: GeneratorCall)])
  /// In the elements of a list.
  case elements
}

/// What a generator may ask about the column it is resolved for.
package protocol ColumnContext: AnyObject {
  var table: String { get }
  var column: String { get }
  var locale: String { get }
  /// The column's `type:`, where it is stated.
  var declaredType: LogicalType? { get }
  var isExact: Bool { get }
  var isUnique: Bool { get }
  /// Rows of the table, where they are known when planning.
  var rowCount: Int? { get }
  /// The days the dataset covers, where the document says so.
  var timeframe: ClosedRange<Int64>? { get }
  /// The key columns that the table's rows are counted by, where they stand parent by parent.
  var rowsPer: [String]? { get }
  /// Whether rows of the table may be numbered by what they agree in.
  var numbersGroups: Bool { get }
  /// Whether there may be such a key that was not read.
  var isRowsPerUnread: Bool { get }
  /// Among which values a total may be handed out here.
  var partition: Partition { get }
  /// The ends of `between:`, for laws.
  var between: (lower: NumericArgument?, upper: NumericArgument?) { get }
  /// Whether a modifier, or the table's `rows`, is written with a mistake, so that nothing follows
  /// from its absence.
  func isUnread(_ modifier: String) -> Bool

  func expression(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression
  /// Whose facts a column of `person`, `place` or `company` tells, and what is given of them.
  ///
  /// - Parameter calls: the columns that share the record, where they are those of a value within
  ///   values; nil for those of the table.
  func record(
    _ call: GeneratorCall, among calls: [GeneratorCall]?
  ) throws(DiagnosticList) -> RecordScope
  /// A column of a file beside the document.
  func data(_ path: String, _ column: String) throws(DataProblem) -> DataColumn
  /// A dotted path, as behind `by:`; the texts that can occur there, where they are known.
  func path(_ path: Scalar) throws(DiagnosticList) -> (
    binding: InputBinding, texts: TextDictionary?
  )
  /// A nested generator, as in `cases:`.
  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource
  /// A generator of values within a value, with its own type and missing ones.
  ///
  /// - Parameter count: how many there are at most for each row that the context speaks of, where
  ///   they are numbered anew in each; nil for one.
  func part(
    _ call: GeneratorCall, count: Int?
  ) throws(DiagnosticList) -> any ColumnSource
  /// Cases where one value stands, such as a law's parameter: read as an expression is, whatever
  /// the column's own type and modifiers.
  func argument(
    _ call: GeneratorCall, expecting: LogicalType?
  ) throws(DiagnosticList) -> any ColumnSource
}

extension GeneratorCall {
  /// What stands behind a word that takes one literal.
  ///
  /// - Throws: nothing in the list where it could not be read.
  func literal() throws(DiagnosticList) -> Scalar {
    if argument.isUnread { throw DiagnosticList() }
    guard case .literal(let scalar) = argument else { preconditionFailure("a literal") }
    return scalar
  }
}

extension ColumnContext {
  func record(_ call: GeneratorCall) throws(DiagnosticList) -> RecordScope {
    try record(call, among: nil)
  }

  package func data(_ path: String, _ column: String) throws(DataProblem) -> DataColumn {
    throw .notFound
  }

  package func isUnread(_ modifier: String) -> Bool { false }

  package var partition: Partition { .none }
  package var timeframe: ClosedRange<Int64>? { nil }
  package var rowsPer: [String]? { nil }
  package var numbersGroups: Bool { false }
  package var isRowsPerUnread: Bool { false }
}

/// One batch to make: which rows, which stream, where inputs come from.
package struct GenerationRequest {
  package internal(set) var rowKeys: RowKeys
  /// How many of a row key's last bits count the rows of one parent; 0 without a parent.
  package internal(set) var ordinalBits: Int
  /// Place of each row among the rows that share a quota: positions, or ranks among selected rows.
  package internal(set) var ranks: RowKeys
  /// How many rows share the quota.
  package internal(set) var rankTotal: Int
  /// The column's own draws.
  package internal(set) var stream: StreamKey
  /// Draws shared by the columns of a row, so that they describe one person or place.
  package internal(set) var record: StreamKey
  /// In place of the column's own draws, where it is correlated with others: within (0, 1).
  package internal(set) var shares: [Double]?
  package internal(set) var inputs: any InputSource
  /// Whether values within a value are made before any goes missing.
  package var isComplete = false

  package init(
    rowKeys: RowKeys, ordinalBits: Int, ranks: RowKeys, rankTotal: Int, stream: StreamKey,
    record: StreamKey, shares: [Double]? = nil, inputs: any InputSource
  ) {
    self.rowKeys = rowKeys
    self.ordinalBits = ordinalBits
    self.ranks = ranks
    self.rankTotal = rankTotal
    self.stream = stream
    self.record = record
    self.shares = shares
    self.inputs = inputs
  }

  package var count: Int { rowKeys.count }

  package func input(_ slot: Int) throws(EvaluationError) -> Column { try inputs.column(slot) }

  package func evaluate(_ expression: CompiledExpression) throws(EvaluationError) -> Column {
    try expression.evaluate(rowCount: count, input: input)
  }

  /// The request for some of the rows; draws are the same.
  package func subset(_ rows: [Int]) -> GenerationRequest {
    var part = ranked(ranks.gathered(rows), of: rankTotal)
    part.rowKeys = rowKeys.gathered(rows)
    part.shares = shares.map { shares in rows.map { shares[$0] } }
    part.inputs = SubsetInputs(of: inputs, rows: rows)
    return part
  }

  /// The same rows with ranks among `total` selected ones.
  package func ranked(_ ranks: RowKeys, of total: Int) -> GenerationRequest {
    var request = self
    (request.ranks, request.rankTotal) = (ranks, total)
    return request
  }

  /// Draws of their own beside the column's.
  package func laned(_ lane: String) -> GenerationRequest {
    var request = self
    (request.stream, request.shares) = (stream.lane(lane), nil)
    return request
  }
}

/// The columns a generator reads, by the slots its expressions were bound to.
package protocol InputSource: AnyObject {
  func column(_ slot: Int) throws(EvaluationError) -> Column
}

/// Inputs for some rows of another source.
final class SubsetInputs: InputSource {
  private let source: any InputSource
  private let rows: [Int]
  private var kept: [Int: Column] = [:]

  init(of source: any InputSource, rows: [Int]) {
    self.source = source
    self.rows = rows
  }

  func column(_ slot: Int) throws(EvaluationError) -> Column {
    if let column = kept[slot] { return column }
    let column = try source.column(slot).gathered(rows)
    kept[slot] = column
    return column
  }
}
