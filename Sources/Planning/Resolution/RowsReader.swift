import Columnar
import Diagnostics
import Generators
import Sampling
import SchemaModel

/// The column that says which parent a row has, and the parents' table.
struct ParentKey {
  var key: Scalar
  var column: Int
  var table: Int

  /// - Returns: nil for a table whose rows have no parent.
  static func read(
    _ index: Int, _ resolver: Resolver
  ) throws(DiagnosticList) -> ParentKey? {
    let state = resolver.tables[index]
    guard let key = state.parentKey else {
      if state.isParentUnread { throw DiagnosticList() }
      return nil
    }
    return try read(key, of: index, resolver)
  }

  /// A key of the table by its name.
  static func read(
    _ key: Scalar, of index: Int, _ resolver: Resolver
  ) throws(DiagnosticList) -> ParentKey {
    let state = resolver.tables[index]
    if case .literal(let other)? = state.spec.arrivals?.arguments["per"], other.text != key.text {
      throw DiagnosticList([.twoParents(state, key, other)])
    }
    guard let column = state.column(key.text) else {
      if state.spec.hasUnreadNames { throw DiagnosticList() }
      throw DiagnosticList([.unknownKey(state, key)])
    }
    guard let table = resolver.target(of: ColumnID(table: index, column: column)) else {
      let isUnread = state.columns[column].isUnread
      if isUnread || resolver.refersToUnknown(ColumnID(table: index, column: column)) {
        throw DiagnosticList()
      }
      throw DiagnosticList([.notAKey(state, key)])
    }
    return ParentKey(key: key, column: column, table: table)
  }
}

/// Reads how the rows of a table come about.
struct RowsReader {
  let state: TableState
  let resolver: Resolver

  /// - Parameter parent: nil where the table has none, or where it cannot be told.
  func source(_ parent: ParentKey?) throws(DiagnosticList) -> RowSource {
    switch state.rows {
    case .literal(let values, let count): return .literal(values, rowCount: count)
    case .independent(let count): return .independent(rowCount: count)
    case .grid(let count): return .grid(rowCount: count)
    case .unknown(_, let law):
      if let law { _ = try children(of: nil, law: law) }
      throw DiagnosticList()
    case .perParent(_, let law):
      if let key = state.spec.crossedKey {
        return .perParent(try pairs(of: parent, with: key, law: law))
      }
      return .perParent(try children(of: parent, law: law))
    }
  }

  /// - Parameter parent: nil where it is not known; what does not rest on it is checked.
  private func children(
    of parent: ParentKey?, law: GeneratorCall
  ) throws(DiagnosticList) -> ChildrenPlan {
    let context = ParentContext(state, key: parent.map { ($0.key, $0.table) }, in: resolver)
    var attempts = Attempts()
    let ends = attempts.run { () throws(DiagnosticList) in
      try Modifiers.between(law.modifiers, of: law, in: context)
    }
    if let ends { context.between = ends }
    context.isBetweenUnread = ends == nil
    if law.modifiers["between"] != nil, law.word == GeneratorSyntax.value.word {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.betweenWithoutLaw(law, of: law, law.modifiers)])
      }
    }
    let made = attempts.run { () throws(DiagnosticList) in try LocalSource.make(law, in: context) }
    guard let source = made, !attempts.hasFailed else { throw attempts.problems }
    guard source.type.isNumeric else { throw DiagnosticList([.countType(state, law, source.type)]) }
    // Draws of a law are rounded; a formula that gives parts of rows is hardly meant.
    if law.word == GeneratorSyntax.value.word, !source.type.isWhole {
      throw DiagnosticList([.fractionalCount(state, law, source.type)])
    }
    let range = source.interval.doubles(of: source.type)
    if let range, range.upperBound < 0 {
      throw DiagnosticList([.negativeCount(state, law, range)])
    }
    guard let parent else { throw DiagnosticList() }
    let bits = try ordinalBits(law, range, isFixed: context.scope.inputs.isEmpty)
    return ChildrenPlan(
      key: parent.column, parentTable: parent.table, count: source, inputs: context.scope.inputs,
      isDrawn: law.word != GeneratorSyntax.value.word, ordinalBits: bits)
  }

  /// Where counts depend on the parent and nothing bounds them, 16 bits; the run refuses a count
  /// beyond them.
  private func ordinalBits(
    _ law: GeneratorCall, _ range: ClosedRange<Double>?, isFixed: Bool
  ) throws(DiagnosticList) -> Int {
    let largest = range?.upperBound ?? .infinity
    if let bits = [8, 16, 24, 32].first(where: { largest < Double(1 << $0) }) { return bits }
    guard isFixed else { return 16 }
    throw DiagnosticList([.countTooLarge(state, law, largest)])
  }
}

