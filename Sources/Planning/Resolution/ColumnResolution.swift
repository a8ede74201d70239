import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// Resolves one column: its generator, modifiers, inputs and type.
final class ColumnResolution: ColumnContext {
  let resolver: Resolver
  let id: ColumnID
  let state: ColumnState
  let scope: InputScope
  private(set) var between: (lower: NumericArgument?, upper: NumericArgument?) = (nil, nil)
  /// Whether an end of it has a mistake.
  private var isBetweenUnread = false

  init(_ id: ColumnID, in resolver: Resolver) {
    self.resolver = resolver
    self.id = id
    state = resolver.tables[id.table].columns[id.column]
    scope = InputScope(resolver)
    scope.place = .row(table: id.table)
  }

  // What generators ask.
  var table: String { resolver.tables[id.table].name }
  var column: String { state.name }
  var locale: String { resolver.locale(of: id.table) }
  var rowCount: Int? { resolver.tables[id.table].rowCount }
  var rowsPer: [String]? {
    if case .perParent(let key, _) = resolver.tables[id.table].rows { [key.text] } else { nil }
  }
  let numbersGroups = true
  var isRowsPerUnread: Bool {
    guard case .unread(_, let mayHaveParent) = resolver.tables[id.table].spec.rows else {
      return false
    }
    return mayHaveParent
  }
  var timeframe: ClosedRange<Int64>? {
    // Nothing follows from a timeframe whose mistake is reported where it stands.
    if resolver.constants.isTimeframeUnknown { return CivilTime.dayRange }
    return resolver.constants.timeframe.map { $0.first...$0.last }
  }
  var partition: Partition {
    .columns(
      resolver.tables[id.table].columns.compactMap { column in
        column.spec.map { (column.name, $0.generator) }
      })
  }
  var isExact: Bool { state.spec?.modifiers.flag("exact") ?? false }
  var isUnique: Bool { state.spec?.modifiers.flag("unique") ?? false }

  func isUnread(_ modifier: String) -> Bool {
    if modifier == "rows" { return areRowsUnread }
    return state.spec?.modifiers.isUnread(modifier) == true
      || (modifier == "between" && isBetweenUnread)
  }

  /// Whether it is not known what the rows are counted by: a mistake of theirs is told there.
  private var areRowsUnread: Bool {
    let table = resolver.tables[id.table]
    switch table.rows {
    case .perParent(let key, _): return table.column(key.text) == nil
    case .unknown: return table.isParentUnread
    case .independent, .grid, .literal: return false
    }
  }

  var declaredType: LogicalType? {
    guard case .literal(let scalar)? = state.spec?.modifiers["type"] else { return nil }
    return LogicalType(name: scalar.text)
  }

