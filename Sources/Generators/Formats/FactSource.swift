import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// One field of the fact that a row has: columns of one row have fields of the same fact.
///
/// - Draws: lane "choice" of what the columns of a row share under the table's word.
struct FactSource: Sendable {
  let choice: VariantChoice
  private let stream: RecordStream
  private let codes: [Int32]
  let texts: TextDictionary

  init(
    _ table: FactTable, _ field: String, _ stream: RecordStream, _ call: GeneratorCall,
    in context: any ColumnContext
  ) throws(DiagnosticList) {
    if call.options.isUnread("among") { throw DiagnosticList() }
    self.stream = stream
    let facts = table.read()
    choice = try VariantChoice(
      call.options["among"], of: table.word, what: table.key, among: facts.texts(table.key),
      weights: facts.weights, option: "among", at: call, in: context)
    var distinct = DistinctTexts()
    let all = facts.texts(field)
    codes = choice.variants.map { distinct.code(of: all[$0]) }
    texts = distinct.dictionary
  }

  var isNullable: Bool { choice.isNullable }

  func picks(
    _ request: GenerationRequest
  ) throws(EvaluationError) -> (picks: [Int32], validity: Bitmap?) {
    try choice.picks(stream(request).lane("choice"), request)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let (picks, validity) = try picks(request)
    return Column(
      .text, .text(.dictionary(codes: picks.map { codes[Int($0)] }, texts)), validity: validity)
  }

  /// The option that chooses among the facts.
  static func among(_ table: FactTable) -> Parameter {
    Parameter(
      "among", VariantChoice.argument,
      "Which there are: one \(table.key), a list, a map of them to weights, or what a column says (`= …`); "
        + "by their own weights without it. All columns of a row that describe one agree on it.")
  }
}

/// A generator word that gives fields of the facts of one table.
protocol FactKind: RecordWord {
  static var table: FactTable { get }
  var facts: FactSource { get }
  init(facts: FactSource)
}

extension FactKind {
  static var shared: [String] { ["among"] }
  var type: LogicalType { .text }
  var isNullable: Bool { facts.isNullable }
  var texts: TextDictionary? { facts.texts }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    self.init(
      facts: try FactSource(
        Self.table, try call.literal().text, Self.stream(call), call, in: context))
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try facts.generate(request)
  }
}
