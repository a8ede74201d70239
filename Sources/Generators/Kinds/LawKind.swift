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
  private let isDuration: Bool
  package let mean: Double?

  /// - Throws: the problems of the parameters, such as a standard deviation below 0.
  package init(
    _ law: any Law.Type, _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) {
    guard case .record(let arguments) = call.argument else {
      preconditionFailure("a law has a record of parameters")
    }
    self.law = law
    let form = try LawKind.form(of: law, arguments, call)
    self.form = form
    (parameters, isDuration) = try LawKind.parameters(of: law.forms[form], arguments, context)
    if isDuration { try LawKind.checkUnits(law.forms[form], arguments, parameters) }
    (lower, upper) = context.between
    let constants = parameters.compactMap(\.constant)
    guard constants.count == parameters.count else {
      drawnRange = LawKind.hull(law, lower: lower, upper: upper)
      mean = nil
      return
    }
    do throws(LawProblem) {
      let made = try law.init(form: form, constants)
      drawnRange = LawKind.truncated(made, lower: lower, upper: upper)
      mean = LawKind.mean(of: made, lower: lower, upper: upper)
    } catch {
      let name = error.parameter.map { law.forms[form].parameters[$0].name }
      throw DiagnosticList([.lawProblem(error, name, arguments, call)])
    }
    if let low = lower?.constant, let high = upper?.constant, low > high {
      throw DiagnosticList([.emptyBetween(call, low, high)])
    }
    guard let range = drawnRange else { throw DiagnosticList([.nothingBetween(call)]) }
    if max(-range.lowerBound, range.upperBound) >= .greatestFiniteMagnitude {
      throw DiagnosticList([.beyondFloats(call, arguments)])
    }
  }

  /// The parameters of a form, and whether one of them is a length of time.
  private static func parameters(
    of form: LawForm, _ arguments: Arguments, _ context: any ColumnContext
  ) throws(DiagnosticList) -> ([NumericArgument], isDuration: Bool) {
    var values: [NumericArgument] = []
    var isDuration = false
    var problems = DiagnosticList()
    for parameter in form.parameters {
      guard let value = arguments[parameter.name] else {
        values.append(.constant(parameter.default ?? 0))
        continue
      }
      do throws(DiagnosticList) {
        let argument = try NumericArgument(value, in: context)
        values.append(argument)
        if argument.isDuration { isDuration = true }
        if case .literal(let scalar) = value, NumericArgument.read(scalar.text)?.isDuration == true
        {
          isDuration = true
        }
      } catch { problems.all += error.all }
    }
    // A parameter may fail without a word, where a column it reads has been reported.
    guard values.count == form.parameters.count else { throw problems }
    return (values, isDuration)
  }

  /// Beside a length of time, `5` would be microseconds; shapes and powers have no unit.
  private static func checkUnits(
    _ form: LawForm, _ arguments: Arguments, _ values: [NumericArgument]
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    for (parameter, argument) in zip(form.parameters, values)
    where ["from", "mean", "scale", "sd", "to"].contains(parameter.name) {
      guard let value = arguments[parameter.name] else { continue }
      var isDuration = argument.isDuration || argument.constant == 0
      if case .literal(let scalar) = value {
        isDuration = isDuration || NumericArgument.read(scalar.text)?.isDuration == true
      }
      if case .expression = value, argument.constant != nil { isDuration = true }
      if !isDuration { problems.report(.noUnit(parameter.name, value.location, arguments)) }
    }
    if problems.hasErrors { throw problems }
  }

  /// The one form whose parameters are the ones written.
  private static func form(
    of law: any Law.Type, _ arguments: Arguments, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Int {
    let written = Set(arguments.values.keys)
    for (index, form) in law.forms.enumerated() {
      let names = Set(form.parameters.map(\.name))
      let required = Set(form.parameters.filter { $0.default == nil }.map(\.name))
      if written.isSubset(of: names), required.isSubset(of: written) { return index }
    }
    throw DiagnosticList([.noSuchForm(law, written.sorted(), call)])
  }

  /// What draws cut to an interval can be; nil where the law has no values there.
  ///
  /// An end that is stated bounds the draws, whatever the law; far out, a law cut on one side
  /// reaches further on the other than it does whole.
  private static func truncated(
    _ law: any Law, lower: NumericArgument?, upper: NumericArgument?
  ) -> ClosedRange<Double>? {
    var (low, high) = (law.drawnRange.lowerBound, law.drawnRange.upperBound)
    if let end = lower?.end?.lowerBound {
      low = max(end, law.support.lowerBound)
      let reached = law.upperQuantile(0x1p-54 * law.survival(low))
      if reached.isFinite { high = max(high, reached) }
    }
    if let end = upper?.end?.upperBound {
      high = min(end, law.support.upperBound)
      let reached = law.quantile(0x1p-54 * law.cdf(high))
      if lower?.end == nil, reached.isFinite { low = min(low, reached) }
    }
    return low <= high ? low...high : nil
  }

  /// The mean between two ends, by quantiles in the middle of 256 equal parts.
  private static func mean(
    of law: any Law, lower: NumericArgument?, upper: NumericArgument?
  ) -> Double? {
    if lower == nil, upper == nil { return law.mean.isFinite ? law.mean : nil }
    let low = lower?.range?.lowerBound ?? -.infinity
    let high = upper?.range?.upperBound ?? .infinity
    guard low <= high else { return nil }
    let first = low.isFinite ? law.cdf(low) : 0
    let last = high.isFinite ? law.cdf(high) : 1
    var sum = 0.0
    for part in 0..<256 {
      let quantile = law.quantile(first + (Double(part) + 0.5) / 256 * (last - first))
      sum += min(max(quantile, low), high)
    }
    return sum.isFinite ? sum / 256 : nil
  }

  private static func hull(
    _ law: any Law.Type, lower: NumericArgument?, upper: NumericArgument?
  ) -> ClosedRange<Double>? {
    guard let low = lower?.end?.lowerBound, let high = upper?.end?.upperBound, low <= high
    else { return nil }
    return low...high
  }

  package var type: LogicalType {
    isDuration ? .duration : law.isDiscrete ? .int64 : .float64
  }

  package var isNullable: Bool {
    parameters.contains { $0.isNullable }
  }

  package var interval: ValueInterval {
    guard let range = drawnRange else { return .unbounded }
    if type.storage == .int64 {
      guard let low = Int128(exactly: range.lowerBound.rounded(.down)),
        let high = Int128(exactly: range.upperBound.rounded(.up))
      else { return .unbounded }
      return .exact(lower: low, upper: high)
    }
    return .float(lower: range.lowerBound, upper: range.upperBound)
  }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    var arguments: [LawArgument] = []
    var valid: Bitmap?
    func note(_ validity: Bitmap?) {
      guard let validity else { return }
      if valid == nil { valid = validity } else { valid?.formIntersection(validity) }
    }
    for parameter in parameters {
      let (value, validity) = try parameter.argument(request)
      arguments.append(value)
      note(validity)
    }
    // A missing end leaves that side open.
    let low = try end(lower, open: -.infinity, request)
    let high = try end(upper, open: .infinity, request)
    if type.storage == .int64,
      let whole = law.wholeDraws(
        form: form, arguments, request.stream, request.rowKeys, lower: low, upper: high)
    {
      return Column(type, .int64(whole), validity: valid)
    }
    let draws = law.draws(
      form: form, arguments, request.stream, request.rowKeys, lower: low, upper: high)
    try refuseImpossible(draws, valid, arguments, lower: low, upper: high)
    if type.storage == .int64 {
      return Column(type, .int64(try integers(draws)), validity: valid)
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
      throw EvaluationError(
        row: row,
        message: draw.isNaN
          ? failure(row, arguments, lower: lower, upper: upper)
          : "'\(law.word)' with \(written(row, arguments)) reaches beyond the largest float")
    }
  }

  private func integers(_ draws: [Double]) throws(EvaluationError) -> [Int64] {
    var values = [Int64](repeating: 0, count: draws.count)
    for row in draws.indices {
      let draw = draws[row].isNaN ? 0 : draws[row].rounded(.toNearestOrEven)
      guard let value = Int64(exactly: draw) else {
        throw EvaluationError(
          row: row, message: "'\(law.word)' drew \(draw), beyond the range of int64")
      }
      values[row] = value
    }
    return values
  }

  private func end(
    _ argument: NumericArgument?, open: Double, _ request: GenerationRequest
  ) throws(EvaluationError) -> LawArgument? {
    guard let argument else { return nil }
    let (value, validity) = try argument.argument(request)
    guard let validity, case .perRow(var values) = value else { return value }
    for row in values.indices where !validity[row] { values[row] = open }
    return .perRow(values)
  }

  private func failure(
    _ row: Int, _ arguments: [LawArgument], lower: LawArgument?, upper: LawArgument?
  ) -> String {
    let written = written(row, arguments)
    guard lower != nil || upper != nil else {
      return "'\(law.word)' has no values for \(written)"
    }
    let ends = [lower, upper].map { $0.map { "\($0[row])" } ?? "…" }
    return "'\(law.word)' with \(written) has no value between \(ends[0]) and \(ends[1])"
  }

  /// The parameters of one row, as messages show them.
  private func written(_ row: Int, _ arguments: [LawArgument]) -> String {
    zip(law.forms[form].parameters, arguments).map { "\($0.name) \($1[row])" }
      .joined(separator: ", ")
  }
}

