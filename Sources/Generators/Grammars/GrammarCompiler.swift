import Diagnostics
import Sampling
import SchemaModel

/// Puts templates such as `{greeting}, {name}!` and the rules they name together to a grammar.
struct GrammarCompiler {
  /// More bytes in one text, or more choices, than this are refused.
  static let largest = 4096
  /// Rules inside each other; each is a level of the stack.
  static let deepest = 64

  /// A rule of which one field is written, so many times inside itself at most.
  private struct Use: Hashable {
    var rule: Int
    var field: Int
    var level: Int
  }

  /// A choice that is the same wherever it stands in a text.
  private struct Kept: Hashable {
    var rule: Int
    var number: Int
  }

  /// What an expression in a template gives.
  private let column: (LocatedText) throws(DiagnosticList) -> Int
  private let call: GeneratorCall
  private let depth: Int?
  private let rules: [GrammarRule]
  private let names: [String: Int]
  private let areNamesKnown: Bool
  /// Of the rules of all cases.
  private let allNames: [String]
  private var reachable: [Set<Int>] = []
  private var problems = DiagnosticList()
  /// Whether an expression failed, of which all has been said elsewhere.
  private var hasFailed = false
  /// The place among the columns of the texts of each expression.
  private var columns: [LocatedText: Int] = [:]
  private var compiled: [TextGrammar.Rule] = []
  private var keys: [Int?] = []
  private var made: [Use: Int?] = [:]
  private var kept: [Kept: Int] = [:]
  private var keptUses: [(kept: Kept, rule: Int)] = []

  /// - Parameters:
  ///   - rules: by name, as written.
  ///   - names: of these rules and of those that stand in their place in some rows.
  ///   - isComplete: whether all of them could be read.
  ///   - depth: how often a rule may stand inside itself; nil where none may.
  ///   - column: binds an expression, and gives its place among the columns of the texts.
  /// - Throws: unknown rules, braces that do not fit, weights that leave nothing to choose, rules
  ///   that contain themselves, texts that would be too long; all of them.
  static func compile(
    _ call: GeneratorCall, _ rules: [ArgumentValue.MapEntry], names allNames: [String],
    isComplete: Bool, depth: Int?,
    column: @escaping (LocatedText) throws(DiagnosticList) -> Int
  ) throws(DiagnosticList) -> TextGrammar {
    var reader = GrammarRuleReader(known: rules.map(\.key.text))
    var start: [GrammarTemplate.Piece] = []
    if case .literal(let template) = call.argument { start = reader.pieces(of: template) }
    var read: [GrammarRule] = []
    for rule in rules { read.append(reader.rule(rule)) }
    var compiler = GrammarCompiler(call, read, allNames, isComplete, depth, column)
    compiler.problems = reader.problems
    return try compiler.grammar(
      start, literals: reader.literals, isComplete: isComplete && !call.argument.isUnread)
  }

