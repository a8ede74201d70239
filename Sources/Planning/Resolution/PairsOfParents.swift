import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Rows for each pair of two parents: children of the first, as many as the second has rows.
extension RowsReader {
  /// - Parameter parent: the first; nil where it cannot be told.
  func pairs(
    of parent: ParentKey?, with key: Scalar, law: GeneratorCall
  ) throws(DiagnosticList) -> ChildrenPlan {
    guard let index = resolver.table(state.name) else { preconditionFailure("a table of its own") }
    var attempts = Attempts()
    let each = attempts.run { () throws(DiagnosticList) in try rowsOfEach(law) }
    let other = attempts.run { () throws(DiagnosticList) -> (key: ParentKey, rowCount: Int) in
      let other = try ParentKey.read(key, of: index, resolver)
      if key.text == state.parentKey?.text { throw DiagnosticList([.pairOfOne(key)]) }
      guard let rowCount = resolver.tables[other.table].rowCount else {
        if case .unknown = resolver.tables[other.table].rows { throw DiagnosticList() }
        throw DiagnosticList([.pairsWithChildren(key, resolver.tables[other.table].name)])
      }
      return (other, rowCount)
    }
    if let arrivals = state.spec.arrivals {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.arrivalsOfPairs(arrivals, state)])
      }
    }
    guard let each, let other, let parent, !attempts.hasFailed else { throw attempts.problems }
    let (count, isTooLarge) = other.rowCount.multipliedReportingOverflow(by: each)
    guard !isTooLarge, count < 1 << 32 else {
      throw DiagnosticList([.tooManyPairs(key, other.rowCount, each)])
    }
    // Room to grow, so that row keys stay when the second parent gets more rows.
    let bits = [16, 24].first { count < 1 << ($0 - 1) } ?? 32
    return ChildrenPlan(
      key: parent.column, parentTable: parent.table, count: FixedCount(count: Int64(count)),
      inputs: [], isDrawn: false, ordinalBits: bits,
      crossing: ChildrenPlan.Crossing(key: other.key.column, table: other.key.table, each: each))
  }

  /// Rows of each pair.
  private func rowsOfEach(_ law: GeneratorCall) throws(DiagnosticList) -> Int {
    guard law.word == GeneratorSyntax.value.word, case .literal(let scalar) = law.argument,
      let number = LiteralReader.integer(scalar.text), (1...65_535).contains(number)
    else {
      if law.isUnread || law.argument.isUnread { throw DiagnosticList() }
      throw DiagnosticList([.rowsOfPair(law)])
    }
    return Int(number)
  }
}

/// The same number of rows for every parent.
private struct FixedCount: ColumnSource {
  let count: Int64

  var type: LogicalType { .int64 }
  var interval: ValueInterval { .exact(lower: Int128(count), upper: Int128(count)) }
  var mean: Double? { Double(count) }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    Column(.int64, .int64(Array(repeating: count, count: request.count)))
  }
}

extension Diagnostic {
  fileprivate static func pairOfOne(_ key: Scalar) -> Diagnostic {
    Diagnostic(
      "pair-of-one", "'\(key.text)' cannot pair with itself", at: key.location,
      pointer: key.pointer, expected: "two keys, such as [store_id, day_id]")
  }

  fileprivate static func pairsWithChildren(_ key: Scalar, _ table: String) -> Diagnostic {
    Diagnostic(
      "pairs-with-children",
      "the rows of '\(table)' are counted per parent, so how many pair is not known when planning",
      at: key.location, pointer: key.pointer,
      expected: "it as the first of the two, and a table with a number of rows as the second")
  }

  fileprivate static func arrivalsOfPairs(
    _ arrivals: ArrivalsSpec, _ state: TableState
  ) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'arrivals' beside rows for each pair is not yet supported",
      at: arrivals.arguments.location, pointer: state.spec.pointer,
      expected: "a table of days as one of the two, or an expression of them")
  }

  fileprivate static func tooManyPairs(_ key: Scalar, _ rows: Int, _ each: Int) -> Diagnostic {
    Diagnostic(
      "not-a-row-count", "each row would pair with \(rows) others, \(each) times", at: key.location,
      pointer: key.pointer, expected: "less than \(1 << 32) rows together")
  }

  fileprivate static func rowsOfPair(_ law: GeneratorCall) -> Diagnostic {
    if law.word == GeneratorSyntax.value.word, case .literal(let scalar) = law.argument,
      LiteralReader.isInteger(scalar.text)
    {
      return Diagnostic(
        "rows-of-pair", "there cannot be \(scalar.text) rows of each pair", at: scalar.location,
        pointer: scalar.pointer, expected: "1 to 65_535")
    }
    return Diagnostic(
      "rows-of-pair", "the rows of each pair are not a fixed number", at: law.location,
      pointer: law.pointer,
      expected: "'per' alone for one row, or 'value: 3'; a table 'per' this one may draw them")
  }
}
