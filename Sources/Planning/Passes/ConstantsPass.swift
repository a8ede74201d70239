import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

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
    case "param":
      guard path.parts.count == 2 else {
        throw NameProblem(
          code: "unknown-parameter", message: "'\(path.text)' names no parameter",
          expectation: "'param.name'")
      }
      if isUnknown(path) { return try standIn(path, unresolved[path.parts[1]] ?? nil) }
      guard let value = parameters[path.parts[1]] else {
        let names = Array(parameters.keys) + unresolved.keys
        if names.isEmpty {
          throw NameProblem(
            code: "unknown-parameter",
            message: "there is no parameter '\(path.parts[1])'",
            expectation: "'parameters: {\(path.parts[1]): …}' at the top")
        }
        throw unknown(
          path.parts[1], "parameter", code: "unknown-parameter", in: names, part: 1)
      }
      return binding(value)
    case "timeframe":
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
      let words = ["days", "from", "to"]
      switch path.parts.dropFirst().first {
      case "from" where path.parts.count == 2:
        return binding(.int64(timeframe.first, .date))
      case "to" where path.parts.count == 2: return binding(.int64(timeframe.last, .date))
      case "days" where path.parts.count == 2:
        return binding(.int64(timeframe.last - timeframe.first + 1, .int64))
      default:
        throw unknown(
          path.parts.dropFirst().joined(separator: "."), "word of 'timeframe'",
          code: "unknown-name", in: words, part: path.parts.count == 2 ? 1 : nil)
      }
    case "previous", "now":
      throw NameProblem(
        code: "not-yet-supported", message: "'\(path.parts[0])' is not yet supported",
        expectation: path.parts[0] == "now"
          ? "a date of the document, such as timeframe.to" : "columns of this row or of a parent")
    default: return nil
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
  let nearest = DidYouMean.nearest(to: name, in: sorted)
  return NameProblem(
    code: code, message: "unknown \(what) '\(name)'",
    expectation: sorted.isEmpty
      ? "a \(what) of the document, which has none" : Diagnostic.oneOf(sorted, "names"),
    suggestion: nearest.map { "did you mean '\($0)'?" },
    replacement: part == nil ? nil : nearest, part: part)
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

/// Evaluates parameters in the order they need each other, then the timeframe.
enum ConstantsPass {
  /// - Returns: what could be evaluated; the rest is marked as unknown, and reported.
  static func run(_ document: DocumentSpec, _ problems: inout DiagnosticList) -> Constants {
    var constants = Constants(parameters: [:], timeframe: nil)
    var waiting = document.parameters
    constants.hasUnreadNames = document.unread.hasUnknownWords || document.unread.areParameters
    constants.isTimeframeUnknown =
      document.unread.isTimeframe
      || (document.timeframe == nil && document.unread.hasUnknownWords)
    constants.isTimeframePending = document.timeframe != nil
    // What was set is read like the document's own value, which may read other parameters.
    var readsDefaults = true
    while !waiting.isEmpty {
      var next: [ParameterSpec] = []
      for parameter in waiting {
        let values = [parameter.value, readsDefaults ? parameter.standard : nil]
        if values.contains(where: { needs($0, waiting) }) {
          next.append(parameter)
        } else {
          evaluate(parameter, &constants, &problems)
        }
      }
      if next.count == waiting.count {
        if !readsDefaults { break }
        readsDefaults = false
      }
      waiting = next
    }
    for circle in circles(of: waiting) { problems.report(.parameterCycle(circle)) }
    for parameter in waiting {
      constants.unresolved[parameter.name.text] = .some(parameter.declaredType)
    }
    constants.isTimeframePending = false
    if let timeframe = document.timeframe {
      do throws(DiagnosticList) {
        constants.timeframe = try self.timeframe(timeframe, constants)
      } catch {
        problems.all += error.all
        constants.isTimeframeUnknown = true
      }
    }
    return constants
  }

