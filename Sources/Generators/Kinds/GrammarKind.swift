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

  static let syntax = GeneratorSyntax(
    "grammar",
    "Text put together by rules: `{rule}` stands for one of the rule's texts, `{{` for a brace.",
    argument: .text,
    options: [
      Parameter(
        "rules",
        .map(
          of: .oneOf([
            .text, .list(of: .text), .map(of: .oneOf([.number(0...Double.infinity, .none)])),
          ])),
        "The texts of each rule, which may name other rules: one, a list, or a map of texts to weights."
      ),
      Parameter(
        "cut", .list(of: .integer(0...4096, .none)),
        "Fewest and most characters: texts are cut anywhere out of running text that the rules make, all lengths alike."
      ),
      Parameter(
        "pool", .integer(1...100_000_000, .none), default: "1_000_000",
        "Characters of the running text that `cut` cuts from; more of them make fewer texts alike."),
    ])

  private let grammar: TextGrammar
  private let running: RunningText?
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var attempts = Attempts()
    let grammar = attempts.run { () throws(DiagnosticList) in try GrammarCompiler.compile(call) }
    let running = attempts.run { () throws(DiagnosticList) in
      try GrammarKind.running(grammar, call)
    }
    guard let grammar, let running else { throw attempts.problems }
    self.grammar = grammar
    self.running = running
  }

  /// - Parameter grammar: nil where it has a mistake; what can be told without it is.
  private static func running(
    _ grammar: TextGrammar?, _ call: GeneratorCall
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
    guard let grammar, !call.options.isUnread("pool") else { throw DiagnosticList() }
    guard grammar.size.bytes > 0 else { throw DiagnosticList([.nothingToCut(call)]) }
    return RunningText(grammar, length: Int(pool), lengths: numbers[0]...numbers[1])
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if let running {
      return Column(.text, .text(.plain(running.cuts(request.stream, request.rowKeys))))
    }
    return Column(.text, .text(.plain(grammar.texts(request.rowKeys, request.stream))))
  }
}

extension Diagnostic {
  fileprivate static func badCut(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "bad-cut", "'cut' is not a fewest and a most number of characters",
      at: call.options.location(of: "cut"), pointer: call.pointer,
      expected: "two whole numbers, the smaller first, such as [10, 40]")
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
