import Diagnostics
import Sampling
import SchemaModel

/// Reads templates such as `{greeting}, {name}!` and the rules they name.
struct GrammarCompiler {
  /// More bytes in one text, or more choices, than this are refused.
  static let largest = 4096
  /// Rules inside each other; each is a level of the stack.
  static let deepest = 64

  private let call: GeneratorCall
  private let names: [String]
  private var literals: [UInt8] = []
  private var problems = DiagnosticList()
  /// Whether all rules and all of their texts could be read.
  private var isComplete = true
  private var areNamesKnown = true

  /// One alternative as written, with its weight.
  private typealias Alternative = (text: Scalar, weight: Double)

  /// - Throws: unknown rules, braces that do not fit, weights that leave nothing to choose, rules
  ///   that contain themselves, texts that would be too long; all of them.
  static func compile(
    _ call: GeneratorCall
  ) throws(DiagnosticList) -> TextGrammar {
    var rules: [ArgumentValue.MapEntry] = []
    if case .map(let entries, _)? = call.options["rules"] { rules = entries }
    var compiler = GrammarCompiler(call, names: rules.map(\.key.text))
    compiler.areNamesKnown = !call.options.isUnread("rules")
    compiler.isComplete = compiler.areNamesKnown && !call.argument.isUnread
    var parts: [TextGrammar.Part] = []
    if case .literal(let start) = call.argument { parts = compiler.parts(of: start) }
    var compiled: [TextGrammar.Rule] = []
    for rule in rules { compiled.append(compiler.rule(rule)) }
    // Nothing in the list where a part was not read.
    if compiler.problems.hasErrors || !compiler.isComplete { throw compiler.problems }
    let size = try compiler.size(of: parts, compiled, rules.map(\.key))
    guard size.bytes <= largest, size.draws <= largest else {
      throw DiagnosticList([.grammarTooLarge(size, call)])
    }
    return TextGrammar(literals: compiler.literals, rules: compiled, start: parts, size: size)
  }

  private init(_ call: GeneratorCall, names: [String]) {
    self.call = call
    self.names = names
  }

  private mutating func rule(_ entry: ArgumentValue.MapEntry) -> TextGrammar.Rule {
    let written: [Alternative]
    switch entry.value {
    case .literal(let text): written = [(text, 1)]
    case .list(let items, _):
      written = items.compactMap { if case .literal(let text) = $0 { (text, 1) } else { nil } }
      if written.count < items.count { isComplete = false }
    case .map(let entries, _):
      if let problem = PercentWeights.problem(
        entries.map(\.value), of: entry.key.text, at: entry.key.location,
        pointer: entry.key.pointer)
      {
        problems.report(problem)
      }
      written = entries.compactMap { entry in
        guard case .literal(let weight) = entry.value else { return (entry.key, 1) }
        return (entry.key, LiteralReader.number(weight.text) ?? 0)
      }
      if entries.contains(where: { $0.value.isUnread }) { isComplete = false }
    case .unread:
      isComplete = false
      return TextGrammar.Rule(alternatives: [])
    case .expression, .record, .generator: preconditionFailure("decoding knows these forms")
    }
    let alternatives = written.map { parts(of: $0.text) }
    let weights = written.map(\.weight)
    guard weights.contains(where: { $0 > 0 }) else {
      if !isComplete { return TextGrammar.Rule(alternatives: alternatives) }
      problems.report(.emptyRule(entry.key))
      return TextGrammar.Rule(alternatives: alternatives)
    }
    return TextGrammar.Rule(
      alternatives: alternatives,
      picker: weights.count > 1 ? AliasTable(weights: weights) : nil)
  }

  /// Text between braces names a rule; `{{` and `}}` stand for the braces themselves.
  private mutating func parts(of template: Scalar) -> [TextGrammar.Part] {
    var parts: [TextGrammar.Part] = []
    let scalars = Array(template.text.unicodeScalars)
    var first = literals.count
    func literal(_ end: Int) -> [TextGrammar.Part] { end > first ? [.literal(first..<end)] : [] }
    var place = 0
    while place < scalars.count {
      let scalar = scalars[place]
      let isDoubled = place + 1 < scalars.count && scalars[place + 1] == scalar
      if scalar == "{", !isDoubled {
        guard let close = scalars[place...].firstIndex(of: "}") else {
          problems.report(.openBrace(template, place))
          return parts
        }
        let name = String(String.UnicodeScalarView(scalars[(place + 1)..<close]))
        parts += literal(literals.count)
        if let index = names.firstIndex(of: name) {
          parts.append(.rule(index))
        } else if areNamesKnown {
          problems.report(.unknownRule(name, template, place + 1, names))
        }
        first = literals.count
        place = close + 1
        continue
      }
      if scalar == "}", !isDoubled {
        problems.report(.closedBrace(template, place))
        return parts
      }
      UTF8.encode(scalar) { literals.append($0) }
      place += scalar == "{" || scalar == "}" ? 2 : 1
    }
    return parts + literal(literals.count)
  }

