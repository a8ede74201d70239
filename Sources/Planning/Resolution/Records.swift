import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Whose person, place or company a column describes: the row's own, one of several by name, or
/// that of a row which keys lead to.
extension ColumnResolution {
  func record(
    _ call: GeneratorCall, among calls: [GeneratorCall]?
  ) throws(DiagnosticList) -> RecordScope {
    let found = try recordOwner(call)
    let shared = (found.keys.isEmpty ? calls : nil) ?? resolver.records(of: found.table)
    // Where it is not known which is meant, it is looked at by itself.
    let named =
      call.options.isUnread("of") ? [call] : shared.filter { $0.recordName == found.name }
    let contradictions = RecordFacts.contradictions(among: named, for: call)
    if contradictions.hasErrors { throw contradictions }
    if !found.keys.isEmpty { try checkNothingGiven(call, found.keys) }
    let (rows, isNullable) = try rows(of: found)
    return RecordScope(
      rows: rows, isNullable: isNullable, isOfAllRows: found.keys.isEmpty && isWhole(call),
      name: found.name, calls: named,
      locale: resolver.locale(of: found.table), words: resolver.words,
      read: { [self] (value) throws(DiagnosticList) in try fact(value, found) },
      repeats: { [self] in repeats($0, $1, found) })
  }

  /// Whether the call is what the column is made of in each row.
  private func isWhole(_ call: GeneratorCall) -> Bool {
    guard let spec = resolver.tables[id.table].columns[id.column].spec else { return false }
    return spec.generator.holds(call) && spec.modifiers["when"] == nil
      && !spec.modifiers.isUnread("when")
  }

  private struct RecordOwner {
    var table: Int
    /// The key columns that lead there.
    var keys: [String] = []
    var name: String?
  }

  private func recordOwner(_ call: GeneratorCall) throws(DiagnosticList) -> RecordOwner {
    var owner = RecordOwner(table: id.table)
    guard case .literal(let path)? = call.options["of"] else { return owner }
    var parts = path.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    while let part = parts.first, let index = resolver.tables[owner.table].column(part) {
      let key = ColumnID(table: owner.table, column: index)
      if resolver.refersToUnknown(key) { throw DiagnosticList() }
      if resolver.refersToSeveral(key) {
        // The rows of one of the tables are named by a column of its own.
        let own = parts.count > 1 ? SeveralTables.part(part, of: parts[1]) : ""
        guard let one = resolver.tables[owner.table].column(own),
          let target = resolver.target(of: ColumnID(table: owner.table, column: one))
        else {
          throw DiagnosticList([.ofSeveral(path, part, resolver.tables[owner.table])])
        }
        owner.table = target
        owner.keys.append(own)
        parts.removeFirst(2)
        continue
      }
      guard let target = resolver.target(of: key) else { break }
      owner.table = target
      owner.keys.append(part)
      parts.removeFirst()
    }
    owner.name = parts.first
    if owner.name == nil { return owner }
    // A name of this row stands for itself; behind a key, that table must have it.
    let names = resolver.records(of: owner.table).compactMap(\.recordName)
      .filter { !$0.contains(".") }
    if parts.count > 1 || (!owner.keys.isEmpty && !names.contains(parts[0])) {
      throw DiagnosticList([
        .unknownRecord(path, parts[0], resolver.tables[owner.table], names, at: owner.keys)
      ])
    }
    if owner.keys.isEmpty { warnOfName(parts[0], path) }
    return owner
  }

  /// A name that is almost a key's is probably meant as that key.
  private func warnOfName(_ name: String, _ path: Scalar) {
    let table = resolver.tables[id.table]
    let keys = table.columns.indices.filter {
      resolver.target(of: ColumnID(table: id.table, column: $0)) != nil
    }.map { table.columns[$0].name }
    guard let near = DidYouMean.proposal(for: name, in: keys) else { return }
    let warning = Diagnostic.nameNearKey(path, name, table.name).proposing(near, in: path.source)
    if !resolver.warnings.contains(warning) { resolver.warnings.append(warning) }
  }

