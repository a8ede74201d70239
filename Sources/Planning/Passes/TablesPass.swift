import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Finds each table's row count, mode, parent and key column; columns stay unresolved.
enum TablesPass {
  /// - Returns: all tables; a count or a literal column that has a mistake is unknown in them.
  static func run(
    _ document: DocumentSpec, constants: Constants, options: PlanOptions,
    _ problems: inout DiagnosticList
  ) -> Resolver {
    let names = document.tables.map(\.name.text)
    for name in options.rows.keys.sorted() where !names.contains(name) {
      problems.report(.unknownTableOption(name, names))
    }
    if document.tables.isEmpty { problems.report(.noTables(document)) }
    var tables: [TableState] = []
    for spec in document.tables {
      tables.append(table(spec, constants: constants, options: options, &problems))
    }
    return Resolver(document: document, constants: constants, tables: tables)
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
    case .unread:
      let arrivals = spec.arrivals?.arguments
      rows = .unknown(isGrid: arrivals?["per"] != nil || arrivals?.flag("sorted") == true)
    case .perParent(let key, let law, _):
      if options.rows[spec.name.text] != nil { problems.report(.rowsOfChildren(spec, key)) }
      rows = .perParent(key: key, law: law)
    case .literal(let header, let lines, _):
      if options.rows[spec.name.text] != nil { problems.report(.rowsOfLiteral(spec)) }
      let typed = LiteralTable.columns(header, lines, columns: spec.columns, reader, &problems)
      if let key = typed.first ?? nil,
        !spec.columns.contains(where: { $0.generator.word == "key" })
      {
        LiteralTable.checkKey(header[0], lines, key, &problems)
      }
      var all = zip(header, typed).map { name, column in
        let own = spec.columns.first { $0.name.text == name.text }
        return column.map { ColumnState(literal: name, $0, spec: own) } ?? ColumnState(failed: name)
      }
      all += columns.filter { column in !header.contains { $0.text == column.name } }
      columns = all
      let known = typed.compactMap { $0 }
      rows = known.count == typed.count ? .literal(known, lines.count) : .unknown(isGrid: false)
    }
    return TableState(
      spec: spec, rows: rows, columns: columns, keyColumn: keyColumn(spec, columns, &problems))
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

  private static func keyColumn(
    _ spec: TableSpec, _ columns: [ColumnState], _ problems: inout DiagnosticList
  ) -> Int? {
    let keys = columns.indices.filter { columns[$0].spec?.generator.word == "key" }
    if keys.count > 1, let second = columns[keys[1]].spec {
      problems.report(.twoKeys(spec, second, first: columns[keys[0]].name))
    }
    if case .literal = spec.rows, keys.isEmpty { return 0 }
    return keys.first
  }
}

/// Rows of a document as typed columns.
enum LiteralTable {
  /// - Returns: nil for columns that have a mistake.
  static func columns(
    _ header: [Scalar], _ lines: [[ArgumentValue]], columns: [ColumnSpec], _ reader: ConstantReader,
    _ problems: inout DiagnosticList
  ) -> [Column?] {
    var result: [Column?] = []
    for (index, name) in header.enumerated() {
      let spec = columns.first { $0.name.text == name.text }
      var declared: LogicalType?
      if case .literal(let scalar)? = spec?.modifiers["type"] {
        declared = LogicalType(name: scalar.text)
      }
      do throws(DiagnosticList) {
        result.append(try column(lines.map { $0[index] }, as: declared, reader))
      } catch {
        problems.all += error.all
        result.append(nil)
      }
    }
    return result
  }

  /// The first column is the key: each value once, none missing.
  static func checkKey(
    _ name: Scalar, _ lines: [[ArgumentValue]], _ column: Column, _ problems: inout DiagnosticList
  ) {
    // By bytes, as files and expressions tell texts apart.
    var seen: Set<[UInt8]> = []
    for row in 0..<column.count {
      let key = Array("\(column.constant(at: row))".utf8)
      if column.isNull(row) {
        problems.report(.keyMissing(name, lines[row][0]))
      } else if !seen.insert(key).inserted {
        problems.report(.keyTwice(name, lines[row][0]))
      }
    }
  }

