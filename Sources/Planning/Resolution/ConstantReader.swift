import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Reads values that must be known before any row: literals and expressions of parameters.
struct ConstantReader: NameScope {
  let constants: Constants

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
    if let binding = try constants.bind(path) { return binding }
    throw NameProblem(
      code: "not-constant", message: "'\(path.text)' is not known before the rows are made",
      expectation: "literals, 'param.…' and 'timeframe.…'")
  }

  func value(
    _ value: ArgumentValue, as type: LogicalType?
  ) throws(DiagnosticList) -> ConstantValue {
    switch value {
    case .literal(let scalar):
      if scalar.isNull { return .null(type) }
      return try literal(scalar, as: type)
    case .expression(let text):
      let compiled = try compiled(text, as: type)
      if let constant = compiled.constant { return constant }
      return try evaluated(compiled, text)
    case .unread: throw DiagnosticList()
    case .list, .map, .record, .generator: throw DiagnosticList([.notAConstant(value)])
    }
  }

  /// - Throws: nothing in the list where the value rests on one reported elsewhere.
  private func compiled(
    _ text: LocatedText, as type: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    do throws(DiagnosticList) {
      let (parsed, compiled) = try ExpressionParser.compile(text, in: self, expecting: type)
      if parsed.paths.contains(where: { constants.isUnknown($0) }) { throw DiagnosticList() }
      return compiled
    } catch {
      throw DiagnosticList(error.all.filter { $0.code != InputScope.reportedElsewhere })
    }
  }

  /// What a branch not taken keeps from being constant, as in `if(true, 1, 1 / 0)`.
  private func evaluated(
    _ compiled: CompiledExpression, _ text: LocatedText
  ) throws(DiagnosticList) -> ConstantValue {
    do throws(EvaluationError) {
      let column = try compiled.evaluate(rowCount: 1) { (_) throws(EvaluationError) in
        preconditionFailure("an expression of constants reads no column")
      }
      return column.constant(at: 0)
    } catch {
      throw DiagnosticList([.noConstant(text, error.message)])
    }
  }

  private func literal(
    _ scalar: Scalar, as type: LogicalType?
  ) throws(DiagnosticList) -> ConstantValue {
    if let type {
      let column = try LiteralValues.column([scalar], as: type)
      return column.constant(at: 0)
    }
    switch LiteralReader.infer(scalar) {
    case .null: return .null(nil)
    case .boolean(let value): return .boolean(value)
    case .integer(let value): return .int64(value, .int64)
    case .float(let value): return .float64(value)
    case .date(let value): return .int64(value, .date)
    case .timestamp(let value): return .int64(value, .timestamp(utc: false))
    case .duration(let value):
      return value.months != 0 ? .months(value.months) : .int64(value.microseconds, .duration)
    case .decimal(let unscaled, let scale):
      let precision = max(scale, 1, String(unscaled.magnitude).utf8.count)
      let type = LogicalType.decimal(precision: precision, scale: scale)
      return precision <= 18 ? .int64(Int64(unscaled), type) : .int128(unscaled, type)
    case .text(let value): return .text(value)
    }
  }

  /// A day as days from 1970-01-01; a timestamp is one at midnight only.
  func day(_ value: ArgumentValue) throws(DiagnosticList) -> Int64 {
    switch try self.value(value, as: nil) {
    case .int64(let day, .date): return day
    case .int64(let time, .timestamp) where time % CivilTime.microsecondsPerDay == 0:
      return CivilTime.day(ofMicroseconds: time)
    default: throw DiagnosticList([.notADay(value)])
    }
  }

  /// A whole number of at least 0 and at most `TableSpec.rowLimit`.
  func rowCount(_ value: ArgumentValue) throws(DiagnosticList) -> Double {
    let constant = try self.value(value, as: nil)
    guard let number = constant.double, number >= 0,
      number <= Double(TableSpec.rowLimit),
      number == number.rounded(),
      constant.type?.isNumeric == true
    else { throw DiagnosticList([.notACount(value, constant)]) }
    return number
  }

  func number(_ value: ArgumentValue) throws(DiagnosticList) -> Double {
    let constant = try self.value(value, as: nil)
    guard let number = constant.double, constant.type?.isNumeric == true else {
      throw DiagnosticList([.notANumber(value)])
    }
    return number
  }

  /// A number within a range, such as a share or a factor.
  func number(
    _ value: ArgumentValue, in range: ClosedRange<Double>, _ expected: String
  ) throws(DiagnosticList) -> Double {
    let number = try self.number(value)
    guard range.contains(number) else {
      throw DiagnosticList([.outside(value, number, expected)])
    }
    return number
  }
}

extension Column {
  /// One value of the column as a constant.
  package func constant(at row: Int) -> ConstantValue {
    if isNull(row) { return .null(type) }
    switch values {
    case .boolean(let values): return .boolean(values[row])
    case .int64(let values): return .int64(values[row], type)
    case .int128(let values): return .int128(values[row], type)
    case .float64(let values): return .float64(values[row])
    case .text(let values): return .text(values.string(at: row))
    case .uuid(let values): return .uuid(values[row])
    case .list, .structure: preconditionFailure("a nested value as a constant")
    }
  }
}

extension Diagnostic {
  private static func constant(
    _ code: String, _ message: String, _ value: ArgumentValue, expected: String
  ) -> Diagnostic {
    Diagnostic(code, message, at: value.place, pointer: value.pointer, expected: expected)
  }

  fileprivate static func notAConstant(_ value: ArgumentValue) -> Diagnostic {
    constant(
      "not-constant", "one value for the whole dataset is needed here", value,
      expected: "a literal or '= …' of parameters")
  }

  fileprivate static func noConstant(_ text: LocatedText, _ message: String) -> Diagnostic {
    constant(
      "constant-error", "'\(text.text)' has no value: \(message)", .expression(text),
      expected: "an expression that can be computed")
  }

  fileprivate static func notADay(_ value: ArgumentValue) -> Diagnostic {
    constant(
      "not-a-day", "a day is needed here", value,
      expected: "a date such as 2024-11-29, of a time 'day(…)'")
  }

  fileprivate static func notANumber(_ value: ArgumentValue) -> Diagnostic {
    constant("not-a-number", "a number is needed here", value, expected: "a number")
  }

  fileprivate static func outside(
    _ value: ArgumentValue, _ number: Double, _ expected: String
  ) -> Diagnostic {
    var written = LawProblem.written(number)
    if case .literal(let scalar) = value { written = "'\(scalar.text)'" }
    return constant(
      "out-of-range", "\(written) is outside the range", value, expected: expected)
  }

  fileprivate static func notACount(_ value: ArgumentValue, _ constant: ConstantValue) -> Diagnostic
  {
    let number = constant.type?.isNumeric == true ? constant.double : nil
    let written = number.map { LawProblem.written($0) }
    return Self.constant(
      "not-a-row-count", "the row count is \(written ?? "not a number")",
      value, expected: "a whole number from 0 to \(TableSpec.rowLimitText)")
  }
}
