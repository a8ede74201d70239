import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// Which of a few named variants a row has: always one, one by weight, or one that the row tells.
struct VariantChoice: Sendable {
  /// The word for any of them, in place of a name.
  static let any = "any"

  private enum Rule {
    case drawn(AliasTable)
    case told(any ColumnSource)
    case computed(CompiledExpression)
  }

  /// Places of the variants that can occur among all names, in their order.
  let variants: [Int]
  private let rule: Rule
  private let word: String
  private let what: String
  /// The word that the choice stands behind.
  private let place: String
  /// By bytes, the place among `variants` of a name that a row tells.
  private let places: [[UInt8]: Int32]

  /// What a document may write: a name, `= …` or cases, a list, or a map of names to weights.
  static let argument = ParameterType.oneOf([
    .literal(.row), .list(of: .text), .map(of: .oneOf([.number(0...Double.infinity, .none)])),
  ])

  /// Whether the choice is the same in all rows that have equal draws, whatever their columns say.
  var isTold: Bool { if case .drawn = rule { false } else { true } }

  /// - Parameters:
  ///   - value: what was written; nil for any variant.
  ///   - names: of all variants.
  ///   - weights: how often each occurs where nothing else is said.
  ///   - what: what a name stands for, such as `country`.
  ///   - option: the word beside the generator that the choice stands behind; nil for its own.
  init(
    _ value: ArgumentValue?, of word: String, what: String, among names: [String],
    weights: [Double], option: String? = nil, at call: GeneratorCall,
    in context: any ColumnContext
  ) throws(DiagnosticList) {
    self.word = word
    place = option ?? word
    self.what = what
    var chosen: [(place: Int, weight: Double)] = []
    var told: Rule?
    let all = names.indices.map { (place: $0, weight: weights[$0]) }
    switch value {
    case nil: chosen = all
    case .literal(let scalar)? where scalar.text == VariantChoice.any: chosen = all
    case .literal(let scalar)?:
      chosen = [(try VariantChoice.place(of: scalar, names, word, what), 1)]
    case .list(let items, _)?:
      chosen = try VariantChoice.listed(items, names, word, what).map { ($0, 1) }
    case .map(let entries, _)?:
      chosen = try VariantChoice.weighted(entries, names, word, what, call)
    case .expression(let text)?:
      told = .computed(try VariantChoice.computed(text, names, word, what, context))
      chosen = all
    case .generator(let inner)?:
      let source = try context.argument(inner, expecting: .text)
      precondition(source.type == .text, "cases are read as text")
      if let texts = source.texts {
        let unknown = VariantChoice.unknown(texts, among: names)
        if let first = unknown.first {
          throw DiagnosticList([
            .unknownVariant(first, word, what, names, at: inner.location, inner.pointer)
          ])
        }
      }
      told = .told(source)
      chosen = all
    case .record?, .unread?: throw DiagnosticList()
    }
    guard chosen.contains(where: { $0.weight > 0 }) else {
      throw DiagnosticList([.noVariant(call, word, what)])
    }
    chosen.removeAll { $0.weight == 0 }
    variants = chosen.map(\.place)
    rule = told ?? .drawn(AliasTable(weights: chosen.map(\.weight)))
    var places: [[UInt8]: Int32] = [:]
    if told != nil {
      for (place, name) in names.enumerated() { places[Array(name.utf8)] = Int32(place) }
    }
    self.places = places
  }

  var isNullable: Bool {
    switch rule {
    case .drawn: false
    case .told(let source): source.isNullable
    case .computed(let expression): expression.isNullable
    }
  }

  /// The variant of each row, as a place among `variants`, and which rows have one.
  ///
  /// - Throws: `unknown-variant` for the first row that tells another name.
  func picks(
    _ stream: StreamKey, _ request: GenerationRequest
  ) throws(EvaluationError) -> (picks: [Int32], validity: Bitmap?) {
    switch rule {
    case .drawn(let alias):
      if variants.count == 1 { return ([Int32](repeating: 0, count: request.count), nil) }
      return (alias.picks(stream, request.rowKeys), nil)
    case .told(let source): return try told(try source.generate(request))
    case .computed(let expression): return try told(try request.evaluate(expression))
    }
  }

  private func told(_ column: Column) throws(EvaluationError) -> ([Int32], Bitmap?) {
    guard case .text(let texts) = column.values else { preconditionFailure("names are texts") }
    var picks = [Int32](repeating: 0, count: column.count)
    if case .dictionary(let codes, let dictionary) = texts {
      let known = dictionary.values
      let byCode = (0..<known.count).map { places[Array(known.bytes[known.range(at: $0)])] }
      for row in picks.indices where !column.isNull(row) {
        guard let place = byCode[Int(codes[row])] else { throw unknown(row, texts) }
        picks[row] = place
      }
    } else if case .plain(let plain) = texts {
      for row in picks.indices where !column.isNull(row) {
        guard let place = places[Array(plain.bytes[plain.range(at: row)])] else {
          throw unknown(row, texts)
        }
        picks[row] = place
      }
    }
    return (picks, column.validity)
  }

