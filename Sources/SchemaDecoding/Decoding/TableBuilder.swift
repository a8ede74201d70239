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
    let names = Dictionary(grouping: entries, by: \.key.text)
    return entries.map { entry in
      var spec = table(entry)
      // Of a table that stands twice, which has been reported, no part is known to be missing.
      if let same = names[entry.key.text], same.count > 1 { spec.hasUnreadNames = true }
      return spec
    }
  }

  private mutating func table(_ entry: Node.Entry) -> TableSpec {
    check(entry.key, kind: "table")
    let name = entry.key.text
    guard case .map(let entries) = entry.value.content else {
      _ = decoded { $0.decode(entry.value, as: .record(.table), name) }
      var unread = TableSpec(
        name: entry.key, isHidden: true, isScaleFixed: false, rows: .unread, columns: [],
        location: entry.key.location, pointer: entry.value.pointer)
      unread.hasUnreadNames = true
      return unread
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
      header == nil && (entry.value["literal"] != nil || entry.value["rows"] == nil)
    let columns = columns(
      arguments["columns"], header: isUnread ? nil : Set(header?.names.map(\.text) ?? []))
    if entry.value["literal"] == nil, isEmpty(entry.value["columns"]), !meant.contains("columns"),
      !meant.contains("literal")
    {
      problems.report(.noColumns(name, at: entry.value))
    }
    var table = TableSpec(
      name: entry.key, description: arguments["describe"]?.text,
      isHidden: arguments["hidden"]?.text == "true",
      isScaleFixed: arguments["scale"]?.text == "fixed",
      rows: header?.rows ?? rows(arguments) ?? .unread, arrivals: arrivals, columns: columns,
      location: entry.key.location, pointer: entry.value.pointer)
    noteUnread(in: &table, entry.value, header: header?.names)
    return table
  }

  /// Marks what is written and was not read, so that nothing follows from its absence.
  private func noteUnread(in table: inout TableSpec, _ node: Node, header: [Scalar]?) {
    var names = Set(table.columns.map(\.name.text))
    var written: [Scalar] = []
    if case .literal(let header, _, _) = table.rows {
      names.formUnion(header.map(\.text))
    } else {
      written = header ?? []
    }
    if case .map(let columns) = node["columns"]?.content {
      written += columns.map(\.key)
    } else if header == nil {
      table.hasUnreadNames = true
    }
    if node["literal"] != nil, header == nil { table.hasUnreadNames = true }
    table.unreadColumns = written.filter { names.insert($0.text).inserted }
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

  private func rows(_ arguments: Arguments) -> RowsSpec? {
    guard let value = arguments["rows"] else { return nil }
    guard case .record(let record) = value else { return .count(value) }
    guard case .literal(let key) = record["per"],
      case .generator(let law) = record[Shape.lawName]
    else { return nil }
    return .perParent(key: key, law: law, location: record.location)
  }

  private mutating func literalRows(
    _ arguments: Arguments
  ) -> (rows: RowsSpec, names: [Scalar])? {
    guard case .list(let lines, let location) = arguments["literal"] else { return nil }
    let before = problems.all.count
    guard case .list(let first, _) = lines.first, !first.isEmpty else {
      problems.report(.literalHeader(at: location, arguments.pointer))
      return nil
    }
    var header: [Scalar] = []
    var names: Set<String> = []
    for value in first {
      guard case .literal(let name) = value else {
        problems.report(.literalHeader(at: value.location, arguments.pointer))
        continue
      }
      check(name, kind: "column")
      if !names.insert(name.text).inserted { problems.report(.columnTwice(name)) }
      header.append(name)
    }
    var rows: [[ArgumentValue]] = []
    for line in lines.dropFirst() {
      guard case .list(let values, let place) = line else { continue }
      if values.count != first.count {
        problems.report(
          .rowLength(values.count, first.count, at: place, arguments.pointer))
      }
      rows.append(values)
    }
    let isRead = problems.all.count == before
    return (isRead ? .literal(header: header, rows: rows, location: location) : .unread, header)
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

extension Diagnostic {
  fileprivate static func noTables(at node: Node) -> Diagnostic {
    Diagnostic(
      "no-tables", "the document has no tables", at: node.location, pointer: node.pointer,
      expected: "at least one table")
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
      pointer: pointer + "/literal", expected: "\(expected), as in the first line")
  }

  fileprivate static func columnWithoutGenerator(
    _ name: Scalar, _ call: GeneratorCall
  ) -> Diagnostic {
    Diagnostic(
      "no-generator", "'\(name.text)' has no generator", at: name.location,
      pointer: call.pointer, expected: "a value, an expression or a map with a generator")
  }
}
