import Diagnostics
import SchemaModel

extension SpecBuilder {
  mutating func tables(_ node: Node?) -> [TableSpec] {
    guard let node else { return [] }
    guard case .map(let entries) = node.content else {
      let type = ParameterType.map(of: .record(.table))
      problems.report(
        node.isNull ? .noValue("tables", type, at: node) : .wrongForm(node, "tables", type))
      return []
    }
    if entries.isEmpty { problems.report(.noTables(at: node)) }
    let tables = entries.map { table($0) }
    let same = Dictionary(grouping: tables, by: \.name.text)
    // A table that stands twice, which has been reported, is probably one: it has the columns of
    // both.
    return tables.map { table in
      guard let parts = same[table.name.text], parts.count > 1 else { return table }
      return table.joined(with: parts)
    }
  }

  private mutating func table(_ written: Node.Entry) -> TableSpec {
    check(written.key, kind: "table")
    let name = written.key.text
    var entry = written
    entry.value = readAsMeant(written.value, .table, Shape.table.name)
    guard case .map(let entries) = entry.value.content else {
      return unreadTable(entry)
    }
    let unknown = entries.map(\.key).filter { Shape.table.parameter($0.text) == nil }
    let meant = NodeDecoder.meant(
      by: unknown, known: Shape.table.supportedNames, written: entries)
    // A mistake in one part does not hide the checks of the others.
    let arguments = decoded {
      $0.words(of: entry.value, entries, .table, name, except: ["arrivals"])
    }
    checkRows(entry.value, name, meant)
    checkColumnNames(entry.value)
    let arrivals = arrivals(entry.value["arrivals"])
    let header = literalRows(arguments)
    // Without a header that can be read, no column is known to be missing from it.
    let isUnread =
      header == nil
      ? entry.value["literal"] != nil || entry.value["rows"] == nil
      : header?.names.contains { $0.text.isEmpty } == true
    let columns = columns(
      arguments["columns"], header: isUnread ? nil : Set(header?.names.map(\.text) ?? []))
    problems.all += NameRules.alikeButForCase(
      (header?.names ?? []) + columns.map(\.name), kind: "column")
    if entry.value["literal"] == nil, isEmpty(entry.value["columns"]), !meant.contains("columns"),
      !meant.contains("literal")
    {
      problems.report(.noColumns(name, at: entry.value))
    }
    var table = TableSpec(
      name: entry.key, description: arguments["describe"]?.text,
      isHidden: arguments["hidden"]?.text == "true",
      isScaleFixed: arguments["scale"]?.text == "fixed",
      rows: header?.rows ?? rows(arguments, entry.value["rows"]), arrivals: arrivals,
      columns: columns,
      location: entry.key.location, pointer: entry.value.pointer)
    if case .record(let rows)? = arguments["rows"], rows.names("per").count == 2 {
      table.crossedKey = rows.names("per")[1]
    }
    for word in ["key", "unique"] {
      if case .list(let names, let place)? = arguments[word], names.isEmpty {
        problems.report(.noNames(word, at: place, entry.value.pointer + "/" + word))
      }
    }
    table.keyNames = arguments.names("key")
    table.uniqueNames = arguments.names("unique")
    table.isKeyUnread = arguments["key"].map { $0.isUnread || table.keyNames.isEmpty } ?? false
    if case .literal(let locale)? = arguments["locale"] { table.locale = locale }
    if case .list(let items, _)? = arguments["correlations"] {
      table.correlations = items.compactMap {
        if case .record(let words) = $0 { words } else { nil }
      }
    }
    noteUnread(in: &table, entry.value, arguments, header: header?.names)
    return table
  }

  private mutating func unreadTable(_ entry: Node.Entry) -> TableSpec {
    _ = decoded { $0.decode(entry.value, as: .record(.table), entry.key.text) }
    var unread = TableSpec(
      name: entry.key, isHidden: true, isScaleFixed: false,
      rows: .unread(law: nil, mayHaveParent: true), columns: [],
      location: entry.key.location, pointer: entry.value.pointer)
    unread.hasUnreadNames = true
    return unread
  }