  /// Also whether a row may name none.
  private func rows(
    of owner: RecordOwner
  ) throws(DiagnosticList) -> (rows: RecordScope.Rows, isNullable: Bool) {
    if owner.keys.isEmpty { return (.own, false) }
    var isNullable = false
    var path = InputPath.rowKey
    var steps: [Int] = []
    var last = ColumnID(table: id.table, column: 0)
    var table = id.table
    for key in owner.keys {
      guard let index = resolver.tables[table].column(key) else { throw DiagnosticList() }
      last = ColumnID(table: table, column: index)
      isNullable = try resolver.column(last).isNullable || isNullable
      steps.append(index)
      guard let next = resolver.target(of: last) else { throw DiagnosticList() }
      table = next
    }
    for step in steps.reversed() { path = .parent(key: step, path) }
    let rows = RecordScope.Rows.other(
      slot: scope.slot(of: path, column: last),
      stream: StreamKey(
        seed: resolver.document.seed, table: resolver.tables[owner.table].name, column: ""))
    return (rows, isNullable)
  }

  /// What is given belongs to the columns of the row itself.
  private func checkNothingGiven(
    _ call: GeneratorCall, _ keys: [String]
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    for word in ["given", "locale"] {
      guard let value = call.options[word] else { continue }
      problems.report(.givenOfOther(word, value, call, keys.joined(separator: ".")))
    }
    if problems.hasErrors { throw problems }
  }

  /// What stands for a fact: a column of the record's row where there is one of that name, else
  /// the word itself.
  private func fact(
    _ value: ArgumentValue, _ owner: RecordOwner
  ) throws(DiagnosticList) -> any ColumnSource {
    let place = scope.place
    scope.place = owner.keys.isEmpty ? place : .reached(by: owner.keys, from: id.table)
    defer { scope.place = place }
    let call = GeneratorCall(of: value)
    if case .expression(let text) = value, let path = columnPath(text, of: owner.table) {
      return try given(by: path, of: owner.table)
    }
    guard case .literal(let scalar) = value else {
      return try argument(call, expecting: nil)
    }
    let first = String(scalar.text.prefix { $0 != "." })
    if resolver.tables[owner.table].column(first) != nil {
      return try given(by: scalar, of: owner.table)
    }
    if scalar.isNull { throw DiagnosticList([.nullGiven(scalar)]) }
    return try GivenLiteral(
      call, scalar, in: ArgumentContext(self, expecting: nil))
  }

  private func given(by path: Scalar, of table: Int) throws(DiagnosticList) -> GivenColumn {
    let (binding, texts) = try scope.path(path)
    return GivenColumn(binding, texts: texts, isFree: resolver.isFree(path.text, from: table))
  }

  /// `= country` is the column of that name, of which more is known than of an expression.
  private func columnPath(_ text: LocatedText, of table: Int) -> Scalar? {
    guard let parsed = try? ExpressionParser.parse(text),
      case .path(let index) = parsed.root.kind,
      let first = parsed.paths[index].parts.first, resolver.tables[table].column(first) != nil
    else { return nil }
    let path = parsed.paths[index]
    return Scalar(
      LocatedText(
        path.text, at: text.location(at: path.offset, length: path.length), pointer: text.pointer),
      isQuoted: false)
  }

  /// Whether a fact is given by the very column that tells it of the same record, which needs no
  /// saying.
  private func repeats(_ fact: String, _ value: ArgumentValue, _ owner: RecordOwner) -> Bool {
    let table = resolver.tables[owner.table]
    let name: String? =
      switch value {
      case .literal(let scalar): scalar.text
      case .expression(let text): columnPath(text, of: owner.table)?.text
      case .generator, .list, .map, .record, .unread: nil
      }
    guard let name, let index = table.column(name), let spec = table.columns[index].spec,
      spec.generator.describesRow, spec.generator.word != "word",
      spec.generator.recordName == owner.name, spec.modifiers["when"] == nil,
      case .literal(let told) = spec.generator.argument
    else { return false }
    return told.text == fact
  }
}

