import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// One field of a record in one locale.
protocol RecordField: Sendable {
  var type: LogicalType { get }
  var isNullable: Bool { get }
  var interval: ValueInterval { get }
  /// All texts that can occur, where they are few and known.
  var texts: TextDictionary? { get }
  /// Whether values differ in all rows by construction.
  var isUnique: Bool { get }
  /// All values, where they are alike in every row and nothing else tells of them.
  var space: ValueSpace? { get }

  func column(_ rows: RecordRows) throws(EvaluationError) -> Column
}

extension RecordField {
  var type: LogicalType { .text }
  var isNullable: Bool { false }
  var interval: ValueInterval { .unbounded }
  var texts: TextDictionary? { nil }
  var isUnique: Bool { false }
  var space: ValueSpace? { nil }
}

/// The rows of a batch as records draw by them.
struct RecordRows {
  let keys: RowKeys
  /// Draws that all columns of the record share.
  let stream: StreamKey
  /// For what is given by other columns.
  let request: GenerationRequest

  var count: Int { keys.count }

  var person: StreamKey { stream.lane("person") }
  var place: StreamKey { stream.lane("place") }
  var company: StreamKey { stream.lane("company") }
}

/// What makes a column of a record: a field for each locale, and which rows speak of which.
struct RecordSource: ColumnSource {
  private let scope: (rows: RecordScope.Rows, lane: String?)
  private let locales: LocaleChoice
  private let fields: [any RecordField]
  private let branchTexts: BranchTexts?
  let type: LogicalType
  let isNullable: Bool
  let interval: ValueInterval
  let isUnique: Bool

  /// - Parameters:
  ///   - words: of the call that stand beside those of all records.
  ///   - make: the field of a locale.
  init(
    _ call: GeneratorCall, beside words: [String] = [], in context: any ColumnContext,
    make: (RecordParts) throws(DiagnosticList) -> any RecordField
  ) throws(DiagnosticList) {
    if call.argument.isUnread || call.options.hasUnknownWords
      || call.options.isUnread(anyOf: words + ["given", "locale", "of"])
    {
      try RecordSource.checkRest(call, in: context, make: make)
      throw DiagnosticList()
    }
    let scope = try RecordSource.scope(of: call, in: context, make: make)
    let locales = try LocaleChoice(scope, call)
    var attempts = Attempts()
    var fields: [any RecordField] = []
    var vocabularies: [Vocabulary] = []
    for locale in locales.names { vocabularies.append(try scope.words(locale, call)) }
    for vocabulary in vocabularies {
      attempts.run { () throws(DiagnosticList) in
        let parts = RecordParts(
          call: call, context: context, scope: scope, vocabulary: vocabulary,
          vocabularies: vocabularies, locale: locales.source)
        try parts.checkOwnFacts()
        fields.append(try make(parts))
      }
    }
    try attempts.finish()
    let types = fields.map(\.type)
    guard let first = fields.first, LogicalType.apart(types).isEmpty else {
      preconditionFailure("a field has one type in all locales")
    }
    self.fields = fields
    self.locales = locales
    self.scope = (scope.rows, scope.name)
    type = first.type
    branchTexts =
      fields.allSatisfy { $0.texts != nil } ? BranchTexts(fields.map(\.texts)) : nil
    isNullable = scope.isNullable || fields.contains { $0.isNullable }
    interval = fields.dropFirst().reduce(first.interval) { $0.joined($1.interval) }
    isUnique = scope.isOwn && fields.allSatisfy { $0.isUnique }
  }

  /// What all columns of the record say together; where they contradict each other, what is wrong
  /// with this one is told all the same.
  private static func scope(
    of call: GeneratorCall, in context: any ColumnContext,
    make: (RecordParts) throws(DiagnosticList) -> any RecordField
  ) throws(DiagnosticList) -> RecordScope {
    do throws(DiagnosticList) {
      return try context.record(call)
    } catch {
      var attempts = Attempts()
      attempts.run { () throws(DiagnosticList) in
        try checkRest(call, among: [call], in: context, make: make)
      }
      throw DiagnosticList(
        error.all + attempts.problems.all.filter { !error.all.contains($0) })
    }
  }

  /// Tells what is wrong with what could be read of a call, whatever the rest says: in every locale
  /// there is, where it is not known which is meant.
  private static func checkRest(
    _ call: GeneratorCall, among calls: [GeneratorCall]? = nil, in context: any ColumnContext,
    make: (RecordParts) throws(DiagnosticList) -> any RecordField
  ) throws(DiagnosticList) {
    if call.argument.isUnread { return }
    let scope = try context.record(call, among: calls)
    // Another column may say it.
    let isElsewhere =
      calls != nil && call.options["locale"] == nil && RecordFacts.given(by: call)["country"] == nil
    let isOpen = isElsewhere || call.options.isUnread(anyOf: ["given", "locale"])
    let locales = isOpen ? [scope.locale] + Vocabulary.locales : try LocaleChoice(scope, call).names
    var first: DiagnosticList?
    for locale in locales {
      let vocabulary = try scope.words(locale, call)
      let parts = RecordParts(
        call: call, context: context, scope: scope, vocabulary: vocabulary,
        vocabularies: [vocabulary], locale: nil)
      do throws(DiagnosticList) {
        try parts.checkOwnFacts()
        _ = try make(parts)
        return
      } catch { first = first ?? error }
    }
    if let first { throw first }
  }

  var space: ValueSpace? { fields.count == 1 ? fields[0].space : nil }

  var texts: TextDictionary? {
    fields.count == 1 ? fields[0].texts : branchTexts?.dictionary
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    if fields.count == 1 { return try column(of: 0, request) }
    var rows = [[Int]](repeating: [], count: fields.count)
    for (row, locale) in try locales.places(request).enumerated() { rows[locale].append(row) }
    var pieces: [(rows: [Int], column: Column)] = []
    for index in fields.indices where !rows[index].isEmpty {
      let piece = try request.subsetFailing(rows[index]) { (part) throws(EvaluationError) in
        try column(of: index, part)
      }
      pieces.append((rows[index], branchTexts?.recoded(piece, branch: index) ?? piece))
    }
    if pieces.isEmpty { return Column.nulls(type, count: 0) }
    return Column.scattered(type, pieces, count: request.count)
  }

  private func column(
    of field: Int, _ request: GenerationRequest
  ) throws(EvaluationError) -> Column {
    switch scope.rows {
    case .own:
      return try fields[field].column(
        RecordRows(keys: request.rowKeys, stream: named(request.record), request: request))
    case .other(let slot, let stream):
      let named = try request.input(slot)
      guard case .int64(let keys) = named.values else { preconditionFailure("row keys") }
      let column = try fields[field].column(
        RecordRows(
          keys: .list(keys.map { UInt64(bitPattern: $0) }), stream: self.named(stream),
          request: request))
      return named.validity.map { column.masked(by: $0) } ?? column
    }
  }

  /// The draws of one record among several of a row.
  private func named(_ record: StreamKey) -> StreamKey {
    scope.lane.map { record.lane("of").lane($0) } ?? record
  }
}

/// A column that is made by a record.
protocol RecordKind: GeneratorKind {
  var source: RecordSource { get }
}

extension RecordKind {
  var type: LogicalType { source.type }
  var isNullable: Bool { source.isNullable }
  var interval: ValueInterval { source.interval }
  var texts: TextDictionary? { source.texts }
  var isUnique: Bool { source.isUnique }
  var space: ValueSpace? { source.space }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    try source.generate(request)
  }
}
