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

  /// How the rows of the table itself hang below each other.
  private func tree(_ call: GeneratorCall) throws(DiagnosticList) -> ReferencePlan.Choice {
    guard case .record(let tree)? = call.options["tree"], !call.options.isUnread("tree") else {
      throw DiagnosticList()
    }
    guard let value = tree["branching"], !tree.hasUnknownWords else { throw DiagnosticList() }
    let branching = GeneratorCall(of: value)
    let source = try part(branching, count: nil)
    guard source.type.isInteger else {
      throw DiagnosticList([.branchingType(branching, source.type)])
    }
    if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
      throw DiagnosticList([.noBranching(branching, range.upperBound)])
    }
    let rowCount = resolver.tables[id.table].rowCount
    if let rowCount, rowCount > Int(Int32.max) {
      throw DiagnosticList([.treeTooLarge(call, rowCount)])
    }
    func number(_ word: String) throws(DiagnosticList) -> Int? {
      guard let value = tree[word] else { return nil }
      guard case .literal(let scalar) = value else { throw DiagnosticList() }
      return LiteralReader.integer(scalar.text).map { Int($0) }
    }
    return .tree(
      TreePlan(branching: source, depth: try number("depth"), roots: try number("roots") ?? 1))
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

  /// Who is chosen: by rank, or by a number of each row there is.
  private func weight(
    _ call: GeneratorCall, target: Int?
  ) throws(DiagnosticList) -> ReferencePlan.Choice {
    if call.options.isUnread("weight") { throw DiagnosticList() }
    guard let value = call.options["weight"] else { return .uniform }
    if case .record(let law) = value {
      guard var exponent = law["zipf"], !law.hasUnknownWords else { throw DiagnosticList() }
      if case .record(let zipf) = exponent, let inner = zipf["exponent"] { exponent = inner }
      let reader = ConstantReader(constants: resolver.constants)
      return .zipf(
        exponent: try reader.number(exponent, in: 0...100, "one exponent from 0 to 100"))
    }
    return .weighted(
      try candidateNumber(value, "a weight", of: target) { (context) throws(DiagnosticList) in
        let source = try LocalSource.make(GeneratorCall(of: value), in: context)
        guard source.type.isNumeric else { throw DiagnosticList([.weightType(value, source.type)]) }
        if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
          throw DiagnosticList([.noWeight(value, range.upperBound)])
        }
        return source
      })
  }

  /// A number of the referenced row alone.
  ///
  /// - Parameters:
  ///   - title: what it is, for messages.
  ///   - target: the referenced table; nil where it is not known.
  func candidateNumber(
    _ value: ArgumentValue, _ title: String, of target: Int?,
    _ make: (ParentContext) throws(DiagnosticList) -> any ColumnSource
  ) throws(DiagnosticList) -> CandidateNumber {
    let context = ParentContext(
      weighing: target, for: state.name, of: resolver.tables[id.table], id.table, in: resolver)
    let source = try make(context)
    let inputs = context.scope.inputs.compactMap { input -> InputPath? in
      if case .candidate(let inner) = input { inner } else { nil }
    }
    guard inputs.count == context.scope.inputs.count else {
      throw DiagnosticList([.numberByRow(value, title)])
    }
    return CandidateNumber(source: source, inputs: inputs)
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

  fileprivate static func treeOfOther(
    _ call: GeneratorCall, _ own: String, _ other: String
  ) -> Diagnostic {
    Diagnostic(
      "tree-of-other", "'tree' is of rows of one table, but '\(other)' is not '\(own)'",
      at: call.options.location(of: "tree"), pointer: call.pointer,
      expected: "'ref: \(own)' with 'tree', or 'weight' and 'where'")
  }

  fileprivate static func optionalOfOwn(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "optional-has-no-use",
      "'optional' has no use: a row that no earlier row suits refers to none anyway",
      at: call.options.location(of: "optional"), pointer: call.pointer,
      expected: "'ref' to the table itself without 'optional'")
  }

  fileprivate static func optionalWithoutWhere(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "optional-has-no-use", "'optional' has no use: without 'where' every row suits",
      at: call.options.location(of: "optional"), pointer: call.pointer,
      expected: "'where' beside it, or 'missing: 10%' for rows that refer to none")
  }

  fileprivate static func besideTree(_ word: String, _ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "\(word)-of-tree", "'tree' says which row each hangs below, so '\(word)' has no use",
      at: call.options.location(of: word), pointer: call.pointer,
      expected: "one of 'tree' and '\(word)'")
  }

  fileprivate static func branchingType(
    _ call: GeneratorCall, _ type: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "branching-type", "'branching' is \(type.name), where a number of rows is needed",
      at: call.location, pointer: call.pointer,
      expected: "a whole number, or a law of whole numbers such as {poisson: 3}")
  }

  fileprivate static func treeTooLarge(_ call: GeneratorCall, _ count: Int) -> Diagnostic {
    Diagnostic(
      "tree-too-large", "a tree cannot have \(count) rows",
      at: call.options.location(of: "tree"), pointer: call.pointer,
      expected: "at most \(Int32.max) rows, or 'ref' without 'tree'")
  }

  fileprivate static func noBranching(_ call: GeneratorCall, _ most: Double) -> Diagnostic {
    Diagnostic(
      "no-branching", most < 0 ? "'branching' is below 0" : "'branching' is 0 in every row",
      at: call.location, pointer: call.pointer, expected: "at least 1 in some row")
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

  fileprivate static func weightType(
    _ value: ArgumentValue, _ type: LogicalType
  ) -> Diagnostic {
    let subject = if case .expression(let text) = value { "'\(text.text)'" } else { "'weight'" }
    return Diagnostic(
      "not-numeric", "\(subject) is \(type.name), where a weight is needed", at: value.place,
      pointer: value.pointer, expected: "a number of at least 0")
  }

  fileprivate static func noWeight(_ value: ArgumentValue, _ most: Double) -> Diagnostic {
    Diagnostic(
      "out-of-range",
      most < 0 ? "the weight is below 0 in every row" : "the weight is above 0 in no row",
      at: value.place, pointer: value.pointer,
      expected: "a number of at least 0, above 0 in some row")
  }

  fileprivate static func numberByRow(_ value: ArgumentValue, _ title: String) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "\(title) that differs by 'row.' is not yet supported",
      at: value.place, pointer: value.pointer,
      expected: "\(title) of the referenced row alone, or 'where' to confine the choice by 'row.'")
  }
}
