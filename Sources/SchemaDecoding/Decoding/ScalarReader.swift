import Columnar
import Diagnostics
import SchemaModel

/// One scalar read by the type expected there.
enum ScalarReader {
  static func read(
    _ scalar: Scalar, as type: ParameterType, _ subject: String
  ) throws(Diagnostic) -> ArgumentValue {
    switch type {
    case .condition, .expression:
      return .expression(try expression(scalar, subject))
    default: break
    }
    guard scalar.text.utf8.first == 61 else {
      if let problem = problem(with: scalar, as: type, subject) {
        throw type.expressionScope == .none ? problem : asExpression(problem, scalar)
      }
      return .literal(scalar)
    }
    if scalar.text.utf8.dropFirst().first == 61 {
      let text = Scalar(scalar.source.dropping(1), isQuoted: true)
      if let problem = problem(with: text, as: type, subject) { throw problem }
      return .literal(text)
    }
    guard type.expressionScope != .none else {
      throw .expressionNotAllowed(scalar, subject, type)
    }
    return .expression(try expression(scalar, subject))
  }

  /// Names of constants mean something behind '=' only.
  private static func asExpression(_ problem: Diagnostic, _ scalar: Scalar) -> Diagnostic {
    guard ["param.", "timeframe."].contains(where: { scalar.text.hasPrefix($0) }) else {
      return problem
    }
    var mended = problem
    mended.suggestion = "write = \(scalar.shown)"
    mended.edit = scalar.source.edit(to: "= " + scalar.text)
    return mended
  }

  /// A number, `true` or `false` that stands in quotes, which make it a text, where one is due;
  /// percentages, dates and lengths of time are texts in JSON, so that quotes do not count there.
  ///
  /// - Returns: what to write without quotes.
  static func unquoted(_ scalar: Scalar, as type: ParameterType) -> String? {
    guard scalar.isQuoted else { return nil }
    switch type {
    case .boolean: return LiteralReader.boolean(scalar.text) == nil ? nil : scalar.text
    case .integer, .number, .fraction: return LiteralReader.canonicalNumber(scalar.text)
    default: return nil
    }
  }

  /// The text behind an optional `=`.
  private static func expression(
    _ scalar: Scalar, _ subject: String
  ) throws(Diagnostic) -> LocatedText {
    var skipped = 0
    for scalar in scalar.text.unicodeScalars {
      let isMark = skipped == 0 && scalar == "="
      guard isMark || scalar == " " || scalar == "\n" || scalar == "\t" else { break }
      skipped += 1
    }
    let text = scalar.source.dropping(skipped)
    guard !text.text.isEmpty else { throw .emptyExpression(scalar, subject) }
    return text
  }

  private static func problem(
    with scalar: Scalar, as type: ParameterType, _ subject: String
  ) -> Diagnostic? {
    let text = scalar.text
    switch type {
    case .word(let words):
      return words.contains(text) ? nil : .notOneOf(scalar, words, subject)
    case .laterWords(let words):
      return words.contains(text) ? .laterValue(scalar) : .notOneOf(scalar, [], subject)
    case .name: return NameRules.problem(with: scalar, kind: "table or column")
    case .table:
      return NameRules.problem(with: scalar, kind: "table")
    case .path: return NameRules.isPath(text) ? nil : .notA("path", scalar, type)
    case .boolean:
      return LiteralReader.boolean(text) == nil ? .notABoolean(scalar, subject) : nil
    case .integer(let range, _): return integer(scalar, range, type, subject)
    case .number(let range, _):
      guard let value = LiteralReader.number(text) else { return number(scalar, type) }
      return range.contains(value) ? nil : .outOfRange(scalar, subject, type)
    case .fraction:
      guard let value = LiteralReader.number(text) else { return number(scalar, type) }
      return (0...1).contains(value) ? nil : .notAFraction(scalar, value, subject, type)
    case .date: return LiteralReader.date(text) == nil ? .notADate(scalar, type) : nil
    case .instant:
      return LiteralReader.timestamp(text) == nil ? .notADate(scalar, type) : nil
    case .time:
      return LiteralReader.time(text) == nil ? .notA("time of day", scalar, type) : nil
    case .duration:
      return LiteralReader.duration(text) == nil ? .notA("duration", scalar, type) : nil
    case .logicalType: return logicalType(scalar)
    case .literal: return unreadable(scalar)
    default: return nil
    }
  }

  /// A number or length of time that is beyond what can be held is no text unasked, nor is a day
  /// or an hour that does not exist.
  private static func unreadable(_ scalar: Scalar) -> Diagnostic? {
    guard !scalar.isQuoted else { return nil }
    if LiteralReader.looksLikeTime(scalar.text), LiteralReader.timestamp(scalar.text) == nil {
      return .impossibleDate(scalar)
    }
    if LiteralReader.looksLikeDuration(scalar.text), LiteralReader.duration(scalar.text) == nil {
      return .unfitDuration(scalar)
    }
    if LiteralReader.looksLikeNumber(scalar.text), LiteralReader.number(scalar.text) == nil {
      guard LiteralReader.isTooSmall(scalar.text) else { return .numberTooLarge(scalar) }
      var problem = Diagnostic.numberTooSmall(scalar)
      problem.suggestion = "a text is written in quotes"
      return problem
    }
    return nil
  }

  private static func integer(
    _ scalar: Scalar, _ range: ClosedRange<Int64>, _ type: ParameterType, _ subject: String
  ) -> Diagnostic? {
    guard let value = LiteralReader.integer(scalar.text) else {
      if LiteralReader.isInteger(scalar.text) {
        var problem = Diagnostic.outOfRange(scalar, subject, type)
        // The number may lie beyond an end that goes without saying elsewhere.
        if range.lowerBound == .min || range.upperBound == .max {
          problem.expectation = ParameterType.whole(range, isBounded: true)
        }
        return problem
      }
      return number(scalar, type)
    }
    return range.contains(value) ? nil : .outOfRange(scalar, subject, type)
  }

  /// Why a text is not a number: one with a leading zero gets its own answer.
  private static func number(_ scalar: Scalar, _ type: ParameterType) -> Diagnostic {
    let digits = scalar.text.utf8
    let isPadded =
      digits.count > 1 && digits.first == 48 && digits.allSatisfy { (48...57).contains($0) }
    if isPadded { return .leadingZero(scalar, type) }
    if LiteralReader.isTooSmall(scalar.text) { return .numberTooSmall(scalar) }
    if case .integer = type { return .notA("whole number", scalar, type) }
    return .notA("number", scalar, type)
  }

  private static func logicalType(_ scalar: Scalar) -> Diagnostic? {
    LogicalType(name: scalar.text) == nil ? .unknownType(scalar) : nil
  }
}

extension ParameterType {
  /// Whether any text may stand here.
  var takesText: Bool {
    switch self {
    case .text, .literal: true
    case .oneOf(let types): types.contains(where: \.takesText)
    default: false
    }
  }

  /// Which names an expression may use here; none where only literals are accepted.
  var expressionScope: ExpressionScope {
    switch self {
    case .integer(_, let scope), .number(_, let scope), .fraction(let scope), .date(let scope),
      .instant(let scope), .duration(let scope), .time(let scope), .literal(let scope):
      scope
    case .condition, .expression: .row
    default: .none
    }
  }
}