  /// Marks what is written and was not read, so that nothing follows from its absence.
  private func noteUnread(
    in table: inout TableSpec, _ node: Node, _ arguments: Arguments, header: [Scalar]?
  ) {
    table.areArrivalsUnread = arguments.isUnread("arrivals")
    table.isHiddenUnread = arguments.isUnread("hidden")
    // A table without columns has been reported.
    table.hasUnreadNames =
      arguments.isUnread(anyOf: ["columns", "literal"]) || isEmpty(node["columns"]) && header == nil
      || node["literal"] != nil && header?.contains { $0.text.isEmpty } != false
  }

  private func isEmpty(_ columns: Node?) -> Bool {
    guard let columns else { return true }
    if case .map(let entries) = columns.content { return entries.isEmpty }
    return false
  }

  private mutating func checkRows(_ node: Node, _ name: String, _ meant: Set<String>) {
    switch (node["rows"], node["literal"]) {
    case (nil, nil):
      if meant.isDisjoint(with: ["rows", "literal"]) {
        problems.report(.rowsMissing(name, at: node))
      }
    case (let rows?, _?): problems.report(.rowsTwice(name, at: rows))
    default: break
    }
  }

  private mutating func checkColumnNames(_ node: Node) {
    guard case .map(let columns) = node["columns"]?.content else { return }
    for column in columns { check(column.key, kind: "column") }
  }

  private mutating func rows(_ arguments: Arguments, _ node: Node?) -> RowsSpec {
    var law: GeneratorCall?
    if case .record(let record)? = arguments["rows"] {
      if case .generator(let call)? = record[Shape.lawName] { law = call }
      let keys = record.names("per")
      if case .list(let all, let place)? = record["per"], all.count != 2 {
        problems.report(.pairOfKeys(all.count, at: place, record.pointer + "/per"))
      } else if let key = keys.first {
        if keys.count == 2, law == nil { law = .one(at: record.location, record.pointer) }
        if let law { return .perParent(key: key, law: law, location: record.location) }
      }
    } else if let value = arguments["rows"], !value.isUnread {
      return .count(value)
    }
    var isNumber = false
    if case .scalar? = node?.content { isNumber = true }
    return .unread(law: law, mayHaveParent: !isNumber)
  }

  private mutating func literalRows(
    _ arguments: Arguments
  ) -> (rows: RowsSpec, names: [Scalar])? {
    guard case .list(let lines, let location) = arguments["literal"] else { return nil }
    guard case .list(let first, _) = lines.first, !first.isEmpty else {
      if lines.first?.isUnread != true {
        problems.report(.literalHeader(at: location, arguments.pointer))
      }
      return nil
    }
    let header = header(first, arguments.pointer)
    var rows: [[ArgumentValue]] = []
    for (index, line) in lines.enumerated().dropFirst() {
      guard case .list(let values, let place) = line else {
        rows.append([])
        continue
      }
      if values.count != first.count {
        problems.report(
          .rowLength(
            values.count, first.count, at: place, arguments.pointer + "/literal/\(index)"))
      }
      // Which value is one too many, or where one is missing, is not known.
      rows.append(values.count == first.count ? values : [])
    }
    return (.literal(header: header, rows: rows, location: location), header)
  }

  /// Names of columns; empty where one cannot be read.
  private mutating func header(_ first: [ArgumentValue], _ pointer: String) -> [Scalar] {
    var names: Set<String> = []
    return first.map { value in
      guard case .literal(let name) = value else {
        if !value.isUnread { problems.report(.literalHeader(at: value.location, pointer)) }
        return Scalar(LocatedText("", at: value.location, pointer: pointer), isQuoted: true)
      }
      check(name, kind: "column")
      if !names.insert(name.text).inserted { problems.report(.columnTwice(name)) }
      return name
    }
  }

