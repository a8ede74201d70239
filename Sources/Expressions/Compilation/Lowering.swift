import Columnar
import Diagnostics

/// Turns the nodes of the tree into registers, children first, without recursion: the stack of
/// the thread does not limit how deep an expression may be.
struct Lowering {
  let expression: ParsedExpression
  let scope: any NameScope

  /// - Returns: nil after a problem has been recorded.
  func lower(_ root: SyntaxNode, _ work: inout Compilation) -> Term? {
    var pending: [(node: SyntaxNode, isEntered: Bool)] = [(root, false)]
    var results: [Term?] = []
    while let (node, isEntered) = pending.popLast() {
      let children = node.children
      if !isEntered {
        if let term = part(node, &work) {
          results.append(term)
          continue
        }
        pending.append((node, true))
        for child in children.reversed() { pending.append((child, false)) }
        continue
      }
      let operands = Array(results.suffix(children.count))
      results.removeLast(children.count)
      var term = lower(node, operands, &work)
      term?.place = node.place
      results.append(term)
    }
    guard let result = results.last else { preconditionFailure("a tree without a root") }
    return result
  }

  private func lower(_ node: SyntaxNode, _ operands: [Term?], _ work: inout Compilation) -> Term? {
    if case .call(let name, _, let namePlace) = node.kind {
      return call(name, operands, namePlace, node.place, &work)
    }
    let terms = operands.compactMap { $0 }
    guard terms.count == operands.count else { return nil }
    if terms.isEmpty { return leaf(node, &work) }
    return work.attempt { (work) throws(Diagnostic) in try inner(node, terms, &work) }
  }

  private func leaf(_ node: SyntaxNode, _ work: inout Compilation) -> Term? {
    let place = node.place
    switch node.kind {
    case .integer(let value): return work.integerLiteral(value, at: place)
    case .decimal(let value, let scale): return work.decimalLiteral(value, scale, at: place)
    case .float(let value): return work.constant(.float64(value), at: place)
    case .text(let value): return work.constant(.text(value), at: place)
    case .boolean(let value): return work.constant(.boolean(value), at: place)
    case .null: return work.constant(.null(nil), at: place)
    case .pi: return work.constant(.float64(Double.pi), at: place)
    case .duration(let value): return work.constant(.int64(value, .duration), at: place)
    case .months(let value): return work.constant(.months(value), at: place)
    case .path(let index): return bind(expression.paths[index], place, &work)
    case .negated, .not, .missing, .binary, .between, .membership, .call:
      preconditionFailure("an operator without operands")
    }
  }

  private func inner(
    _ node: SyntaxNode, _ terms: [Term], _ work: inout Compilation
  ) throws(Diagnostic) -> Term {
    let place = node.place
    switch node.kind {
    case .negated: return try work.negate(terms[0], at: place)
    case .not: return try work.not(terms[0], at: place)
    case .missing(_, let isNegated):
      return work.isMissing(terms[0], negated: isNegated, at: place)
    case .binary(let sign, _, _, _): return try work.binary(sign, terms[0], terms[1], at: place)
    case .between(_, _, _, let isNegated):
      // `lower <= x and x <= upper`, with `x` computed once.
      let above = try work.compare(.greaterOrEqual, terms[0], terms[1], at: place)
      let below = try work.compare(.lessOrEqual, terms[0], terms[2], at: place)
      let inside = try work.binary(.and, above, below, at: place)
      return isNegated ? try work.not(inside, at: place) : inside
    case .membership(_, _, let isNegated):
      let found = try work.membership(terms[0], Array(terms[1...]), at: place)
      return isNegated ? try work.not(found, at: place) : found
    case .integer, .decimal, .float, .text, .boolean, .null, .pi, .duration, .months, .path, .call:
      preconditionFailure("a value with operands")
    }
  }

  /// What functions of several values take.
  private static let readings: [String: (count: Int, expectation: String)] = [
    "contains": (2, "a text or a whole number as it stands, as in contains(tags, 'gift')"),
    "element": (2, "a number from 1 as it stands, as in element(tags, 1)"),
    "length": (1, "the column alone, as in length(tags)"),
  ]

  private static func reading(_ name: String, _ arguments: [SyntaxNode]) -> PartReading? {
    switch (name, arguments.count) {
    case ("length", 1): return .length
    case ("element", 2):
      guard case .integer(let place) = arguments[1].kind, (1...Int128(Int32.max)).contains(place)
      else { return nil }
      return .element(Int(place) - 1)
    case ("contains", 2):
      switch arguments[1].kind {
      case .text(let text): return .holds(text)
      case .integer(let number): return .holds(String(number))
      default: return nil
      }
    default: return nil
    }
  }

