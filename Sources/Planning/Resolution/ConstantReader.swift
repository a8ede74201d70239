import Columnar
import Diagnostics
import Expressions
import Generators
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
      let compiled = try ExpressionParser.parse(text).compile(in: self, expecting: type)
      guard let constant = compiled.constant else {
        preconditionFailure("an expression of constants is constant")
      }
      return constant
    case .list(_, let location), .map(_, let location):
      throw DiagnosticList([.notAConstant(location)])
    case .record(let arguments):
      throw DiagnosticList([.notAConstant(arguments.location)])
    case .generator(let call):
      throw DiagnosticList([.notAConstant(call.location)])
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

  /// A day as days from 1970-01-01; a timestamp counts as its day.
  func day(_ value: ArgumentValue) throws(DiagnosticList) -> Int64 {
    switch try self.value(value, as: nil) {
    case .int64(let day, .date): return day
    case .int64(let time, .timestamp): return CivilTime.day(ofMicroseconds: time)
    default: throw DiagnosticList([.notADay(value.location)])
    }
  }

  /// A whole number of at least 0 and at most 2^40.
  func rowCount(_ value: ArgumentValue) throws(DiagnosticList) -> Double {
    let constant = try self.value(value, as: nil)
    guard let number = constant.double, number >= 0, number <= 0x1p40,
      constant.type?.isNumeric == true
    else { throw DiagnosticList([.notACount(value.location, constant)]) }
    return number
  }

  func number(_ value: ArgumentValue) throws(DiagnosticList) -> Double {
    let constant = try self.value(value, as: nil)
    guard let number = constant.double, constant.type?.isNumeric == true else {
      throw DiagnosticList([.notANumber(value.location)])
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
    }
  }
}

extension Diagnostic {
  fileprivate static func notAConstant(_ location: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "not-constant", "one value for the whole dataset is needed here", at: location,
      expected: "a literal or '= …' of parameters")
  }

  fileprivate static func notADay(_ location: DocumentLocation) -> Diagnostic {
    Diagnostic(
      "not-a-day", "a day is needed here", at: location, expected: "a date such as 2024-11-29")
  }

  fileprivate static func notANumber(_ location: DocumentLocation) -> Diagnostic {
    Diagnostic("not-a-number", "a number is needed here", at: location, expected: "a number")
  }

  fileprivate static func notACount(
    _ location: DocumentLocation, _ value: ConstantValue
  ) -> Diagnostic {
    Diagnostic(
      "not-a-row-count", "the row count is \(value.double.map { "\($0)" } ?? "not a number")",
      at: location, expected: "a whole number from 0 to \(1 << 40)")
  }
}
