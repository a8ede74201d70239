import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The codes of a column: of one form, or of several, row by row.
///
/// - Draws: lane "form" for the form, then those of the form's pattern, in a lane of its name.
struct CodeSource: Sendable {
  private let choice: VariantChoice
  private let texts: [CodeTexts]
  private let names: [String]
  let isUnique: Bool
  var isNullable: Bool { choice.isNullable }

  init(
    _ family: CodeFamily, _ choice: VariantChoice, _ call: GeneratorCall,
    in context: any ColumnContext, isUnique: Bool
  ) throws(DiagnosticList) {
    self.choice = choice
    texts = choice.variants.map { family.forms[$0].texts() }
    names = choice.variants.map { family.forms[$0].name }
    self.isUnique = isUnique
    guard isUnique else { return }
    if family.mayMeet, choice.variants.count > 1 {
      throw DiagnosticList([.formsMayMeet(call, family)])
    }
    guard let rows = context.rowCount else { return }
    let small = zip(names, texts).filter { UInt128(rows) > $0.1.count }
    if let least = small.min(by: { $0.1.count < $1.1.count }) {
      throw DiagnosticList([.tooFewCodes(call, least.0, least.1.count, rows)])
    }
  }

  /// - Parameters:
  ///   - stream: of the codes.
  ///   - forms: of which the form is drawn.
  func generate(
    _ request: GenerationRequest, _ stream: StreamKey, forms: StreamKey
  ) throws(EvaluationError) -> Column {
    if texts.count == 1, !choice.isTold {
      return Column(.text, .text(.plain(try made(0, stream, request.rowKeys, request.ranks))))
    }
    let (picks, validity) = try choice.picks(forms, request)
    var rows = [[Int]](repeating: [], count: texts.count)
    for (row, pick) in picks.enumerated() { rows[Int(pick)].append(row) }
    var parts: [PlainText] = []
    for (form, own) in rows.enumerated() {
      parts.append(
        own.isEmpty
          ? PlainText()
          : try made(form, stream, request.rowKeys.gathered(own), request.ranks.gathered(own)))
    }
    return Column(.text, .text(.plain(PlainText(merging: parts, picks: picks))), validity: validity)
  }

  private func made(
    _ form: Int, _ stream: StreamKey, _ rows: RowKeys, _ ranks: RowKeys
  ) throws(EvaluationError) -> PlainText {
    let own = stream.lane(names[form])
    return isUnique ? try texts[form].distinct(own, ranks) : texts[form].drawn(own, rows)
  }
}

/// A generator word that makes the codes of one family: a table, and its sentence.
protocol CodeKind: GeneratorKind {
  static var family: CodeFamily { get }
  var codes: CodeSource { get }
  init(codes: CodeSource)
}

extension CodeKind {
  var type: LogicalType { .text }
  var isNullable: Bool { codes.isNullable }
  var isUnique: Bool { codes.isUnique }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    if call.argument.isUnread { throw DiagnosticList() }
    let family = Self.family
    let choice = try VariantChoice(
      call.argument, of: family.word, what: family.what, among: family.forms.map(\.name),
      weights: family.forms.map { _ in 1 }, at: call, in: context)
    self.init(
      codes: try CodeSource(family, choice, call, in: context, isUnique: context.isUnique))
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try codes.generate(request, request.stream, forms: request.stream.lane("form"))
  }
}

extension Diagnostic {
  fileprivate static func formsMayMeet(_ call: GeneratorCall, _ family: CodeFamily) -> Diagnostic {
    Diagnostic(
      "forms-may-meet",
      "'unique' cannot keep apart what two forms of '\(family.word)' may both write",
      at: call.argument.place, pointer: call.pointer,
      expected: "one \(family.what)"
        + (family.forms.count > 12 ? "" : ": " + oneOfThese(family.forms.map(\.name))))
  }

  fileprivate static func tooFewCodes(
    _ call: GeneratorCall, _ form: String, _ size: UInt128, _ rows: Int
  ) -> Diagnostic {
    Diagnostic(
      "space-too-small",
      "\(rows) rows cannot have different values from the \(size) codes of '\(form)', "
        + "\(UInt128(rows) - size) too few",
      at: call.location, pointer: call.pointer, expected: "at most \(size) rows")
  }
}
