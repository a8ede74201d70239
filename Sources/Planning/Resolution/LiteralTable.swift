import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

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
      let declared = declaredType(of: name, columns)
      let values = lines.map { line in
        // The row is of another length, which has been reported.
        index < line.count ? line[index] : .unread(name.location, name.pointer)
      }
      do throws(DiagnosticList) {
        if declared == nil, spec?.modifiers.isUnread("type") == true { throw DiagnosticList() }
        result.append(try column(values, as: declared, reader))
      } catch {
        problems.all += error.all
        result.append(nil)
      }
    }
    return result
  }

  /// The type that `columns` states for a column.
  static func declaredType(of name: Scalar, _ columns: [ColumnSpec]) -> LogicalType? {
    let spec = columns.first { $0.name.text == name.text }
    guard case .literal(let scalar)? = spec?.modifiers["type"] else { return nil }
    return LogicalType(name: scalar.text)
  }

  /// The first column is the key: each value once, none missing.
  ///
  /// - Parameter column: nil where a value has a mistake; the others are then compared as texts.
  static func checkKey(
    _ name: Scalar, _ lines: [[ArgumentValue]], _ column: Column?, _ type: LogicalType?,
    _ problems: inout DiagnosticList
  ) {
    // By bytes, as files and expressions tell texts apart.
    var seen: Set<[UInt8]> = []
    for (row, line) in lines.enumerated() {
      guard let value = line.first else { continue }
      switch key(value, row, column, type) {
      case .unknown: continue
      case .missing: problems.report(.keyMissing(name, value))
      case .known(let text):
        if !seen.insert(Array(text.utf8)).inserted { problems.report(.keyTwice(name, value)) }
      }
    }
  }

  private enum Key {
    case known(String)
    case missing
    /// It has a mistake.
    case unknown
  }

  private static func key(
    _ value: ArgumentValue, _ row: Int, _ column: Column?, _ type: LogicalType?
  ) -> Key {
    if let column {
      return column.isNull(row) ? .missing : .known("\(column.constant(at: row))")
    }
    guard case .literal(let scalar) = value else { return .unknown }
    if scalar.isNull { return .missing }
    let own = type.flatMap { try? LiteralValues.column([scalar], as: $0) }
    return .known(own.map { "\($0.constant(at: 0))" } ?? scalar.text)
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
    if attempts.hasFailed || values.contains(where: \.isUnread) { throw attempts.problems }
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

extension Diagnostic {
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
}
