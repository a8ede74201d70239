import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Evaluates parameters in the order they need each other, then the timeframe.
enum ConstantsPass {
  /// - Returns: what could be evaluated; the rest is marked as unknown, and reported.
  static func run(_ document: DocumentSpec, _ problems: inout DiagnosticList) -> Constants {
    var constants = Constants(parameters: [:], timeframe: nil)
    constants.names = document.parameters.map(\.name.text)
    constants.hasUnreadNames =
      document.unread.areParameters
      || (document.parameters.isEmpty && document.unread.hasUnknownWords)
    constants.isTimeframeUnknown =
      document.unread.isTimeframe
      || (document.timeframe == nil && document.unread.hasUnknownWords)
    constants.isTimeframePending = document.timeframe != nil
    let waiting = evaluate(document.parameters, &constants, &problems)
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

  /// Each after those that it reads.
  ///
  /// - Returns: those that wait for each other.
  private static func evaluate(
    _ parameters: [ParameterSpec], _ constants: inout Constants, _ problems: inout DiagnosticList
  ) -> [ParameterSpec] {
    var waiting = parameters
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
        if !readsDefaults { return next }
        readsDefaults = false
      }
      waiting = next
    }
    return []
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
