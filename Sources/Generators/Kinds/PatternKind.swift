import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Text of a stated form, such as a code or a serial number.
///
/// - Draws: those of `PatternTexts`.
struct PatternKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "pattern",
    "Text that matches a regular expression without `*`, `+`, `.` and other open ends, such as `[A-Z]{3}-\\d{4}`; each choice in it is equally likely.",
    argument: .text)

  private let node: PatternNode
  private let written: String
  private let texts: PatternTexts
  let isUnique: Bool
  let type = LogicalType.text

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let scalar = try call.literal()
    let node: PatternNode
    do throws(PatternParser.Problem) {
      node = try PatternParser.parse(scalar.text)
    } catch { throw DiagnosticList([.badPattern(error, scalar)]) }
    isUnique = context.isUnique
    self.node = node
    written = scalar.text
    texts = PatternTexts(node)
    guard isUnique else { return }
    switch PatternAmbiguity.isAmbiguous(node) {
    case true?: throw DiagnosticList([.patternTwice(call)])
    case nil: throw DiagnosticList([.patternTooLong(call)])
    case false?: break
    }
    if let rows = context.rowCount, UInt128(rows) > texts.count {
      throw DiagnosticList([.tooFewTexts(call, size: texts.count, rows: rows)])
    }
  }

  var space: ValueSpace? {
    guard let count = UInt64(exactly: texts.count), PatternAmbiguity.isAmbiguous(node) == false
    else { return nil }
    return ValueSpace(count: count) { Column(.text, .text(.plain(texts.numbered($0)))) }
  }

  var promise: ValuePromise { .form(written) }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let text =
      isUnique
      ? try texts.distinct(request.stream, request.ranks)
      : texts.drawn(request.stream, request.rowKeys)
    return Column(.text, .text(.plain(text)))
  }
}

extension Diagnostic {
  fileprivate static func badPattern(
    _ problem: PatternParser.Problem, _ scalar: Scalar
  ) -> Diagnostic {
    Diagnostic(
      "bad-pattern", "\(problem.message), at character \(problem.offset + 1) of the pattern",
      at: scalar.location, pointer: scalar.pointer, expected: problem.expectation)
  }

  fileprivate static func patternTwice(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-pattern", "'unique' needs a pattern that makes each text in one way only",
      at: call.location, pointer: call.pointer,
      expected: "branches and repeats that no text passes in two ways: not 'a|[ab]', not 'a?a?'")
  }

  fileprivate static func patternTooLong(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "unique-pattern", "'unique' needs a pattern of fewer characters", at: call.location,
      pointer: call.pointer,
      expected: "at most \(PatternAmbiguity.mostPlaces) places for characters")
  }

  fileprivate static func tooFewTexts(
    _ call: GeneratorCall, size: UInt128, rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from a pattern of \(size) texts, "
        + "\(UInt128(rows) - size) too few",
      at: call.location, pointer: call.pointer, expected: "a pattern of at least \(rows) texts")
  }
}
