import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// The person, place and company that rows speak of under one name: whose they are, and what is
/// said of them anywhere in their table.
package struct RecordScope {
  package enum Rows: Sendable {
    /// Those that the column is of.
    case own
    /// Rows of another table, which a key names: the slot that tells their row keys, and that
    /// table's draws.
    case other(slot: Int, stream: StreamKey)
  }

  package let rows: Rows
  /// Whether a row may name none.
  package let isNullable: Bool
  /// Whether all rows of the column are made of it.
  let isOfAllRows: Bool
  /// What `of` calls the record among several of a row; nil for the only one.
  package let name: String?
  /// All columns that are made of it.
  package let calls: [GeneratorCall]
  /// Where nothing else is said.
  package let locale: String
  /// The words of a locale, with the lists of files.
  package let words: (String, GeneratorCall) throws(DiagnosticList) -> Vocabulary
  /// What a fact is given by, seen from the record's row.
  package let read: (ArgumentValue) throws(DiagnosticList) -> any ColumnSource
  /// Whether a fact is given by the column that tells it of this record.
  private let repeats: (String, ArgumentValue) -> Bool

  package init(
    rows: Rows, isNullable: Bool, isOfAllRows: Bool, name: String?, calls: [GeneratorCall],
    locale: String,
    words: @escaping (String, GeneratorCall) throws(DiagnosticList) -> Vocabulary,
    read: @escaping (ArgumentValue) throws(DiagnosticList) -> any ColumnSource,
    repeats: @escaping (String, ArgumentValue) -> Bool
  ) {
    self.rows = rows
    self.isNullable = isNullable
    self.isOfAllRows = isOfAllRows
    self.name = name
    self.calls = calls
    self.locale = locale
    self.words = words
    self.read = read
    self.repeats = repeats
  }

  /// Whether the record is of the rows themselves, so that what differs by record differs by row.
  var isOwn: Bool { if case .own = rows { true } else { false } }

  /// Whether a column of the record asks for one of these facts of a person.
  func asks(for fields: [String], where isMeant: (GeneratorCall) -> Bool = { _ in true }) -> Bool {
    calls.contains { call in
      guard call.word == PersonKind.syntax.word, case .literal(let field) = call.argument,
        isMeant(call)
      else { return false }
      return fields.contains(field.text)
    }
  }

  /// What is given for a fact, by the first column that gives it.
  func given(_ fact: String) -> ArgumentValue? {
    for call in calls {
      if let value = RecordFacts.given(by: call)[fact], !repeats(fact, value) { return value }
    }
    return nil
  }

  /// What is given for fields of a list of words, by the field.
  func given(ofList list: String) -> [(field: String, value: ArgumentValue)] {
    var found: [String: ArgumentValue] = [:]
    for call in calls {
      for (name, value) in RecordFacts.given(by: call)
      where name.hasPrefix(list + ".") && found[name] == nil {
        found[name] = value
      }
    }
    return found.map { (String($0.key.dropFirst(list.count + 1)), $0.value) }
      .sorted { $0.field < $1.field }
  }

  /// The locale that is stated for a column of the record: beside a word it is that of its list
  /// alone, beside all others that of the whole record.
  func statedLocale(for call: GeneratorCall) -> ArgumentValue? {
    let own = calls.filter { $0.listName != nil && $0.listName == call.listName }
    return (own + calls.filter { $0.listName == nil }).lazy.compactMap { $0.options["locale"] }
      .first { !$0.isUnread }
  }
}

extension GeneratorCall {
  /// The list that a `word` is of; nil for people, places and companies.
  var listName: String? {
    guard word == WordKind.syntax.word, case .literal(let name) = argument else { return nil }
    return name.text
  }
}

/// A value that stands in the document for a fact of all rows.
package struct GivenLiteral: ColumnSource {
  package let scalar: Scalar
  private let source: any ColumnSource

  package init(
    _ call: GeneratorCall, _ scalar: Scalar, in context: any ColumnContext
  ) throws(DiagnosticList) {
    self.scalar = scalar
    source = try ValueKind(call, in: context)
  }

  package var type: LogicalType { source.type }
  package var isNullable: Bool { source.isNullable }
  package var interval: ValueInterval { source.interval }
  package var texts: TextDictionary? { source.texts }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try source.generate(request)
  }
}

/// Another column as a fact is given by it.
package struct GivenColumn: ColumnSource {
  let slot: Int
  /// Whether all that is known of its values occurs, beside any value of another such column.
  let isFree: Bool
  package let type: LogicalType
  package let isNullable: Bool
  package let interval: ValueInterval
  package let texts: TextDictionary?

  package init(_ binding: InputBinding, texts: TextDictionary?, isFree: Bool) {
    slot = binding.slot
    self.isFree = isFree
    type = binding.type
    isNullable = binding.isNullable
    interval = binding.interval
    self.texts = texts
  }

  package func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try request.input(slot)
  }
}
