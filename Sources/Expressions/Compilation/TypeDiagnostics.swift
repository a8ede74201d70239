import Columnar
import Diagnostics

extension LocatedText {
  func untypedNull(at place: Place) -> Diagnostic {
    problem(
      "untyped-null", "nothing tells the type of 'null'", at: place,
      suggestion: "use it beside a value, as in if(c, x, null)")
  }

  func constantError(_ message: String, at place: Place) -> Diagnostic {
    problem(
      "constant-error", "'\(excerpt(place))' has no value: \(message)", at: place,
      expected: "an expression that has a value")
  }

  /// An expression that reads columns and can be computed in no row.
  func neverFinite(_ message: String, at place: Place, expected: String) -> Diagnostic {
    problem("never-finite", "'\(excerpt(place))' \(message)", at: place, expected: expected)
  }

  func wrongType(_ term: Term, _ target: LogicalType) -> Diagnostic {
    let text = excerpt(term.place)
    switch (term.type, target) {
    case (.timestamp, .date):
      return problem(
        "wrong-type", "'\(text)' is \(term.typeName), not date", at: term.place,
        expected: "date", suggestion: "write day(\(text))", replacement: "day(\(text))")
    case (.text, .date), (.text, .timestamp):
      return textForTime(term, target)
    default:
      return problem(
        "wrong-type", "'\(text)' is \(term.typeName), not \(target.name)", at: term.place,
        expected: target.name)
    }
  }

  /// Text where a date or timestamp is meant: `order_date >= '2024-01-01'`.
  func textForTime(_ term: Term, _ target: LogicalType) -> Diagnostic {
    let text = excerpt(term.place)
    let word = target == .date ? "date" : "timestamp"
    let mend = "\(word)(\(text))"
    if case .text(let written) = term.constant {
      let isReadable =
        target == .date
        ? CivilTime.parseDate(written) != nil : CivilTime.parseTimestamp(written) != nil
      guard isReadable else {
        return problem(
          "text-for-time", "\(text) is text, and not one that a \(target.name) can be read from",
          at: term.place,
          expected: target == .date
            ? "a date such as date('2024-11-29')"
            : "a timestamp such as timestamp('2024-11-29 18:30')")
      }
    }
    return problem(
      "text-for-time", "\(text) is text, not \(target.name)", at: term.place,
      expected: target.name, suggestion: "write \(mend)",
      replacement: term.constant == nil ? nil : mend)
  }

  func doesNotFit(_ term: Term, _ type: LogicalType, _ target: LogicalType) -> Diagnostic {
    problem(
      "does-not-fit", "'\(excerpt(term.place))' does not fit \(target.name)", at: term.place,
      expected: target.unscaledRange.map { range in
        let ends = [range.lowerBound, range.upperBound]
          .map { Kernels.written($0, scale: target.scale) }
        return "\(ends[0]) to \(ends[1]); the value is \(term.interval.written(type))"
      })
  }

  func wrongOperands(_ sign: String, _ left: Term, _ right: Term, at place: Place) -> Diagnostic {
    problem(
      "wrong-operand-type",
      "'\(sign)' does not join \(left.typeName) and \(right.typeName)", at: place,
      expected: "numbers, or dates and durations")
  }

  func mayOverflow(_ sign: String, _ type: LogicalType, _ interval: String, at place: Place)
    -> Diagnostic
  {
    problem(
      "may-overflow", "'\(excerpt(place))' may overflow \(type.name)", at: place,
      expected: "values within \(type.fullInterval?.written(type) ?? type.name); "
        + "they may be \(interval)",
      suggestion: type == .int64 ? "make one side a float or a decimal: float(x)" : nil)
  }

  func decimalTooWide(_ sign: String, digits: Int, at place: Place) -> Diagnostic {
    problem(
      "decimal-too-wide", "'\(excerpt(place))' needs \(digits) digits", at: place,
      expected: "at most 38 digits",
      suggestion: "declare a type for a part of it in a hidden column, or write round(x, digits)")
  }
}

extension ValueInterval {
  /// The range in words, in the units of the type.
  func written(_ type: LogicalType) -> String {
    switch self {
    case .unbounded: return "any value"
    case .float(let lower, let upper): return lower == upper ? "\(lower)" : "\(lower) to \(upper)"
    case .exact(let lower, let upper):
      let ends = [lower, upper].map { Self.written($0, type) }
      return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    }
  }

  private static func written(_ value: Int128, _ type: LogicalType) -> String {
    let full = type.fullInterval
    if case .exact(let lower, let upper) = full, value >= lower, value <= upper {
      if type == .date { return CivilTime.format(date: value.narrowed) }
      if type.isTimestamp { return CivilTime.format(timestamp: value.narrowed) }
    }
    switch type {
    case .date: return "day \(value)"
    case .timestamp, .time, .duration: return "\(value) microseconds"
    default: return Kernels.written(value, scale: type.scale)
    }
  }
}
