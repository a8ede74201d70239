import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Keys of rows of other tables: `ref` with its `weight` and `where`.
extension ColumnResolution {
  func reference(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    var attempts = Attempts()
    let found = attempts.run { () throws(DiagnosticList) in try target(of: call) }
    let own = resolver.tables[id.table]
    let isSource = own.parentKey?.text == state.name || own.spec.crossedKey?.text == state.name
    attempts.run { () throws(DiagnosticList) in
      try checkReference(call, to: found, isSource: isSource)
    }
    // Without the table's key nothing is known of it that a column of its own could tell.
    let key = attempts.run { () throws(DiagnosticList) -> Key in
      guard let found else { throw DiagnosticList() }
      return try self.key(of: found.table, found.name)
    }
    let choice = attempts.run { () throws(DiagnosticList) -> ReferencePlan.Choice in
      if isSource { return .source }
      if let found, found.table == id.table, call.options["tree"] != nil { return try tree(call) }
      if call.saysDegrees { return .degrees(try degrees(call, target: found?.table)) }
      return try weight(call, target: found?.table)
    }
    let suitable = attempts.run { () throws(DiagnosticList) in
      try isSource ? nil : self.suitable(call, found)
    }
    guard let found, let key, let choice, let suitable, !attempts.hasFailed else {
      throw attempts.problems
    }
    let isOwn = found.table == id.table
    let isOptional = call.options.flag("optional") ?? false
    return Made(
      generator: .reference(
        ReferencePlan(
          table: found.table, choice: choice, condition: suitable?.condition,
          group: suitable?.group, isEarlier: isOwn && call.options["tree"] == nil,
          isOptional: isOptional, distinct: distinct(call))),
      type: key.type, isNullable: isOwn || isOptional, interval: key.interval,
      texts: key.texts, isUnique: isUnique)
  }

  /// Which rows suit, by the words of `where`.
  private func suitable(
    _ call: GeneratorCall, _ found: (table: Int, name: Scalar)?
  ) throws(DiagnosticList) -> (condition: CompiledExpression?, group: ReferencePlan.Group?)? {
    guard case .expression(let text)? = call.options["where"] else {
      if call.options.isUnread("where") { throw DiagnosticList() }
      return nil
    }
    let group = found.flatMap { SameParent(text, in: resolver, of: $0.table, seenFrom: id.table) }
    // What a group says alone needs no column to be read.
    let scope = group?.isWhole == true ? InputScope(resolver) : scope
    scope.place = found.map { .candidate(table: $0.table, row: id.table) } ?? .unknown
    defer { scope.place = .row(table: id.table) }
    let condition = try scope.condition(text)
    if !condition.mayHold, let found, isNeeded {
      throw DiagnosticList([.noCandidate(found.name, text)])
    }
    return (group?.isWhole == true ? nil : condition, group?.group)
  }

  /// Among which rows none refers to the same as another.
  private func distinct(_ call: GeneratorCall) -> ReferencePlan.Distinct? {
    if !isUnique { return nil }
    return call.options["per"] == nil ? .inTable : .perParent
  }

  /// Whether rows can be kept apart as the words say.
  private func checkDistinct(
    _ call: GeneratorCall, isOwn: Bool, isSource: Bool, _ problems: inout DiagnosticList
  ) {
    let options = call.options
    if case .literal(let key)? = options["per"] {
      guard isUnique else {
        if !isUnread("unique") { problems.report(.perWithoutUnique(call)) }
        return
      }
      let counted = resolver.tables[id.table].countKey
      if key.text != counted?.text, !resolver.tables[id.table].isParentUnread {
        problems.report(.notCountedPer(key, counted?.text))
      }
    }
    guard isUnique else { return }
    if isSource || isOwn {
      problems.report(.uniqueReference(call))
    } else if options["where"] != nil {
      problems.report(.notKeptApartBy("where", call))
    } else if options["weight"] != nil, options["per"] == nil, !options.isUnread("per") {
      problems.report(.notKeptApartBy("weight", call))
    }
  }

  private func checkOptional(
    _ call: GeneratorCall, isOwn: Bool, isSource: Bool, _ problems: inout DiagnosticList
  ) {
    guard call.options.flag("optional") == true, !isSource else { return }
    if isOwn {
      problems.report(.optionalOfOwn(call))
    } else if isUnique {
      problems.report(.notKeptApartBy("optional", call))
    } else if call.options["where"] == nil, !call.options.isUnread("where"), !call.saysDegrees {
      problems.report(.optionalWithoutWhere(call))
    }
  }

  /// Whether some row certainly needs a parent.
  private var isNeeded: Bool {
    state.spec?.modifiers["when"] == nil && state.spec?.modifiers.isUnread("when") != true
      && resolver.tables[id.table].rowCount ?? 1 > 0
  }

  private func target(
    of call: GeneratorCall
  ) throws(DiagnosticList) -> (table: Int, name: Scalar) {
    guard case .literal(let name) = call.argument else { throw DiagnosticList() }
    if let table = resolver.table(name.text) { return (table, name) }
    if resolver.document.unread.areTables { throw DiagnosticList() }
    throw DiagnosticList([.unknownTable(name, resolver.tables.map(\.name))])
  }

  /// What a reference stores.
  private struct Key {
    var type: LogicalType
    var interval = ValueInterval.unbounded
    var texts: TextDictionary?
  }

