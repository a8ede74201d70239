import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A date or a timestamp that is never before another: that one and a length of time.
///
/// Days are counted in whole ones, the nearest to what is drawn. `round` brings values up.
///
/// - Draws: those of the gap.
struct AfterKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "after", "A date or timestamp that is never before this one.", argument: .path,
    options: [
      Parameter(
        "gap", .generator, required: true,
        "How long after: a law of lengths of time such as `{exponential: 2d}`, cut by its own "
          + "`between`, cases of such, or a length.")
    ])

  private let base: Int
  private let baseType: LogicalType
  private let gap: any ColumnSource
  let type: LogicalType
  let isNullable: Bool
  let interval: ValueInterval

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let binding = attempts.run { () throws(DiagnosticList) in
      try AfterKind.base(call, in: context)
    }
    let gap = attempts.run { () throws(DiagnosticList) in
      try AfterKind.gap(call, in: context)
    }
    guard let binding, let gap else { throw attempts.problems }
    base = binding.slot
    baseType = binding.type
    self.gap = gap
    type = AfterKind.type(after: binding.type, declared: context.declaredType)
    isNullable = binding.isNullable || gap.isNullable
    interval = AfterKind.interval(binding, gap, type)
  }

  var promise: ValuePromise { .notBefore(slot: base) }

  private static func base(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> InputBinding {
    let path = try call.literal()
    let binding = try context.path(path).binding
    switch binding.type {
    case .date, .timestamp: return binding
    default: throw DiagnosticList([.noInstant(path, binding.type)])
    }
  }

  private static func gap(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> any ColumnSource {
    guard let value = call.options["gap"], !value.isUnread else { throw DiagnosticList() }
    let inner = GeneratorCall(of: value)
    let source = try context.argument(inner, expecting: nil)
    guard source.type == .duration else {
      throw DiagnosticList([.gapType(inner, source.type)])
    }
    if case .exact(let lower, let upper) = source.interval {
      // Not all that an expression seems to reach need occur.
      if upper < 0 || lower < 0 && source.distribution != nil {
        throw DiagnosticList([.gapBelowZero(inner, of: call, isLaw: source.distribution != nil)])
      }
    }
    return source
  }

  /// A day becomes a timestamp where the column says so.
  private static func type(after base: LogicalType, declared: LogicalType?) -> LogicalType {
    switch (base, declared) {
    case (.date, .timestamp?): declared ?? base
    case (.timestamp, .date?): .date
    default: base
    }
  }

  private static func interval(
    _ base: InputBinding, _ gap: any ColumnSource, _ type: LogicalType
  ) -> ValueInterval {
    let day = Int128(CivilTime.microsecondsPerDay)
    guard case .exact(var low, var high) = base.interval,
      case .exact(let least, let most) = gap.interval
    else { return .unbounded }
    if base.type == .date { (low, high) = (low * day, high * day) }
    (low, high) = (low + max(least, 0), high + max(most, 0) + day)
    guard type == .date else { return .exact(lower: low, upper: high) }
    return .exact(lower: low / day - 1, upper: high / day + 1)
  }

  var roundsUp: Bool { true }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let starts = try request.input(base)
    let gaps = try EvaluationError.inside("gap") { () throws(EvaluationError) in
      try gap.generate(request)
    }
    guard case .int64(let first) = starts.values, case .int64(let lengths) = gaps.values else {
      preconditionFailure("times are counted in 64 bits")
    }
    var valid = starts.validity
    if let other = gaps.validity {
      if valid == nil { valid = other } else { valid?.formIntersection(other) }
    }
    var values = [Int64](repeating: 0, count: first.count)
    for row in values.indices where valid.map({ $0[row] }) ?? true {
      guard lengths[row] >= 0 else {
        throw EvaluationError(
          row: row, message: "the gap is below 0", code: "gap-below-zero",
          expected: "a length of time of 0 or more in each row", words: ["after", "gap"])
      }
      guard let value = later(first[row], lengths[row]) else {
        throw EvaluationError(
          row: row, message: "the gap leads beyond the year 9999", code: "beyond-range",
          expected: "a gap with 'between'", words: ["after", "gap"])
      }
      values[row] = value
    }
    return Column(type, .int64(values), validity: valid)
  }

  /// Nil beyond the calendar.
  private func later(_ start: Int64, _ length: Int64) -> Int64? {
    let perDay = CivilTime.microsecondsPerDay
    if baseType == .date, type == .date {
      let days = (Double(length) / Double(perDay)).rounded(.toNearestOrEven)
      let value = start + Int64(days)
      return CivilTime.dayRange.contains(value) ? value : nil
    }
    let micros = baseType == .date ? start * perDay : start
    let (sum, overflow) = micros.addingReportingOverflow(length)
    guard !overflow, CivilTime.dayRange.contains(CivilTime.day(ofMicroseconds: sum)) else {
      return nil
    }
    return type == .date ? CivilTime.day(ofMicroseconds: sum) : sum
  }
}

extension Diagnostic {
  fileprivate static func noInstant(_ path: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "nothing-after", "'\(path.text)' is \(type.article), and nothing is 'after' it",
      at: path.location, pointer: path.pointer,
      expected: "a date or a timestamp; beside a law, 'between: [= \(path.text), null]' keeps "
        + "numbers from lying below another")
  }

  fileprivate static func gapType(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "gap-type", "the gap is \(type.article)", at: call.location, pointer: call.pointer,
      expected: "a length of time, such as {exponential: 2d} or 36h")
  }

  fileprivate static func gapBelowZero(
    _ gap: GeneratorCall, of call: GeneratorCall, isLaw: Bool
  ) -> Diagnostic {
    var column = "the other column"
    if case .literal(let path) = call.argument { column = path.text }
    return Diagnostic(
      "gap-below-zero", isLaw ? "the gap may be below 0" : "the gap is below 0",
      at: gap.location, pointer: gap.pointer,
      expected: isLaw
        ? "lengths of time of 0 or more, as 'between: [0s, null]' beside the law gives"
        : "a length of time of 0 or more; what lies before is an expression, such as "
          + "'= \(column) - 3d'")
  }
}