  private init(
    _ call: GeneratorCall, _ rules: [GrammarRule], _ allNames: [String], _ areNamesKnown: Bool,
    _ depth: Int?,
    _ column: @escaping (LocatedText) throws(DiagnosticList) -> Int
  ) {
    self.call = call
    self.rules = rules
    self.areNamesKnown = areNamesKnown
    self.allNames = allNames
    self.depth = depth
    self.column = column
    names = Dictionary(
      rules.enumerated().map { ($1.key.text, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private mutating func grammar(
    _ start: [GrammarTemplate.Piece], literals: [UInt8], isComplete: Bool
  ) throws(DiagnosticList) -> TextGrammar {
    check([start])
    for rule in rules { check(rule.alternatives.flatMap { $0 }) }
    // Circles are there whatever else is wrong, unless 'depth' may allow them.
    if !call.options.isUnread("depth") { findCircles() }
    // Nothing in the list where a part was not read.
    let isRead = isComplete && !hasFailed && rules.allSatisfy(\.isComplete)
    if problems.hasErrors || !isRead { throw problems }
    guard let parts = parts(start, from: nil, level: depth ?? 0) else {
      throw DiagnosticList([.neverEnds(call, depth ?? 0)])
    }
    return try assembled(parts, literals)
  }

  /// Places the choices that are kept behind one another, and sees to the size of texts.
  private func assembled(
    _ start: [TextGrammar.Part], _ literals: [UInt8]
  ) throws(DiagnosticList) -> TextGrammar {
    var sizes = GrammarSizes(rules: compiled, keys: keys.map { $0.map { rules[$0].key } })
    let size = try sizes.size(of: start)
    // Each kept choice has as many lanes as its longest field draws.
    var widths = [Int](repeating: 0, count: kept.count)
    for use in keptUses {
      guard let id = kept[use.kept] else { preconditionFailure("a kept choice has a number") }
      widths[id] = max(widths[id], try sizes.size(of: use.rule).draws)
    }
    let keptDraws = widths.reduce(0, +)
    let whole = TextGrammar.Size(bytes: size.bytes, draws: max(size.draws, keptDraws))
    guard max(whole.bytes, whole.draws) <= GrammarCompiler.largest else {
      throw DiagnosticList([.grammarTooLarge(whole, call)])
    }
    func placed(_ parts: [TextGrammar.Part]) -> [TextGrammar.Part] {
      parts.map { part in
        guard case .kept(let rule, let id) = part else { return part }
        return .kept(rule: rule, base: widths[..<id].reduce(0, +))
      }
    }
    return TextGrammar(
      literals: literals,
      rules: compiled.map { rule in
        TextGrammar.Rule(alternatives: rule.alternatives.map(placed), picker: rule.picker)
      }, start: placed(start), size: size, keptDraws: keptDraws)
  }
}

// Names and circles.
extension GrammarCompiler {
  /// Looks names up and binds what is no rule.
  private mutating func check(_ templates: [[GrammarTemplate.Piece]]) {
    for piece in templates.joined() {
      switch piece {
      case .literal: continue
      case .expression(let text): bind(text)
      case .name(let name):
        guard let index = names[name.rule] else {
          bind(name)
          continue
        }
        let rule = rules[index]
        guard rule.isComplete, !rule.alternatives.isEmpty else { continue }
        if rule.hasFields != (name.field != nil)
          || name.field.map({ !rule.fields.contains($0) }) == true
        {
          problems.report(.noSuchField(name, rule))
        }
      }
    }
  }

  private mutating func bind(_ text: LocatedText) {
    do throws(DiagnosticList) {
      columns[text] = try column(text)
    } catch {
      problems.all += error.all
      hasFailed = true
    }
  }

  /// What is no rule is a column, or a path to one.
  private mutating func bind(_ name: GrammarTemplate.Name) {
    if let number = name.number {
      hasFailed = true
      if areNamesKnown { problems.report(.unknownChoice(name, number, allNames)) }
      return
    }
    do throws(DiagnosticList) {
      columns[name.text] = try column(name.text)
    } catch {
      hasFailed = true
      guard !name.rule.contains("."), error.all.allSatisfy({ $0.code == "unknown-column" }) else {
        problems.all += error.all
        return
      }
      if areNamesKnown, let unknown = error.all.first {
        problems.report(.unknownRule(name, allNames, unknown))
      }
    }
  }

  /// Which rules come to which; each set of rules that come to each other is told once.
  private mutating func findCircles() {
    let direct = rules.map { rule in
      Set(
        rule.alternatives.joined().joined().compactMap { piece -> Int? in
          if case .name(let name) = piece { names[name.rule] } else { nil }
        })
    }
    reachable = direct.map { first in
      var seen = first
      var open = Array(first)
      while let next = open.popLast() {
        for other in direct[next] where seen.insert(other).inserted { open.append(other) }
      }
      return seen
    }
    if depth != nil { return }
    var told: Set<Int> = []
    for first in rules.indices where reachable[first].contains(first) && !told.contains(first) {
      problems.report(.endlessRule(circle(from: first, direct), at: rules[first].key))
      told.formUnion(reachable[first].filter { reachable[$0].contains(first) })
    }
  }

  /// The names on a shortest way from a rule back to it.
  private func circle(from first: Int, _ direct: [Set<Int>]) -> [String] {
    var before: [Int: Int] = [:]
    var open = [first]
    var place = 0
    while place < open.count {
      let rule = open[place]
      place += 1
      for next in direct[rule].sorted() where before[next] == nil {
        before[next] = rule
        open.append(next)
      }
    }
    var names = [rules[first].key.text]
    var rule = before[first] ?? first
    while rule != first {
      names.append(rules[rule].key.text)
      rule = before[rule] ?? first
    }
    return ([rules[first].key.text] + names.reversed())
  }
}

// Putting together.
extension GrammarCompiler {
  /// - Parameter rule: that the pieces belong to; nil for the whole text.
  /// - Returns: nil where what they name cannot end at this level.
  private mutating func parts(
    _ pieces: [GrammarTemplate.Piece], from rule: Int?, level: Int
  ) -> [TextGrammar.Part]? {
    var parts: [TextGrammar.Part] = []
    for piece in pieces {
      switch piece {
      case .literal(let range): parts.append(.literal(range))
      case .expression(let text): parts += columns[text].map { [.column($0)] } ?? []
      case .name(let name):
        var own: [TextGrammar.Part] = []
        // The article is what is written large.
        if name.filters.contains("capital") { own.append(.capital) }
        if name.filters.contains("a") { own.append(.article) }
        if let part = part(name, from: rule, level: level) {
          own.append(part)
        } else if name.chance == nil {
          return nil
        } else {
          // What may be left out is left out.
          continue
        }
        parts += name.chance.map { [.rule(optional(own, $0, rule))] } ?? own
      }
    }
    return parts
  }

  private mutating func optional(
    _ parts: [TextGrammar.Part], _ chance: Double, _ rule: Int?
  ) -> Int {
    compiled.append(
      TextGrammar.Rule(
        alternatives: [parts, []], picker: AliasTable(weights: [chance, 1 - chance])))
    keys.append(rule)
    return compiled.count - 1
  }

  private mutating func part(
    _ name: GrammarTemplate.Name, from: Int?, level: Int
  ) -> TextGrammar.Part? {
    guard let rule = names[name.rule] else {
      guard let column = columns[name.text] else {
        preconditionFailure("names were looked up before")
      }
      return .column(column)
    }
    var next = depth ?? 0
    // Inside itself a rule has one level less.
    if let from, reachable[from].contains(rule), reachable[rule].contains(from) { next = level - 1 }
    let field = name.field.flatMap { rules[rule].fields.firstIndex(of: $0) } ?? 0
    guard let index = index(Use(rule: rule, field: field, level: next)) else { return nil }
    guard name.number != nil || rules[rule].hasFields else { return .rule(index) }
    let own = Kept(rule: rule, number: name.number ?? 1)
    let id = kept[own] ?? kept.count
    kept[own] = id
    keptUses.append((own, index))
    return .kept(rule: index, base: id)
  }

  private mutating func index(_ use: Use) -> Int? {
    if use.level < 0 { return nil }
    if let known = made[use] { return known }
    let rule = rules[use.rule]
    var alternatives: [[TextGrammar.Part]] = []
    var weights: [Double] = []
    for (texts, weight) in zip(rule.alternatives, rule.weights) {
      // A choice that does not end at this level is left to higher ones, with all of its fields.
      let fields = texts.map { parts($0, from: use.rule, level: use.level) }
      guard fields.allSatisfy({ $0 != nil }), let own = fields[use.field] else { continue }
      alternatives.append(own)
      weights.append(weight)
    }
    var result: Int?
    if weights.contains(where: { $0 > 0 }) {
      result = compiled.count
      compiled.append(
        TextGrammar.Rule(
          alternatives: alternatives,
          picker: weights.count > 1 ? AliasTable(weights: weights) : nil))
      keys.append(use.rule)
    }
    made[use] = .some(result)
    return result
  }
}

extension Diagnostic {
  /// - Parameter column: that it is no column either.
  fileprivate static func unknownRule(
    _ name: GrammarTemplate.Name, _ names: [String], _ column: Diagnostic
  ) -> Diagnostic {
    let length = name.rule.unicodeScalars.count
    let proposal = DidYouMean.proposal(for: name.rule, in: names)
    var result = Diagnostic(
      "unknown-rule", "'rules' has no '\(name.rule)', nor has the row",
      at: name.text.location(at: 0, length: max(length, 1)), pointer: name.text.pointer,
      expected: names.isEmpty
        ? "a name that 'rules' has, a column, or '{{' and '}}' for the braces themselves"
        : Diagnostic.oneOf(names.sorted(), "rules") + ", or a column"
    ).proposing(proposal, in: name.template, at: name.offset..<name.offset + length)
    if proposal == nil { result.suggestion = column.suggestion }
    return result
  }

  fileprivate static func unknownChoice(
    _ name: GrammarTemplate.Name, _ number: Int, _ names: [String]
  ) -> Diagnostic {
    let length = name.rule.unicodeScalars.count
    return Diagnostic(
      "unknown-rule", "'rules' has no '\(name.rule)' whose choice \(number) could stand here",
      at: name.text.location(at: 0, length: max(length, 1)), pointer: name.text.pointer,
      expected: names.isEmpty ? "'rules' beside it" : oneOf(names.sorted(), "rules")
    ).proposing(
      DidYouMean.proposal(for: name.rule, in: names), in: name.template,
      at: name.offset..<name.offset + length)
  }

  fileprivate static func noSuchField(
    _ name: GrammarTemplate.Name, _ rule: GrammarRule
  ) -> Diagnostic {
    let message =
      switch (rule.hasFields, name.field) {
      case (true, nil): "'\(rule.key.text)' has several fields, of which one is meant"
      case (true, let field?): "'\(rule.key.text)' has no field '\(field)'"
      case (false, _): "'\(rule.key.text)' has no fields"
      }
    return Diagnostic(
      "unknown-field", message,
      at: name.text.location(at: 0, length: name.whole.unicodeScalars.count),
      pointer: name.text.pointer,
      expected: rule.hasFields
        ? Diagnostic.oneOf(rule.fields.map { "\(rule.key.text).\($0)" }, "fields")
        : "'\(rule.key.text)' alone")
  }

  fileprivate static func endlessRule(_ names: [String], at key: Scalar) -> Diagnostic {
    Diagnostic(
      "endless-rule",
      "the rule '\(names[0])' contains itself: \(names.joined(separator: " → "))",
      at: key.location, pointer: key.pointer,
      expected: "rules that end, or 'depth' with how often a rule may stand inside itself")
  }

  fileprivate static func neverEnds(_ call: GeneratorCall, _ depth: Int) -> Diagnostic {
    Diagnostic(
      "rules-never-end", "no text of the grammar ends, even within a 'depth' of \(depth)",
      at: call.location, pointer: call.pointer,
      expected: "in each rule that contains itself a text of a weight above 0 that does not")
  }
}
