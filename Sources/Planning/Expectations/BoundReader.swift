import Claims
import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Reads what a value is held to: `is`, `between`, `at_least`, `at_most`.
struct BoundReader {
  /// What is bounded.
  struct Measured {
    /// Nil where it is not known before the data.
    var type: LogicalType?
    /// The function of many rows where the value is one alone.
    var call: CompiledAggregate.Call?

    var isShare: Bool { call.map { [.share, .topShare].contains($0.function) } ?? false }
  }

  /// A bound as it is written.
  private enum Form {
    case value(ArgumentValue)
    case ends(lower: ArgumentValue?, upper: ArgumentValue?)
  }

  private let words: Arguments
  private let kind: ExpectationKind
  private let subject: String
  private let reader: ConstantReader
  var problems = DiagnosticList()
  private var hasPercent = false
  private var unit = ExpectedBound.Unit.number

  init(
    _ words: Arguments, _ kind: ExpectationKind, _ subject: String, _ constants: Constants
  ) {
    self.words = words
    self.kind = kind
    self.subject = subject
    reader = ConstantReader(constants: constants)
  }

  private static let names = ["is", "between", "at_least", "at_most"]

  /// What is wrong with the words of a bound, whatever they bound.
  static func problem(withForm words: Arguments, _ kind: ExpectationKind) -> Diagnostic? {
    let written = names.filter { words[$0] != nil }
    guard kind.takesBound else {
      let stray = names + ["within"]
      return stray.first { words[$0] != nil }.map { .boundOfNever($0, words) }
    }
    if written.isEmpty {
      if words.hasUnknownWords { return nil }
      return words["within"] == nil ? .noBound(words) : .withinAlone(words)
    }
    let isOne = written.count == 1 || written == ["at_least", "at_most"]
    if !isOne { return .severalBounds(written, words) }
    if words["within"] != nil, written != ["is"] { return .withinAlone(words) }
    if case .list(let ends, _)? = words["between"], ends.count != 2 {
      return .twoEnds(words, ends.count)
    }
    return nil
  }

  /// - Returns: nil after a problem, here or elsewhere.
  mutating func bound(of measured: Measured) -> ExpectedBound? {
    if let problem = BoundReader.problem(withForm: words, kind) {
      problems.report(problem)
      return nil
    }
    guard let form else { return nil }
    unit = measured.isShare ? .share : .number
    let (lower, upper): (Double?, Double?)
    switch form {
    case .value(let value):
      guard let number = end(value, measured, isUpper: false) else { return nil }
      // Of times a day stands for all of it.
      guard let last = end(value, measured, isUpper: true) else { return nil }
      guard let spread = spread(number, measured) else { return nil }
      (lower, upper) = (number - spread, last + spread)
    case .ends(let first, let last):
      lower = first.flatMap { end($0, measured, isUpper: false) }
      upper = last.flatMap { end($0, measured, isUpper: true) }
      if (first != nil) != (lower != nil) || (last != nil) != (upper != nil) { return nil }
    }
    if let lower, let upper, lower > upper {
      problems.report(.emptyBound(words))
      return nil
    }
    let made = ExpectedBound(
      lower: lower, upper: upper, unit: hasPercent && unit == .number ? .share : unit)
    refuseOutOfReach(made, measured)
    return problems.all.isEmpty ? made : nil
  }

  private var form: Form? {
    if let value = words["is"] { return value.isUnread ? nil : .value(value) }
    if let pair = words["between"] {
      guard case .list(let ends, _) = pair, !ends.contains(where: \.isUnread) else { return nil }
      return .ends(lower: ends[0], upper: ends[1])
    }
    let (lower, upper) = (words["at_least"], words["at_most"])
    if lower?.isUnread == true || upper?.isUnread == true { return nil }
    return lower == nil && upper == nil ? nil : .ends(lower: lower, upper: upper)
  }

  /// How far from `is` the value may be.
  private mutating func spread(_ value: Double, _ measured: Measured) -> Double? {
    guard let within = words["within"] else { return 0 }
    if within.isUnread { return nil }
    guard unit == .number, !hasPercent else {
      problems.report(.withinOfShare(words, within, isShare: unit == .share || hasPercent))
      return nil
    }
    do throws(DiagnosticList) {
      return try reader.number(within, in: 0...1, "a share of 0 to 1, such as 2%") * abs(value)
    } catch {
      problems.all += error.all
      return nil
    }
  }