  private static func column(
    _ values: [ArgumentValue], as declared: LogicalType?, _ reader: ConstantReader
  ) throws(DiagnosticList) -> Column {
    let written = values.compactMap { value -> Scalar? in
      if case .literal(let scalar) = value, !scalar.isNull { scalar } else { nil }
    }
    var attempts = Attempts()
    let constants = values.map { value in
      attempts.run { () throws(DiagnosticList) -> ConstantValue? in
        if case .literal = value { return nil }
        return try reader.value(value, as: declared)
      } ?? nil
    }
    let known = constants.compactMap { $0?.type }
    let type =
      declared
      ?? (written.isEmpty ? known.first ?? .text : LiteralValues.inferredType(written))
    var pieces: [Column] = []
    for (value, constant) in zip(values, constants) {
      if case .literal(let scalar) = value {
        attempts.run { () throws(DiagnosticList) in
          pieces.append(
            scalar.isNull
              ? Column.nulls(type, count: 1) : try LiteralValues.column([scalar], as: type))
        }
      } else if let constant {
        attempts.run { () throws(DiagnosticList) in
          pieces.append(try converted(constant, to: type, at: value.location))
        }
      }
    }
    if attempts.hasFailed { throw attempts.problems }
    if pieces.isEmpty { return Column.nulls(type, count: 0).with(validity: nil) }
    let joined = Column.concatenated(type, pieces)
    guard type == .text else { return joined }
    return joined.dictionaryEncoded()
  }

  private static func converted(
    _ constant: ConstantValue, to type: LogicalType, at location: DocumentLocation
  ) throws(DiagnosticList) -> Column {
    guard let column = constant.column else { return Column.nulls(type, count: 1) }
    do throws(EvaluationError) {
      return try Conversion.convert(column, to: type)
    } catch {
      throw DiagnosticList([
        Diagnostic("wrong-literal", error.message, at: location, expected: type.example)
      ])
    }
  }
}

extension ConstantValue {
  /// The value as a column of one row; nil for null.
  var column: Column? {
    switch self {
    case .null, .months: nil
    case .boolean(let value): Column(.boolean, .boolean([value]))
    case .int64(let value, let type): Column(type, .int64([value]))
    case .int128(let value, let type): Column(type, .int128([value]))
    case .float64(let value): Column(.float64, .float64([value]))
    case .text(let value): Column(.text, .text(.dictionary(codes: [0], TextDictionary([value]))))
    case .uuid(let value): Column(.uuid, .uuid([value]))
    }
  }
}

extension Column {
  /// Text as codes into a dictionary of its distinct values.
  func dictionaryEncoded() -> Column {
    guard case .text(let text) = values else { preconditionFailure("text") }
    var distinct = DistinctTexts()
    let codes = (0..<count).map { distinct.code(of: text.string(at: $0)) }
    return Column(
      .text, .text(.dictionary(codes: codes, distinct.dictionary)), validity: validity)
  }
}

extension Arguments {
  /// A flag that is written; nil when it is left out.
  package func flag(_ name: String) -> Bool? {
    if case .literal(let scalar)? = self[name] { LiteralReader.boolean(scalar.text) } else { nil }
  }
}

extension Diagnostic {
  fileprivate static func unknownTableOption(_ name: String, _ names: [String]) -> Diagnostic {
    Diagnostic(
      "unknown-table", "unknown table '\(name)'",
      at: DocumentLocation(file: "--rows", line: 1, column: 1),
      suggestion: DidYouMean.nearest(to: name, in: names).map { "did you mean '\($0)'?" })
  }

  fileprivate static func noTables(_ document: DocumentSpec) -> Diagnostic {
    Diagnostic(
      "no-tables", "the document has no tables", at: document.location, pointer: "/tables",
      expected: "at least one table")
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

  fileprivate static func keyMissing(_ name: Scalar, _ value: ArgumentValue) -> Diagnostic {
    Diagnostic(
      "literal-key-missing", "the key '\(name.text)' is missing in this row", at: value.location,
      pointer: value.pointer, expected: "a value of its own in each row of the first column")
  }

  fileprivate static func keyTwice(_ name: Scalar, _ value: ArgumentValue) -> Diagnostic {
    let text = if case .literal(let scalar) = value { "'\(scalar.text)'" } else { "this value" }
    return Diagnostic(
      "literal-key-twice", "the key '\(name.text)' has \(text) a second time", at: value.place,
      pointer: value.pointer, expected: "a value of its own in each row of the first column")
  }

  fileprivate static func twoKeys(
    _ spec: TableSpec, _ second: ColumnSpec, first: String
  ) -> Diagnostic {
    Diagnostic(
      "two-keys", "'\(spec.name.text)' already has the key '\(first)'", at: second.location,
      pointer: second.pointer, expected: "one 'key' per table")
  }
}
