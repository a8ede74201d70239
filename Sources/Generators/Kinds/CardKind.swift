import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A fact of the payment card of the row.
///
/// - Draws: lanes of what the columns of a row share under `card`.
struct CardKind: RecordWord {
  static let shared = ["brands"]
  private static let family = CodeFamily.card
  /// American Express prints four digits, all others three.
  private static let securityCodes = TextDictionary(["####", "###"]).values
  private static let years = TextDictionary((0..<100).map { String(String($0 + 100).suffix(2)) })
    .values
  private static let months = TextDictionary((1...12).map { String(String($0 + 100).suffix(2)) })
    .values

  static let syntax = GeneratorSyntax(
    "card",
    "A fact of the payment card this row describes, whose number begins like cards published for tests: the columns of one row agree. `expiry` is a month after the timeframe, within five years.",
    argument: .word(["brand", "code", "expiry", "number"]),
    options: [
      Parameter(
        "brands", VariantChoice.argument,
        "Which there are: one, a list, a map of them to weights, or what a column says (`= …`); about as they are used without it. All columns of a row that describe one card agree on it."
      ), of,
    ])

  private enum Field {
    case brand(TextDictionary, VariantChoice)
    case number(CodeSource)
    case code(VariantChoice)
    case expiry(firstMonth: Int32)
  }

  private let field: Field
  private let stream: RecordStream
  let type = LogicalType.text
  let isUnique: Bool

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    let word = try call.literal().text
    stream = CardKind.stream(call)
    if call.options.isUnread("brands") { throw DiagnosticList() }
    let names = CardKind.family.forms.map(\.name)
    let written = call.options["brands"]
    let choice = try VariantChoice(
      written, of: "card", what: "brand", among: names, weights: CodeFamily.cardWeights,
      option: "brands", at: call,
      in: context)
    isUnique = word == "number" && context.isUnique
    switch word {
    case "brand": field = .brand(TextDictionary(choice.variants.map { names[$0] }), choice)
    case "code": field = .code(choice)
    case "number":
      field = .number(
        try CodeSource(CardKind.family, choice, call, in: context, isUnique: context.isUnique))
    default:
      guard let timeframe = context.timeframe else { throw DiagnosticList([.noExpiry(call)]) }
      let date = CivilTime.civil(timeframe.upperBound)
      field = .expiry(firstMonth: Int32(date.year) * 12 + Int32(date.month))
    }
  }

  var isNullable: Bool {
    switch field {
    case .brand(_, let choice), .code(let choice): choice.isNullable
    case .number(let codes): codes.isNullable
    case .expiry: false
    }
  }

  var texts: TextDictionary? {
    if case .brand(let texts, _) = field { texts } else { nil }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let stream = stream(request)
    let brands = stream.lane("brand")
    switch field {
    case .brand(let texts, let choice):
      let (picks, validity) = try choice.picks(brands, request)
      return Column(.text, .text(.dictionary(codes: picks, texts)), validity: validity)
    case .number(let codes):
      return try codes.generate(request, stream.lane("number"), forms: brands)
    case .code(let choice):
      let (picks, validity) = try choice.picks(brands, request)
      let forms = picks.map { choice.variants[Int($0)] == 0 ? Int32(0) : 1 }
      var assembly = TextAssembly(count: request.count)
      assembly.add(
        .filled(CardKind.securityCodes, forms, stream.lane("code").bits(for: request.rowKeys)))
      return Column(.text, .text(.plain(assembly.texts())), validity: validity)
    case .expiry(let first):
      let months = stream.lane("expiry").bits(for: request.rowKeys).map {
        first + Int32($0.multipliedFullWidth(by: 60).high)
      }
      var assembly = TextAssembly(count: request.count)
      assembly.add(.coded(CardKind.months, months.map { $0 % 12 }))
      assembly.add("/")
      assembly.add(.coded(CardKind.years, months.map { $0 / 12 % 100 }))
      return Column(.text, .text(.plain(assembly.texts())))
    }
  }
}

extension Diagnostic {
  fileprivate static func noExpiry(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "expiry-without-timeframe", "cards expire after the timeframe, but the document has none",
      at: call.location, pointer: call.pointer, expected: "'timeframe' with 'from' and 'to'")
  }
}
