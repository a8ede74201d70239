import Columnar
import Diagnostics

extension Compilation {
  /// `+ − ×` where a date, time or duration takes part.
  mutating func temporal(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    guard let a = left.type, let b = right.type else { throw source.untypedNull(at: place) }
    switch (a, operation, b) {
    case (.date, .add, .duration), (.date, .subtract, .duration):
      return try shifted(date: left, operation, sign, right, at: place)
    case (.timestamp, .add, .duration), (.timestamp, .subtract, .duration):
      return try shifted(timestamp: left, operation, sign, right, at: place)
    case (.date, .add, .time):
      return try integer(
        .add, sign, try asTimestamp(left), right, .timestamp(utc: false), at: place)
    case (.time, .add, .date): return try temporal(.add, sign, right, left, at: place)
    case (.duration, .add, .date), (.duration, .add, .timestamp):
      return try temporal(.add, sign, right, left, at: place)
    case (.date, .add, _) where b.isInteger, (.date, .subtract, _) where b.isInteger:
      return try integer(operation, sign, left, right, .date, at: place)
    case (_, .add, .date) where a.isInteger: return try temporal(.add, sign, right, left, at: place)
    case (.duration, .add, .duration), (.duration, .subtract, .duration):
      return try durationSum(operation, sign, left, right, at: place)
    case (.duration, .multiply, _) where b.isNumeric:
      return try scaledDuration(left, right, at: place)
    case (_, .multiply, .duration) where a.isNumeric:
      return try scaledDuration(right, left, at: place)
    case (.date, .subtract, .date):
      let days = try integer(.subtract, sign, left, right, .int64, at: place)
      return try wholeDays(days, at: place)
    case (.timestamp, .subtract, _) where b.isTimestamp || b == .date,
      (.date, .subtract, .timestamp):
      let (x, y) = (try asTimestamp(left), try asTimestamp(right))
      return try integer(.subtract, sign, x, y, .duration, at: place)
    case (.time, .subtract, .time):
      return try integer(.subtract, sign, left, right, .duration, at: place)
    case (.timestamp, _, _) where b.isNumeric && operation != .multiply:
      throw source.bareNumberBesideTime(right, left)
    default: throw source.wrongOperands(sign, left, right, at: place)
    }
  }

  /// A duration of a number of days.
  mutating func wholeDays(_ days: Term, at place: Place) throws(Diagnostic) -> Term {
    let unit = constant(.int64(CivilTime.microsecondsPerDay, .int64), at: place)
    return try integer(.multiply, "*", days, unit, .duration, at: place, isWholeDays: true)
  }

  mutating func asTimestamp(_ term: Term) throws(Diagnostic) -> Term {
    try converted(
      term, to: term.type?.isTimestamp == true ? term.type ?? .date : .timestamp(utc: false))
  }

  /// A date stays a date when whole days or calendar months are added; otherwise it counts as its
  /// midnight and the result is a timestamp.
  private mutating func shifted(
    date: Term, _ operation: IntegerOperation, _ sign: String, _ duration: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    if let months = duration.months {
      return try addingMonths(date, operation == .add ? months : -months, at: place)
    }
    guard duration.isWholeDays else {
      return try shifted(
        timestamp: try asTimestamp(date), operation, sign, duration, at: place)
    }
    let unit = Int128(CivilTime.microsecondsPerDay)
    let days = emit(
      [duration], .int64, at: duration.place,
      interval: .exact(lower: duration.ends.lower / unit, upper: duration.ends.upper / unit),
      sql: "({0} // \(CivilTime.microsecondsPerDay))",
      Kernels.integer { $0 / CivilTime.microsecondsPerDay })
    return try integer(operation, sign, date, days, .date, at: place)
  }

  private mutating func shifted(
    timestamp: Term, _ operation: IntegerOperation, _ sign: String, _ duration: Term,
    at place: Place
  ) throws(Diagnostic) -> Term {
    if let months = duration.months {
      return try addingMonths(timestamp, operation == .add ? months : -months, at: place)
    }
    return try integer(
      operation, sign, timestamp, duration, timestamp.type ?? .timestamp(utc: false), at: place)
  }

