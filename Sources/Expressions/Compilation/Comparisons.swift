import Columnar
import Diagnostics

extension Compilation {
  mutating func compare(
    _ comparison: Comparison, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    if left.type == nil || right.type == nil {
      throw source.nullComparison(left, right, comparison, at: place)
    }
    guard let a = left.type, let b = right.type else { throw source.untypedNull(at: place) }
    if a.isExactNumber, b.isExactNumber {
      return try compareExact(comparison, left, right, at: place)
    }
    if a.isNumeric, b.isNumeric {
      let (x, y) = (try asFloat(left), try asFloat(right))
      return emit(
        [x, y], .boolean, at: place, sql: comparison.sql, Kernels.compareFloats(comparison)
      )
      .with(Truth(comparison, x, y))
    }
    if isInstant(a), isInstant(b), a != b {
      let (x, y) = (try asTimestamp(left), try asTimestamp(right))
      return emit(
        [x, y], .boolean, at: place, sql: comparison.sql,
        Kernels.compareIntegers(comparison, isWide: false)
      ).with(Truth(comparison, x, y))
    }
    if a == .text, isInstant(b) { throw source.textForTime(left, b) }
    if b == .text, isInstant(a) { throw source.textForTime(right, a) }
    guard a == b else { throw source.incomparable(left, right, at: place) }
    if comparison != .equal, comparison != .notEqual, !a.isOrdered {
      throw source.unordered(a, at: place)
    }
    return emit([left, right], .boolean, at: place, sql: comparison.sql, kernel(comparison, a))
      .with(Truth(comparison, left, right))
  }

  private func isInstant(_ type: LogicalType) -> Bool { type == .date || type.isTimestamp }

  private func kernel(_ comparison: Comparison, _ type: LogicalType) -> Kernel {
    switch type.storage {
    case .boolean: Kernels.compareBooleans(comparison)
    case .int64: Kernels.compareIntegers(comparison, isWide: false)
    case .int128: Kernels.compareIntegers(comparison, isWide: true)
    case .float64: Kernels.compareFloats(comparison)
    case .text: Kernels.compareTexts(comparison)
    case .uuid: Kernels.compareUUIDs(comparison)
    case .list, .structure: preconditionFailure("nested values in an expression")
    }
  }

  /// Exact at the larger scale of the two, however many digits that takes.
  private mutating func compareExact(
    _ comparison: Comparison, _ left: Term, _ right: Term, at place: Place
  ) throws(Diagnostic) -> Term {
    let (s1, s2) = (left.type?.scale ?? 0, right.type?.scale ?? 0)
    let scale = max(s1, s2)
    let fits = [(left, s1), (right, s2)].allSatisfy { term, own in
      guard let low = Conversion.rescaled(term.ends.lower, by: scale - own),
        let high = Conversion.rescaled(term.ends.upper, by: scale - own)
      else { return false }
      return max(Self.digits(low), Self.digits(high)) <= 38
    }
    guard fits else {
      return emit(
        [left, right], .boolean, at: place,
        Kernels.compareScaled(comparison, leftDigits: scale - s1, rightDigits: scale - s2)
      ).with(Truth(comparison, left, right))
    }
    let (a, b) = (try scaled(left, to: scale, at: place), try scaled(right, to: scale, at: place))
    let isWide = !(Self.isNarrow(a.ends) && Self.isNarrow(b.ends))
    return emit(
      [a, b], .boolean, at: place, sql: comparison.sql,
      Kernels.compareIntegers(comparison, isWide: isWide)
    ).with(Truth(comparison, left, right))
  }

  /// `x in (a, b, c)`.
  mutating func membership(
    _ value: Term, _ choices: [Term], at place: Place
  ) throws(Diagnostic) -> Term {
    let texts = choices.compactMap { term -> String? in
      if case .text(let text) = term.constant { text } else { nil }
    }
    if value.type == .text, texts.count == choices.count {
      var found = emit([value], .boolean, at: place, Kernels.textMembership(of: texts))
      if found.constant == nil {
        let places = (1...choices.count).map { "{\($0)}" }.joined(separator: ", ")
        found.sql = sql.pattern("({0} IN (\(places)))", [value.sql] + choices.map(\.sql))
      }
      return found
    }
    var found: Term?
    for choice in choices {
      let isEqual = try compare(.equal, value, choice, at: choice.place)
      found =
        try found.map { (term) throws(Diagnostic) in
          try binary(.or, term, isEqual, at: place)
        } ?? isEqual
    }
    guard let found else { preconditionFailure("an empty list after parsing") }
    return found
  }

  /// The type that several values can be turned into without loss: of branches, of `max`.
  mutating func unified(_ terms: [Term], at place: Place) throws(Diagnostic) -> [Term] {
    let isDecimal = terms.contains { $0.type?.isDecimal == true }
    var common: LogicalType?
    for term in terms {
      guard var type = term.type else { continue }
      if isDecimal, type.isInteger, let value = term.constant?.unscaled {
        // A literal beside decimals takes the digits it has, not those of its type.
        type = .decimal(precision: max(1, Self.digits(value)), scale: 0)
      }
      guard let known = common else {
        common = type
        continue
      }
      guard let joined = Self.commonType(known, type) else {
        throw source.differentTypes(known, term, at: place)
      }
      common = joined
    }
    guard let target = common else { throw source.untypedNull(at: place) }
    var result: [Term] = []
    for term in terms { result.append(try converted(term, to: target)) }
    return result
  }

  static func commonType(_ a: LogicalType, _ b: LogicalType) -> LogicalType? {
    if a == b { return a }
    if a.isInteger, b.isInteger { return .int64 }
    if a.isExactNumber, b.isExactNumber {
      let scale = max(a.scale, b.scale)
      let whole = max(a.digits - a.scale, b.digits - b.scale)
      return .decimal(precision: min(38, whole + scale), scale: scale)
    }
    if a.isNumeric, b.isNumeric { return .float64 }
    switch (a, b) {
    case (.date, .timestamp): return b
    case (.timestamp, .date): return a
    case (.timestamp, .timestamp): return .timestamp(utc: true)
    default: return nil
    }
  }
}

extension LocatedText {
  fileprivate func nullComparison(
    _ left: Term, _ right: Term, _ comparison: Comparison, at place: Place
  ) -> Diagnostic {
    let other = left.type == nil ? right : left
    let mend = excerpt(other.place) + (comparison == .notEqual ? " is present" : " is missing")
    return problem(
      "null-comparison", "no comparison with 'null' is ever true", at: place,
      suggestion: "write \(mend)", replacement: mend)
  }

  fileprivate func incomparable(_ left: Term, _ right: Term, at place: Place) -> Diagnostic {
    problem(
      "incomparable-types",
      "'\(excerpt(left.place))' is \(left.typeName), "
        + "'\(excerpt(right.place))' is \(right.typeName)",
      at: place, expected: "two values of one kind")
  }

  fileprivate func unordered(_ type: LogicalType, at place: Place) -> Diagnostic {
    problem(
      "unordered-type", "values of type \(type.name) have no order", at: place,
      expected: "= or <>")
  }

  fileprivate func differentTypes(
    _ known: LogicalType, _ term: Term, at place: Place
  ) -> Diagnostic {
    problem(
      "different-types",
      "'\(excerpt(term.place))' is \(term.typeName), the value before it \(known.name)",
      at: term.place, expected: "values of one type")
  }
}
