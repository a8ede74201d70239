import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// A `ref` to one of several tables is made of columns that are hidden: which table, by its share, and
/// for each table a `ref` of the rows whose table it is.
enum SeveralTables {
  /// The column that names rows of one of the tables; no column of a document has a dot.
  static func part(_ column: String, of table: String) -> String { "\(column).\(table)" }

  /// The table of such a column of a `ref`.
  static func target(of part: String, _ column: String) -> String? {
    part.hasPrefix(column + ".") ? String(part.dropFirst(column.count + 1)) : nil
  }

  static func expanded(_ document: DocumentSpec) -> DocumentSpec {
    var document = document
    for index in document.tables.indices { expand(&document.tables[index]) }
    for index in document.scenarios.indices {
      document.scenarios[index].document = expanded(document.scenarios[index].document)
    }
    return document
  }

  private static func expand(_ table: inout TableSpec) {
    for index in table.columns.indices {
      let column = table.columns[index]
      guard column.generator.word == "ref",
        case .map(let entries, let place) = column.generator.argument
      else { continue }
      let kind = typed(column, entries, place, &table)
      // When a row refers to any is said where its table is drawn.
      for word in ["when", "missing", "exact"] {
        table.columns[index].generator.modifiers.values[word] = nil
      }
      table.columns += entries.map { part(column, $0, kind) }
    }
  }

  /// The column that says which table a row refers to: the one made as such, or a hidden one.
  ///
  /// - Returns: its name.
  private static func typed(
    _ column: ColumnSpec, _ entries: [ArgumentValue.MapEntry], _ place: DocumentLocation,
    _ table: inout TableSpec
  ) -> String {
    let shares = entries.map { entry in
      guard case .record(let words) = entry.value else { return entry }
      let share = words["share"] ?? .unread(words.location, words.pointer)
      return ArgumentValue.MapEntry(key: entry.key, value: share)
    }
    var call = column.generator
    call.word = "choice"
    call.writtenWord = column.generator.word
    call.argument = .map(shares, place)
    call.options.values = [:]
    let own = table.columns.firstIndex { other in
      guard other.generator.word == "ref_type",
        case .literal(let name) = other.generator.argument
      else { return false }
      return name.text == column.name.text
    }
    let said = call.modifiers.values.filter { ["when", "missing", "exact"].contains($0.key) }
    call.modifiers.values = said
    guard let own else {
      call.modifiers.values["hidden"] = flag(column.name)
      let name = "\(column.name.text) table"
      table.columns.append(named(name, call, column))
      return name
    }
    call.modifiers.values.merge(table.columns[own].generator.modifiers.values) { $1 }
    table.columns[own].generator = call
    return table.columns[own].name.text
  }

  /// The key of a row of one of the tables.
  private static func part(
    _ column: ColumnSpec, _ entry: ArgumentValue.MapEntry, _ kind: String
  ) -> ColumnSpec {
    var call = column.generator
    call.argument = .literal(Scalar(entry.key.source, isQuoted: false))
    call.options = Arguments(at: entry.key.location, pointer: entry.key.pointer)
    if case .record(let words) = entry.value {
      call.options = words
      call.options.values["share"] = nil
    }
    let quoted = entry.key.text.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''")
    let isPlain = !kind.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
    let condition = LocatedText(
      "\(isPlain ? kind : "`\(kind)`") = '\(quoted)'", at: entry.key.location,
      pointer: entry.key.pointer)
    call.modifiers.values = ["hidden": flag(entry.key), "when": .expression(condition)]
    return named(part(column.name.text, of: entry.key.text), call, column)
  }

  private static func flag(_ name: Scalar) -> ArgumentValue {
    .literal(
      Scalar(LocatedText("true", at: name.location, pointer: name.pointer), isQuoted: false))
  }

  private static func named(
    _ name: String, _ call: GeneratorCall, _ column: ColumnSpec
  ) -> ColumnSpec {
    let text = LocatedText(name, at: column.name.location, pointer: column.name.pointer)
    return ColumnSpec(
      name: Scalar(text, isQuoted: false), generator: call, location: column.location,
      pointer: column.pointer)
  }
}

