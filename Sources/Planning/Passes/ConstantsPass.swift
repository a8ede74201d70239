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

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding? {
    switch path.parts.first {
    case "param":
      guard path.parts.count == 2 else {
        throw NameProblem(
          code: "unknown-parameter", message: "'\(path.text)' names no parameter",
          expectation: "'param.name'")
      }
      guard let value = parameters[path.parts[1]] else {
        if parameters.isEmpty {
          throw NameProblem(
            code: "unknown-parameter", message: "the document has no parameters",
            expectation: "'parameters: {\(path.parts[1]): …}' at the top")
        }
        throw unknown(
          path.parts[1], "parameter", code: "unknown-parameter", in: parameters.keys, part: 1)
      }
      return binding(value)
    case "timeframe":
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
        code: "not-yet-supported", message: "'\(path.parts[0])' is not yet supported")
    default: return nil
    }
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
      ? nil
      : sorted.count <= 12
        ? "one of " + sorted.map { "'\($0)'" }.joined(separator: ", ")
        : "one of \(sorted.count) names",
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
  static func run(_ document: DocumentSpec) throws(DiagnosticList) -> Constants {
    var constants = Constants(parameters: [:], timeframe: nil)
    var problems = DiagnosticList()
    var waiting = document.parameters
    var progressed = true
    while progressed, !waiting.isEmpty {
      progressed = false
      var next: [ParameterSpec] = []
      for parameter in waiting {
        if needs(parameter, waiting) {
          next.append(parameter)
          continue
        }
        progressed = true
        do throws(DiagnosticList) {
          constants.parameters[parameter.name.text] = try value(of: parameter, constants)
        } catch {
          problems.all += error.all
          constants.parameters[parameter.name.text] = .null(nil)
        }
      }
      waiting = next
    }
    for parameter in waiting { problems.report(.parameterCycle(parameter)) }
    if problems.hasErrors { throw problems }
    if let timeframe = document.timeframe {
      constants.timeframe = try self.timeframe(timeframe, constants)
    }
    return constants
  }

  /// Whether the parameter reads one that has no value yet.
  private static func needs(_ parameter: ParameterSpec, _ waiting: [ParameterSpec]) -> Bool {
    guard case .expression(let text)? = parameter.value,
      let parsed = try? ExpressionParser.parse(text)
    else { return false }
    return parsed.paths.contains { path in
      path.parts.count == 2 && path.parts[0] == "param"
        && waiting.contains { $0.name.text == path.parts[1] }
    }
  }

  private static func value(
    of parameter: ParameterSpec, _ constants: Constants
  ) throws(DiagnosticList) -> ConstantValue {
    let declared = parameter.type.flatMap { LogicalType(name: $0.text) }
    guard let value = parameter.value else { return .null(declared) }
    return try ConstantReader(constants: constants).value(value, as: declared)
  }

  private static func timeframe(
    _ spec: TimeframeSpec, _ constants: Constants
  ) throws(DiagnosticList) -> Constants.Timeframe {
    let reader = ConstantReader(constants: constants)
    let first = try reader.day(spec.from)
    let last = try reader.day(spec.to)
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

extension Diagnostic {
  fileprivate static func parameterCycle(_ parameter: ParameterSpec) -> Diagnostic {
    Diagnostic(
      "parameter-cycle", "the parameter '\(parameter.name.text)' needs its own value",
      at: parameter.name.location, pointer: parameter.name.pointer,
      expected: "parameters that do not read each other in a circle")
  }
}
