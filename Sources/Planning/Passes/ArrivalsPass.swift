import Behaviour
import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Puts tables together: how their rows come about, when they arrive, which parents they choose.
enum ArrivalsPass {
  /// - Throws: problems of rows and arrivals; those of columns are the resolver's to report. The
  ///   list is empty where a table only failed with its columns.
  static func run(_ resolver: Resolver) throws(DiagnosticList) -> [TablePlan] {
    var problems = DiagnosticList()
    var tables: [TablePlan] = []
    for index in resolver.tables.indices {
      do throws(DiagnosticList) {
        tables.append(try table(index, resolver))
      } catch { problems.all += error.all }
    }
    guard tables.count == resolver.tables.count else { throw problems }
    expectCounts(&tables)
    return tables
  }

  private static func table(
    _ index: Int, _ resolver: Resolver
  ) throws(DiagnosticList) -> TablePlan {
    let state = resolver.tables[index]
    let parent = try parent(of: index, resolver)
    var problems = DiagnosticList()
    var source: RowSource?
    var arrivals: ArrivalPlan??
    do throws(DiagnosticList) {
      source = try rowSource(state, parent, resolver)
    } catch { problems.all += error.all }
    do throws(DiagnosticList) {
      arrivals = .some(try self.arrivals(state, parent, resolver))
    } catch { problems.all += error.all }
    var columns: [ColumnPlan] = []
    for column in state.columns.indices {
      let plan = try? resolver.column(ColumnID(table: index, column: column))
      if let plan { columns.append(plan) }
    }
    let isComplete = columns.count == state.columns.count
    if isComplete, !columns.isEmpty, !state.spec.isHidden, !state.hasUnreadColumns,
      !columns.contains(where: { !$0.isHidden })
    {
      problems.report(.nothingWritten(state))
    }
    guard isComplete, let source, let arrivals, !problems.hasErrors else { throw problems }
    return TablePlan(
      name: state.name, isHidden: state.spec.isHidden, source: source, columns: columns,
      keyColumn: state.keyColumn, arrivals: arrivals, keyBits: 40,
      expectedRowCount: Double(state.rowCount ?? 0))
  }

  private static func rowSource(
    _ state: TableState, _ parent: Parent?, _ resolver: Resolver
  ) throws(DiagnosticList) -> RowSource {
    switch state.rows {
    case .literal(let values, let count): return .literal(values, rowCount: count)
    case .independent(let count): return .independent(rowCount: count)
    case .grid(let count): return .grid(rowCount: count)
    case .unknown: throw DiagnosticList()
    case .perParent(let key, let law):
      guard let parent else { preconditionFailure("children have a parent") }
      return .perParent(try children(state, key: key, law: law, parent, resolver))
    }
  }

  private struct Parent {
    var key: Scalar
    var column: Int
    var table: Int
  }

  private static func parent(
    of index: Int, _ resolver: Resolver
  ) throws(DiagnosticList) -> Parent? {
    let state = resolver.tables[index]
    guard let key = state.parentKey else { return nil }
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
    return Parent(key: key, column: column, table: table)
  }

  private static func children(
    _ state: TableState, key: Scalar, law: GeneratorCall, _ parent: Parent, _ resolver: Resolver
  ) throws(DiagnosticList) -> ChildrenPlan {
    let context = ParentContext(state, key: key, parent: parent.table, in: resolver)
    let source = try LocalSource.make(law, in: context)
    guard source.type.isNumeric else { throw DiagnosticList([.countType(state, law, source.type)]) }
    // Draws of a law are rounded; a formula that gives parts of rows is hardly meant.
    if law.word == GeneratorSyntax.value.word, !source.type.isWhole {
      throw DiagnosticList([.fractionalCount(state, law, source.type)])
    }
    let range = source.interval.doubles(of: source.type)
    if let range, range.upperBound < 0 {
      throw DiagnosticList([.countType(state, law, source.type)])
    }
    let bits = try ordinalBits(state, law, range, isFixed: context.scope.inputs.isEmpty)
    return ChildrenPlan(
      key: parent.column, parentTable: parent.table, count: source, inputs: context.scope.inputs,
      ordinalBits: bits)
  }

  /// Where counts depend on the parent and nothing bounds them, 16 bits; the run refuses a count
  /// beyond them.
  private static func ordinalBits(
    _ state: TableState, _ law: GeneratorCall, _ range: ClosedRange<Double>?, isFixed: Bool
  ) throws(DiagnosticList) -> Int {
    let largest = range?.upperBound ?? .infinity
    if let bits = [8, 16, 24, 32].first(where: { largest < Double(1 << $0) }) { return bits }
    guard isFixed else { return 16 }
    throw DiagnosticList([.countTooLarge(state, law, largest)])
  }

