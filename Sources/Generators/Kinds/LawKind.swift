import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Draws from a law of `Sampling`, its parameters fixed or by row, truncated by `between`.
///
/// - Draws: one stream per column; a rejected draw goes on in a lane of its own.
package struct LawKind: ColumnSource {
  private let law: any Law.Type
  private let form: Int
  private let parameters: [NumericArgument]
  private let lower: NumericArgument?
  private let upper: NumericArgument?
  private let drawnRange: ClosedRange<Double>?
  package let type: LogicalType
  package let mean: Double?
  /// The law that is drawn from, cut, where it is the same in all rows.
  package let distribution: (any Distribution)?

  /// - Throws: the problems of the parameters, such as a standard deviation below 0.
  package init(
    _ law: any Law.Type, _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) {
    if call.argument.isUnread { throw DiagnosticList() }
    guard case .record(let arguments) = call.argument else {
      preconditionFailure("a law has a record of parameters")
    }
    self.law = law
    let form = try LawKind.form(of: law, arguments, call, context)
    self.form = form
    (lower, upper) = context.between
    let ends = [lower, upper]
    var attempts = Attempts()
    let read = attempts.run { () throws(DiagnosticList) in
      try LawKind.parameters(of: law, law.forms[form], arguments, call, context)
    }
    let type = LawKind.type(of: law, isDuration: read?.isDuration ?? false)
    let cut = LawCut(call, type: type, lower: lower, upper: upper)
    attempts.run { () throws(DiagnosticList) in
      if let read { try LawKind.checkUnits(ends, isDuration: read.isDuration, call) }
      try cut.check(isWhole: law.isDiscrete)
    }
    guard let read, !attempts.hasFailed else { throw attempts.problems }
    parameters = read.values
    self.type = type
    let constants = parameters.compactMap(\.constant)
    guard constants.count == parameters.count else {
      drawnRange = cut.hull
      mean = nil
      distribution = nil
      return
    }
    let made: any Law
    do throws(LawProblem) {
      made = try law.init(form: form, constants)
    } catch {
      let name = error.parameter.map { law.forms[form].parameters[$0].name }
      throw DiagnosticList([.lawProblem(error, name, arguments, call)])
    }
    let range = try cut.drawnRange(of: made)
    if context.isUnread("between") { throw DiagnosticList() }
    try LawKind.checkReach(of: range, type, call, at: arguments.location)
    drawnRange = range
    mean = cut.mean(of: made)
    distribution = cut.cut(made)
  }

  static func type(of law: any Law.Type, isDuration: Bool) -> LogicalType {
    switch law.measure {
    case .timeOfDay: .time
    case .number: isDuration ? .duration : law.isDiscrete ? .int64 : .float64
    }
  }

  /// That draws are numbers that the type holds.
  static func checkReach(
    of range: ClosedRange<Double>, _ type: LogicalType, _ call: GeneratorCall,
    at place: DocumentLocation
  ) throws(DiagnosticList) {
    let reach = max(-range.lowerBound, range.upperBound)
    if reach >= .greatestFiniteMagnitude {
      throw DiagnosticList([.beyondFloats(call, at: place)])
    }
    if type == .int64, reach >= 0x1p63 { throw DiagnosticList([.beyondIntegers(call, at: place)]) }
  }

  /// Ends of `between` are lengths of time where the parameters are, and numbers where they are.
  static func checkUnits(
    _ ends: [NumericArgument?], isDuration: Bool, _ call: GeneratorCall
  ) throws(DiagnosticList) {
    guard call.modifiers["between"] != nil else { return }
    for case let end? in ends where end.isDuration != isDuration {
      // Nothing is as long as no time at all.
      if isDuration, end.constant == 0 { continue }
      throw DiagnosticList([.unitsOfBetween(call, isDuration: isDuration)])
    }
  }

  package var promise: ValuePromise {
    if let distribution { return .law(distribution, title: law.word) }
    return .lawByRow(
      law, form: form, parameters: parameters, ends: .init(lower: lower, upper: upper))
  }

  package var isNullable: Bool {
    parameters.contains { $0.isNullable }
  }

  /// That of whole numbers all alike.
  package var space: ValueSpace? {
    let ends = parameters.compactMap(\.constant)
    guard law.word == "integer", ends.count == 2, lower == nil, upper == nil, ends[0] <= ends[1],
      ends.allSatisfy({ $0 == $0.rounded() && $0.magnitude <= 0x1p53 })
    else { return nil }
    let first = Int64(ends[0])
    return ValueSpace(count: UInt64(Int64(ends[1]) - first) + 1) { numbers in
      Column(.int64, .int64(numbers.map { first + Int64($0) }))
    }
  }

  package var interval: ValueInterval { LawDraws.interval(of: drawnRange, type) }

  package var followsShares: Bool { true }
  package var isSmooth: Bool { !law.isDiscrete }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let (arguments, valid) = try LawDraws.arguments(parameters, request)
    let low = try lower.map { (end) throws(EvaluationError) in
      try LawDraws.end(end, open: -.infinity, request)
    }
    let high = try upper.map { (end) throws(EvaluationError) in
      try LawDraws.end(end, open: .infinity, request)
    }
    if type.storage == .int64, request.shares == nil,
      let whole = law.wholeDraws(
        form: form, arguments, request.stream, request.rowKeys, lower: low, upper: high)
    {
      return Column(type, .int64(whole), validity: valid)
    }
    let draws =
      if let shares = request.shares {
        law.values(form: form, arguments, at: shares, lower: low, upper: high)
      } else {
        law.draws(
          form: form, arguments, request.stream, request.rowKeys, lower: low, upper: high)
      }
    try refuseImpossible(draws, valid, arguments, lower: low, upper: high)
    if type.storage == .int64 {
      return Column(type, .int64(try LawDraws.integers(draws, of: law.word)), validity: valid)
    }
    return Column(.float64, .float64(draws), validity: valid)
  }

  /// Draws that are none, and those cut off at the largest float.
  private func refuseImpossible(
    _ draws: [Double], _ valid: Bitmap?, _ arguments: [LawArgument], lower: LawArgument?,
    upper: LawArgument?
  ) throws(EvaluationError) {
    if draws.areBelowLargest { return }
    for row in draws.indices where valid.map({ $0[row] }) ?? true {
      let draw = draws[row]
      if draw.magnitude < .greatestFiniteMagnitude { continue }
      guard draw.isNaN else {
        throw EvaluationError(
          row: row,
          message: "'\(law.word)' with \(written(row, arguments)) reaches beyond the largest float",
          code: "beyond-range",
          expected:
            "parameters whose draws stay below 1.8e308, or 'between' with ends within ±1e308")
      }
      throw withoutValues(row, arguments, lower: lower, upper: upper)
    }
  }

  /// A row for which the law has nothing to draw: a parameter it does not take, or ends of
  /// `between` with nothing in between.
  private func withoutValues(
    _ row: Int, _ arguments: [LawArgument], lower: LawArgument?, upper: LawArgument?
  ) -> EvaluationError {
    let written = written(row, arguments)
    for (parameter, argument) in zip(law.forms[form].parameters, arguments)
    where !parameter.accepted.accepts(argument[row]) {
      return EvaluationError(
        row: row, message: "'\(law.word)' has no values for \(written)",
        code: "law-without-values",
        expected: "\(parameter.accepted.expectation) as '\(parameter.name)', in each row",
        words: [law.word, parameter.name])
    }
    guard lower != nil || upper != nil else {
      return EvaluationError(
        row: row, message: "'\(law.word)' has no values for \(written)",
        code: "law-without-values", expected: "parameters that leave values to draw, in each row",
        words: [law.word])
    }
    let ends = [lower, upper].map { $0.map { "\($0[row])" } ?? "…" }
    return EvaluationError(
      row: row,
      message: "'\(law.word)' with \(written) has no value between \(ends[0]) and \(ends[1])",
      code: "law-without-values", expected: "ends that leave values to draw, in each row",
      words: ["between"])
  }

  /// The parameters of one row, as messages show them.
  private func written(_ row: Int, _ arguments: [LawArgument]) -> String {
    zip(law.forms[form].parameters, arguments).map { "\($0.name) \($1[row])" }
      .joined(separator: ", ")
  }
}

