import Columnar
import Diagnostics
import Sampling
import SchemaModel

/// Reads laws that are made of others, and what stands in them.
struct StatedLawReader {
  /// Laws made of laws may stand in one another once: what lies deeper is rather a mistake, and
  /// can be written side by side.
  private static let deepest = 2

  private let context: any ColumnContext
  private var arguments: [StatedLaw.Argument] = []
  private var attempts = Attempts()
  /// What the numbers of the parts count, and where the first is that says so.
  private var types: [(type: LogicalType, call: GeneratorCall, isNought: Bool)] = []

  private init(_ context: any ColumnContext) { self.context = context }

  /// - Throws: all that is wrong with the parts.
  static func law(
    _ call: GeneratorCall, in context: any ColumnContext
  ) throws(DiagnosticList) -> StatedLaw {
    var reader = StatedLawReader(context)
    let root = reader.node(call, depth: 0)
    let type = reader.commonType()
    guard let root, let type, !reader.attempts.hasFailed else { throw reader.attempts.problems }
    return StatedLaw(root: root, arguments: reader.arguments, type: type)
  }

  /// - Returns: nil where it has a mistake, which is among the problems.
  private mutating func node(_ call: GeneratorCall, depth: Int) -> StatedLaw.Node? {
    switch call.word {
    case GeneratorCall.unreadWord:
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return nil
    case GeneratorSyntax.value.word: return value(call)
    case EmpiricalKind.syntax.word:
      let data = attempts.run { () throws(DiagnosticList) in
        try EmpiricalData.read(call, in: context)
      }
      guard let data else { return nil }
      types.append((data.type, call, false))
      return .data(data.law)
    case MixtureKind.syntax.word, ZeroInflatedKind.syntax.word:
      guard depth < Self.deepest else { return fail(.tooDeep(call)) }
      return call.word == MixtureKind.syntax.word
        ? mixture(call, depth: depth) : zeroInflated(call, depth: depth)
    default:
      guard let law = LawRegistry.law(call.word) else {
        preconditionFailure("decoding lets only laws through")
      }
      return plain(law, call)
    }
  }

  private mutating func fail(_ problem: Diagnostic) -> StatedLaw.Node? {
    attempts.run { () throws(DiagnosticList) in throw DiagnosticList([problem]) }
    return nil
  }

  private mutating func place(
    _ argument: NumericArgument, ifMissing: Double? = nil
  ) -> Int {
    arguments.append(StatedLaw.Argument(value: argument, ifMissing: ifMissing))
    return arguments.count - 1
  }

  private mutating func number(
    _ value: ArgumentValue?, ifMissing: Double? = nil, mayBeLength: Bool = false
  ) -> Int? {
    let context = context
    let read = attempts.run { () throws(DiagnosticList) -> NumericArgument in
      guard let value else { throw DiagnosticList() }
      return try NumericArgument(value, in: context, mayBeLength: mayBeLength)
    }
    return read.map { place($0, ifMissing: ifMissing) }
  }

  private mutating func value(_ call: GeneratorCall) -> StatedLaw.Node? {
    if case .literal(let scalar) = call.argument, scalar.isNull {
      return fail(.nullInLaw(scalar))
    }
    guard let place = number(call.argument, mayBeLength: true) else { return nil }
    let argument = arguments[place].value
    var isWhole = argument.constant.map { $0 == $0.rounded() } ?? false
    if case .expression(let compiled) = argument { isWhole = compiled.type.isInteger }
    types.append(
      (argument.isDuration ? .duration : isWhole ? .int64 : .float64, call, argument.constant == 0))
    return .value(place)
  }

  private mutating func plain(_ law: any Law.Type, _ call: GeneratorCall) -> StatedLaw.Node? {
    if call.argument.isUnread {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return nil
    }
    guard case .record(let words) = call.argument else {
      preconditionFailure("a law has a record of parameters")
    }
    let context = context
    let read = attempts.run { () throws(DiagnosticList) in
      let form = try LawKind.form(of: law, words, call, context)
      return (form, try LawKind.parameters(of: law, law.forms[form], words, call, context))
    }
    guard let (form, parameters) = read else { return nil }
    let type = LawKind.type(of: law, isDuration: parameters.isDuration)
    types.append((type, call, false))
    let first = arguments.count
    arguments += parameters.values.map { StatedLaw.Argument(value: $0) }
    return .law(law, form: form, first: first, call: call, words: words)
  }

  /// A law inside another, with the `between` and `round` that stand beside it.
  private mutating func part(_ call: GeneratorCall, depth: Int) -> StatedLaw.Node? {
    let first = types.count
    let made = node(call, depth: depth)
    // Parts that differ are told once, for the whole.
    let own = types.dropFirst(first).map(\.type)
    guard let made, let type = own.contains(.float64) ? .float64 : own.first else { return nil }
    return modified(made, call, type)
  }

