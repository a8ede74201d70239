import Columnar
import Diagnostics

/// Takes the calls of functions of many rows out of an expression.
struct AggregateReading {
  private let parsed: ParsedExpression
  private let scope: any NameScope
  private var calls: [CompiledAggregate.Call?] = []
  private var places: [PathReference] = []
  private var problems = DiagnosticList()

  init(_ parsed: ParsedExpression, _ scope: any NameScope) {
    self.parsed = parsed
    self.scope = scope
  }

  mutating func compiled() throws(DiagnosticList) -> CompiledAggregate {
    let root = outside(parsed.root)
    let known = calls.compactMap { $0 }
    guard problems.all.isEmpty, known.count == calls.count else { throw problems }
    guard !known.isEmpty else { throw bare() }
    let over = known.filter { $0.function.isOverGroups }.count
    guard over == 0 || over == known.count else {
      throw DiagnosticList([parsed.source.mixedLevels(at: parsed.root.place)])
    }
    let expression = ParsedExpression(
      source: parsed.source, paths: parsed.paths + places, root: root)
    let outer = try expression.compile(in: OutsideScope(inner: scope, calls: known))
    return CompiledAggregate(known, outer, growsWithRows: degree(root) != 0)
  }

  /// An expression without such a call: names in it are of each row.
  private func bare() -> DiagnosticList {
    var found: [Diagnostic] = []
    for path in parsed.paths {
      do throws(NameProblem) {
        if try scope.bind(path).constant == nil { found.append(parsed.source.notAggregated(path)) }
      } catch { found.append(parsed.source.problem(with: path, error)) }
    }
    return DiagnosticList(
      found.isEmpty ? [parsed.source.noAggregate(at: parsed.root.place)] : found)
  }

  /// The node with names in place of the calls.
  private mutating func outside(_ node: SyntaxNode) -> SyntaxNode {
    if case .call(let name, let arguments, let namePlace) = node.kind {
      if let function = AggregateFunction.named(name, arguments.count) {
        calls.append(read(function, arguments, node.place))
        places.append(
          PathReference(
            parts: [OutsideScope.name(calls.count - 1)], offset: node.place.offset,
            length: node.place.length))
        return SyntaxNode(.path(parsed.paths.count + calls.count - 1), at: node.place)
      }
      if FunctionRegistry.function(name) == nil {
        problems.report(parsed.source.unknownAggregate(name, at: namePlace))
        return node
      }
    }
    return node.mappingChildren { outside($0) }
  }

  private mutating func read(
    _ function: AggregateFunction, _ arguments: [SyntaxNode], _ place: Place
  ) -> CompiledAggregate.Call? {
    guard function.arity.contains(arguments.count) else {
      problems.report(parsed.source.wrongCount(function, arguments.count, at: place))
      return nil
    }
    for argument in arguments {
      if let inner = nested(argument) {
        problems.report(parsed.source.nestedAggregate(inner.name, in: function, at: inner.place))
        return nil
      }
    }
    guard let first = arguments.first else { return CompiledAggregate.Call(function, nil) }
    guard let argument = compiled(first) else { return nil }
    if let expected = function.refusal(of: argument.type) {
      problems.report(
        parsed.source.refused(function, argument.type, expected, at: first.place))
      return nil
    }
    guard arguments.count > 1 else { return CompiledAggregate.Call(function, argument) }
    guard let second = compiled(arguments[1]) else { return nil }
    guard let share = second.constant?.share, (0...1).contains(share) else {
      problems.report(parsed.source.noShare(function, at: arguments[1].place))
      return nil
    }
    return CompiledAggregate.Call(function, argument, share: share)
  }

  private mutating func compiled(_ node: SyntaxNode) -> CompiledExpression? {
    do throws(DiagnosticList) {
      return try ParsedExpression(source: parsed.source, paths: parsed.paths, root: node)
        .compile(in: scope)
    } catch {
      problems.all += error.all
      // A list without problems stands for one that is told elsewhere.
      return nil
    }
  }

  private func nested(_ node: SyntaxNode) -> (name: String, place: Place)? {
    if case .call(let name, let arguments, let place) = node.kind,
      let function = AggregateFunction.named(name, arguments.count)
    {
      return (function.written, place)
    }
    for child in node.children {
      if let found = nested(child) { return found }
    }
    return nil
  }

  /// By which power of the number of rows the value grows.
  private func degree(_ node: SyntaxNode) -> Int {
    switch node.kind {
    case .path(let index):
      let place = index - parsed.paths.count
      return calls.indices.contains(place) && calls[place]?.function.growsWithRows == true ? 1 : 0
    case .binary(.divide, let above, let below, _): return degree(above) - degree(below)
    case .binary(.multiply, let left, let right, _): return degree(left) + degree(right)
    default: return node.children.map { degree($0) }.max { abs($0) < abs($1) } ?? 0
    }
  }
}

/// Names outside of the calls: these themselves, and what is the same for all rows.
private struct OutsideScope: NameScope {
  let inner: any NameScope
  let calls: [CompiledAggregate.Call]

  /// No name of a document has such a character.
  static func name(_ call: Int) -> String { "\u{0}\(call)" }

