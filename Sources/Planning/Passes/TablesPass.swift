import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Finds each table's row count, mode, parent and key column; columns stay unresolved.
enum TablesPass {
  /// - Returns: all tables; a count or a literal column that has a mistake is unknown in them.
  static func run(
    _ document: DocumentSpec, constants: Constants, options: PlanOptions, data: DataFiles,
    _ problems: inout DiagnosticList
  ) -> Resolver {
    let names = document.tables.map(\.name.text)
    for name in options.rows.keys.sorted() where !names.contains(name) {
      if !document.unread.areTables { problems.report(.unknownTableOption(name, names)) }
    }
    var tables: [TableState] = []
    for spec in document.tables {
      tables.append(table(spec, constants: constants, options: options, &problems))
    }
    return Resolver(
      document: document, constants: constants, tables: tables, data: data,
      lists: UserLists(document, data, &problems))
  }

  private static func table(
    _ spec: TableSpec, constants: Constants, options: PlanOptions,
    _ problems: inout DiagnosticList
  ) -> TableState {
    let reader = ConstantReader(constants: constants)
    // Without rows that can be read, values that stand there are not known.
    var columns = spec.columns.map { column in
      column.generator.word == "literal"
        ? ColumnState(failed: column.name) : ColumnState(spec: column)
    }
    columns += spec.unreadColumns.map { ColumnState(failed: $0) }
    let rows: TableState.Rows
    switch spec.rows {
    case .count(let value): rows = counted(spec, value, reader, options, &problems)
    case .unread(let law, _):
      let arrivals = spec.arrivals?.arguments
      rows = .unknown(
        isGrid: arrivals?["per"] != nil || arrivals?.flag("sorted") == true, law: law)
    case .perParent(let key, let law, _):
      if options.rows[spec.name.text] != nil { problems.report(.rowsOfChildren(spec, key)) }
      rows = .perParent(key: key, law: law)
    case .literal(let header, let lines, _):
      if options.rows[spec.name.text] != nil { problems.report(.rowsOfLiteral(spec)) }
      let typed = LiteralTable.columns(header, lines, columns: spec.columns, reader, &problems)
      if spec.keyNames.isEmpty, !spec.columns.contains(where: { $0.generator.word == "key" }) {
        LiteralTable.checkKey(
          header[0], lines, typed.first ?? nil,
          LiteralTable.declaredType(of: header[0], spec.columns), &problems)
      }
      var all = zip(header, typed).map { name, column in
        let own = spec.columns.first { $0.name.text == name.text }
        return ColumnState(literal: name, column, spec: own)
      }
      all += columns.filter { column in !header.contains { $0.text == column.name } }
      columns = all
      let known = typed.compactMap { $0 }
      rows = known.count == typed.count ? .literal(known, lines.count) : .unknown(isGrid: false)
    }
    return TableState(
      spec: spec, rows: rows, columns: columns, keyColumns: keyColumns(spec, columns, &problems))
  }

  /// `rows: N`, scaled or replaced from the command line.
  private static func counted(
    _ spec: TableSpec, _ value: ArgumentValue, _ reader: ConstantReader, _ options: PlanOptions,
    _ problems: inout DiagnosticList
  ) -> TableState.Rows {
    let arrivals = spec.arrivals?.arguments
    let isGrid = arrivals?["per"] != nil || arrivals?.flag("sorted") == true
    var count: Double
    do throws(DiagnosticList) {
      count = try reader.rowCount(value)
    } catch {
      problems.all += error.all
      return .unknown(isGrid: isGrid)
    }
    if let chosen = options.rows[spec.name.text] {
      count = Double(chosen)
    } else if !spec.isScaleFixed {
      count *= options.scale
    }
    guard count <= Double(TableSpec.rowLimit) else {
      problems.report(.tooManyRows(spec, count))
      return .unknown(isGrid: isGrid)
    }
    let rounded = Int(count.rounded(.toNearestOrEven))
    return isGrid ? .grid(rounded) : .independent(rounded)
  }