  /// Calendar months added to a date or timestamp; a day the month does not have becomes its last.
  private mutating func addingMonths(
    _ term: Term, _ months: Int64, at place: Place
  ) throws(Diagnostic) -> Term {
    let count = constant(.int64(months, .int64), at: place)
    return try addingMonths(term, count, at: place)
  }

  mutating func addingMonths(
    _ term: Term, _ months: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    guard let type = term.type, case .exact(let lowest, let highest) = type.fullInterval else {
      preconditionFailure("months added to \(term.typeName)")
    }
    let unit: Int128 = type == .date ? 1 : Int128(CivilTime.microsecondsPerDay)
    let limit = Int128(TimeUnit.monthLimit)
    let shift = (max(months.ends.lower, -limit), min(months.ends.upper, limit))
    // A month has 28 to 31 days: a sound interval, a little wide.
    let lower = term.ends.lower + (shift.0 < 0 ? shift.0 * 31 : shift.0 * 28) * unit
    let upper = term.ends.upper + (shift.1 < 0 ? shift.1 * 28 : shift.1 * 31) * unit
    let isInside = lower >= lowest && upper <= highest
    let low = min(max(lower, lowest), highest)
    let interval = ValueInterval.exact(lower: low, upper: max(low, min(upper, highest)))
    return emit(
      [term, months], type, at: place, interval: interval,
      sql: SQLMonths.added(isDate: type == .date),
      Kernels.addMonths(isDate: type == .date, isChecked: !isInside))
  }

  /// Months have a length beside a date alone; as a value they would be taken for 30.436875 days
  /// each, which only comparisons and quotients may.
  func refuseMonths(_ terms: [Term]) throws(Diagnostic) {
    for term in terms where term.months != nil { throw source.monthsWithoutDate(term) }
  }

  /// Months stay months; they do not join with anything else.
  private mutating func durationSum(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    if let a = left.months, let b = right.months {
      let sum = operation == .add ? a + b : a - b
      guard sum.magnitude <= TimeUnit.monthLimit else {
        throw source.unfitDuration(at: place, "months and years that make at most 9999 years")
      }
      return constant(.months(sum), at: place)
    }
    try refuseMonths([left, right])
    return try integer(
      operation, sign, left, right, .duration, at: place,
      isWholeDays: left.isWholeDays && right.isWholeDays)
  }

  private mutating func scaledDuration(
    _ duration: Term, _ number: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    if number.type?.isInteger == true {
      if let months = duration.months, let factor = number.constant?.unscaled,
        let product = Int64(exactly: Int128(months) * factor),
        product.magnitude <= TimeUnit.monthLimit
      {
        return constant(.months(product), at: place)
      }
      try refuseMonths([duration])
      return try integer(
        .multiply, "*", duration, number, .duration, at: place, isWholeDays: duration.isWholeDays)
    }
    try refuseMonths([duration])
    let product = try binary(.multiply, microseconds(duration), try asFloat(number), at: place)
    return roundedDuration(product, at: place)
  }
}

extension LocatedText {
  fileprivate func monthsWithoutDate(_ term: Term) -> Diagnostic {
    let text = excerpt(term.place)
    return problem(
      "months-without-date", "'\(text)' has no length of its own: months and years differ",
      at: term.place,
      expected: "a date before it, as in 'start + 1mo' or 'if(c, start + 1mo, start + 1y)'; "
        + "'add_months(start, n)' for a number that varies")
  }

  fileprivate func bareNumberBesideTime(_ number: Term, _ time: Term) -> Diagnostic {
    let text = excerpt(number.place)
    return problem(
      "number-beside-time", "'\(text)' has no unit beside \(time.typeName)", at: number.place,
      expected: "a duration, such as 90d or hours(x)",
      suggestion: number.constant == nil
        ? "write days(\(text)), hours(\(text)), minutes(\(text)) or seconds(\(text))" : nil)
  }
}
