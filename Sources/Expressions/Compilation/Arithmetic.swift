import Columnar
import Diagnostics

extension Compilation {
  mutating func binary(
    _ sign: BinaryOperator, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    if let comparison = Comparison(sign) { return try compare(comparison, left, right, at: place) }
    switch sign {
    case .and, .or:
      let (a, b) = (try condition(left, of: sign.rawValue), try condition(right, of: sign.rawValue))
      return emit(
        [a, b], .boolean, at: place, sql: sign == .and ? "({0} AND {1})" : "({0} OR {1})",
        sign == .and ? Kernels.and : Kernels.or
      )
      .with(sign == .and ? a.known && b.known : a.known || b.known)
    case .add: return try arithmetic(.add, "+", left, right, at: place)
    case .subtract: return try arithmetic(.subtract, "-", left, right, at: place)
    case .multiply: return try arithmetic(.multiply, "*", left, right, at: place)
    default: return try divide(left, right, at: place)
    }
  }

  /// A boolean; null counts as one.
  mutating func condition(_ term: Term, of word: String) throws(Diagnostic) -> Term {
    if term.type == nil { return constant(.null(.boolean), at: term.place) }
    guard term.type == .boolean else { throw source.notCondition(term, word) }
    return term
  }

  mutating func not(_ term: Term, at place: Place) throws(Diagnostic) -> Term {
    let condition = try condition(term, of: "not")
    return emit([condition], .boolean, at: place, sql: "(NOT {0})", Kernels.not).with(
      !condition.known)
  }

  mutating func isMissing(_ term: Term, negated: Bool, at place: Place) -> Term {
    if !term.isNullable { return constant(.boolean(negated), at: place) }
    return emit(
      [term], .boolean, at: place, isNullable: false,
      sql: negated ? "({0} IS NOT NULL)" : "({0} IS NULL)", Kernels.isMissing(negated: negated))
  }

  mutating func negate(_ term: Term, at place: Place) throws(Diagnostic) -> Term {
    if let months = term.months { return constant(.months(-months), at: place) }
    guard let type = term.type else { return term }
    if type.isFloat {
      return emit([term], .float64, at: place, interval: term.interval.negated, sql: "(-{0})") {
        arguments, count in
        Operand(.float64(arguments[0].float64.map(count) { -$0 }), strictIn: arguments)
      }
    }
    guard type.isExactNumber || type == .duration else {
      throw source.wrongOperand("-", term, expected: "a number or a duration")
    }
    let zero = constant(zeroValue(type), at: place)
    return try arithmetic(.subtract, "-", zero, term, at: place)
  }

  private func zeroValue(_ type: LogicalType) -> ConstantValue {
    switch type {
    case .duration: .int64(0, .duration)
    case .decimal(let precision, let scale):
      precision > 18
        ? .int128(0, type) : .int64(0, .decimal(precision: max(scale, 1), scale: scale))
    default: .int64(0, .int64)
    }
  }

  private mutating func arithmetic(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    guard let a = left.type ?? right.type, let b = right.type ?? left.type else {
      throw source.untypedNull(at: place)
    }
    if left.type == nil || right.type == nil {
      return try besideNull(operation, sign, left, right, at: place)
    }
    if a.isExactNumber, b.isExactNumber {
      return try exact(operation, sign, left, right, at: place)
    }
    if a.isNumeric, b.isNumeric { return try float(operation, sign, left, right, at: place) }
    if a == .text || b == .text { throw source.textArithmetic(sign, left, right, at: place) }
    return try temporal(operation, sign, left, right, at: place)
  }

  /// Arithmetic with a literal `null`: typed as if the other side stood there twice.
  private mutating func besideNull(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    let known = left.type == nil ? right : left
    guard let type = known.type, type.isNumeric || type == .duration else {
      throw source.wrongOperands(sign, left, right, at: place)
    }
    return constant(.null(type.isInteger ? .int64 : type), at: place)
  }

  // Floats

  mutating func asFloat(_ term: Term) throws(Diagnostic) -> Term {
    guard term.type?.isNumeric == true else {
      throw source.wrongOperand("float", term, expected: "a number")
    }
    return floatTerm(term)
  }

  private mutating func float(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    let (a, b) = (floatTerm(left), floatTerm(right))
    let ((x1, x2), (y1, y2)) = (a.floatEnds, b.floatEnds)
    let interval: ValueInterval =
      switch operation {
      case .add: .hull([x1 + y1, x2 + y2])
      case .subtract: .hull([x1 - y2, x2 - y1])
      case .multiply: .hull([x1 * y1, x1 * y2, x2 * y1, x2 * y2])
      }
    try refuseInfinite(interval, a, b, at: place)
    return emit(
      [a, b], .float64, at: place, interval: interval, sql: "({0} \(sign) {1})",
      Kernels.float(operation, sign, isBounded: interval.isFinite))
  }