  private mutating func columns(_ value: ArgumentValue?, header: Set<String>?) -> [ColumnSpec] {
    guard case .map(let entries, _) = value else { return [] }
    return entries.compactMap { entry in
      guard case .generator(let call) = entry.value else { return nil }
      if call.word == "literal", let header, !header.contains(entry.key.text) {
        problems.report(.columnWithoutGenerator(entry.key, call))
      }
      return ColumnSpec(
        name: entry.key, generator: call, location: entry.key.location, pointer: call.pointer)
    }
  }
}

extension GeneratorCall {
  /// `value: 1`, where nothing is written.
  fileprivate static func one(at location: DocumentLocation, _ pointer: String) -> GeneratorCall {
    let number = LocatedText("1", at: location, pointer: pointer)
    return GeneratorCall(of: .literal(Scalar(number, isQuoted: false)))
  }
}

extension TableSpec {
  /// With the columns that only the other parts of the table have.
  fileprivate func joined(with parts: [TableSpec]) -> TableSpec {
    var table = self
    var names = Set(columns.map(\.name.text))
    if case .literal(let header, _, _) = rows { names.formUnion(header.map(\.text)) }
    for part in parts {
      var others = part.columns.map(\.name)
      if case .literal(let header, _, _) = part.rows { others += header }
      table.unreadColumns += others.filter { names.insert($0.text).inserted }
      table.hasUnreadNames = table.hasUnreadNames || part.hasUnreadNames
    }
    return table
  }
}

extension Diagnostic {
  fileprivate static func noTables(at node: Node) -> Diagnostic {
    Diagnostic(
      "no-tables", "the document has no tables", at: node.location, pointer: node.pointer,
      expected: "at least one table")
  }

  fileprivate static func noNames(
    _ word: String, at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "no-names", "'\(word)' names no column", at: place, pointer: pointer,
      expected: "at least one column of the table")
  }

  fileprivate static func pairOfKeys(
    _ count: Int, at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "pair-of-keys", "'per' names \(count) key\(count == 1 ? "" : "s") in a list", at: place,
      pointer: pointer, expected: "one key without brackets, or a pair of two: [store_id, day_id]")
  }

  fileprivate static func noColumns(_ name: String, at node: Node) -> Diagnostic {
    Diagnostic(
      "no-columns", "table '\(name)' has no columns", at: node.location, pointer: node.pointer,
      expected: "'columns' with at least one column")
  }

  fileprivate static func rowsMissing(_ name: String, at node: Node) -> Diagnostic {
    Diagnostic(
      "rows-missing", "table '\(name)' does not say how many rows it has", at: node.location,
      pointer: node.pointer, expected: "'rows' or 'literal'")
  }

  fileprivate static func rowsTwice(_ name: String, at node: Node) -> Diagnostic {
    Diagnostic(
      "rows-twice", "table '\(name)' has both 'rows' and 'literal'", at: node.location,
      pointer: node.pointer, expected: "one of the two")
  }

  fileprivate static func literalHeader(
    at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "literal-header", "the first line of 'literal' does not name columns", at: place,
      pointer: pointer + "/literal", expected: "a list of column names")
  }

  fileprivate static func columnTwice(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "column-twice", "column '\(name.shown)' stands twice", at: name.location,
      pointer: name.pointer, expected: "each column once")
  }

  fileprivate static func rowLength(
    _ count: Int, _ expected: Int, at place: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "literal-row-length", "the row has \(count) value\(count == 1 ? "" : "s")", at: place,
      pointer: pointer, expected: "\(expected), as in the first line")
  }

  fileprivate static func columnWithoutGenerator(
    _ name: Scalar, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "no-generator", "'\(name.text)' has no generator", at: name.location,
      pointer: call.pointer, expected: "a value, an expression or a map with a generator")
  }
}
