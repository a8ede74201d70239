import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Draws from a law made of others or of data, cut by the column's `between`.
///
/// - Draws: those of the law. Where a parameter differs by row, the law of each row is made anew.
struct ComposedLaw: ColumnSource {
  private let word: String
  private let law: StatedLaw
  /// The law, where no parameter differs by row.
  private let fixed: (any Distribution)?
  private let lower: NumericArgument?
  private let upper: NumericArgument?
  private let drawnRange: ClosedRange<Double>?
  let type: LogicalType
  let mean: Double?
  let distribution: (any Distribution)?

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    word = call.word
    (lower, upper) = context.between
    let ends = [lower, upper]
    var attempts = Attempts()
    let read = attempts.run { () throws(DiagnosticList) in
      try StatedLawReader.law(call, in: context)
    }
    let cut = LawCut(call, type: read?.type ?? .float64, lower: lower, upper: upper)
    attempts.run { () throws(DiagnosticList) in
      if let read { try LawKind.checkUnits(ends, isDuration: read.type == .duration, call) }
      try cut.check(isWhole: read?.type == .int64)
    }
    guard let read, !attempts.hasFailed else { throw attempts.problems }
    law = read
    type = read.type
    guard let constants = read.constants else {
      (fixed, mean, distribution) = (nil, nil, nil)
      drawnRange = cut.hull
      return
    }
    let made: any Distribution
    do throws(StatedLaw.Fault) {
      made = try read.distribution(constants)
    } catch { throw DiagnosticList([error.diagnostic]) }
    let range = try cut.drawnRange(of: made)
    if context.isUnread("between") { throw DiagnosticList() }
    try LawKind.checkReach(of: range, type, call, at: call.location)
    fixed = made
    drawnRange = range
    mean = cut.mean(of: made)
    distribution = cut.cut(made)
  }

  var promise: ValuePromise { distribution.map { .law($0, title: word) } ?? .nothing }
  var isNullable: Bool { law.arguments.contains { $0.ifMissing == nil && $0.value.isNullable } }
  var interval: ValueInterval { LawDraws.interval(of: drawnRange, type) }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let (arguments, valid) = try arguments(request)
    let low = try lower.map { (end) throws(EvaluationError) in
      try LawDraws.end(end, open: -.infinity, request)
    }
    let high = try upper.map { (end) throws(EvaluationError) in
      try LawDraws.end(end, open: .infinity, request)
    }
    let draws: [Double]
    if let fixed, let ends = ComposedLaw.constants(low, high) {
      draws = ComposedLaw.drawn(fixed, request, ends)
    } else {
      draws = try drawsByRow(request, arguments, valid, low, high)
    }
    for row in draws.indices where valid.map({ $0[row] }) ?? true {
      if draws[row].magnitude < .greatestFiniteMagnitude { continue }
      throw impossible(row, low, high)
    }
    if type.storage == .int64 {
      let values = try LawDraws.integers(draws, of: word)
      return Column(
        type, .int64(type == .time ? values.map(\.onTheClock) : values), validity: valid)
    }
    return Column(type, .float64(draws), validity: valid)
  }

  /// Parameters of a batch, and the rows that have all that a value needs.
  private func arguments(
    _ request: GenerationRequest
  ) throws(EvaluationError) -> (values: [LawArgument], validity: Bitmap?) {
    var values: [LawArgument] = []
    var valid: Bitmap?
    for argument in law.arguments {
      if let missing = argument.ifMissing {
        values.append(try LawDraws.end(argument.value, open: missing, request))
        continue
      }
      let (value, validity) = try argument.value.argument(request)
      values.append(value)
      guard let validity else { continue }
      if valid == nil { valid = validity } else { valid?.formIntersection(validity) }
    }
    return (values, valid)
  }

  private static func constants(
    _ low: LawArgument?, _ high: LawArgument?
  ) -> ClosedRange<Double>?? {
    if low == nil, high == nil { return .some(nil) }
    guard case .constant(let low) = low ?? .constant(-.infinity),
      case .constant(let high) = high ?? .constant(.infinity), low <= high
    else { return nil }
    return low...high
  }

  private static func drawn(
    _ law: any Distribution, _ request: GenerationRequest, _ ends: ClosedRange<Double>?
  ) -> [Double] {
    if let shares = request.shares {
      guard let ends else { return law.values(at: shares) }
      return law.cut(to: ends)?.values(at: shares)
        ?? [Double](repeating: .nan, count: shares.count)
    }
    guard let ends else { return law.draws(request.stream, request.rowKeys) }
    return law.draws(request.stream, request.rowKeys, within: ends)
  }

  private func drawsByRow(
    _ request: GenerationRequest, _ arguments: [LawArgument], _ valid: Bitmap?,
    _ low: LawArgument?, _ high: LawArgument?
  ) throws(EvaluationError) -> [Double] {
    var draws = [Double](repeating: .nan, count: request.count)
    var values = [Double](repeating: 0, count: arguments.count)
    for row in draws.indices where valid.map({ $0[row] }) ?? true {
      for index in values.indices { values[index] = arguments[index][row] }
      let law: any Distribution
      if let fixed { law = fixed } else { law = try made(values, row) }
      let key = request.rowKeys[row]
      let (start, end) = (low?[row] ?? -.infinity, high?[row] ?? .infinity)
      if let share = request.shares?[row] {
        let isCut = low != nil || high != nil
        let cut = !isCut ? law : start <= end ? law.cut(to: start...end) : nil
        draws[row] = cut?.values(at: [share])[0] ?? .nan
      } else if low == nil, high == nil {
        draws[row] = law.draw(request.stream, key)
      } else if start <= end {
        draws[row] = law.draw(request.stream, key, within: start...end)
      }
    }
    return draws
  }

  private func made(_ values: [Double], _ row: Int) throws(EvaluationError) -> any Distribution {
    do throws(StatedLaw.Fault) {
      return try law.distribution(values)
    } catch {
      throw EvaluationError(
        row: row, message: "'\(error.call.word)' has no values: \(error.problem.message)",
        code: "law-without-values", expected: "\(error.problem.expectation), in each row",
        words: [word])
    }
  }

  private func impossible(
    _ row: Int, _ low: LawArgument?, _ high: LawArgument?
  ) -> EvaluationError {
    let ends = [low, high].map { $0.map { "\($0[row])" } ?? "…" }
    return EvaluationError(
      row: row, message: "'\(word)' has no value between \(ends[0]) and \(ends[1])",
      code: "law-without-values", expected: "ends that leave values to draw, in each row",
      words: [low == nil && high == nil ? word : "between"])
  }
}

/// A generator word for laws made of others or of data.
protocol ComposedKind: GeneratorKind {
  var law: ComposedLaw { get }
}

extension ComposedKind {
  var type: LogicalType { law.type }
  var isNullable: Bool { law.isNullable }
  var interval: ValueInterval { law.interval }
  var mean: Double? { law.mean }
  var distribution: (any Distribution)? { law.distribution }
  var promise: ValuePromise { law.promise }
  var followsShares: Bool { true }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try law.generate(request)
  }
}