  // Ends

  private mutating func end(
    _ value: ArgumentValue, _ measured: Measured, isUpper: Bool
  ) -> Double? {
    let constant: ConstantValue
    do throws(DiagnosticList) {
      constant = try reader.value(value, as: measured.type == .time ? .time : nil)
    } catch {
      // Both ends of a day are read from one value.
      problems.all += error.all.filter { !problems.all.contains($0) }
      return nil
    }
    let type = measured.type ?? constant.type
    switch type {
    case .date?, .timestamp?:
      return instant(constant, value, type ?? .date, isUpper: isUpper)
    case .duration?:
      guard case .int64(let microseconds, .duration) = constant else { break }
      unit = .duration
      return Double(microseconds)
    case .time?:
      guard case .int64(let microseconds, .time) = constant else { break }
      unit = .time
      return Double(microseconds)
    default:
      guard let number = constant.double, constant.type?.isNumeric == true else { break }
      return accepts(value, number, measured) ? number : nil
    }
    report(value, measured)
    return nil
  }

  private mutating func instant(
    _ constant: ConstantValue, _ value: ArgumentValue, _ type: LogicalType, isUpper: Bool
  ) -> Double? {
    let day = CivilTime.microsecondsPerDay
    unit = type == .date ? .day : .instant
    switch constant {
    case .int64(let number, .date):
      return Double(number * day + (isUpper && type != .date ? day - 1 : 0))
    case .int64(let microseconds, .timestamp): return Double(microseconds)
    default:
      report(value, Measured(type: type, call: nil))
      return nil
    }
  }

  private mutating func report(_ value: ArgumentValue, _ measured: Measured) {
    let problem = Diagnostic.otherType(
      value, subject, measured.type.map { BoundReader.expectation(of: $0) })
    if !problems.all.contains(problem) { problems.report(problem) }
  }

  private static func expectation(of type: LogicalType) -> String {
    switch type {
    case .date: "a date such as 2024-11-29"
    case .timestamp: "a date or timestamp such as 2024-11-29 18:30"
    case .time: "a time of day such as 18:30"
    case .duration: "a length of time such as 90d or 12h"
    default: "a number"
    }
  }

  /// Whether a percentage may stand there.
  private mutating func accepts(
    _ value: ArgumentValue, _ number: Double, _ measured: Measured
  ) -> Bool {
    guard case .literal(let scalar) = value, scalar.text.hasSuffix("%") else { return true }
    hasPercent = true
    guard let call = measured.call else { return true }
    let isWhole = call.argument.map { $0.type.isInteger } ?? true
    guard isWhole, !measured.isShare else { return true }
    let problem = Diagnostic.percentOfNumber(scalar, subject)
    if !problems.all.contains(problem) { problems.report(problem) }
    return false
  }

  // What values there can be

  private mutating func refuseOutOfReach(_ bound: ExpectedBound, _ measured: Measured) {
    guard let call = measured.call, let reach = BoundReader.reach(of: call) else { return }
    // What is known of floats may be a little beyond what they are.
    let isExact = call.argument.map { !$0.type.isFloat } ?? true
    let size = max(1, abs(reach.lowerBound).finite, abs(reach.upperBound).finite)
    let slack = isExact ? 0 : 1e-9 * size
    let isBelow = bound.upper.map { $0 < reach.lowerBound - slack } ?? false
    let isAbove = bound.lower.map { $0 > reach.upperBound + slack } ?? false
    guard isBelow || isAbove else { return }
    problems.report(.outOfReach(words, subject, reach, bound.unit, isShare: measured.isShare))
  }

  /// The values that a function can have, as far as ranges of columns tell.
  private static func reach(of call: CompiledAggregate.Call) -> ClosedRange<Double>? {
    switch call.function {
    case .share, .topShare: return 0...1
    case .count, .distinct, .sd: return 0...(.infinity)
    case .sum: return nil
    case .max, .mean, .min, .quantile:
      guard let argument = call.argument else { return nil }
      switch argument.interval {
      case .float(let lower, let upper): return lower <= upper ? lower...upper : nil
      case .exact(let lower, let upper):
        guard lower <= upper else { return nil }
        var unit = 1.0
        if case .decimal(_, let scale) = argument.type {
          unit = 1 / Double(LogicalType.powerOfTen(scale))
        }
        if argument.type == .date { unit = Double(CivilTime.microsecondsPerDay) }
        return Double(lower) * unit...Double(upper) * unit
      case .unbounded: return nil
      }
    }
  }
}

