import Columnar
import Diagnostics

/// `abs(x)`.
enum Abs: ExpressionFunction {
  static let name = "abs"
  static let signature = "abs(number or duration) → the same"
  static let summary = "The value without its sign."
  static let sql = FunctionSQL.pattern("abs({0})")
  static let example = "abs(delta)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    guard let type = term.type, type.isExactNumber || type == .duration else {
      let value = try call.float(0, &work)
      let (lower, upper) = value.floatEnds
      let low = lower > 0 ? lower : upper < 0 ? -upper : 0
      return work.emit(
        [value], .float64, at: call.place,
        interval: .float(lower: low, upper: max(lower.magnitude, upper.magnitude)),
        sql: sql.pattern,
        Kernels.float { $0.magnitude })
    }
    // The larger of x and −x: overflow is treated as for the minus sign.
    let opposite = try work.negate(term, at: call.place)
    let pair = try work.unified([term, opposite], at: call.place)
    var value = work.extreme(pair[0], pair[1], wantsLarger: true, at: call.place)
    if value.constant == nil {
      value.sql = sql.pattern.flatMap { work.sql.pattern($0, [term.sql]) }
    }
    return value
  }
}

/// `sign(x)`.
enum Sign: ExpressionFunction {
  static let name = "sign"
  static let signature = "sign(number or duration) → int64"
  static let summary = "-1, 0 or 1 as the value is below, at or above 0."
  static let sql = FunctionSQL.pattern("CAST(sign({0}) AS BIGINT)")
  static let example = "sign(delta)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let term = call.arguments[0]
    let interval = ValueInterval.exact(lower: -1, upper: 1)
    guard let type = term.type, type.isExactNumber || type == .duration else {
      return work.emit(
        [try call.float(0, &work)], .int64, at: call.place, interval: interval, isBounded: true,
        sql: sql.pattern
      ) {
        arguments, count in
        let lane = arguments[0].float64.map(count) { Int64($0 < 0 ? -1 : $0 > 0 ? 1 : 0) }
        return Operand(.int64(lane), strictIn: arguments)
      }
    }
    return work.emit(
      [term], .int64, at: call.place, interval: interval, isBounded: true, sql: sql.pattern
    ) {
      arguments, count in
      let lane: Lane<Int64>
      if case .int64(let values) = arguments[0].values {
        lane = values.map(count) { $0.signum() }
      } else {
        lane = arguments[0].int128(count).map(count) { $0 < 0 ? -1 : $0 > 0 ? 1 : 0 }
      }
      return Operand(.int64(lane), strictIn: arguments)
    }
  }
}

/// `mod(a, b)`.
enum Mod: ExpressionFunction {
  static let name = "mod"
  static let signature = "mod(int64, int64) → int64"
  static let summary =
    "What is left of the first number after division; it has the sign of the first."
  static let sql = FunctionSQL.pattern("({0} % nullif({1}, 0))")
  static let example = "mod(line_number, 3)"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let (value, divisor) = (try call.integer(0, &work), try call.integer(1, &work))
    let largest = max(divisor.ends.lower.magnitude, divisor.ends.upper.magnitude)
    let limit = max(Int128(largest) - 1, 0)
    let interval = ValueInterval.exact(
      lower: value.ends.lower >= 0 ? 0 : -limit, upper: value.ends.upper <= 0 ? 0 : limit)
    return work.emit(
      [value, divisor], .int64, at: call.place, interval: interval, isBounded: divisor.isStated,
      sql: sql.pattern
    ) {
      arguments, count in
      let (a, b) = (arguments[0].int64(count), arguments[1].int64(count))
      let lane = a.zip(b, count) { $1 == 0 || $1 == -1 ? 0 : $0 % $1 }
      let rows = Operand.wrongRows(count, among: arguments) { b[$0] == 0 }
      let errors = rows.map { RowErrors(rows: $0, describe: { _ in "division by zero" }) }
      return Operand(.int64(lane), strictIn: arguments, raising: errors)
    }
  }
}

/// `max(a, b, …)` of the arguments.
enum Max: ExpressionFunction {
  static let name = "max"
  static let signature = "max(value, value, …) → the common type"
  static let summary = "The largest of the arguments; missing where any of them is."
  static let sql = FunctionSQL.parts
  static let example = "max(0, stock - sold)"
  static let arity = 2...Int.max

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.extreme(wantsLarger: true, &work)
  }
}

/// `min(a, b, …)` of the arguments.
enum Min: ExpressionFunction {
  static let name = "min"
  static let signature = "min(value, value, …) → the common type"
  static let summary = "The smallest of the arguments; missing where any of them is."
  static let sql = FunctionSQL.parts
  static let example = "min(wish, balance)"
  static let arity = 2...Int.max

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.extreme(wantsLarger: false, &work)
  }
}

extension FunctionCall {
  fileprivate func extreme(
    wantsLarger: Bool, _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    try work.refuseMonths(arguments)
    let terms = try work.unified(arguments, at: place)
    guard let type = terms[0].type, type.isOrdered else {
      throw wrongType(0, "numbers, texts, dates or times")
    }
    var result = terms[0]
    for term in terms.dropFirst() {
      result = work.extreme(result, term, wantsLarger: wantsLarger, at: place)
    }
    return result
  }
}

extension Compilation {
  /// The larger or smaller of two terms of one type.
  mutating func extreme(_ a: Term, _ b: Term, wantsLarger: Bool, at place: Place) -> Term {
    guard let type = a.type else { preconditionFailure("an untyped extreme") }
    let interval: ValueInterval
    switch (a.interval, b.interval) {
    case (.exact(let x1, let x2), .exact(let y1, let y2)):
      interval =
        wantsLarger
        ? .exact(lower: max(x1, y1), upper: max(x2, y2))
        : .exact(lower: min(x1, y1), upper: min(x2, y2))
    default:
      let ((x1, x2), (y1, y2)) = (a.floatEnds, b.floatEnds)
      interval =
        type.storage != .float64
        ? .unbounded
        : wantsLarger
          ? .float(lower: max(x1, y1), upper: max(x2, y2))
          : .float(lower: min(x1, y1), upper: min(x2, y2))
    }
    return emit(
      [a, b], type, at: place, interval: interval,
      isWholeDays: a.isWholeDays && b.isWholeDays,
      // Unlike DuckDB's greatest and least, missing where either is.
      sql: "list_sort([{0}, {1}], '\(wantsLarger ? "DESC" : "ASC")', 'NULLS FIRST')[1]",
      Kernels.extreme(type.storage, wantsLarger: wantsLarger))
  }
}
