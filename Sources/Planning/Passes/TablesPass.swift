import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Finds each table's row count, mode, parent and key column; columns stay unresolved.
enum TablesPass {
  static func run(
    _ document: DocumentSpec, constants: Constants, options: PlanOptions
  ) throws(DiagnosticList) -> Resolver {
    var problems = DiagnosticList()
    let names = document.tables.map(\.name.text)
    for name in options.rows.keys.sorted() where !names.contains(name) {
      problems.report(.unknownTableOption(name, names))
    }
    var tables: [TableState] = []
    for spec in document.tables {
      do throws(DiagnosticList) {
        tables.append(try table(spec, constants: constants, options: options))
      } catch { problems.all += error.all }
    }
    if document.tables.isEmpty { problems.report(.noTables(document)) }
    if problems.hasErrors { throw problems }
    return Resolver(document: document, constants: constants, tables: tables)
  }

  private static func table(
    _ spec: TableSpec, constants: Constants, options: PlanOptions
  ) throws(DiagnosticList) -> TableState {
    let reader = ConstantReader(constants: constants)
    var columns = spec.columns.map { ColumnState(spec: $0) }
    let rows: TableState.Rows
    switch spec.rows {
    case .count(let value):
      var count = try reader.rowCount(value)
      if let chosen = options.rows[spec.name.text] {
        count = Double(chosen)
      } else if !spec.isScaleFixed {
        count *= options.scale
      }
      guard count <= 0x1p40 else { throw DiagnosticList([.tooManyRows(spec, count)]) }
      let rounded = Int(count.rounded(.toNearestOrEven))
      let arrivals = spec.arrivals?.arguments
      let isGrid = arrivals?["per"] != nil || arrivals?.flag("sorted") == true
      rows = isGrid ? .grid(rounded) : .independent(rounded)
    case .perParent(let key, let law, _):
      if options.rows[spec.name.text] != nil {
        throw DiagnosticList([.rowsOfChildren(spec, key)])
      }
      rows = .perParent(key: key, law: law)
    case .literal(let header, let lines, _):
      if options.rows[spec.name.text] != nil { throw DiagnosticList([.rowsOfLiteral(spec)]) }
      let typed = try LiteralTable.columns(header, lines, columns: spec.columns, reader)
      if !spec.columns.contains(where: { $0.generator.word == "key" }) {
        try LiteralTable.checkKey(header[0], lines, typed[0])
      }
      var all = zip(header, typed).map { name, column in
        ColumnState(literal: name, column, spec: spec.columns.first { $0.name.text == name.text })
      }
      all += columns.filter { column in !header.contains { $0.text == column.name } }
      columns = all
      rows = .literal(typed, lines.count)
    }
    return TableState(
      spec: spec, rows: rows, columns: columns, keyColumn: try keyColumn(spec, columns, rows))
  }

  private static func keyColumn(
    _ spec: TableSpec, _ columns: [ColumnState], _ rows: TableState.Rows
  ) throws(DiagnosticList) -> Int? {
    let keys = columns.indices.filter { columns[$0].spec?.generator.word == "key" }
    if keys.count > 1, let second = columns[keys[1]].spec {
      throw DiagnosticList([.twoKeys(spec, second, first: columns[keys[0]].name)])
    }
    if case .literal = rows, keys.isEmpty { return 0 }
    return keys.first
  }
}

/// Rows of a document as typed columns.
enum LiteralTable {
  static func columns(
    _ header: [Scalar], _ lines: [[ArgumentValue]], columns: [ColumnSpec], _ reader: ConstantReader
  ) throws(DiagnosticList) -> [Column] {
    var problems = DiagnosticList()
    var result: [Column] = []
    for (index, name) in header.enumerated() {
      let spec = columns.first { $0.name.text == name.text }
      var declared: LogicalType?
      if case .literal(let scalar)? = spec?.modifiers["type"] {
        declared = LogicalType(name: scalar.text)
      }
      do throws(DiagnosticList) {
        result.append(try column(lines.map { $0[index] }, as: declared, reader))
      } catch { problems.all += error.all }
    }
    if problems.hasErrors { throw problems }
    return result
  }

  /// The first column is the key: each value once, none missing.
  static func checkKey(
    _ name: Scalar, _ lines: [[ArgumentValue]], _ column: Column
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
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
    if problems.hasErrors { throw problems }
  }

  private static func column(
    _ values: [ArgumentValue], as declared: LogicalType?, _ reader: ConstantReader
  ) throws(DiagnosticList) -> Column {
    let written = values.compactMap { value -> Scalar? in
      if case .literal(let scalar) = value, !scalar.isNull { scalar } else { nil }
    }
    var constants: [ConstantValue?] = []
    for value in values {
      if case .literal = value {
        constants.append(nil)
      } else {
        constants.append(try reader.value(value, as: declared))
      }
    }
    let known = constants.compactMap { $0?.type }
    let type =
      declared
      ?? (written.isEmpty ? known.first ?? .text : LiteralValues.inferredType(written))
    var pieces: [Column] = []
    for (value, constant) in zip(values, constants) {
      if case .literal(let scalar) = value {
        pieces.append(
          scalar.isNull
            ? Column.nulls(type, count: 1) : try LiteralValues.column([scalar], as: type))
      } else if let constant {
        pieces.append(try converted(constant, to: type, at: value.location))
      }
    }
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
      pointer: spec.pointer, expected: "at most \(1 << 40) rows")
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
