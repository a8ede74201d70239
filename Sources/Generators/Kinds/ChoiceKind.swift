import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// One of a few values, by weight; with `exact: true` in exact shares of the rows.
///
/// Weights in % sum to 100 %; plain weights are normalised. A list weighs all values alike.
struct ChoiceKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "choice", "One of these values: a list, or a map of values to weights.",
    argument: .oneOf([
      .list(of: .literal(.none)), .map(of: .oneOf([.number(0...Double.infinity, .row)])),
    ]))

  private enum Weights {
    case fixed([Double], AliasTable)
    case perRow([NumericArgument])
  }

  private let values: Column
  private let weights: Weights
  private let isExact: Bool
  /// The places of the values from least to largest: numbers and times by size, texts as written.
  private let order: [Int]
  /// Whether the values are texts that all differ, so that a pick is a code of their dictionary.
  private let picksAreCodes: Bool
  /// Whether no value stands twice.
  private let areDistinct: Bool
  let type: LogicalType
  let interval: ValueInterval
  let texts: TextDictionary?

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let scalars = try ChoiceKind.values(call)
    let type = context.declaredType ?? LiteralValues.inferredType(scalars)
    let column = attempts.run { () throws(DiagnosticList) in
      try ChoiceKind.column(scalars, type, call)
    }
    let weights = attempts.run { () throws(DiagnosticList) in
      try ChoiceKind.weights(call, in: context)
    }
    guard let values = column, let arguments = weights else { throw attempts.problems }
    self.type = type
    self.values = values
    interval = values.interval
    texts = values.dictionary
    if case .text(.dictionary(let codes, _)) = values.values {
      picksAreCodes = codes.indices.allSatisfy { codes[$0] == Int32($0) }
    } else {
      picksAreCodes = false
    }
    areDistinct =
      values.doubles.map { Set($0).count == $0.count }
      ?? (Set(scalars.map(\.text)).count == scalars.count)
    isExact = context.isExact
    order = ChoiceKind.order(of: values)
    let constants = arguments.compactMap(\.constant)
    if constants.count == arguments.count {
      guard constants.allSatisfy({ $0 >= 0 && $0.isFinite }), constants.contains(where: { $0 > 0 })
      else { throw DiagnosticList([.noWeight(call)]) }
      self.weights = .fixed(constants, AliasTable(weights: constants))
    } else {
      if isExact { throw DiagnosticList([.exactWeightsVary(call)]) }
      self.weights = .perRow(arguments)
    }
  }

  private static func order(of values: Column) -> [Int] {
    let places = Array(0..<values.count)
    if case .boolean(let truths) = values.values {
      return places.filter { !truths[$0] } + places.filter { truths[$0] }
    }
    guard let sizes = values.doubles else { return places }
    return places.sorted { (sizes[$0], $0) < (sizes[$1], $1) }
  }

  /// The values as written.
  private static func values(_ call: GeneratorCall) throws(DiagnosticList) -> [Scalar] {
    switch call.argument {
    case .list(let items, _):
      return items.compactMap { if case .literal(let scalar) = $0 { scalar } else { nil } }
    case .map(let entries, _):
      return entries.map { entry in
        // Keys are read whatever their quotes, as JSON has no others; in quotes, none is `null`.
        let plain = Scalar(entry.key.source, isQuoted: false)
        return plain.isNull ? entry.key : plain
      }
    case .unread: throw DiagnosticList()
    case .literal, .expression, .record, .generator: preconditionFailure("a list or a map")
    }
  }

  private static func column(
    _ scalars: [Scalar], _ type: LogicalType, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Column {
    let nulls = scalars.filter(\.isNull)
    if !nulls.isEmpty { throw DiagnosticList(nulls.map { .nullToChoose($0) }) }
    if case .list(let items, _) = call.argument, scalars.count < items.count {
      throw DiagnosticList()
    }
    guard !scalars.isEmpty else { throw DiagnosticList([.nothingToChoose(call)]) }
    return try LiteralValues.column(scalars, as: type)
  }

  /// The weight of each value.
  private static func weights(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> [NumericArgument] {
    guard case .map(let entries, _) = call.argument else {
      if case .list(let items, _) = call.argument { return items.map { _ in .constant(1) } }
      return []
    }
    var attempts = Attempts()
    var arguments: [NumericArgument] = []
    for entry in entries {
      attempts.run { () throws(DiagnosticList) in
        arguments.append(try NumericArgument(entry.value, in: context))
      }
    }
    attempts.run { () throws(DiagnosticList) in
      let problem = PercentWeights.problem(
        entries.map(\.value), of: call.writtenWord ?? call.word, at: call.location,
        pointer: call.pointer)
      if let problem { throw DiagnosticList([problem]) }
    }
    try attempts.finish()
    return arguments
  }

  var isSizeDependent: Bool { isExact }

  var followsShares: Bool { !isExact }

  var marginal: Marginal? {
    guard case .fixed(let weights, _) = weights else { return nil }
    let sizes = values.doubles
    return Marginal(
      order.enumerated().map { rank, place in (sizes?[place] ?? Double(rank), weights[place]) })
  }

  var promise: ValuePromise {
    guard case .fixed(let weights, _) = weights else { return .nothing }
    return .weighted(values, weights: weights, isExact: isExact)
  }

  var space: ValueSpace? {
    guard case .fixed(let weights, _) = weights, !isExact, areDistinct, Set(weights).count == 1
    else {
      return nil
    }
    return ValueSpace(count: UInt64(weights.count)) { picked($0.map { Int32($0) }) }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    switch weights {
    case .fixed(let fixed, let alias):
      if isExact {
        let deal = QuotaDeal(weights: fixed, total: request.rankTotal, stream: request.stream)
        return picked(deal.cells(request.ranks))
      }
      if let shares = request.shares { return picked(ordered(fixed, shares)) }
      return picked(alias.picks(request.stream, request.rowKeys))
    case .perRow(let arguments):
      return picked(try rowPicks(arguments, request))
    }
  }

  private func picked(_ picks: [Int32]) -> Column {
    if case .text(.dictionary(let codes, let dictionary)) = values.values {
      let chosen = picksAreCodes ? picks : picks.map { codes[Int($0)] }
      return Column(type, .text(.dictionary(codes: chosen, dictionary)))
    }
    return values.gathered(picks.map { Int($0) })
  }

  /// Values by the shares of all that lie below them.
  private func ordered(_ weights: [Double], _ shares: [Double]) -> [Int32] {
    var ends: [Double] = []
    for place in order { ends.append((ends.last ?? 0) + weights[place]) }
    let total = ends[ends.count - 1]
    let last = order.lastIndex { weights[$0] > 0 } ?? 0
    return shares.map { share in
      var (low, high) = (0, last)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] > share * total { high = middle } else { low = middle + 1 }
      }
      return Int32(order[low])
    }
  }

  private func rowPicks(
    _ arguments: [NumericArgument], _ request: GenerationRequest
  ) throws(EvaluationError) -> [Int32] {
    var columns: [[Double]] = []
    for argument in arguments {
      let (value, validity) = try argument.argument(request)
      switch value {
      case .constant(let weight): columns.append(Array(repeating: weight, count: request.count))
      case .perRow(var weights):
        // What a null row holds is not its value: a weight that is missing is none.
        if let validity { for row in weights.indices where !validity[row] { weights[row] = 0 } }
        columns.append(weights)
      }
    }
    let draws = request.shares ?? request.stream.uniforms(for: request.rowKeys)
    // Without shares the places as written keep draws as they have been.
    let order = request.shares == nil ? Array(columns.indices) : order
    var picks = [Int32](repeating: 0, count: request.count)
    for row in picks.indices {
      var total = 0.0
      for column in columns {
        guard column[row] >= 0, column[row].isFinite else {
          throw EvaluationError(
            row: row, message: "the weight \(column[row]) is not a finite number of 0 or more",
            code: "weight-range", expected: "weights that are finite and 0 or more",
            words: ["choice"])
        }
        total += column[row]
      }
      guard total > 0 else {
        throw EvaluationError(
          row: row, message: "all weights are 0", code: "no-weight",
          expected: "a weight above 0 for at least one value, in each row", words: ["choice"])
      }
      var rest = draws[row] * total
      for index in order where columns[index][row] > 0 {
        picks[row] = Int32(index)
        rest -= columns[index][row]
        if rest < 0 { break }
      }
    }
    return picks
  }
}

extension Diagnostic {
  fileprivate static func nothingToChoose(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "empty-choice", "'choice' has no values", at: call.location, pointer: call.pointer,
      expected: "at least one value")
  }

  fileprivate static func nullToChoose(_ null: Scalar) -> Diagnostic {
    Diagnostic(
      "null-choice", "'null' is no value to choose", at: null.location, pointer: null.pointer,
      expected: "values, and 'missing:' with a share beside them",
      suggestion: "a text is written in quotes: 'null'")
  }

  fileprivate static func noWeight(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "no-weight", "no value of 'choice' has a weight above 0", at: call.location,
      pointer: call.pointer, expected: "weights of at least 0, one of them above 0")
  }

  fileprivate static func exactWeightsVary(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "exact-varies", "'exact' needs the same weights in all rows, but these vary by row",
      at: call.location, pointer: call.pointer,
      expected: "literals or expressions of parameters")
  }
}