extension NumericArgument {
  /// The bounds of an end of `between`; a missing end is open, so it bounds nothing.
  fileprivate var end: ClosedRange<Double>? { isNullable ? nil : range }
}

extension Diagnostic {
  fileprivate static func lawProblem(
    _ problem: LawProblem, _ name: String?, _ arguments: Arguments, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "law-parameter", "\(problem.message)",
      at: name.map { arguments.location(of: $0) } ?? call.location, pointer: call.pointer)
  }

  fileprivate static func noUnit(
    _ name: String, _ location: DocumentLocation, _ arguments: Arguments
  ) -> Diagnostic {
    Diagnostic(
      "no-unit", "'\(name)' has no unit beside lengths of time", at: location,
      pointer: arguments.pointer, expected: "a length of time such as 5s or 20min")
  }

  fileprivate static func noSuchForm(
    _ law: any Law.Type, _ written: [String], _ call: GeneratorCall
  ) -> Diagnostic {
    let forms = law.forms.map { form in
      "{" + form.parameters.map(\.name).joined(separator: ", ") + "}"
    }
    return Diagnostic(
      "law-form",
      "'\(law.word)' cannot be stated by \(written.map { "'\($0)'" }.joined(separator: ", "))",
      at: call.location, pointer: call.pointer, expected: forms.joined(separator: " or "))
  }

  fileprivate static func emptyBetween(
    _ call: GeneratorCall, _ low: Double, _ high: Double
  ) -> Diagnostic {
    Diagnostic(
      "empty-range", "'between' begins at \(low), above its end \(high)", at: call.location,
      pointer: call.pointer, expected: "a lower and then an upper end")
  }

  fileprivate static func beyondFloats(_ call: GeneratorCall, _ arguments: Arguments) -> Diagnostic
  {
    Diagnostic(
      "law-too-wide", "draws of '\(call.word)' may lie beyond the largest float, 1.8e308",
      at: arguments.location, pointer: call.pointer,
      expected: "parameters whose draws stay below it, or 'between' with ends within ±1e308")
  }

  fileprivate static func nothingBetween(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "empty-range", "'\(call.word)' has no values in the range of 'between'", at: call.location,
      pointer: call.pointer)
  }
}