  func bind(_ path: PathReference) throws(NameProblem) -> InputBinding {
    if let call = calls.indices.first(where: { [OutsideScope.name($0)] == path.parts }) {
      return InputBinding(
        slot: call, type: calls[call].type,
        isNullable: ![.count, .distinct].contains(calls[call].function))
    }
    let binding = try inner.bind(path)
    guard binding.constant != nil else { throw .notAggregated(path.text) }
    return binding
  }
}

extension SyntaxNode {
  /// The same with other nodes directly below.
  fileprivate func mappingChildren(_ change: (SyntaxNode) -> SyntaxNode) -> SyntaxNode {
    var copy = self
    switch kind {
    case .integer, .decimal, .float, .text, .boolean, .null, .pi, .duration, .months, .path: break
    case .negated(let inner): copy.kind = .negated(change(inner))
    case .not(let inner): copy.kind = .not(change(inner))
    case .missing(let inner, let isNegated):
      copy.kind = .missing(change(inner), isNegated: isNegated)
    case .binary(let sign, let left, let right, let place):
      copy.kind = .binary(sign, change(left), change(right), operatorPlace: place)
    case .between(let inner, let lower, let upper, let isNegated):
      copy.kind = .between(
        change(inner), lower: change(lower), upper: change(upper), isNegated: isNegated)
    case .membership(let inner, let items, let isNegated):
      copy.kind = .membership(change(inner), of: items.map(change), isNegated: isNegated)
    case .call(let name, let arguments, let place):
      copy.kind = .call(name: name, arguments: arguments.map(change), namePlace: place)
    }
    return copy
  }
}

extension ConstantValue {
  /// A number as a float.
  fileprivate var share: Double? {
    switch self {
    case .float64(let value): value
    case .int64(let value, let type) where type.isNumeric:
      Double(value) / Double(powerOfTen(type.scale))
    default: nil
    }
  }
}

extension NameProblem {
  fileprivate static func notAggregated(_ name: String) -> NameProblem {
    NameProblem(
      code: "not-aggregated", message: "'\(name)' has a value in each row, and one is due for all",
      expectation: "a function of many rows around it, such as mean(\(name))")
  }
}

extension LocatedText {
  fileprivate func notAggregated(_ path: PathReference) -> Diagnostic {
    problem(with: path, NameProblem.notAggregated(path.text))
  }

  fileprivate func noAggregate(at place: Place) -> Diagnostic {
    problem(
      "no-aggregate", "'\(excerpt(place))' says nothing of the rows", at: place,
      expected: "a function of many rows, such as count() or mean(price)")
  }

  fileprivate func mixedLevels(at place: Place) -> Diagnostic {
    problem(
      "mixed-levels", "functions of groups and of rows stand in one value", at: place,
      expected: "'top_share' alone, or functions of rows alone")
  }

  fileprivate func nestedAggregate(
    _ name: String, in function: AggregateFunction, at place: Place
  ) -> Diagnostic {
    problem(
      "nested-aggregate", "'\(name)' stands inside '\(function.written)'", at: place,
      expected: "a value of a row, such as \(function.written)(price)")
  }

  fileprivate func wrongCount(
    _ function: AggregateFunction, _ count: Int, at place: Place
  ) -> Diagnostic {
    problem(
      "wrong-argument-count",
      "'\(function.written)' has \(count) argument\(count == 1 ? "" : "s")", at: place,
      expected: function.signature)
  }

  func refused(
    _ function: AggregateFunction, _ type: LogicalType, _ expected: String, at place: Place
  ) -> Diagnostic {
    problem(
      "wrong-argument-type", "'\(function.written)' does not take \(type.name)", at: place,
      expected: "\(expected), as in \(function.signature)")
  }

  fileprivate func noShare(_ function: AggregateFunction, at place: Place) -> Diagnostic {
    problem(
      "argument-out-of-range", "'\(excerpt(place))' does not fit here", at: place,
      expected: "a share from 0 to 1 that is the same in all rows, as in \(function.example)")
  }

  private static let otherAggregates: [String: String] = [
    "avg": "mean", "average": "mean", "std": "sd", "stddev": "sd", "percentile": "quantile",
    "quantile_cont": "quantile", "count_if": "share", "n": "count", "total": "sum",
  ]

  fileprivate func unknownAggregate(_ name: String, at place: Place) -> Diagnostic {
    if name.lowercased() == "median" {
      return problem(
        "unknown-function", "unknown function 'median'", at: place,
        expected: "quantile(value, 0.5)")
    }
    let names =
      AggregateFunction.allCases.filter { $0 != .distinct }.map(\.name)
      + FunctionRegistry.all.map { $0.name }
    let nearest =
      Self.otherAggregates[name.lowercased()].map { DidYouMean.Proposal(names: [$0]) }
      ?? DidYouMean.proposal(for: name, in: names)
    return problem(
      "unknown-function", "unknown function '\(name)'", at: place,
      expected: "one of "
        + AggregateFunction.allCases.map(\.written).joined(separator: ", ")
        + ", or a function of a row",
      suggestion: nearest?.question, replacement: nearest?.certain)
  }
}
