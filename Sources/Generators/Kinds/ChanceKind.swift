import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// True with a probability; with `exact: true` in that share of the rows, rounded to whole rows.
struct ChanceKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "chance", "True with this probability.", argument: .fraction(.row))

  private let probability: NumericArgument
  private let isExact: Bool
  let type = LogicalType.boolean

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    probability = try NumericArgument(call.argument, in: context)
    isExact = context.isExact
    if isExact, probability.constant == nil { throw DiagnosticList([.exactVaries(call)]) }
    if let value = probability.constant, !(0...1).contains(value) {
      throw DiagnosticList([.notAProbability(call, value)])
    }
  }

  var isNullable: Bool { probability.isNullable }
  var isSizeDependent: Bool { isExact }

  var followsShares: Bool { !isExact }
  var marginal: Marginal? { probability.constant.map { Marginal([(0, 1 - $0), (1, $0)]) } }

  var promise: ValuePromise {
    guard let share = probability.constant else { return .nothing }
    return .weighted(
      Column(.boolean, .boolean([true, false])), weights: [share, 1 - share],
      isExact: isExact)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if isExact, let share = probability.constant {
      let deal = QuotaDeal(
        weights: [share, 1 - share], total: request.rankTotal, stream: request.stream)
      return Column(.boolean, .boolean(deal.cells(request.ranks).map { $0 == 0 }))
    }
    // True is what lies above: a large share.
    let draws =
      request.shares.map { $0.map { 1 - $0 } } ?? request.stream.uniforms(for: request.rowKeys)
    let (value, validity) = try probability.argument(request)
    switch value {
    case .constant(let share):
      return Column(.boolean, .boolean(draws.map { $0 < share }))
    case .perRow(let shares):
      for row in shares.indices
      where !(0...1).contains(shares[row]) && validity.map({ $0[row] }) ?? true {
        throw EvaluationError(
          row: row, message: "the chance \(shares[row]) is not within 0…1", code: "share-range",
          expected: "a chance from 0 to 1 in each row, as min(max(…, 0), 1) gives",
          words: ["chance"])
      }
      return Column(
        .boolean, .boolean(zip(draws, shares).map { $0 < $1 }), validity: validity)
    }
  }
}

extension Diagnostic {
  fileprivate static func exactVaries(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "exact-varies", "'exact' needs one chance for all rows, but this one varies by row",
      at: call.location, pointer: call.pointer, expected: "a literal or an expression of parameters"
    )
  }

  fileprivate static func notAProbability(_ call: GeneratorCall, _ value: Double) -> Diagnostic {
    Diagnostic(
      "not-a-probability", "the chance \(value) is not within 0…1", at: call.location,
      pointer: call.pointer, expected: "0% to 100%")
  }
}
