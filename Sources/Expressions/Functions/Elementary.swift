import Columnar
import Diagnostics
import Sampling

/// Above it, no float is left for `exp`.
private let largestExponent = 709.782712893384

/// `exp(x)`.
enum Exp: ExpressionFunction {
  static let name = "exp"
  static let signature = "exp(number) → float64"
  static let summary = "e to the power of the value; fails above 709.78, where no float is left."
  static let sql = FunctionSQL.pattern("exp({0})")
  static let example = "exp(param.sigma * position)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let value = try call.float(0, &work)
    let (lower, upper) = value.floatEnds
    if lower > largestExponent { try call.refuse(value, "numbers up to 709.78") }
    let interval: ValueInterval =
      value.isStated && upper <= 709
      ? .hull([Elementary.exp(lower), Elementary.exp(upper)]).outward
      : .float(lower: 0, upper: .infinity)
    return work.emit(
      [value], .float64, at: call.place, interval: interval, sql: sql.pattern,
      Kernels.float(
        failing: "'exp' of a number above 709.78", where: { $0 > largestExponent },
        { Elementary.exp($0) }))
  }
}

/// `log(x)`: the natural logarithm.
enum Log: ExpressionFunction {
  static let name = "log"
  static let signature = "log(number) → float64"
  static let summary = "The natural logarithm; fails for numbers that are not above 0."
  static let sql = FunctionSQL.pattern("TRY(ln({0}))")
  static let example = "log(param.price)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let value = try call.float(0, &work)
    let (lower, upper) = value.floatEnds
    if upper <= 0 { try call.refuse(value, "numbers above 0") }
    let interval: ValueInterval =
      value.isStated && lower > 0 && upper < .infinity
      ? .hull([Elementary.log(lower), Elementary.log(upper)]).outward : .unbounded
    return work.emit(
      [value], .float64, at: call.place, interval: interval, sql: sql.pattern,
      Kernels.float(
        failing: "'log' of a number that is not above 0", where: { !($0 > 0) },
        { Elementary.log($0) }))
  }
}

/// `sqrt(x)`.
enum Sqrt: ExpressionFunction {
  static let name = "sqrt"
  static let signature = "sqrt(number) → float64"
  static let summary = "The square root; fails for numbers below 0."
  static let sql = FunctionSQL.pattern("TRY(sqrt({0}))")
  static let example = "sqrt(variance)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let value = try call.float(0, &work)
    let (lower, upper) = value.floatEnds
    if upper < 0 { try call.refuse(value, "numbers of at least 0") }
    let interval: ValueInterval = .float(
      lower: lower > 0 ? lower.squareRoot() : 0, upper: upper >= 0 ? upper.squareRoot() : .infinity)
    return work.emit(
      [value], .float64, at: call.place, interval: interval, sql: sql.pattern,
      Kernels.float(
        failing: "'sqrt' of a number below 0", where: { $0 < 0 }, { $0.squareRoot() }))
  }
}

extension FunctionCall {
  /// Arguments that are outside the domain in every row; those of constants fail with their value.
  fileprivate func refuse(_ argument: Term, _ expectation: String) throws(Diagnostic) {
    guard argument.isStated, argument.constant == nil, let type = argument.type else { return }
    throw source.neverFinite(
      "has no value in any row: its argument is \(argument.interval.written(type))",
      at: place, expected: expectation)
  }
}

/// `pow(x, y)`.
enum Pow: ExpressionFunction {
  static let name = "pow"
  static let signature = "pow(number, number) → float64"
  static let summary =
    "The first number to the power of the second; fails where there is no finite result."
  static let sql = FunctionSQL.pattern("TRY(pow({0}, {1}))")
  static let example = "pow(param.growth, age)"
  static let arity = 2...2

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    let (base, exponent) = (try call.float(0, &work), try call.float(1, &work))
    let isPositive = base.floatEnds.lower >= 0
    return work.emit(
      [base, exponent], .float64, at: call.place,
      interval: isPositive ? .float(lower: 0, upper: .infinity) : .unbounded,
      sql: sql.pattern
    ) { arguments, count in
      let (a, b) = (arguments[0].float64, arguments[1].float64)
      let lane = a.zip(b, count) { Elementary.pow($0, $1) }
      let rows = Operand.wrongRows(count, among: arguments) { !lane[$0].isFinite }
      let errors = rows.map { rows in
        RowErrors(rows: rows, describe: { "'pow' of \(a[$0]) and \(b[$0]) is not finite" })
      }
      return Operand(.float64(lane), strictIn: arguments, raising: errors)
    }
  }
}

/// `sin(x)`.
enum Sin: ExpressionFunction {
  static let name = "sin"
  static let signature = "sin(number) → float64"
  static let summary = "The sine of an angle in radians."
  static let sql = FunctionSQL.pattern("sin({0})")
  static let example = "sin(2 * pi * day_of_year(date) / 365.2425)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.wave(&work, Kernels.float { Elementary.sin($0) })
  }
}

/// `cos(x)`.
enum Cos: ExpressionFunction {
  static let name = "cos"
  static let signature = "cos(number) → float64"
  static let summary = "The cosine of an angle in radians."
  static let sql = FunctionSQL.pattern("cos({0})")
  static let example = "cos(2 * pi * day_of_year(date) / 365.2425)"
  static let arity = 1...1

  static func lower(_ call: FunctionCall, _ work: inout Compilation) throws(Diagnostic) -> Term {
    try call.wave(&work, Kernels.float { Elementary.cos($0) })
  }
}

extension FunctionCall {
  /// A function of an angle, from -1 to 1.
  fileprivate func wave(
    _ work: inout Compilation, _ kernel: @escaping Kernel
  ) throws(Diagnostic) -> Term {
    work.emit(
      [try float(0, &work)], .float64, at: place, interval: .float(lower: -1, upper: 1),
      isBounded: true, sql: function.sql.pattern, kernel)
  }
}