  private static func arrivals(
    _ state: TableState, _ parent: Parent?, _ resolver: Resolver
  ) throws(DiagnosticList) -> ArrivalPlan? {
    guard let spec = state.spec.arrivals else {
      return nil
    }
    if spec.isIncomplete { throw DiagnosticList() }
    if state.isLiteral { throw DiagnosticList([.literalArrivals(state, spec)]) }
    let window = try ArrivalWindow.read(spec, of: state, resolver.constants)
    let context = parent.map {
      ParentContext(state, key: $0.key, parent: $0.table, in: resolver)
    }
    var reader = FactorReader(
      window: window, constants: ConstantReader(constants: resolver.constants), parent: context)
    var problems = DiagnosticList()
    for factor in spec.factors {
      do throws(DiagnosticList) { try reader.read(factor) } catch { problems.all += error.all }
    }
    var hours = HourProfile.flat
    do throws(DiagnosticList) { hours = try reader.hourProfile() } catch {
      problems.all += error.all
    }
    var plan: ArrivalPlan.Parent?
    do throws(DiagnosticList) {
      if let parent, let context {
        plan = try self.plan(state, spec, parent, context, reader, resolver)
      } else {
        try refuseParentWords(spec)
      }
    } catch { problems.all += error.all }
    // Days without any weight have been reported with the factor that took it.
    if reader.base.contains(where: { $0 > 0 }) {
      do throws(Raking.Contradiction) {
        _ = try Raking.fit(base: reader.base, marginals: reader.shares)
      } catch { problems.report(.contradiction(state, spec, error)) }
    }
    if problems.hasErrors { throw problems }
    return ArrivalPlan(
      firstDay: window.first, base: reader.base, shares: reader.shares,
      hours: hours, parent: plan)
  }

  private static func plan(
    _ state: TableState, _ spec: ArrivalsSpec, _ parent: Parent, _ context: ParentContext,
    _ reader: FactorReader, _ resolver: Resolver
  ) throws(DiagnosticList) -> ArrivalPlan.Parent {
    let all = spec.arguments
    let isPerParent = if case .perParent = state.rows { true } else { false }
    if isPerParent, all.flag("sorted") == true { throw DiagnosticList([.sortedChildren(spec)]) }
    if isPerParent,
      all["heterogeneity"] != nil || !reader.multipliers.isEmpty
        || !reader.marginals.isEmpty
    {
      throw DiagnosticList([.weightsOfChildren(state, spec)])
    }
    var attempts = Attempts()
    let heterogeneity = attempts.run { () throws(DiagnosticList) in
      try HeterogeneityReader.read(all, resolver.constants)
    }
    let since = attempts.run { () throws(DiagnosticList) in try instant(all["since"], context) }
    let until = attempts.run { () throws(DiagnosticList) in try instant(all["until"], context) }
    guard let heterogeneity, let since, let until else { throw attempts.problems }
    return ArrivalPlan.Parent(
      key: parent.column, table: parent.table, heterogeneity: heterogeneity, since: since,
      until: until,
      multipliers: reader.multipliers, marginals: reader.marginals, inputs: context.scope.inputs)
  }

  /// A path, an expression or cases that give a date or timestamp of the parent.
  private static func instant(
    _ value: ArgumentValue?, _ context: ParentContext
  ) throws(DiagnosticList) -> (any ColumnSource)? {
    let text: LocatedText
    switch value {
    case nil: return nil
    case .literal(let scalar)?:
      if LiteralReader.timestamp(scalar.text) != nil {
        throw DiagnosticList([.fixedInstant(scalar)])
      }
      text = scalar.source
    case .expression(let expression)?: text = expression
    case .generator(let cases)?:
      return try context.argument(cases, expecting: .timestamp(utc: false))
    case .list, .map, .record: preconditionFailure("a path, an expression or cases")
    }
    let source = try LocalSource.make(GeneratorCall(of: .expression(text)), in: context)
    switch source.type {
    case .date, .timestamp: return source
    default: throw DiagnosticList([.notAnInstant(text, source.type)])
    }
  }

  private static func refuseParentWords(_ spec: ArrivalsSpec) throws(DiagnosticList) {
    for word in ["since", "until", "heterogeneity"] where spec.arguments[word] != nil {
      throw DiagnosticList([.needsParent(word, spec)])
    }
  }