  private static func keyColumns(
    _ spec: TableSpec, _ columns: [ColumnState], _ problems: inout DiagnosticList
  ) -> [Int] {
    let made = columns.indices.filter { columns[$0].spec?.generator.word == "key" }
    for index in made.dropFirst() {
      guard let other = columns[index].spec, other.name.text != columns[made[0]].name else {
        continue
      }
      problems.report(.twoKeys(spec, other, first: columns[made[0]].name))
    }
    if let first = made.first, let named = spec.keyNames.first {
      problems.report(.twoKeys(spec, named, first: columns[first].name))
    }
    _ = named(spec.uniqueNames, spec, columns, &problems)
    if !spec.keyNames.isEmpty { return named(spec.keyNames, spec, columns, &problems) }
    if case .literal = spec.rows, made.isEmpty { return [0] }
    // A key that is misspelt may stand before it.
    return Array(made.prefix(1))
  }

  /// - Returns: the columns of these names; none where one is not there.
  private static func named(
    _ names: [Scalar], _ spec: TableSpec, _ columns: [ColumnState],
    _ problems: inout DiagnosticList
  ) -> [Int] {
    var found: [Int] = []
    for name in names {
      guard let index = columns.firstIndex(where: { $0.name == name.text }) else {
        if !spec.hasUnreadNames {
          problems.report(.unknownColumn(name, of: spec, columns.map(\.name)))
        }
        continue
      }
      if found.contains(index) { problems.report(.namedTwice(name)) } else { found.append(index) }
    }
    return found.count == names.count ? found : []
  }
}

extension Diagnostic {
  fileprivate static func unknownTableOption(_ name: String, _ names: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-table", "unknown table '\(name)'",
      at: DocumentLocation(file: "--rows", line: 1, column: 1, length: name.utf8.count),
      expected: oneOf(names.sorted(), "tables"),
      suggestion: DidYouMean.nearest(to: name, in: names).map { "did you mean '\($0)'?" })
  }

  fileprivate static func tooManyRows(_ spec: TableSpec, _ count: Double) -> Diagnostic {
    Diagnostic(
      "not-a-row-count", "'\(spec.name.text)' would have \(count) rows", at: spec.name.location,
      pointer: spec.pointer, expected: "at most \(TableSpec.rowLimitText) rows")
  }

  fileprivate static func rowsOfChildren(_ spec: TableSpec, _ key: Scalar) -> Diagnostic {
    Diagnostic(
      "rows-per-parent", "'\(spec.name.text)' has its rows per '\(key.text)', not a number",
      at: DocumentLocation(file: "--rows", line: 1, column: 1), pointer: spec.pointer,
      expected: "a table whose 'rows' are a number")
  }

  fileprivate static func rowsOfLiteral(_ spec: TableSpec) -> Diagnostic {
    Diagnostic(
      "rows-of-literal", "the rows of '\(spec.name.text)' stand in the document",
      at: DocumentLocation(file: "--rows", line: 1, column: 1), pointer: spec.pointer,
      expected: "a table whose 'rows' are a number")
  }

  /// A key of named columns beside the column that is made as one.
  fileprivate static func twoKeys(
    _ spec: TableSpec, _ named: Scalar, first: String
  ) -> Diagnostic {
    Diagnostic(
      "two-keys", "'\(spec.name.text)' already has the key '\(first)'", at: named.location,
      pointer: named.pointer,
      expected: "one key per table; 'unique' names columns that tell rows apart as well")
  }

  fileprivate static func unknownColumn(
    _ name: Scalar, of spec: TableSpec, _ names: [String]
  ) -> Diagnostic {
    Diagnostic(
      "unknown-column", "'\(spec.name.text)' has no column '\(name.text)'", at: name.location,
      pointer: name.pointer, expected: oneOf(names, "columns")
    ).proposing(DidYouMean.proposal(for: name.text, in: names), in: name.source)
  }

  fileprivate static func namedTwice(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "named-twice", "'\(name.text)' stands twice among the columns that tell rows apart",
      at: name.location, pointer: name.pointer, expected: "each column once")
  }

  fileprivate static func twoKeys(
    _ spec: TableSpec, _ second: ColumnSpec, first: String
  ) -> Diagnostic {
    Diagnostic(
      "two-keys", "'\(spec.name.text)' already has the key '\(first)'", at: second.location,
      pointer: second.pointer, expected: "one 'key' per table")
  }
}
