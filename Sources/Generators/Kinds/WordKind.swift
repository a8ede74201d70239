import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A field of an entry of a word list: one of the locale's, or of a file beside the document. The
/// columns of one row that name the same list tell of the same entry.
///
/// - Draws: one per row and list, shared by the columns of the list.
struct WordKind: RecordKind {
  static let syntax = GeneratorSyntax(
    "word",
    "A word of a list, by how often it is met: the columns of one row tell of one entry.",
    argument: .name,
    options: [
      Parameter(
        "field", .text, "Which field of the entry; without it, the first that is text."),
      Parameter(
        "given", .map(of: .literal(.row)),
        "Fields of the entry that are known already: a column, or a value."),
    ] + RecordFacts.options.filter { $0.name != "given" })

  let source: RecordSource

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    source = try RecordSource(call, beside: ["field"], in: context) {
      (parts) throws(DiagnosticList) in
      try WordField(parts)
    }
  }
}

/// A field of the entry of a row.
private struct WordField: RecordField {
  private enum Values: Sendable {
    case texts(VocabularyTexts)
    case numbers([Double], isWhole: Bool)
  }

  private let name: String
  private let entries: AgreeingList
  private let values: Values
  /// Whether no other column of the row tells of the entry, and all entries are as likely.
  private let isFree: Bool

  init(_ parts: RecordParts) throws(DiagnosticList) {
    name = parts.field
    guard parts.vocabulary.list(name) != nil else {
      throw DiagnosticList([.unknownList(parts.call, parts.vocabulary)])
    }
    let list = parts.list(name)
    var attempts = Attempts()
    let values = attempts.run { () throws(DiagnosticList) in
      try WordField.values(parts.call, list.list)
    }
    let entries = attempts.run { () throws(DiagnosticList) in
      var facts: [(given: RecordFact, field: String)] = []
      for fact in try parts.factsOfList() { facts.append((fact, fact.name)) }
      return try AgreeingList(list, agreeing: facts, in: parts)
    }
    guard let values, let entries else { throw attempts.problems }
    self.values = values
    self.entries = entries
    let weights = list.list.weights
    isFree =
      parts.scope.isOwn && !entries.isBound && weights.allSatisfy { $0 == weights[0] }
      && parts.scope.calls.count { $0.names(parts.call) } == 1
  }

  private static func values(
    _ call: GeneratorCall, _ list: VocabularyList
  ) throws(DiagnosticList) -> Values {
    guard case .literal(let scalar)? = call.options["field"] else {
      if let first = list.fields.lazy.compactMap({ list.distinct($0) }).first {
        return .texts(first)
      }
      throw DiagnosticList([.unknownField(nil, call, list)])
    }
    if let texts = list.distinct(scalar.text) { return .texts(texts) }
    guard let numbers = list.numbers(scalar.text) else {
      throw DiagnosticList([.unknownField(scalar, call, list)])
    }
    return .numbers(
      numbers, isWhole: numbers.allSatisfy { $0.rounded() == $0 && abs($0) <= 0x1p53 })
  }

  var type: LogicalType {
    switch values {
    case .texts: .text
    case .numbers(_, let isWhole): isWhole ? .int64 : .float64
    }
  }

  var texts: TextDictionary? {
    if case .texts(let texts) = values { texts.distinct } else { nil }
  }

  var interval: ValueInterval {
    guard case .numbers(let numbers, let isWhole) = values, let low = numbers.min(),
      let high = numbers.max()
    else { return .unbounded }
    return isWhole
      ? .exact(lower: Int128(low), upper: Int128(high)) : .float(lower: low, upper: high)
  }

  /// Of texts, where no two entries have the same.
  var space: ValueSpace? {
    guard isFree, case .texts(let texts) = values, texts.distinct.count == texts.codes.count
    else { return nil }
    return ValueSpace(count: UInt64(texts.distinct.count)) { numbers in
      Column(.text, .text(.dictionary(codes: numbers.map { Int32($0) }, texts.distinct)))
    }
  }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column {
    let picks = try entries.picks(rows.stream.lane("word").lane(name), rows)
    switch values {
    case .texts(let texts):
      let codes = picks.map { texts.codes[Int($0)] }
      return Column(.text, .text(.dictionary(codes: codes, texts.distinct)))
    case .numbers(let numbers, let isWhole):
      return isWhole
        ? Column(.int64, .int64(picks.map { Int64(numbers[Int($0)]) }))
        : Column(.float64, .float64(picks.map { numbers[Int($0)] }))
    }
  }
}

extension GeneratorCall {
  /// Whether it is made of the same list.
  fileprivate func names(_ other: GeneratorCall) -> Bool {
    guard word == other.word, case .literal(let own) = argument,
      case .literal(let list) = other.argument
    else { return false }
    return own.text == list.text
  }
}

extension Diagnostic {
  fileprivate static func unknownList(
    _ call: GeneratorCall, _ vocabulary: Vocabulary
  ) -> Diagnostic {
    guard case .literal(let name) = call.argument else { preconditionFailure("a name") }
    return Diagnostic(
      "unknown-list", "\(vocabulary.locale) has no list of words '\(name.text)'",
      at: name.location, pointer: name.pointer,
      expected: oneOfThese(vocabulary.names.filter { !isOfDecade($0) })
        + ", or one of 'vocabularies'"
    ).proposing(DidYouMean.proposal(for: name.text, in: vocabulary.names), in: name.source)
  }

  /// Lists such as `first_names_male_1950` are the parts of others.
  private static func isOfDecade(_ list: String) -> Bool {
    list.utf8.last.map { (48...57).contains($0) } ?? false
  }

  fileprivate static func unknownField(
    _ field: Scalar?, _ call: GeneratorCall, _ list: VocabularyList
  ) -> Diagnostic {
    let problem = Diagnostic(
      "unknown-field",
      field.map { "'\(list.name)' has no field '\($0.text)'" }
        ?? "'\(list.name)' has no field of text, so one must be named",
      at: field?.location ?? call.location, pointer: field?.pointer ?? call.pointer,
      expected: oneOf(list.fields, "fields"))
    guard let field else { return problem }
    return problem.proposing(
      DidYouMean.proposal(for: field.text, in: list.fields), in: field.source)
  }
}