extension ColumnResolution {
  /// The key of the row that is named, of whichever table.
  func several(
    _ call: GeneratorCall, _ entries: [ArgumentValue.MapEntry]
  ) throws(DiagnosticList) -> Made {
    var attempts = Attempts()
    for word in call.options.values.keys.sorted() {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.optionOfSeveral(call, word, entries)])
      }
    }
    if isUnique {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList([.uniqueOfSeveral(call)]) }
    }
    var parts: [(slot: Int, plan: ColumnPlan)] = []
    for entry in entries {
      let name = SeveralTables.part(state.name, of: entry.key.text)
      guard let column = resolver.tables[id.table].column(name) else { throw DiagnosticList() }
      attempts.run { () throws(DiagnosticList) in
        let part = ColumnID(table: id.table, column: column)
        let plan = try resolver.column(part)
        parts.append((scope.slot(of: .column(column), column: part), plan))
      }
    }
    guard let first = parts.first, parts.count == entries.count, !attempts.hasFailed else {
      throw attempts.problems
    }
    let type = declaredType == .text ? .text : first.plan.type
    for (entry, part) in zip(entries, parts)
    where part.plan.type != type && declaredType != .text {
      throw DiagnosticList([.refTypesDiffer(entry.key, part.plan.type, entries[0].key, type)])
    }
    let source = FirstPresent(slots: parts.map(\.slot), type: type)
    return Made(generator: .local(source), type: type, isNullable: true)
  }
}

/// The one of some columns that has a value.
private struct FirstPresent: ColumnSource {
  let slots: [Int]
  let type: LogicalType
  var isNullable: Bool { true }
  var promise: ValuePromise { .first(of: slots) }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    var pieces: [(rows: [Int], column: Column)] = []
    for slot in slots {
      let column = try Conversion.convert(try request.input(slot), to: type)
      let rows = (0..<request.count).filter { !column.isNull($0) }
      if !rows.isEmpty { pieces.append((rows, column.gathered(rows))) }
    }
    var isSet = Bitmap(repeating: false, count: request.count)
    for piece in pieces { for row in piece.rows { isSet[row] = true } }
    let others = (0..<request.count).filter { !isSet[$0] }
    if !others.isEmpty { pieces.append((others, .nulls(type, count: others.count))) }
    return Column.scattered(type, pieces, count: request.count)
  }
}

extension Diagnostic {
  fileprivate static func optionOfSeveral(
    _ call: GeneratorCall, _ word: String, _ entries: [ArgumentValue.MapEntry]
  ) -> Diagnostic {
    Diagnostic(
      "option-of-several", "'\(word)' does not say for which of the tables it is",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: "it beside the table's share: "
        + "{\(entries.first?.key.text ?? "table"): {share: 50%, \(word): …}, …}")
  }

  fileprivate static func uniqueOfSeveral(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'unique' beside a 'ref' to several tables is not yet supported",
      at: call.modifiers.location(of: "unique"), pointer: call.pointer,
      expected: "a column for each table, with 'unique' and 'when'")
  }

  fileprivate static func refTypesDiffer(
    _ name: Scalar, _ type: LogicalType, _ first: Scalar, _ other: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "ref-types-differ",
      "the key of '\(name.text)' is \(type.name), that of '\(first.text)' \(other.name)",
      at: name.location, pointer: name.pointer,
      expected: type.isNested || other.isNested
        ? "tables whose keys are of one column" : "keys of one type, or 'type: text'")
  }

  static func noSeveralTables(_ call: GeneratorCall, _ table: TableState) -> Diagnostic {
    let name = if case .literal(let scalar) = call.argument { scalar } else { Scalar?.none }
    let text = name?.text ?? ""
    return Diagnostic(
      "no-several-tables",
      table.column(text) == nil
        ? "'\(table.name)' has no column '\(text)'"
        : "'\(text)' does not refer to several tables, or its table is told already",
      at: name?.location ?? call.location, pointer: call.pointer,
      expected: "a column such as 'subject: {ref: {posts: 70%, photos: 30%}}'")
  }
}