extension Double {
  fileprivate var finite: Double { isFinite ? self : 0 }
}

extension Diagnostic {
  private static func bound(
    _ code: String, _ message: String, _ word: String, _ words: Arguments, expected: String
  ) -> Diagnostic {
    Diagnostic(
      code, message, at: words[word]?.place ?? words.location, pointer: "\(words.pointer)/\(word)",
      expected: expected)
  }

  private static let bounds = "'is', 'between', 'at_least' or 'at_most'"

  fileprivate static func noBound(_ words: Arguments) -> Diagnostic {
    Diagnostic(
      "no-bound", "the expectation does not say what the value must be", at: words.location,
      pointer: words.pointer, expected: bounds)
  }

  fileprivate static func boundOfNever(_ word: String, _ words: Arguments) -> Diagnostic {
    bound(
      "stray-word", "'\(word)' says nothing beside 'never'", word, words,
      expected: "'never' alone, or 'share' with a bound")
  }

  fileprivate static func severalBounds(_ names: [String], _ words: Arguments) -> Diagnostic {
    bound(
      "several-bounds",
      "the bound is stated twice, by " + names.map { "'\($0)'" }.joined(separator: " and "),
      names[1], words, expected: "'is', 'between', or 'at_least' and 'at_most'")
  }

  fileprivate static func withinAlone(_ words: Arguments) -> Diagnostic {
    bound(
      "stray-word", "'within' says how far from 'is' the value may be", "within", words,
      expected: "'is' beside it")
  }

  fileprivate static func withinOfShare(
    _ words: Arguments, _ within: ArgumentValue, isShare: Bool
  ) -> Diagnostic {
    bound(
      "within-of-share",
      isShare
        ? "'within' beside a share may mean two things"
        : "'within' is a part of a number, not of a time",
      "within", words, expected: isShare ? "'between: [49%, 51%]'" : "'between' with both ends")
  }

  fileprivate static func twoEnds(_ words: Arguments, _ count: Int) -> Diagnostic {
    bound(
      "two-ends", "'between' has \(count) \(count == 1 ? "value" : "values")", "between", words,
      expected: "two, such as [10, 20]; 'at_least' and 'at_most' have one")
  }

  fileprivate static func emptyBound(_ words: Arguments) -> Diagnostic {
    let word = words["between"] == nil ? "at_most" : "between"
    return bound(
      "empty-bound", "no value lies between these ends", word, words,
      expected: "the smaller one first")
  }

  fileprivate static func otherType(
    _ value: ArgumentValue, _ subject: String, _ expected: String?
  ) -> Diagnostic {
    var written = "the bound"
    if case .literal(let scalar) = value { written = "'\(scalar.text)'" }
    return Diagnostic(
      "bound-of-other-type", "\(written) is no bound of \(subject)", at: value.place,
      pointer: value.pointer, expected: expected ?? "a number, a date or a timestamp")
  }

  fileprivate static func percentOfNumber(_ scalar: Scalar, _ subject: String) -> Diagnostic {
    let number = String(scalar.text.dropLast())
    return Diagnostic(
      "percent-of-number", "'\(scalar.text)' is no bound of \(subject), which is no share",
      at: scalar.location, pointer: scalar.pointer, expected: "a number",
      suggestion: "write \(number)", edit: scalar.source.edit(to: number, isText: false))
  }

  fileprivate static func outOfReach(
    _ words: Arguments, _ subject: String, _ reach: ClosedRange<Double>,
    _ unit: ExpectedBound.Unit, isShare: Bool
  ) -> Diagnostic {
    let word = ["between", "is", "at_least", "at_most"].first { words[$0] != nil } ?? "is"
    var range = "a bound that the ranges of its columns reach"
    if isShare {
      range = "a share of 0 to 1, such as 25%"
    } else if unit == .number || unit == .share {
      let ends = [reach.lowerBound, reach.upperBound].map {
        $0.isFinite ? LawProblem.written($0) : nil
      }
      switch (ends[0], ends[1]) {
      case (let lower?, let upper?): range = "a bound that reaches into \(lower) to \(upper)"
      case (let lower?, nil): range = "a bound that reaches \(lower) or more"
      default: break
      }
    }
    return bound(
      "bound-out-of-reach", "\(subject) cannot be within this bound", word, words, expected: range)
  }
}