  func expression(
    _ text: LocatedText, expecting: LogicalType?
  ) throws(DiagnosticList) -> CompiledExpression {
    try scope.compile(text, expecting: expecting)
  }

  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    try scope.path(path)
  }

  func data(_ path: String, _ column: String) throws(DataProblem) -> DataColumn {
    try resolver.data.column(path, column)
  }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: self, between: between).source()
  }

  func plan() throws(DiagnosticList) -> ColumnPlan {
    if state.isLiteral { return try literalPlan(state.literal) }
    guard let spec = state.spec else { preconditionFailure("a column is written or literal") }
    let modifiers = spec.modifiers
    // A mistake in one word does not hide the checks of the others.
    var attempts = Attempts()
    let ends = attempts.run { () throws(DiagnosticList) in
      try Modifiers.between(modifiers, of: spec.generator, in: self)
    }
    if let ends { between = ends }
    isBetweenUnread = ends == nil
    let made = attempts.run { () throws(DiagnosticList) in try self.made(spec.generator) }
    let type = declaredType ?? made?.type
    let drawnPer = attempts.run { () throws(DiagnosticList) in
      try KeyedDraws.read(spec, made, in: self)
    }
    attempts.run { () throws(DiagnosticList) in try ModifierCheck.check(self, spec, made) }
    let conditional = attempts.run { () throws(DiagnosticList) -> Modifiers.Conditional? in
      try Modifiers.conditional(modifiers, type: type, in: self)
    }
    let rounding = attempts.run { () throws(DiagnosticList) -> Rounding?? in
      guard let made, !ModifierCheck.refusesRounding(spec, made) else { return nil }
      return try Rounding.read(modifiers, type: made.type)
    }
    var plan: ColumnPlan?
    if let made, let type, let conditional, let rounding, !attempts.hasFailed,
      isWhollyRead(modifiers)
    {
      plan = attempts.run { () throws(DiagnosticList) in
        try assembled(spec, made, type, conditional, rounding ?? nil)
      }
      // Where the value is missing, so is what it tells.
      if let key = drawnPer ?? nil {
        plan?.drawnPer = key
        if key.isNullable { plan?.isNullable = true }
      }
    }
    let missing = attempts.run { () throws(DiagnosticList) -> MissingPlan? in
      scope.own = own(plan, type, made)
      defer { scope.own = nil }
      return try Modifiers.missing(modifiers, isExact: isExact, in: self)
    }
    guard var plan, let missing else { throw attempts.problems }
    take(missing, from: &plan)
    return plan
  }

  /// What `missing` may know of the column; of a `ref` nothing, since what is missing is found
  /// before a row is picked.
  private func own(_ plan: ColumnPlan?, _ type: LogicalType?, _ made: Made?) -> InputScope.Own? {
    if case .reference? = made?.generator { return nil }
    var own = InputScope.Own(id: id, name: state.name, type: type)
    if let plan {
      (own.isNullable, own.interval, own.texts) = (plan.isNullable, plan.interval, plan.texts)
    }
    return own
  }

  private func take(_ missing: MissingPlan?, from plan: inout ColumnPlan) {
    guard var missing else { return }
    if case .reference = plan.generator {
      // What a `ref` picks has lost its share before conditions are looked at.
    } else if plan.when != nil, plan.otherwise == nil {
      missing.isAmongSelected = missing.isExact
    }
    missing.isNullableOtherwise = plan.isNullable
    plan.missing = missing
    plan.isNullable = true
    plan.inputs = scope.inputs
  }

  /// Whether all words beside the generator are known: what is read of the column rests on them.
  private func isWhollyRead(_ modifiers: Arguments) -> Bool {
    !modifiers.hasUnknownWords && !modifiers.values.values.contains { $0.isUnread }
  }

  private func assembled(
    _ spec: ColumnSpec, _ made: Made, _ type: LogicalType, _ conditional: Modifiers.Conditional?,
    _ rounding: Rounding?
  ) throws(DiagnosticList) -> ColumnPlan {
    let drawn = made.interval.widened(by: rounding, type: made.type)
    if scope.inputs.isEmpty, made.isSampled {
      try ModifierCheck.fits(drawn, made.type, type, spec)
    }
    var interval = Conversion.interval(drawn, from: made.type, to: type)
    if let otherwise = conditional?.otherwise {
      interval = interval.joined(
        Conversion.interval(otherwise.interval, from: otherwise.type, to: type))
    }
    let otherwiseIsNullable = conditional.map { $0.otherwise?.isNullable ?? true } ?? false
    return ColumnPlan(
      name: state.name, description: text("describe"), type: type,
      isNullable: made.isNullable || otherwiseIsNullable,
      isHidden: spec.modifiers.flag("hidden") ?? false, interval: interval,
      texts: conditional?.otherwise == nil ? made.texts : nil, generator: made.generator,
      inputs: scope.inputs, when: conditional?.when, otherwise: conditional?.otherwise,
      rounding: rounding, ends: try ends(spec, made, type, rounding),
      needsSelection: conditional != nil && made.needsSelection(isExact: isExact))
  }

  private func ends(
    _ spec: ColumnSpec, _ made: Made, _ type: LogicalType, _ rounding: Rounding?
  ) throws(DiagnosticList) -> HeldEnds? {
    guard case .local = made.generator else { return nil }
    return try HeldEnds(between, rounding: rounding, from: made.type, to: type, spec)
  }

  private func text(_ name: String) -> String? {
    guard case .literal(let scalar)? = state.spec?.modifiers[name] else { return nil }
    return scalar.text
  }

  private func literalPlan(_ literal: Column?) throws(DiagnosticList) -> ColumnPlan {
    if let spec = state.spec, spec.generator.word != "literal", !spec.generator.isUnread {
      throw DiagnosticList([.generatorOnLiteral(spec)])
    }
    try ModifierCheck.checkLiteral(state, literal)
    guard let literal, state.spec.map({ isWhollyRead($0.modifiers) }) ?? true else {
      throw DiagnosticList()
    }
    return ColumnPlan(
      name: state.name, description: text("describe"), type: literal.type,
      isNullable: literal.nullCount > 0,
      isHidden: state.spec?.modifiers.flag("hidden") ?? false, interval: literal.interval,
      texts: literal.dictionary, generator: .literal, inputs: [], needsSelection: false)
  }

  /// What a generator word resolved to, before modifiers.
  struct Made {
    var generator: ColumnGenerator
    var type: LogicalType
    var isNullable = false
    var interval = ValueInterval.unbounded
    var texts: TextDictionary?
    /// Whether a cell needs the number of rows of the table.
    var isSizeDependent = false
    var isUnique = false
    /// Whether the interval holds just the values that draws can have, so that all may occur.
    var isSampled = false

    /// Whether all values are known and alike, so that they could be dealt out.
    var hasSpace: Bool {
      if case .local(let source) = generator { source.space != nil } else { false }
    }

    /// Whether rows that `when` selects are counted apart from the others.
    func needsSelection(isExact: Bool) -> Bool {
      if case .reference(let reference) = generator {
        if case .degrees = reference.choice { return true }
        return reference.distinct == .inTable
      }
      return isSizeDependent && isExact
    }
  }

  private func made(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    switch call.word {
    case "ref":
      if case .map(let entries, _) = call.argument { return try several(call, entries) }
      return try reference(call)
    case "ref_type": throw DiagnosticList([.noSeveralTables(call, resolver.tables[id.table])])
    case "arrival": return try arrival(call)
    default: break
    }
    if let word = GeneratorRegistry.word(call.word) as? any RollupWord.Type {
      return try rollup(call, word.function)
    }
    let source = try LocalSource.make(call, in: self)
    return Made(
      generator: .local(source), type: source.type, isNullable: source.isNullable,
      interval: source.interval, texts: source.texts, isSizeDependent: source.isSizeDependent,
      isUnique: source.isUnique, isSampled: !["by", "value"].contains(call.word))
  }

  func arrival(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    let table = resolver.tables[id.table]
    guard let arrivals = table.spec.arrivals else {
      if table.spec.areArrivalsUnread { throw DiagnosticList() }
      throw DiagnosticList([.noArrivals(call, table)])
    }
    guard case .literal(let form) = call.argument else { throw DiagnosticList() }
    let isDate = form.text == "date"
    let unit = isDate ? 1 : CivilTime.microsecondsPerDay
    // A window that cannot be told is reported where it stands.
    let window =
      try? ArrivalWindow.read(arrivals, of: table, resolver.constants)
    return Made(
      generator: .arrival, type: isDate ? .date : .timestamp(utc: false),
      interval: window.map { window in
        .exact(lower: Int128(window.first * unit), upper: Int128((window.last + 1) * unit - 1))
      } ?? .unbounded)
  }
}

extension Diagnostic {
  fileprivate static func noArrivals(_ call: GeneratorCall, _ table: TableState) -> Diagnostic {
    Diagnostic(
      "no-arrivals", "'\(table.name)' has no 'arrivals'", at: call.location, pointer: call.pointer,
      expected: "'arrivals:' beside 'columns:'")
  }

  fileprivate static func generatorOnLiteral(_ spec: ColumnSpec) -> Diagnostic {
    Diagnostic(
      "generator-on-literal",
      "'\(spec.name.text)' has its values in 'literal', so '\(spec.generator.word)' has no use",
      at: spec.generator.location, pointer: spec.pointer,
      expected: "'describe', 'hidden' or 'type'")
  }
}
