import Columnar
import Diagnostics

extension Compilation {
  /// `+ − ×` of integers and decimals, by SQL's rules: integers give int64; decimals keep every
  /// digit, with as much precision as any values of the types can need, at most 38.
  mutating func exact(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    guard let a = left.type, let b = right.type else { throw source.untypedNull(at: place) }
    if a.isInteger, b.isInteger {
      return try integer(operation, sign, left, right, .int64, at: place)
    }
    let (precision, scale) = decimalShape(operation, left, right)
    guard scale <= 38 else { throw source.decimalTooWide(sign, digits: precision, at: place) }
    let (x, y) =
      operation == .multiply
      ? (left, right)
      : (try scaled(left, to: scale, at: place), try scaled(right, to: scale, at: place))
    guard let ends = Self.ends(operation, x.ends, y.ends) else {
      throw source.decimalTooWide(sign, digits: precision, at: place)
    }
    let needed = max(Self.digits(ends.lower), Self.digits(ends.upper))
    guard needed <= 38 else { throw source.decimalTooWide(sign, digits: needed, at: place) }
    let type = LogicalType.decimal(precision: max(min(precision, 38), needed, scale), scale: scale)
    let isWide = !(Self.isNarrow(x.ends) && Self.isNarrow(y.ends) && Self.isNarrow(ends))
    return emit(
      [x, y], type, at: place, interval: .exact(lower: ends.lower, upper: ends.upper),
      sql: type.sqlName.map { "CAST(({0} \(sign) {1}) AS \($0))" },
      Kernels.exact(operation, isWide: isWide))
  }

  /// Precision and scale before the limit of 38 digits.
  private func decimalShape(
    _ operation: IntegerOperation, _ left: Term, _ right: Term
  ) -> (precision: Int, scale: Int) {
    let (s1, s2) = (left.type?.scale ?? 0, right.type?.scale ?? 0)
    let (p1, p2) = (precision(left), precision(right))
    if operation == .multiply { return (p1 + p2, s1 + s2) }
    let scale = max(s1, s2)
    return (max(p1 - s1, p2 - s2) + scale + 1, scale)
  }

  private func precision(_ term: Term) -> Int {
    if let value = term.constant?.unscaled, term.type?.isInteger == true {
      return max(1, Self.digits(value))
    }
    return term.type?.digits ?? 19
  }

  /// The same value with more digits behind the point.
  mutating func scaled(
    _ term: Term, to scale: Int, at place: Place
  ) throws(Diagnostic) -> Term {
    let digits = scale - (term.type?.scale ?? 0)
    if digits == 0 { return term }
    guard let lower = Conversion.rescaled(term.ends.lower, by: digits),
      let upper = Conversion.rescaled(term.ends.upper, by: digits)
    else { throw source.decimalTooWide("+", digits: precision(term) + digits, at: place) }
    let needed = max(Self.digits(lower), Self.digits(upper), scale, 1)
    guard needed <= 38 else { throw source.decimalTooWide("+", digits: needed, at: place) }
    let type = LogicalType.decimal(
      precision: max(needed, min(38, precision(term) + digits)), scale: scale)
    return emit(
      [term], type, at: term.place, interval: .exact(lower: lower, upper: upper),
      sql: type.sqlName.map { "CAST({0} AS \($0))" },
      Kernels.rescale(
        by: digits, isWide: !Self.isNarrow((lower, upper)), within: nil, type: type,
        fromScale: 0))
  }

  /// `+ − ×` on 64 bits. Overflow is ruled out by the intervals, refused where stated intervals
  /// allow it, and checked row by row where only the types are known.
  mutating func integer(
    _ operation: IntegerOperation, _ sign: String, _ left: Term, _ right: Term,
    _ type: LogicalType, at place: Place, isWholeDays: Bool = false
  ) throws(Diagnostic) -> Term {
    guard case .exact(let lowest, let highest) = type.fullInterval else {
      preconditionFailure("integer arithmetic on \(type.name)")
    }
    let sql = left.type.flatMap { first in
      right.type.map { SQLIntegers.pattern(sign, first, $0, into: type) }
    }
    let ends = Self.ends(operation, left.ends, right.ends)
    if let ends, ends.lower >= lowest, ends.upper <= highest {
      return emit(
        [left, right], type, at: place, interval: .exact(lower: ends.lower, upper: ends.upper),
        isWholeDays: isWholeDays, sql: sql, Kernels.exact(operation, isWide: false))
    }
    if left.isStated, right.isStated, !left.isNull, !right.isNull {
      let written = ends.map { ValueInterval.exact(lower: $0.lower, upper: $0.upper).written(type) }
      throw source.mayOverflow(sign, type, written ?? "beyond 38 digits", at: place)
    }
    var known = ends.map { (max($0.lower, lowest), min($0.upper, highest)) } ?? (lowest, highest)
    if known.0 > known.1 { known = (lowest, highest) }
    return emit(
      [left, right], type, at: place, interval: .exact(lower: known.0, upper: known.1),
      isWholeDays: isWholeDays, sql: sql,
      Kernels.checked(
        operation, within: lowest.narrowed...highest.narrowed,
        message: "the result of '\(sign)' does not fit \(type.name)"))
  }

  typealias Ends = (lower: Int128, upper: Int128)

  static func isNarrow(_ ends: Ends) -> Bool {
    ends.lower >= Int128(Int64.min) && ends.upper <= Int128(Int64.max)
  }

  /// The interval of a result; nil beyond 128 bits.
  static func ends(_ operation: IntegerOperation, _ a: Ends, _ b: Ends) -> Ends? {
    switch operation {
    case .add:
      let (low, x) = a.lower.addingReportingOverflow(b.lower)
      let (high, y) = a.upper.addingReportingOverflow(b.upper)
      return x || y ? nil : (low, high)
    case .subtract:
      let (low, x) = a.lower.subtractingReportingOverflow(b.upper)
      let (high, y) = a.upper.subtractingReportingOverflow(b.lower)
      return x || y ? nil : (low, high)
    case .multiply:
      var products: [Int128] = []
      for (x, y) in [
        (a.lower, b.lower), (a.lower, b.upper), (a.upper, b.lower), (a.upper, b.upper),
      ] {
        let (product, overflow) = x.multipliedReportingOverflow(by: y)
        guard !overflow else { return nil }
        products.append(product)
      }
      guard let low = products.min(), let high = products.max() else { return nil }
      return (low, high)
    }
  }
}
