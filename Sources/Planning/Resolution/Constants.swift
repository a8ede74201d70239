import Columnar
import Diagnostics
import Expressions

/// What expressions read that is the same for all rows: `param.x`, `timeframe.from`.
package struct Constants: Sendable {
  package struct Timeframe: Sendable {
    /// Days from 1970-01-01; the last day is part of the timeframe.
    package var first: Int64
    package var last: Int64
  }

  package var parameters: [String: ConstantValue]
  package var timeframe: Timeframe?
  /// Parameters whose value cannot be told, which is reported where they stand, and their types as
  /// far as they are known. Planning goes on, so that other mistakes show.
  var unresolved: [String: LogicalType?] = [:]
  /// Whether the timeframe is written, but cannot be told.
  var isTimeframeUnknown = false
  /// Whether the timeframe is still to be computed, from parameters.
  var isTimeframePending = false
  /// All parameters of the document, also those that are still to be computed.
  var names: [String] = []
  /// Whether there may be parameters whose names were not read.
  var hasUnreadNames = false

  /// Whether a path names a constant that cannot be told.
  func isUnknown(_ path: PathReference) -> Bool {
    switch path.parts.first {
    case "param":
      path.parts.count == 2
        && (unresolved.keys.contains(path.parts[1])
          || (hasUnreadNames && parameters[path.parts[1]] == nil))
    case "timeframe": isTimeframeUnknown
    default: false
    }
  }

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding? {
    switch path.parts.first {
    case "param": return try parameter(path)
    case "timeframe": return try word(ofTimeframe: path)
    case "previous", "now":
      throw NameProblem(
        code: "not-yet-supported", message: "'\(path.parts[0])' is not yet supported",
        expectation: path.parts[0] == "now"
          ? "a date of the document, such as timeframe.to" : "columns of this row or of a parent")
    default: return nil
    }
  }

  private func parameter(_ path: PathReference) throws(NameProblem) -> InputBinding {
    guard path.parts.count == 2 else {
      throw NameProblem(
        code: "unknown-parameter", message: "'\(path.text)' names no parameter",
        expectation: "'param.name'")
    }
    let name = path.parts[1]
    if isUnknown(path) { return try standIn(path, unresolved[name] ?? nil) }
    if let value = parameters[name] { return binding(value) }
    let names = names.isEmpty ? Array(parameters.keys) + unresolved.keys : names
    if names.isEmpty {
      throw NameProblem(
        code: "unknown-parameter", message: "there is no parameter '\(name)'",
        expectation: "'parameters: {\(name): …}' at the top")
    }
    throw unknown(name, "parameter", code: "unknown-parameter", in: names, part: 1)
  }

  private func word(ofTimeframe path: PathReference) throws(NameProblem) -> InputBinding {
    guard path.parts.count > 1 else {
      throw NameProblem(
        code: "unknown-name", message: "'timeframe' is no value by itself",
        expectation: "one of 'timeframe.days', 'timeframe.from', 'timeframe.to'")
    }
    let word = path.parts.dropFirst().joined(separator: ".")
    guard ["days", "from", "to"].contains(word) else {
      throw unknown(
        word, "word of 'timeframe'", code: "unknown-name", in: ["days", "from", "to"],
        part: path.parts.count == 2 ? 1 : nil)
    }
    if isTimeframeUnknown {
      return try standIn(path, path.parts.last == "days" ? .int64 : .date)
    }
    if isTimeframePending {
      throw NameProblem(
        code: "timeframe-in-parameter", message: "parameters are computed before the timeframe",
        expectation: "a parameter that 'timeframe' reads, as in {from: = param.first, …}")
    }
    guard let timeframe else {
      throw NameProblem(
        code: "no-timeframe", message: "the document has no 'timeframe'",
        expectation: "'timeframe: {from: 2024-01-01, to: 2024-12-31}' at the top")
    }
    switch word {
    case "from": return binding(.int64(timeframe.first, .date))
    case "to": return binding(.int64(timeframe.last, .date))
    default: return binding(.int64(timeframe.last - timeframe.first + 1, .int64))
    }
  }

  /// Of its type nothing more is known; no row is made with it.
  private func standIn(
    _ path: PathReference, _ type: LogicalType?
  ) throws(NameProblem) -> InputBinding {
    guard let type else {
      throw NameProblem(
        code: InputScope.reportedElsewhere, message: "'\(path.text)' cannot be told")
    }
    return InputBinding(slot: -1, type: type, isNullable: false)
  }

  private func binding(_ value: ConstantValue) -> InputBinding {
    InputBinding(
      slot: -1, type: value.type ?? .text, isNullable: value.isNull, interval: value.interval,
      constant: value)
  }
}

func unknown(
  _ name: String, _ what: String, code: String, in names: some Sequence<String>, part: Int?
) -> NameProblem {
  let sorted = names.sorted()
  let nearest = DidYouMean.proposal(for: name, in: sorted)
  return NameProblem(
    code: code, message: "unknown \(what) '\(name)'",
    expectation: sorted.isEmpty
      ? "a \(what) of the document, which has none" : Diagnostic.oneOf(sorted, "names"),
    suggestion: nearest?.question,
    replacement: part == nil ? nil : nearest?.certain, part: part)
}

extension ConstantValue {
  var interval: ValueInterval {
    switch self {
    case .int64(let value, _): .exact(lower: Int128(value), upper: Int128(value))
    case .int128(let value, _): .exact(lower: value, upper: value)
    case .float64(let value): .float(lower: value, upper: value)
    default: .unbounded
    }
  }
}