  /// The key of a table; one of several columns is a structure of them.
  private func key(of target: Int, _ name: Scalar) throws(DiagnosticList) -> Key {
    let columns = resolver.tables[target].keyColumns
    guard !columns.isEmpty else {
      let spec = resolver.tables[target].spec
      if resolver.tables[target].hasUnreadColumns || !spec.keyNames.isEmpty {
        throw DiagnosticList()
      }
      throw DiagnosticList([.noKey(name)])
    }
    var attempts = Attempts()
    let plans = columns.compactMap { column in
      attempts.run { () throws(DiagnosticList) in
        try resolver.column(ColumnID(table: target, column: column))
      }
    }
    if attempts.hasFailed { throw attempts.problems }
    if plans.count == 1 {
      return Key(type: plans[0].type, interval: plans[0].interval, texts: plans[0].texts)
    }
    return Key(
      type: .structure(plans.map { Field($0.name, $0.type, isNullable: false) }))
  }

  /// Whether the table can be referred to, and the words beside `ref` have a use.
  ///
  /// - Parameter target: nil where it is not known.
  private func checkReference(
    _ call: GeneratorCall, to target: (table: Int, name: Scalar)?, isSource: Bool
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    let own = resolver.tables[id.table]
    let isOwn = target?.table == id.table
    if let target, !isOwn, call.options["tree"] != nil {
      problems.report(.treeOfOther(call, own.name, target.name.text))
    }
    if isOwn, call.options["tree"] != nil {
      for word in ["weight", "where"] where call.options[word] != nil {
        problems.report(.besideTree(word, call))
      }
    }
    if let value = call.modifiers["else"] {
      problems.report(.elseOfReference(call, at: value.location))
    }
    checkOptional(call, isOwn: isOwn, isSource: isSource, &problems)
    if !isSource { checkDegrees(call, isOwn: isOwn, &problems) }
    checkDistinct(call, isOwn: isOwn, isSource: isSource, &problems)
    if isSource {
      for option in ["at_most", "each", "optional", "weight", "where"]
      where call.options[option] != nil {
        problems.report(.optionOfSource(call, option, at: call.options.location(of: option)))
      }
      for word in ["when", "missing"] {
        guard let value = call.modifiers[word] else { continue }
        problems.report(.optionOfSource(call, word, at: value.location))
      }
    }
    // Rows per parent are none when there is no parent.
    let rowCount = own.rowCount ?? (isSource ? 0 : 1)
    if let target, !isOwn, resolver.tables[target.table].rowCount == 0, rowCount > 0 {
      problems.report(.emptyTarget(target.name))
    }
    if problems.hasErrors { throw problems }
  }
}

extension Diagnostic {
  static func unknownTable(
    _ scalar: Scalar, _ names: [String], name: String? = nil
  ) -> Diagnostic {
    let written = name ?? scalar.text
    let nearest = DidYouMean.proposal(for: written, in: names)
    return Diagnostic(
      "unknown-table", "unknown table '\(written)'", at: scalar.location, pointer: scalar.pointer,
      expected: oneOf(names.sorted(), "tables")
    ).proposing(
      nearest, in: scalar.source, at: 0..<written.unicodeScalars.count)
  }

  fileprivate static func noKey(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "no-key", "'\(name.text)' has no key to refer to", at: name.location, pointer: name.pointer,
      expected: "a column such as 'id: {key: \"ID-{:06}\"}' in '\(name.text)'")
  }

  fileprivate static func optionalWithoutWhere(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "optional-has-no-use", "'optional' has no use: without 'where' every row suits",
      at: call.options.location(of: "optional"), pointer: call.pointer,
      expected: "'where' beside it, or 'missing: 10%' for rows that refer to none")
  }

  fileprivate static func uniqueReference(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'unique' is not yet supported where the rows have this parent or table",
      at: call.location, pointer: call.pointer,
      expected:
        "'ref' to another table, or a table with 'rows: {per: key, value: 1}', which has one row "
        + "for each")
  }

  fileprivate static func notKeptApartBy(_ word: String, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'\(word)' beside 'unique' is not yet supported here",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: word == "weight"
        ? "'per' with the key that the rows are counted by, or 'unique' without 'weight'"
        : "'unique' without '\(word)'")
  }

  fileprivate static func perWithoutUnique(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "per-without-unique", "'per' says among which rows none repeats, but 'unique' is not there",
      at: call.options.location(of: "per"), pointer: call.pointer,
      expected: "'unique: true' beside 'per'")
  }

  fileprivate static func notCountedPer(_ key: Scalar, _ counted: String?) -> Diagnostic {
    Diagnostic(
      "not-counted-per", "the rows are not counted per '\(key.text)'", at: key.location,
      pointer: key.pointer,
      expected: counted.map { "'per: \($0)', as in 'rows'" } ?? "a table with 'rows: {per: …}'")
  }

  fileprivate static func optionOfSource(
    _ call: GeneratorCall, _ option: String, at location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "parent-is-given", "'\(option)' has no use: the table's rows already have this parent",
      at: location, pointer: call.pointer,
      expected: ["at_most", "each"].contains(option)
        ? "'rows' or 'arrivals', which say how many rows each parent has"
        : "'factors' in 'arrivals', or another 'ref' column")
  }

  fileprivate static func elseOfReference(
    _ call: GeneratorCall, at location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "else-of-ref", "'else' gives a value that names no row for paths and roll-ups to follow",
      at: location, pointer: call.pointer,
      expected: "'ref' without 'else'; a column '= coalesce(…)' may say what stands for none")
  }

  fileprivate static func emptyTarget(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "empty-parent", "'\(name.text)' has no rows to refer to", at: name.location,
      pointer: name.pointer, expected: "at least one row, or no rows here")
  }

  fileprivate static func noCandidate(_ name: Scalar, _ text: LocatedText) -> Diagnostic {
    Diagnostic(
      "no-candidate", "no row of '\(name.text)' can meet '\(text.text)'",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "a condition that holds for some of the values there can be")
  }
}