  /// What a function reads of a column that holds several values; nil where it is none.
  private func part(_ node: SyntaxNode, _ work: inout Compilation) -> Term?? {
    guard case .call(let name, let arguments, _) = node.kind, let first = arguments.first,
      case .path(let index) = first.kind
    else { return nil }
    guard let taken = Lowering.readings[name] else { return nil }
    guard let reading = Lowering.reading(name, arguments) else {
      // Of a single value the function itself says what it takes.
      guard (try? scope.bind(expression.paths[index], reading: .length)) ?? nil != nil else {
        return nil
      }
      let place = arguments.count == taken.count ? arguments[1].place : node.place
      work.problems.append(
        expression.source.problem(
          arguments.count == taken.count ? "wrong-argument-type" : "wrong-argument-count",
          arguments.count == taken.count
            ? "'\(name)' does not take this of '\(expression.paths[index].text)'"
            : "'\(name)' of a list has \(arguments.count) argument\(arguments.count == 1 ? "" : "s")",
          at: place, expected: taken.expectation))
      return .some(nil)
    }
    do {
      guard let binding = try scope.bind(expression.paths[index], reading: reading) else {
        return nil
      }
      return work.input(binding, at: node.place)
    } catch {
      work.problems.append(expression.source.problem(with: expression.paths[index], error))
      return .some(nil)
    }
  }

  private func bind(_ path: PathReference, _ place: Place, _ work: inout Compilation) -> Term? {
    if path.offset < work.toldNameEnd { return nil }
    if let (name, place) = hyphenated(path) {
      work.toldNameEnd = place.end
      work.problems.append(expression.source.subtractedName(name, at: place))
      return nil
    }
    do {
      return work.input(try scope.bind(path), at: place)
    } catch {
      work.problems.append(expression.source.problem(with: path, error))
      return nil
    }
  }

  /// Whether a '-' stands right behind a path, or right before it, so that it may be part of a name.
  static func mayBeHyphenated(_ path: PathReference, in source: LocatedText) -> Bool {
    let scalars = source.text.unicodeScalars.dropFirst(max(0, path.offset - 1))
    let around = Array(scalars.prefix(path.length + 2))
    return path.offset > 0 && around.first == "-"
      || around.dropFirst(path.length + (path.offset > 0 ? 1 : 0)).first == "-"
  }

  /// The name with '-' that begins with a path, when the text can be read as that name too.
  private func hyphenated(_ path: PathReference) -> (name: String, place: Place)? {
    let last = path.place(of: path.parts.count - 1)
    let behind = Array(expression.source.text.unicodeScalars.dropFirst(last.end).prefix(512))
    guard let word = path.parts.last, behind.first == "-" else { return nil }
    var end = 0
    while end + 1 < behind.count, behind[end] == "-", Lexer.continuesName(behind[end + 1]) {
      end += 1
      while end < behind.count, Lexer.continuesName(behind[end]) { end += 1 }
      let name = word + String(String.UnicodeScalarView(behind[..<end]))
      var whole = path
      whole.parts[path.parts.count - 1] = name
      if (try? scope.bind(whole)) != nil {
        return (name, Place(offset: last.offset, length: last.length + end))
      }
    }
    return nil
  }

  private func call(
    _ name: String, _ lowered: [Term?], _ namePlace: Place, _ place: Place,
    _ work: inout Compilation
  ) -> Term? {
    guard let function = FunctionRegistry.function(name) else {
      work.problems.append(
        expression.source.unknownFunction(name, namePlace: namePlace, place: place))
      return nil
    }
    guard !lowered.contains(where: { $0 == nil }) else { return nil }
    let call = FunctionCall(
      function: function, arguments: lowered.compactMap { $0 }, place: place,
      source: expression.source)
    return work.attempt { (work) throws(Diagnostic) in
      try call.checkCount()
      var term = try function.lower(call, &work)
      if function.sql == .none, term.constant == nil { term.sql = nil }
      return term
    }
  }
}

extension LocatedText {
  fileprivate func subtractedName(_ name: String, at place: Place) -> Diagnostic {
    problem(
      "subtracted-name", "'\(name)' is a column, and a subtraction", at: place,
      expected: "`\(name)` in backquotes for the column, blanks around '-' to subtract")
  }
}

extension Compilation {
  fileprivate mutating func integerLiteral(_ value: Int128, at place: Place) -> Term {
    if let narrow = Int64(exactly: value) { return constant(.int64(narrow, .int64), at: place) }
    return decimalLiteral(value, 0, at: place)
  }

  /// `0.08` is a decimal(2,2), `12.50` a decimal(4,2).
  fileprivate mutating func decimalLiteral(
    _ value: Int128, _ scale: Int, at place: Place
  ) -> Term {
    let precision = max(Self.digits(value), scale, 1)
    let type = LogicalType.decimal(precision: precision, scale: scale)
    if precision <= 18 { return constant(.int64(value.narrowed, type), at: place) }
    return constant(.int128(value, type), at: place)
  }

  /// Digits needed to write an integer.
  static func digits(_ value: Int128) -> Int {
    var count = 0
    var rest = value.magnitude
    while rest > 0 {
      rest /= 10
      count += 1
    }
    return count
  }
}

extension SyntaxNode {
  /// The nodes directly below, from left to right.
  package var children: [SyntaxNode] {
    switch kind {
    case .integer, .decimal, .float, .text, .boolean, .null, .pi, .duration, .months, .path: []
    case .negated(let inner), .not(let inner), .missing(let inner, _): [inner]
    case .binary(_, let left, let right, _): [left, right]
    case .between(let inner, let lower, let upper, _): [inner, lower, upper]
    case .membership(let inner, let items, _): [inner] + items
    case .call(_, let arguments, _): arguments
    }
  }
}