  /// A number as a float.
  private mutating func floatTerm(_ term: Term) -> Term {
    guard let type = term.type, !type.isFloat else { return term }
    return emit(
      [term], .float64, at: term.place,
      interval: Conversion.interval(term.interval, from: type, to: .float64),
      sql: "CAST({0} AS DOUBLE)", Kernels.toFloat(scale: type.scale))
  }

  /// `/` gives a float, a duration where a duration is divided by a number.
  mutating func divide(_ left: Term, _ right: Term, at place: Place) throws(Diagnostic) -> Term {
    if left.isNull || right.isNull { return constant(.null(.float64), at: place) }
    guard let a = left.type, let b = right.type else { throw source.untypedNull(at: place) }
    if a == .duration, b == .duration {
      return try quotient(microseconds(left), microseconds(right), at: place)
    }
    if a == .duration, b.isNumeric {
      let value = try quotient(microseconds(left), floatTerm(right), at: place)
      return roundedDuration(value, at: place)
    }
    guard a.isNumeric, b.isNumeric else {
      throw source.wrongOperands("/", left, right, at: place)
    }
    return try quotient(floatTerm(left), floatTerm(right), at: place)
  }

  private mutating func quotient(
    _ a: Term, _ b: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    let ((x1, x2), (y1, y2)) = (a.floatEnds, b.floatEnds)
    let interval: ValueInterval =
      y1 > 0 || y2 < 0 ? .hull([x1 / y1, x1 / y2, x2 / y1, x2 / y2]) : .unbounded
    try refuseInfinite(interval, a, b, at: place)
    return emit(
      [a, b], .float64, at: place, interval: interval, sql: "({0} / nullif({1}, 0))",
      Kernels.divide(isBounded: interval.isFinite))
  }

  /// Results that are beyond the largest float whatever the operands are; those of constants are
  /// told with their values.
  private func refuseInfinite(
    _ interval: ValueInterval, _ a: Term, _ b: Term, at place: Place
  ) throws(Diagnostic) {
    guard case .float(let lower, let upper) = interval, lower == .infinity || upper == -.infinity,
      a.isStated, b.isStated, a.constant == nil || b.constant == nil
    else { return }
    throw source.neverFinite(
      "is beyond the largest float in every row", at: place, expected: "values within ±1.8e308")
  }

  /// A duration's microseconds as a float.
  mutating func microseconds(_ term: Term) -> Term {
    emit(
      [term], .float64, at: term.place,
      interval: .float(lower: Double(term.ends.lower), upper: Double(term.ends.upper)),
      sql: "CAST({0} AS DOUBLE)", Kernels.toFloat(scale: 0))
  }

  /// Microseconds in a float rounded to a duration.
  mutating func roundedDuration(_ term: Term, at place: Place) -> Term {
    let range = Int128(Int64.min)...Int128(Int64.max)
    return emit(
      [term], .duration, at: place,
      interval: Conversion.interval(term.interval, from: .float64, to: .int64),
      sql: "CAST({0} AS BIGINT)",
      Kernels.toInteger(scale: 0, within: range, type: .duration))
  }
}

extension ValueInterval {
  /// Whether the ends are floats, and none of them infinite.
  var isFinite: Bool {
    if case .float(let lower, let upper) = self { lower.isFinite && upper.isFinite } else { false }
  }

  var negated: ValueInterval {
    switch self {
    case .float(let lower, let upper): .float(lower: -upper, upper: -lower)
    case .exact(let lower, let upper): .exact(lower: -upper, upper: -lower)
    case .unbounded: .unbounded
    }
  }
}

extension LocatedText {
  fileprivate func notCondition(_ term: Term, _ word: String) -> Diagnostic {
    problem(
      "not-a-condition", "'\(excerpt(term.place))' is \(term.typeName), not true or false",
      at: term.place, expected: "a condition beside '\(word)'",
      suggestion: term.type == .text ? "compare it, as in x = 'text'" : "compare it, as in x > 0")
  }

  func wrongOperand(_ sign: String, _ term: Term, expected: String) -> Diagnostic {
    problem(
      "wrong-operand-type", "'\(sign)' does not take \(term.typeName)", at: term.place,
      expected: expected)
  }

  fileprivate func textArithmetic(
    _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) -> Diagnostic {
    let mend = "concat(\(excerpt(left.place)), \(excerpt(right.place)))"
    guard sign == "+" else {
      // A text between quotes beside a date is meant as one.
      for (term, other) in [(left, right), (right, left)] where sign == "-" {
        if let type = other.type, type == .date || type.isTimestamp, case .text = term.constant {
          return textForTime(term, type)
        }
      }
      return wrongOperands(sign, left, right, at: place)
    }
    return problem(
      "text-arithmetic", "'+' does not join texts", at: place, suggestion: "write \(mend)",
      replacement: mend)
  }
}