  /// The largest text there can be.
  private func size(
    of start: [TextGrammar.Part], _ rules: [TextGrammar.Rule], _ keys: [Scalar]
  ) throws(DiagnosticList) -> TextGrammar.Size {
    var known = [TextGrammar.Size?](repeating: nil, count: rules.count)
    for index in rules.indices {
      var path: [Int] = []
      try measure(index, rules, keys, &known, &path)
    }
    return GrammarCompiler.size(of: start, known)
  }

  private func measure(
    _ index: Int, _ rules: [TextGrammar.Rule], _ keys: [Scalar],
    _ known: inout [TextGrammar.Size?], _ path: inout [Int]
  ) throws(DiagnosticList) {
    if known[index] != nil { return }
    if let first = path.firstIndex(of: index) {
      let names = (path[first...] + [index]).map { keys[$0].text }
      throw DiagnosticList([.endlessRule(names, at: keys[index])])
    }
    guard path.count < GrammarCompiler.deepest else {
      throw DiagnosticList([.rulesTooDeep(at: keys[index])])
    }
    path.append(index)
    var size = TextGrammar.Size()
    for alternative in rules[index].alternatives {
      for case .rule(let inner) in alternative {
        try measure(inner, rules, keys, &known, &path)
      }
      size = size.joined(GrammarCompiler.size(of: alternative, known))
    }
    path.removeLast()
    if rules[index].picker != nil { size.draws += 1 }
    known[index] = size
  }

  private static func size(
    of parts: [TextGrammar.Part], _ known: [TextGrammar.Size?]
  ) -> TextGrammar.Size {
    parts.reduce(TextGrammar.Size()) { sum, part in
      switch part {
      case .literal(let range): sum + TextGrammar.Size(bytes: range.count)
      case .rule(let index): sum + (known[index] ?? TextGrammar.Size())
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func unknownRule(
    _ name: String, _ template: Scalar, _ offset: Int, _ names: [String]
  ) -> Diagnostic {
    let length = name.unicodeScalars.count
    let location = template.source.location(at: offset, length: max(length, 1))
    return Diagnostic(
      "unknown-rule", "'rules' has no '\(name)'", at: location, pointer: template.pointer,
      expected: names.isEmpty
        ? "a name that 'rules' has, or '{{' and '}}' for the braces themselves"
        : Diagnostic.oneOf(names.sorted(), "rules")
    ).proposing(
      DidYouMean.proposal(for: name, in: names), in: template.source, at: offset..<offset + length)
  }

  fileprivate static func openBrace(_ template: Scalar, _ offset: Int) -> Diagnostic {
    Diagnostic(
      "open-brace", "'{' is not closed",
      at: template.source.location(at: offset, length: 1), pointer: template.pointer,
      expected: "the name of a rule and '}', or '{{' for the brace itself")
  }

  fileprivate static func closedBrace(_ template: Scalar, _ offset: Int) -> Diagnostic {
    Diagnostic(
      "closed-brace", "'}' closes nothing",
      at: template.source.location(at: offset, length: 1), pointer: template.pointer,
      expected: "'}}' for the brace itself")
  }

  fileprivate static func emptyRule(_ key: Scalar) -> Diagnostic {
    Diagnostic(
      "empty-rule", "the rule '\(key.text)' has nothing to choose from", at: key.location,
      pointer: key.pointer, expected: "at least one text of a weight above 0")
  }

  fileprivate static func endlessRule(_ names: [String], at key: Scalar) -> Diagnostic {
    Diagnostic(
      "endless-rule",
      "the rule '\(names[0])' contains itself: \(names.joined(separator: " → "))",
      at: key.location, pointer: key.pointer, expected: "rules that end")
  }

  fileprivate static func rulesTooDeep(at key: Scalar) -> Diagnostic {
    Diagnostic(
      "rules-too-deep", "rules stand inside each other more than \(GrammarCompiler.deepest) deep",
      at: key.location, pointer: key.pointer,
      expected: "at most \(GrammarCompiler.deepest) from the first to the last")
  }

  fileprivate static func grammarTooLarge(
    _ size: TextGrammar.Size, _ call: GeneratorCall
  ) -> Diagnostic {
    let what =
      size.bytes > GrammarCompiler.largest
      ? "can have \(size.bytes) bytes" : "can take \(size.draws) choices"
    return Diagnostic(
      "grammar-too-large", "a text of the grammar \(what)", at: call.location,
      pointer: call.pointer, expected: "at most \(GrammarCompiler.largest)")
  }
}