extension Diagnostic {
  static func lawProblem(
    _ problem: LawProblem, _ name: String?, _ arguments: Arguments, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "law-parameter", asWritten(problem.message, name, arguments),
      at: name.map { arguments.location(of: $0) } ?? call.location, pointer: call.pointer,
      expected: problem.expectation)
  }

  /// The message with a whole number as the document has it, where a float does not hold it.
  private static func asWritten(
    _ message: String, _ name: String?, _ arguments: Arguments
  ) -> String {
    guard let name, case .literal(let scalar)? = arguments[name],
      let value = LiteralReader.number(scalar.text), value.magnitude > 0x1p53,
      message == "'\(name)' cannot be \(LawProblem.written(value))"
    else { return message }
    return "'\(name)' cannot be \(scalar.text)"
  }

  fileprivate static func unitsOfBetween(
    _ call: GeneratorCall, isDuration: Bool
  ) -> Diagnostic {
    Diagnostic(
      "no-unit",
      isDuration
        ? "'between' has no unit beside lengths of time"
        : "'between' has lengths of time, and '\(call.word)' draws numbers",
      at: call.modifiers.location(of: "between"), pointer: call.pointer,
      expected: isDuration ? "lengths of time such as 5s or 20min" : "numbers")
  }

  fileprivate static func beyondIntegers(
    _ call: GeneratorCall, at place: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "law-too-wide", "draws of '\(call.word)' may lie beyond the largest int64, 9.2e18",
      at: place, pointer: call.pointer,
      expected: "parameters whose draws stay below it, or 'between' with ends within ±1e18")
  }

  fileprivate static func beyondFloats(
    _ call: GeneratorCall, at place: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "law-too-wide", "draws of '\(call.word)' may lie beyond the largest float, 1.8e308",
      at: place, pointer: call.pointer,
      expected: "parameters whose draws stay below it, or 'between' with ends within ±1e308")
  }
}
