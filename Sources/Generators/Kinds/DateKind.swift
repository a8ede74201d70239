import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A day drawn evenly from a range whose ends are included.
///
/// - Draws: one per row.
struct DateKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "date", "A date, evenly from a range; both ends are included.",
    argument: .record(
      Shape(
        "date", "The first and the last day.",
        [
          Parameter("from", .date(.row), "First day; without it, the timeframe's."),
          Parameter("to", .date(.row), "Last day; without it, the timeframe's."),
        ])))

  private let from: Bound
  private let to: Bound
  let type = LogicalType.date
  let interval: ValueInterval

  private enum Bound {
    case day(Int64)
    case expression(CompiledExpression)
    case cases(any ColumnSource)

    var isNullable: Bool {
      switch self {
      case .day: false
      case .expression(let expression): expression.isNullable
      case .cases(let source): source.isNullable
      }
    }

    var interval: ValueInterval {
      switch self {
      case .day(let day): .exact(lower: Int128(day), upper: Int128(day))
      case .expression(let expression): expression.interval
      case .cases(let source): source.interval
      }
    }
  }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    if call.argument.isUnread { throw DiagnosticList() }
    guard case .record(let arguments) = call.argument else {
      preconditionFailure("a date has its range")
    }
    var attempts = Attempts()
    let first = attempts.run { () throws(DiagnosticList) in
      try DateKind.bound(arguments, "from", context.timeframe?.lowerBound, call, context)
    }
    let last = attempts.run { () throws(DiagnosticList) in
      try DateKind.bound(arguments, "to", context.timeframe?.upperBound, call, context)
    }
    guard let first, let last else { throw attempts.problems }
    (from, to) = (first, last)
    guard case .exact(let low, _) = first.interval, case .exact(_, let high) = last.interval else {
      interval = .unbounded
      return
    }
    // Rows without an end have no date, which is no mistake.
    if low > high, !first.isNullable, !last.isNullable {
      let ends = [low, high].map { end in
        min(max(Int64(clamping: end), CivilTime.dayRange.lowerBound), CivilTime.dayRange.upperBound)
      }
      throw DiagnosticList([.emptyDates(call, ends[0], ends[1])])
    }
    interval = low <= high ? .exact(lower: low, upper: high) : .unbounded
  }

  var space: ValueSpace? {
    guard case .day(let first) = from, case .day(let last) = to, first <= last else { return nil }
    return ValueSpace(count: UInt64(last - first) + 1) { numbers in
      Column(.date, .int64(numbers.map { first + Int64($0) }))
    }
  }

  private static func bound(
    _ arguments: Arguments, _ name: String, _ otherwise: Int64?, _ call: GeneratorCall,
    _ context: any ColumnContext
  ) throws(DiagnosticList) -> Bound {
    if arguments.isUnread(name) { throw DiagnosticList() }
    switch arguments[name] {
    case nil:
      guard let otherwise else { throw DiagnosticList([.openRange(call)]) }
      return .day(otherwise)
    case .literal(let scalar):
      guard let day = CivilTime.parseDate(scalar.text) else {
        throw DiagnosticList([.notADate(scalar)])
      }
      return .day(day)
    case .expression(let text):
      let compiled = try context.expression(text, expecting: .date)
      guard compiled.type == .date else {
        throw DiagnosticList([.notADate(text, compiled.type)])
      }
      if case .int64(let day, _)? = compiled.constant { return .day(day) }
      return .expression(compiled)
    case .generator(let cases): return .cases(try context.argument(cases, expecting: .date))
    case .list, .map, .record, .unread: preconditionFailure("a date, an expression or cases")
    }
  }

  var isNullable: Bool { from.isNullable || to.isNullable }

  var followsShares: Bool { true }

  var marginal: Marginal? { law.map { Marginal($0) } }
  var promise: ValuePromise { law.map { .law($0, title: "date") } ?? .nothing }

  /// Of days since 1970-01-01, where it is the same in all rows.
  private var law: Integer? {
    guard case .day(let low) = from, case .day(let high) = to else { return nil }
    return try? Integer(form: 0, [Double(low), Double(high)])
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if request.shares == nil, case .day(let low) = from, case .day(let high) = to {
      let days = request.stream.wholeNumbers(
        for: request.rowKeys, from: low, count: UInt64(high - low) + 1)
      return Column(.date, .int64(days))
    }
    let first = try days(from, request)
    let last = try days(to, request)
    var valid = first.validity
    if let other = last.validity {
      if valid == nil { valid = other } else { valid?.formIntersection(other) }
    }
    let draws = request.stream.bits(for: request.rowKeys)
    var values = [Int64](repeating: 0, count: request.count)
    for row in values.indices where valid.map({ $0[row] }) ?? true {
      let width = last.days[row] - first.days[row]
      guard width >= 0 else {
        throw EvaluationError(
          row: row,
          message: "no day lies from \(CivilTime.format(date: first.days[row])) "
            + "to \(CivilTime.format(date: last.days[row]))", code: "no-day",
          expected: "a 'from' that is not after 'to', in each row", words: ["date", "from"])
      }
      let offset =
        if let share = request.shares?[row] {
          min(UInt64(share * Double(width + 1)), UInt64(width))
        } else {
          draws[row].multipliedFullWidth(by: UInt64(width) + 1).high
        }
      values[row] = first.days[row] + Int64(offset)
    }
    return Column(.date, .int64(values), validity: valid)
  }

  private func days(
    _ bound: Bound, _ request: GenerationRequest
  ) throws(EvaluationError) -> (days: [Int64], validity: Bitmap?) {
    let column: Column
    switch bound {
    case .day(let day): return (Array(repeating: day, count: request.count), nil)
    case .expression(let expression): column = try request.evaluate(expression)
    case .cases(let source): column = try source.generate(request)
    }
    guard case .int64(let days) = column.values else { preconditionFailure("dates are integers") }
    return (days, column.validity)
  }
}

extension Diagnostic {
  fileprivate static func emptyDates(
    _ call: GeneratorCall, _ low: Int64, _ high: Int64
  ) -> Diagnostic {
    Diagnostic(
      "empty-range",
      "'from' \(CivilTime.format(date: low)) is after 'to' \(CivilTime.format(date: high))",
      at: call.location, pointer: call.pointer, expected: "'to' on or after 'from'")
  }

  fileprivate static func openRange(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "open-date-range", "'date' has no end on one side", at: call.location, pointer: call.pointer,
      expected: "'from' and 'to', or a 'timeframe' of the document")
  }

  fileprivate static func notADate(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "wrong-literal", "'\(scalar.text)' is not a date", at: scalar.location,
      pointer: scalar.pointer, expected: LogicalType.date.example)
  }

  fileprivate static func notADate(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "wrong-type", "'\(text.text)' is \(type.article), where a date is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "an expression that gives a date")
  }
}