extension Diagnostic {
  fileprivate static func twoParents(
    _ state: TableState, _ key: Scalar, _ other: Scalar
  ) -> Diagnostic {
    Diagnostic(
      "two-parents",
      "'\(state.name)' has its rows per '\(key.text)', its arrivals per '\(other.text)'",
      at: other.location, pointer: other.pointer, expected: "'\(key.text)' in both places")
  }

  fileprivate static func unknownKey(_ state: TableState, _ key: Scalar) -> Diagnostic {
    let names = state.columns.map(\.name)
    // Who names the parent's table means the column that refers to it.
    let keys = state.columns.filter { column in
      guard let call = column.spec?.generator, call.word == "ref",
        case .literal(let target) = call.argument
      else { return false }
      return target.text == key.text
    }
    let nearest =
      keys.isEmpty
      ? DidYouMean.proposal(for: key.text, in: names)
      : DidYouMean.Proposal(names: keys.map(\.name))
    return Diagnostic(
      "unknown-column", "'\(state.name)' has no column '\(key.text)'", at: key.location,
      pointer: key.pointer, expected: "the column that refers to the parent"
    ).proposing(nearest, in: key.source)
  }

  fileprivate static func notAKey(_ state: TableState, _ key: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-key", "'\(key.text)' refers to no table", at: key.location, pointer: key.pointer,
      expected: "a column such as '\(key.text): {ref: table}'")
  }

  fileprivate static func countType(
    _ state: TableState, _ law: GeneratorCall, _ type: LogicalType
  ) -> Diagnostic {
    let subject =
      switch law.argument {
      case .expression(let text) where law.word == GeneratorSyntax.value.word: text.text
      case .literal(let scalar) where law.word == GeneratorSyntax.value.word: scalar.text
      default: law.word
      }
    return Diagnostic(
      "not-a-row-count",
      "'\(subject)' gives \(type.name), where '\(state.name)' needs a number of rows",
      at: law.word == GeneratorSyntax.value.word ? law.argument.place : law.location,
      pointer: law.pointer, expected: "a whole number of at least 0")
  }

  fileprivate static func negativeCount(
    _ state: TableState, _ law: GeneratorCall, _ range: ClosedRange<Double>
  ) -> Diagnostic {
    Diagnostic(
      "not-a-row-count",
      "'\(law.word)' gives '\(state.name)' at most \(LawProblem.written(range.upperBound)) rows per parent",
      at: law.location, pointer: law.pointer, expected: "a whole number of at least 0")
  }

  fileprivate static func fractionalCount(
    _ state: TableState, _ law: GeneratorCall, _ type: LogicalType
  ) -> Diagnostic {
    let place = law.argument.place
    guard case .expression(let text) = law.argument else {
      return Diagnostic(
        "not-a-row-count", "the number of rows of '\(state.name)' is no whole number", at: place,
        pointer: law.pointer, expected: "a whole number, or a law with this mean")
    }
    let mend = "round(\(text.text))"
    return Diagnostic(
      "not-a-row-count",
      "'\(text.text)' is \(type.name), where '\(state.name)' needs a whole number of rows",
      at: place, pointer: law.pointer, expected: "a whole number",
      suggestion: "write \(mend), or floor(…) or ceil(…)",
      edit: text.edit(to: mend))
  }

  fileprivate static func countTooLarge(
    _ state: TableState, _ law: GeneratorCall, _ largest: Double
  ) -> Diagnostic {
    Diagnostic(
      "not-a-row-count",
      "one parent could have \(LawProblem.written(largest)) rows of '\(state.name)'",
      at: law.location, pointer: law.pointer, expected: "less than \(1 << 32) rows per parent")
  }
}