  private func unknown(_ row: Int, _ texts: TextColumn) -> EvaluationError {
    EvaluationError(
      row: row, message: "'\(texts.string(at: row))' is no \(what) of '\(word)'",
      code: "unknown-variant", expected: "a \(what) that '\(word)' knows, or 'by' with 'else'",
      words: [place])
  }
}

// Reading what documents write.
extension VariantChoice {
  private static func place(
    of scalar: Scalar, _ names: [String], _ word: String, _ what: String
  ) throws(DiagnosticList) -> Int {
    if let place = names.firstIndex(of: scalar.text) { return place }
    throw DiagnosticList([
      .unknownVariant(scalar.text, word, what, names, at: scalar.location, scalar.pointer)
        .proposing(
          DidYouMean.proposal(for: scalar.text, amongWords: names + [any]), in: scalar.source)
    ])
  }

  private static func listed(
    _ items: [ArgumentValue], _ names: [String], _ word: String, _ what: String
  ) throws(DiagnosticList) -> [Int] {
    var attempts = Attempts()
    var chosen: [Int] = []
    for item in items {
      attempts.run { () throws(DiagnosticList) in
        guard case .literal(let scalar) = item else { throw DiagnosticList() }
        chosen.append(try place(of: scalar, names, word, what))
      }
    }
    try attempts.finish()
    return chosen
  }

  private static func weighted(
    _ entries: [ArgumentValue.MapEntry], _ names: [String], _ word: String, _ what: String,
    _ call: GeneratorCall
  ) throws(DiagnosticList) -> [(place: Int, weight: Double)] {
    var attempts = Attempts()
    var chosen: [(place: Int, weight: Double)] = []
    for entry in entries {
      attempts.run { () throws(DiagnosticList) in
        let place = try place(of: entry.key, names, word, what)
        guard case .literal(let weight) = entry.value,
          let number = LiteralReader.number(weight.text)
        else { throw DiagnosticList() }
        chosen.append((place, number))
      }
    }
    attempts.run { () throws(DiagnosticList) in
      let problem = PercentWeights.problem(
        entries.map(\.value), of: word, at: call.location, pointer: call.pointer)
      if let problem { throw DiagnosticList([problem]) }
    }
    try attempts.finish()
    return chosen
  }

  private static func computed(
    _ text: LocatedText, _ names: [String], _ word: String, _ what: String,
    _ context: any ColumnContext
  ) throws(DiagnosticList) -> CompiledExpression {
    let compiled = try context.expression(text, expecting: nil)
    guard compiled.type == .text else {
      throw DiagnosticList([.variantExpression(text, compiled.type, what)])
    }
    // Of a column that stands there alone, all texts may be known.
    let name = text.text.filter { $0 != " " }
    if name.utf8.allSatisfy(isOfName),
      let texts = try context.path(Scalar(text.trimmed, isQuoted: false)).texts,
      let first = unknown(texts, among: names).first
    {
      throw DiagnosticList([
        .unknownVariant(first, word, what, names, at: text.location(at: 0), text.pointer)
      ])
    }
    return compiled
  }

  private static func unknown(_ texts: TextDictionary, among names: [String]) -> [String] {
    let known = Set(names.map { Array($0.utf8) })
    return (0..<texts.count).map { texts[$0] }.filter { !known.contains(Array($0.utf8)) }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == 46 || byte == 95
  }
}

extension LocatedText {
  /// The text without the blanks in front of it.
  fileprivate var trimmed: LocatedText {
    dropping(text.unicodeScalars.prefix { $0 == " " }.count)
  }
}

extension Diagnostic {
  fileprivate static func unknownVariant(
    _ name: String, _ word: String, _ what: String, _ names: [String],
    at location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "unknown-variant", "'\(name)' is no \(what) of '\(word)'", at: location, pointer: pointer,
      expected: oneOf(names.sorted(), "names, which the reference lists"))
  }

  fileprivate static func noVariant(
    _ call: GeneratorCall, _ word: String, _ what: String
  ) -> Diagnostic {
    Diagnostic(
      "no-variant", "'\(word)' has no \(what) to choose from", at: call.location,
      pointer: call.pointer, expected: "at least one \(what), of a weight above 0")
  }

  fileprivate static func variantExpression(
    _ text: LocatedText, _ type: LogicalType, _ what: String
  ) -> Diagnostic {
    Diagnostic(
      "variant-type", "'\(text.text)' is \(type.name), where the name of a \(what) is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "an expression that gives text")
  }
}