extension Resolver {
  /// The columns of a table, and their parts, that describe persons, places and companies.
  func records(of table: Int) -> [GeneratorCall] {
    tables[table].columns.flatMap { $0.spec?.generator.records ?? [] }
  }

  /// The locale of a table.
  func locale(of table: Int) -> String { tables[table].spec.locale?.text ?? document.locale }
}

extension GeneratorCall {
  /// Whether it is a fact of a person, a place, a company or a word.
  var describesRow: Bool { RecordFacts.words.contains(word) }

  /// What `of` calls the record of the row itself.
  fileprivate var recordName: String? {
    if case .literal(let name)? = options["of"] { name.text } else { nil }
  }

  /// The call and those within it that describe records of the row; the elements of lists have
  /// their own.
  var records: [GeneratorCall] {
    if describesRow { return [self] }
    var inner = branches
    if case .generator(let other)? = modifiers["else"] { inner.append(other) }
    return (inner + members).flatMap(\.records)
  }

  /// The calls under names that make one value together.
  private var members: [GeneratorCall] {
    guard ["json", "map", "struct"].contains(word), case .map(let fields, _) = argument else {
      return []
    }
    return fields.map { GeneratorCall(of: $0.value) }
  }

  /// Whether a call makes the values, or parts of each of them.
  fileprivate func holds(_ call: GeneratorCall) -> Bool {
    if location == call.location, pointer == call.pointer, word == call.word { return true }
    let elements = word == "list" ? [GeneratorCall(of: argument)] : []
    return (members + elements).contains { $0.holds(call) }
  }
}

extension Diagnostic {
  fileprivate static func ofSeveral(
    _ path: Scalar, _ key: String, _ table: TableState
  ) -> Diagnostic {
    let targets = table.columns.compactMap { SeveralTables.target(of: $0.name, key) }
    return Diagnostic(
      "several-tables", "'\(key)' names rows of several tables", at: path.location,
      pointer: path.pointer,
      expected: "which of them is meant: " + oneOfThese(targets.map { "\(key).\($0)" }))
  }

  fileprivate static func unknownRecord(
    _ path: Scalar, _ name: String, _ table: TableState, _ names: [String], at keys: [String]
  ) -> Diagnostic {
    let known = Set(names).sorted()
    return Diagnostic(
      "unknown-record", "'\(table.name)' has no record '\(name)'", at: path.location,
      pointer: path.pointer,
      expected: keys.isEmpty
        ? "a name without '.', or a key column"
        : known.isEmpty
          ? "'\(keys.joined(separator: "."))' alone, for the row itself"
          : oneOf(known, "names of 'of'")
    ).proposing(
      DidYouMean.proposal(for: name, in: known).map { near in
        DidYouMean.Proposal(names: near.names.map { (keys + [$0]).joined(separator: ".") })
      }, in: path.source)
  }

  fileprivate static func nameNearKey(
    _ path: Scalar, _ name: String, _ table: String
  ) -> Diagnostic {
    Diagnostic(
      "name-near-key",
      "'\(name)' is a record of the row itself, not of one that a key of '\(table)' names",
      at: path.location, pointer: path.pointer,
      expected: "a name unlike those of keys, or the key itself", severity: .warning)
  }

  fileprivate static func givenOfOther(
    _ word: String, _ value: ArgumentValue, _ call: GeneratorCall, _ keys: String
  ) -> Diagnostic {
    Diagnostic(
      "given-of-other", "'\(word)' cannot change the row that '\(keys)' names",
      at: value.place, pointer: value.pointer.isEmpty ? call.pointer : value.pointer,
      expected: "'\(word)' beside the columns of that row itself")
  }

  fileprivate static func nullGiven(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "null-given", "'null' gives nothing", at: scalar.location, pointer: scalar.pointer,
      expected: "a column or a value, or no such word")
  }
}
