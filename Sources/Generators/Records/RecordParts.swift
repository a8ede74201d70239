import Columnar
import Diagnostics
import Expressions
import SchemaModel

/// What a field of a record is made from when planning: the words of its locale, and the facts
/// that are given.
struct RecordParts {
  let call: GeneratorCall
  let context: any ColumnContext
  let scope: RecordScope
  let vocabulary: Vocabulary
  /// Those of all locales that rows may speak of.
  let vocabularies: [Vocabulary]
  /// What tells which.
  let locale: (any ColumnSource)?

  /// Whether all rows speak of this locale.
  var isAlone: Bool { vocabularies.count == 1 }

  /// Whether every value that is given for a fact meets this locale in some row, so that it must be
  /// one of its words.
  func meets(_ given: any ColumnSource) -> Bool {
    if isAlone { return true }
    guard scope.isOfAllRows else { return false }
    if given is GivenLiteral { return true }
    guard let given = given as? GivenColumn, let locale = locale as? GivenColumn else {
      return false
    }
    return given.isFree && locale.isFree && given.slot != locale.slot
  }

  /// The field that the column asks for.
  var field: String {
    if case .literal(let scalar) = call.argument { scalar.text } else { "" }
  }

  /// A fact that some column of the record gives.
  func fact(_ name: String) throws(DiagnosticList) -> RecordFact? {
    guard let value = scope.given(name) else { return nil }
    if value.isUnread { throw DiagnosticList() }
    return RecordFact(name: name, written: value, source: try scope.read(value))
  }

  /// What is given for fields of the list of words that the column names.
  func factsOfList() throws(DiagnosticList) -> [RecordFact] {
    var attempts = Attempts()
    var facts: [RecordFact] = []
    for (name, value) in scope.given(ofList: field) {
      attempts.run { () throws(DiagnosticList) in
        if value.isUnread { throw DiagnosticList() }
        facts.append(RecordFact(name: name, written: value, source: try scope.read(value)))
      }
    }
    try attempts.finish()
    return facts
  }

  /// Reads the facts that the column itself gives, whether its field needs them or not.
  func checkOwnFacts() throws(DiagnosticList) {
    // Fields of a list of words are read by the column itself.
    if case .map? = call.options["given"] { return }
    var attempts = Attempts()
    for (name, value) in RecordFacts.given(by: call).sorted(by: { $0.key < $1.key }) {
      attempts.run { () throws(DiagnosticList) in
        if value.isUnread { throw DiagnosticList() }
        let fact = RecordFact(name: name, written: value, source: try scope.read(value))
        if RecordFacts.ofPlaces.contains(name) {
          _ = try AgreeingList.checked(
            fact, PlaceFields.name(name, in: vocabulary), of: PlaceFields.list, in: self)
        }
      }
    }
    try attempts.finish()
  }

  func list(_ name: String) -> WeightedList { WeightedList(name, in: vocabulary) }

  /// The language of the locale: `de`.
  var language: String { String(vocabulary.locale.split(separator: "_").first ?? "") }

  /// The days the dataset covers.
  func timeframe() throws(DiagnosticList) -> ClosedRange<Int64> {
    guard let timeframe = context.timeframe else {
      throw DiagnosticList([.noTimeframe(call, field)])
    }
    return timeframe
  }

  /// A field that the words of the locale do not tell.
  func notInLocale(_ known: [String]) -> DiagnosticList {
    DiagnosticList([.notInLocale(call, field, vocabulary.locale, known)])
  }
}

/// What is given for a fact of a record.
struct RecordFact: Sendable {
  let name: String
  let written: ArgumentValue
  let source: any ColumnSource

  /// - Throws: what its values are, where they are not of one of the types.
  func check(_ types: [LogicalType], _ expected: String) throws(DiagnosticList) {
    if types.contains(source.type) { return }
    throw DiagnosticList([.factType(self, expected)])
  }

  /// A problem of a row, at the word that gives the fact.
  func failure(row: Int, _ message: String, expected: String) -> EvaluationError {
    EvaluationError(
      row: row, message: message, code: "fact-value", expected: expected, words: ["given", name])
  }
}

extension Vocabulary {
  /// The words of a locale.
  package static func checked(
    _ locale: String, _ call: GeneratorCall
  ) throws(DiagnosticList) -> Vocabulary {
    do throws(VocabularyError) {
      return try load(locale: locale)
    } catch {
      throw DiagnosticList([
        Diagnostic(
          "no-vocabulary", "there is no vocabulary for the locale '\(locale)'",
          at: call.location, pointer: call.pointer,
          expected: Diagnostic.oneOf(locales, "locales"),
          suggestion: DidYouMean.nearest(to: locale, in: locales)
            .map { "did you mean '\($0)'?" })
      ])
    }
  }
}

extension Diagnostic {
  fileprivate static func noTimeframe(_ call: GeneratorCall, _ field: String) -> Diagnostic {
    Diagnostic(
      "no-timeframe", "'\(field)' needs a day that people are alive on", at: call.location,
      pointer: call.pointer, expected: "'timeframe' of the document, whose last day is taken")
  }

  fileprivate static func notInLocale(
    _ call: GeneratorCall, _ field: String, _ locale: String, _ known: [String]
  ) -> Diagnostic {
    Diagnostic(
      "not-in-locale", "'\(call.word)' has no '\(field)' in \(locale)",
      at: call.argument.location, pointer: call.pointer, expected: oneOf(known, "fields"))
  }

  fileprivate static func factType(_ fact: RecordFact, _ expected: String) -> Diagnostic {
    Diagnostic(
      "fact-type", "'\(fact.name)' is given by \(fact.source.type.name)",
      at: fact.written.place, pointer: fact.written.pointer, expected: expected)
  }
}