  /// Expected rows of mode B from the mean count, parents before children.
  private static func expectCounts(_ tables: inout [TablePlan]) {
    for _ in tables.indices {
      for index in tables.indices {
        guard case .perParent(let children) = tables[index].source else { continue }
        let range = children.count.interval.doubles(of: children.count.type)
        let middle = range.map { ($0.lowerBound + $0.upperBound) / 2 }
        let mean = max(children.count.mean ?? middle ?? 1, 0)
        tables[index].expectedRowCount = tables[children.parentTable].expectedRowCount * mean
      }
    }
  }
}

extension Diagnostic {
  fileprivate static func nothingWritten(_ state: TableState) -> Diagnostic {
    Diagnostic(
      "nothing-written", "all columns of '\(state.name)' are hidden", at: state.spec.name.location,
      pointer: state.spec.pointer,
      expected: "a column that is written, or 'hidden: true' for the table")
  }

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
    let nearest = DidYouMean.nearest(to: key.text, in: names)
    return Diagnostic(
      "unknown-column", "'\(state.name)' has no column '\(key.text)'", at: key.location,
      pointer: key.pointer, expected: "the column that refers to the parent"
    ).proposing(nearest, at: key.location)
  }

  fileprivate static func notAKey(_ state: TableState, _ key: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-key", "'\(key.text)' refers to no table", at: key.location, pointer: key.pointer,
      expected: "a column such as '\(key.text): {ref: table}'")
  }

  fileprivate static func countType(
    _ state: TableState, _ law: GeneratorCall, _ type: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "not-a-row-count", "'\(law.word)' does not give '\(state.name)' a number of rows",
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
      // Quotes inside may be written twice where the text stands.
      edit: text.text.contains { "'\"\\".contains($0) || $0.isNewline }
        ? nil : Diagnostic.Edit(location: place, replacement: mend))
  }

  fileprivate static func countTooLarge(
    _ state: TableState, _ law: GeneratorCall, _ largest: Double
  ) -> Diagnostic {
    Diagnostic(
      "not-a-row-count", "one parent could have \(largest) rows of '\(state.name)'",
      at: law.location, pointer: law.pointer, expected: "less than \(1 << 32) rows per parent")
  }

  fileprivate static func literalArrivals(
    _ state: TableState, _ spec: ArrivalsSpec
  ) -> Diagnostic {
    Diagnostic(
      "arrivals-of-literal", "the rows of '\(state.name)' stand in the document, so none arrive",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "'rows: N' in place of 'literal'")
  }

  fileprivate static func contradiction(
    _ state: TableState, _ spec: ArrivalsSpec, _ error: Raking.Contradiction
  ) -> Diagnostic {
    Diagnostic(
      "factors-contradict",
      "the shares of '\(state.name)' cannot hold together; '\(error.factor)' misses most",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "shares that some weights of the days reach")
  }

  fileprivate static func weightsOfChildren(
    _ state: TableState, _ spec: ArrivalsSpec
  ) -> Diagnostic {
    Diagnostic(
      "weights-of-children",
      "each parent of '\(state.name)' has its own number of rows, so weights of parents have no use",
      at: spec.arguments.location, pointer: spec.arguments.pointer,
      expected: "'rows: N', or a count that depends on the parent")
  }

  fileprivate static func sortedChildren(_ spec: ArrivalsSpec) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'sorted' beside rows per parent is not yet supported",
      at: spec.arguments.location(of: "sorted"), pointer: spec.arguments.pointer,
      expected: "rows in the order of their parents, each parent's in order of time")
  }

  fileprivate static func fixedInstant(_ scalar: Scalar) -> Diagnostic {
    Diagnostic(
      "fixed-instant", "'\(scalar.text)' is the same for all parents", at: scalar.location,
      pointer: scalar.pointer,
      expected: "'from' or 'to' for a fixed day, a path such as 'key.column' here")
  }

  fileprivate static func notAnInstant(_ text: LocatedText, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "not-an-instant", "'\(text.text)' is \(type.name), where a time is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "a date or timestamp of the parent")
  }

  fileprivate static func needsParent(_ word: String, _ spec: ArrivalsSpec) -> Diagnostic {
    Diagnostic(
      "arrivals-need-parent", "'\(word)' speaks of a parent, but the arrivals have none",
      at: spec.arguments.location(of: word), pointer: spec.arguments.pointer,
      expected: "'per: key' beside '\(word)'")
  }
}
