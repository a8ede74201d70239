import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Text that rules with weights put together: whole, or cut out of running text.
///
/// - Draws: those of `TextGrammar`; with `cut` those of `RunningText`.
struct GrammarKind: GeneratorKind {
  private static let defaultPool: Int64 = 1_000_000

  private static let rules = ParameterType.map(
    of: .oneOf([
      .text, .list(of: .oneOf([.text, .map(of: .text)])),
      .map(of: .oneOf([.number(0...Double.infinity, .none)])),
    ]))

  static let syntax = GeneratorSyntax(
    "grammar",
    "Text put together by rules: `{rule}` stands for one of the rule's texts, `{{` for a brace.",
    argument: .text,
    options: [
      Parameter(
        "rules", rules,
        "The texts of each rule, which may name other rules: one, a list, a map of texts to weights, or a list of maps of fields to texts, of which one choice (`weight` says how often) is made for the whole text: `{rule.field}`."
      ),
      Parameter(
        "vary",
        .record(
          Shape(
            "vary", "Rules that take the place of others by a value of the row.",
            [
              Parameter("by", .path, required: true, "The column that tells them."),
              Parameter(
                "cases", .cases(of: rules), required: true,
                "From values, or ranges such as `4..5`, to rules."),
            ])),
        "Rules that go by another value of the row."),
      Parameter(
        "depth", .integer(1...32, .none),
        "How often a rule may stand inside itself; without it, none may."),
      Parameter(
        "cut", .list(of: .integer(0...4096, .none)),
        "Fewest and most characters: texts are cut anywhere out of running text that the rules make, all lengths alike."
      ),
      Parameter(
        "pool", .integer(1...100_000_000, .none), default: "1_000_000",
        "Characters of the running text that `cut` cuts from; more of them make fewer texts alike."),
    ])

  private let grammars: GrammarChoice
  private let running: RunningText?
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let grammars = attempts.run { () throws(DiagnosticList) in try GrammarChoice(call, in: context)
    }
    let running = attempts.run { () throws(DiagnosticList) in
      try GrammarKind.running(grammars, call)
    }
    guard let grammars, let running else { throw attempts.problems }
    self.grammars = grammars
    self.running = running
  }

  /// - Parameter grammars: nil where it has a mistake; what can be told without it is.
  private static func running(
    _ grammars: GrammarChoice?, _ call: GeneratorCall
  ) throws(DiagnosticList) -> RunningText? {
    if call.options.isUnread("cut") { throw DiagnosticList() }
    guard case .list(let ends, _)? = call.options["cut"] else {
      if call.options["pool"] != nil { throw DiagnosticList([.poolWithoutCut(call)]) }
      return nil
    }
    let numbers = ends.compactMap { end -> Int? in
      guard case .literal(let scalar) = end else { return nil }
      return LiteralReader.integer(scalar.text).map { Int($0) }
    }
    if ends.contains(where: \.isUnread) { throw DiagnosticList() }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      throw DiagnosticList([.badCut(call)])
    }
    var pool = defaultPool
    if case .literal(let scalar)? = call.options["pool"] {
      pool = LiteralReader.integer(scalar.text) ?? defaultPool
    }
    guard Int(pool) > numbers[1] else {
      throw DiagnosticList([.poolTooSmall(call, longest: numbers[1])])
    }
    guard let grammars, !call.options.isUnread("pool") else { throw DiagnosticList() }
    guard let grammar = grammars.fixed else { throw DiagnosticList([.cutByRow(call)]) }
    guard grammar.size.bytes > 0 else { throw DiagnosticList([.nothingToCut(call)]) }
    return RunningText(grammar, length: Int(pool), lengths: numbers[0]...numbers[1])
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let text =
      if let running {
        running.cuts(request.stream, request.rowKeys)
      } else {
        try grammars.texts(request)
      }
    return Column(.text, .text(.plain(text)))
  }
}

extension Diagnostic {
  fileprivate static func badCut(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "bad-cut", "'cut' is not a fewest and a most number of characters",
      at: call.options.location(of: "cut"), pointer: call.pointer,
      expected: "two whole numbers, the smaller first, such as [10, 40]")
  }

  fileprivate static func cutByRow(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "cut-by-row", "'cut' takes from one running text, but this grammar goes by the row",
      at: call.options.location(of: "cut"), pointer: call.pointer,
      expected: "a grammar without columns and 'vary', or no 'cut'")
  }

  fileprivate static func poolWithoutCut(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "pool-without-cut", "'pool' has no use without 'cut'",
      at: call.options.location(of: "pool"), pointer: call.pointer,
      expected: "'cut' beside it, such as [10, 40]")
  }

  fileprivate static func poolTooSmall(_ call: GeneratorCall, longest: Int) -> Diagnostic {
    Diagnostic(
      "pool-too-small", "no text of \(longest) characters can be cut from 'pool'",
      at: call.options.location(of: "pool"), pointer: call.pointer,
      expected: "more than \(longest) characters")
  }

  fileprivate static func nothingToCut(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "nothing-to-cut", "the grammar's only text is empty, so nothing can be cut from it",
      at: call.location, pointer: call.pointer, expected: "a text of at least one character")
  }
}