  private static func evaluate(
    _ parameter: ParameterSpec, _ constants: inout Constants, _ problems: inout DiagnosticList
  ) {
    let name = parameter.name.text
    let reader = ConstantReader(constants: constants)
    let standard = parameter.standard.flatMap { try? reader.value($0, as: nil) }
    do throws(DiagnosticList) {
      if parameter.isTypeUnread {
        if let value = parameter.value, !value.isUnread { _ = try reader.value(value, as: nil) }
        throw DiagnosticList()
      }
      if let standard, let value = parameter.value {
        constants.parameters[name] = try reader.value(value, of: parameter, like: standard)
      } else {
        constants.parameters[name] =
          try parameter.value.map { (value) throws(DiagnosticList) in
            try reader.value(value, as: parameter.declaredType)
          } ?? .null(parameter.declaredType)
      }
    } catch {
      problems.all += error.all
      constants.unresolved[name] = .some(parameter.declaredType ?? standard?.type)
    }
  }

  /// Whether a value reads a parameter that has none yet.
  private static func needs(_ value: ArgumentValue?, _ waiting: [ParameterSpec]) -> Bool {
    parametersRead(by: value).contains { name in waiting.contains { $0.name.text == name } }
  }

  private static func parametersRead(by value: ArgumentValue?) -> [String] {
    guard case .expression(let text)? = value,
      let parsed = try? ExpressionParser.parse(text)
    else { return [] }
    return parsed.paths.compactMap { path in
      path.parts.count == 2 && path.parts[0] == "param" ? path.parts[1] : nil
    }
  }

  /// The ways from a parameter back to itself, each once; what only reads a circle is on none.
  ///
  /// - Complexity: linear in the parameters and what they read; no recursion, chains may be long.
  private static func circles(of waiting: [ParameterSpec]) -> [[ParameterSpec]] {
    var index: [String: Int] = [:]
    for (position, parameter) in waiting.enumerated() { index[parameter.name.text] = position }
    // Each once, in an order of their own: an expression may read a parameter twice.
    let reads = waiting.map { Set(parametersRead(by: $0.value).compactMap { index[$0] }).sorted() }
    var found: [[ParameterSpec]] = []
    var next = [Int](repeating: 0, count: waiting.count)
    /// Where a parameter stands on the path; nil when it is not on it.
    var place = [Int?](repeating: nil, count: waiting.count)
    for start in waiting.indices where next[start] == 0 {
      var path = [start]
      place[start] = 0
      while let last = path.last {
        guard next[last] < reads[last].count else {
          place[last] = nil
          path.removeLast()
          continue
        }
        let target = reads[last][next[last]]
        next[last] += 1
        if let first = place[target] {
          found.append(path[first...].map { waiting[$0] })
        } else if next[target] == 0 {
          place[target] = path.count
          path.append(target)
        }
      }
    }
    return found
  }

  private static func timeframe(
    _ spec: TimeframeSpec, _ constants: Constants
  ) throws(DiagnosticList) -> Constants.Timeframe {
    let reader = ConstantReader(constants: constants)
    var attempts = Attempts()
    let from = attempts.run { () throws(DiagnosticList) in try reader.day(spec.from) }
    let to = attempts.run { () throws(DiagnosticList) in try reader.day(spec.to) }
    guard let first = from, let last = to else { throw attempts.problems }
    guard first <= last else {
      throw DiagnosticList([
        Diagnostic(
          "empty-timeframe",
          "the timeframe ends on \(CivilTime.format(date: last)), before it begins on "
            + CivilTime.format(date: first), at: spec.to.location, pointer: "/timeframe/to",
          expected: "'to' on or after 'from'")
      ])
    }
    return Constants.Timeframe(first: first, last: last)
  }
}

extension ParameterSpec {
  fileprivate var declaredType: LogicalType? { type.flatMap { LogicalType(name: $0.text) } }
}

extension Diagnostic {
  /// - Parameter circle: not empty; each reads the next one, the last the first.
  fileprivate static func parameterCycle(_ circle: [ParameterSpec]) -> Diagnostic {
    let parameter = circle[0]
    let names = (circle + [parameter]).map(\.name.text)
    return Diagnostic(
      "parameter-cycle",
      "the parameter '\(names[0])' needs its own value: \(names.joined(separator: " → "))",
      at: parameter.name.location, pointer: parameter.name.pointer,
      expected: "parameters that do not read each other in a circle")
  }
}