  private mutating func modified(
    _ node: StatedLaw.Node, _ call: GeneratorCall, _ type: LogicalType
  ) -> StatedLaw.Node? {
    var node = node
    if case .list(let ends, _)? = call.modifiers["between"], ends.count == 2 {
      guard let cut = cut(node, ends, call, type) else { return nil }
      node = cut
    }
    let rounding = attempts.run { () throws(DiagnosticList) in
      try Rounding.read(call.modifiers, type: type)
    }
    guard let rounding else { return nil }
    return rounding.map { .rounded(node, $0.grid) } ?? node
  }

  private mutating func cut(
    _ node: StatedLaw.Node, _ ends: [ArgumentValue], _ call: GeneratorCall, _ type: LogicalType
  ) -> StatedLaw.Node? {
    let instant = type.isNumeric || type == .duration ? nil : type
    let context = context
    var read: [NumericArgument?] = []
    for end in ends {
      attempts.run { () throws(DiagnosticList) in
        if case .literal(let scalar) = end, scalar.isNull {
          read.append(nil)
        } else {
          read.append(try NumericArgument(end, as: instant, in: context, mayBeLength: true))
        }
      }
    }
    guard read.count == 2 else { return nil }
    let checked = attempts.run { () throws(DiagnosticList) -> Bool in
      try LawKind.checkUnits(read, isDuration: type == .duration, call)
      let cut = LawCut(call, type: type, lower: read[0], upper: read[1])
      try cut.check(isWhole: type == .int64)
      return true
    }
    guard checked == true else { return nil }
    return .cut(
      node, lower: read[0].map { place($0, ifMissing: -.infinity) },
      upper: read[1].map { place($0, ifMissing: .infinity) }, call: call)
  }

  private mutating func mixture(_ call: GeneratorCall, depth: Int) -> StatedLaw.Node? {
    guard case .list(let items, let location) = call.argument else {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return nil
    }
    if items.isEmpty { return fail(.noParts(call)) }
    var weights: [ArgumentValue] = []
    var parts: [(weight: Int, part: StatedLaw.Node)] = []
    for item in items {
      guard case .record(let words) = item, let weight = words["weight"] else {
        attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
        continue
      }
      weights.append(weight)
      let place = number(weight, ifMissing: 0)
      guard let law = StatedLaw.law(in: item), let part = part(law, depth: depth + 1), let place
      else {
        attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
        continue
      }
      parts.append((place, part))
    }
    if weights.count == items.count,
      let problem = PercentWeights.problem(
        weights, of: "mixture", at: location, pointer: call.pointer)
    {
      return fail(problem)
    }
    return parts.count == items.count ? .mixture(parts, call: call) : nil
  }

  private mutating func zeroInflated(_ call: GeneratorCall, depth: Int) -> StatedLaw.Node? {
    guard case .record(let words) = call.argument else {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return nil
    }
    let chance = number(words["chance"], ifMissing: 0)
    guard let law = StatedLaw.law(in: call.argument), let part = part(law, depth: depth + 1),
      let chance
    else {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
      return nil
    }
    return .zeroInflated(chance: chance, part, call: call)
  }

  /// What all parts count; whole numbers among others are numbers, and 0 is a length of time too.
  private mutating func commonType() -> LogicalType? {
    let own = types.filter { !$0.isNought }
    guard let first = own.first ?? types.first else { return nil }
    if own.isEmpty || own.allSatisfy({ $0.type == first.type }) { return first.type }
    for (type, call, _) in own where type.isNumeric != first.type.isNumeric || !type.isNumeric {
      if type == first.type { continue }
      _ = fail(.partsDiffer(call, type, first.type))
      return nil
    }
    return .float64
  }
}

extension Diagnostic {
  fileprivate static func tooDeep(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "mixture-too-deep", "'\(call.word)' stands in a law that stands in another",
      at: call.location, pointer: call.pointer,
      expected: "laws in one another once; further parts side by side, their weights multiplied")
  }

  fileprivate static func noParts(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "empty-mixture", "'mixture' has no parts", at: call.location, pointer: call.pointer,
      expected: "a list of laws such as {weight: 70%, normal: {mean: 40, sd: 5}}")
  }

  fileprivate static func nullInLaw(_ null: Scalar) -> Diagnostic {
    Diagnostic(
      "null-in-law", "'null' is no value of a law", at: null.location, pointer: null.pointer,
      expected: "a number, or 'missing:' with a share beside the column's law")
  }

  fileprivate static func partsDiffer(
    _ call: GeneratorCall, _ type: LogicalType, _ first: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "parts-differ", "this part gives \(type.name), another one \(first.name)",
      at: call.location, pointer: call.pointer, expected: "one kind of value in all parts")
  }
}
