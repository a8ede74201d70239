import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The grammar of a column, or of each case of another, with the columns that its texts hold.
struct GrammarChoice: Sendable {
  private let expressions: [CompiledExpression]
  /// Those of the cases in order, then that of all other rows.
  private let grammars: [TextGrammar]
  private let slot: Int
  private let matcher: CaseMatcher?

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var rules: [ArgumentValue.MapEntry] = []
    if case .map(let entries, _)? = call.options["rules"] { rules = entries }
    let isComplete = !call.options.isUnread("rules") && !call.options.isUnread("depth")
    var depth: Int?
    if case .literal(let scalar)? = call.options["depth"] {
      depth = LiteralReader.integer(scalar.text).map { Int($0) }
    }
    var columns = GrammarColumns()
    var attempts = Attempts()
    let vary: Arguments? = if case .record(let own)? = call.options["vary"] { own } else { nil }
    let names = GrammarChoice.names(rules, vary)
    func compile(_ rules: [ArgumentValue.MapEntry]) -> TextGrammar? {
      attempts.run { () throws(DiagnosticList) in
        try GrammarCompiler.compile(
          call, rules, names: names, isComplete: isComplete, depth: depth
        ) {
          (text) throws(DiagnosticList) in try columns.place(of: text, in: context)
        }
      }
    }
    var made: [TextGrammar?] = []
    var found: (slot: Int, matcher: CaseMatcher)?
    if call.options.isUnread("vary") {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList() }
    } else if let vary {
      for entry in vary.cases { made.append(compile(GrammarChoice.joined(rules, entry.value))) }
      found = attempts.run { () throws(DiagnosticList) in
        try GrammarChoice.matcher(vary, call, context)
      }
    }
    made.append(compile(rules))
    try attempts.finish()
    grammars = made.compactMap { $0 }
    expressions = columns.expressions
    (slot, matcher) = (found?.slot ?? 0, found?.matcher)
  }

  /// The grammar that is the same in all rows; nil where there is none.
  var fixed: TextGrammar? { expressions.isEmpty && matcher == nil ? grammars[0] : nil }

  private static func matcher(
    _ vary: Arguments, _ call: GeneratorCall, _ context: any ColumnContext
  ) throws(DiagnosticList) -> (slot: Int, matcher: CaseMatcher) {
    if vary.isUnread("by") || vary.isUnread("cases") { throw DiagnosticList() }
    guard case .literal(let path)? = vary["by"] else { throw DiagnosticList() }
    let (binding, known) = try context.path(path)
    var by = call
    by.argument = .literal(path)
    guard !vary.cases.isEmpty else { throw DiagnosticList([.noGrammarCases(vary)]) }
    return (
      binding.slot,
      try CaseMatcher(vary.cases.map(\.key), type: binding.type, known: known, call: by)
    )
  }

  /// The names of all rules, those of the cases too.
  private static func names(
    _ rules: [ArgumentValue.MapEntry], _ vary: Arguments?
  ) -> [String] {
    var names = Set(rules.map(\.key.text))
    for case .map(let own, _) in vary?.cases.map(\.value) ?? [] {
      names.formUnion(own.map(\.key.text))
    }
    return names.sorted()
  }

  /// Rules with those of a case in the place of others of the same name.
  private static func joined(
    _ rules: [ArgumentValue.MapEntry], _ value: ArgumentValue
  ) -> [ArgumentValue.MapEntry] {
    guard case .map(let own, _) = value else { return rules }
    let names = Set(own.map(\.key.text))
    return rules.filter { !names.contains($0.key.text) } + own
  }

  func texts(_ request: GenerationRequest) throws(EvaluationError) -> PlainText {
    var pools: [TextPool] = []
    for expression in expressions {
      let column = try EvaluationError.naming("grammar") { () throws(EvaluationError) in
        try Conversion.convert(try request.evaluate(expression), to: .text)
      }
      guard case .text(let text) = column.values else { preconditionFailure("a text") }
      pools.append(TextPool(text, validity: column.validity))
    }
    guard let matcher else {
      return grammars[0].texts(request.rowKeys, request.stream, columns: pools)
    }
    let cases = matcher.cases(of: try request.input(slot), elseCase: grammars.count - 1)
    let texts = grammars.indices.map { index in
      let rows = cases.indices.filter { cases[$0] == Int32(index) }
      return grammars[index].texts(
        request.rowKeys.gathered(rows), request.stream, columns: pools.map { $0.gathered(rows) })
    }
    return PlainText(merging: texts, picks: cases)
  }
}

/// The expressions of a grammar's templates, each once.
private struct GrammarColumns {
  private(set) var expressions: [CompiledExpression] = []
  private var places: [String: Int] = [:]

  mutating func place(
    of text: LocatedText, in context: any ColumnContext
  ) throws(DiagnosticList) -> Int {
    if let place = places[text.text] { return place }
    let expression = try context.expression(text, expecting: nil)
    guard Conversion.isPossible(from: expression.type, to: .text) else {
      throw DiagnosticList([.notAText(text, expression.type)])
    }
    expressions.append(expression)
    places[text.text] = expressions.count - 1
    return expressions.count - 1
  }
}

extension Arguments {
  var cases: [ArgumentValue.MapEntry] {
    if case .map(let entries, _)? = self["cases"] { entries } else { [] }
  }
}

extension Diagnostic {
  fileprivate static func noGrammarCases(_ vary: Arguments) -> Diagnostic {
    Diagnostic(
      "no-cases", "'vary' has no cases", at: vary.location(of: "cases"), pointer: vary.pointer,
      expected: "at least one case with rules")
  }

  fileprivate static func notAText(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "not-a-text", "'\(text.text)' is \(type.name), which no text holds",
      at: text.location(at: 0), pointer: text.pointer,
      expected: "a value with a form as text, such as 'length / 1h' for a length of time")
  }
}
