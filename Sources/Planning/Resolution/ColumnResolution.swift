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
  var locale: String { resolver.document.locale }
  var rowCount: Int? { resolver.tables[id.table].rowCount }
  var timeframe: ClosedRange<Int64>? { resolver.constants.timeframe.map { $0.first...$0.last } }
  var isExact: Bool { state.spec?.modifiers.flag("exact") ?? false }
  var isUnique: Bool { state.spec?.modifiers.flag("unique") ?? false }

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

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: self).source()
  }

  func plan() throws(DiagnosticList) -> ColumnPlan {
    if let literal = state.literal { return try literalPlan(literal) }
    guard let spec = state.spec else { preconditionFailure("a column is written or literal") }
    let modifiers = spec.modifiers
    between = try Modifiers.between(modifiers, in: self)
    let made = try made(spec.generator)
    try checkModifiers(spec, made)
    let type = declaredType ?? made.type
    guard Conversion.isPossible(from: made.type, to: type) else {
      throw DiagnosticList([.typeMismatch(state, made.type, type)])
    }
    let conditional = try Modifiers.conditional(modifiers, type: type, in: self)
    let missing = try Modifiers.missing(modifiers, isExact: isExact, in: self)
    let rounding = try Modifiers.rounding(modifiers, type: made.type)
    var interval = Conversion.interval(
      made.interval.widened(by: rounding, type: made.type), from: made.type, to: type)
    if let otherwise = conditional?.otherwise {
      interval = interval.joined(
        Conversion.interval(otherwise.interval, from: otherwise.type, to: type))
    }
    let otherwiseIsNullable = conditional.map { $0.otherwise?.isNullable ?? true } ?? false
    return ColumnPlan(
      name: state.name, description: text("describe"), type: type,
      isNullable: made.isNullable || otherwiseIsNullable || missing != nil,
      isHidden: modifiers.flag("hidden") ?? false, interval: interval,
      texts: conditional?.otherwise == nil ? made.texts : nil, generator: made.generator,
      inputs: scope.inputs, when: conditional?.when, otherwise: conditional?.otherwise,
      rounding: rounding, missing: missing,
      needsSelection: conditional != nil && made.isSizeDependent && isExact,
      isSizeDependent: made.isSizeDependent || made.readsSize || missing?.isExact ?? false)
  }

  private func text(_ name: String) -> String? {
    guard case .literal(let scalar)? = state.spec?.modifiers[name] else { return nil }
    return scalar.text
  }

  private func literalPlan(_ literal: Column) throws(DiagnosticList) -> ColumnPlan {
    if let spec = state.spec, spec.generator.word != "literal" {
      throw DiagnosticList([.generatorOnLiteral(state, spec.generator.word)])
    }
    return ColumnPlan(
      name: state.name, description: text("describe"), type: literal.type,
      isNullable: literal.nullCount > 0,
      isHidden: state.spec?.modifiers.flag("hidden") ?? false, interval: literal.interval,
      texts: literal.dictionary, generator: .literal, inputs: [], needsSelection: false,
      isSizeDependent: false)
  }

  /// What a generator word resolved to, before modifiers.
  struct Made {
    var generator: ColumnGenerator
    var type: LogicalType
    var isNullable = false
    var interval = ValueInterval.unbounded
    var texts: TextDictionary?
    var isSizeDependent = false
    /// Whether a cell needs the number of rows of another table, which is drawn from.
    var readsSize = false
    var isUnique = false
    var takesBetween = false
  }

  private func made(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    switch call.word {
    case "ref": return try reference(call)
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
      isUnique: source.isUnique,
      takesBetween: LawRegistry.law(call.word) != nil || call.word == "by")
  }

  private func checkModifiers(_ spec: ColumnSpec, _ made: Made) throws(DiagnosticList) {
    var problems = DiagnosticList()
    let modifiers = spec.modifiers
    if modifiers["between"] != nil, !made.takesBetween {
      problems.report(.betweenWithoutLaw(spec, modifiers))
    }
    if isExact, !made.isSizeDependent, modifiers["missing"] == nil {
      problems.report(.exactWithoutShare(spec, modifiers))
    }
    if isUnique, !made.isUnique { problems.report(.cannotBeUnique(spec, modifiers)) }
    if modifiers["else"] != nil, modifiers["when"] == nil {
      problems.report(.elseWithoutWhen(spec, modifiers))
    }
    if spec.generator.word == "key", modifiers["when"] != nil || modifiers["missing"] != nil {
      problems.report(.keyMayBeMissing(spec))
    }
    if declaredType == nil, made.type == .duration, modifiers.flag("hidden") != true {
      problems.report(.visibleDuration(spec))
    }
    if problems.hasErrors { throw problems }
  }
}

extension InputScope {
  func path(
    _ path: Scalar
  ) throws(DiagnosticList) -> (binding: InputBinding, texts: TextDictionary?) {
    let compiled = try compile(path.source, expecting: nil)
    guard let slot = compiled.inputSlots.first, compiled.inputSlots.count == 1 else {
      throw DiagnosticList([.notAPath(path)])
    }
    return (
      InputBinding(
        slot: slot, type: compiled.type, isNullable: compiled.isNullable,
        interval: compiled.interval), try? resolver.column(columns[slot]).texts
    )
  }
}

extension ValueInterval {
  /// Room for what rounding may add.
  func widened(by rounding: Rounding?, type: LogicalType) -> ValueInterval {
    switch (self, rounding) {
    case (_, nil): return self
    case (.float(let lower, let upper), .digits(let digits)?):
      let step = 1 / Double(LogicalType.powerOfTen(min(digits, 38)))
      return .float(lower: lower - step, upper: upper + step)
    case (.float(let lower, let upper), .step(let step)?):
      return .float(lower: lower - step, upper: upper + step)
    case (.exact(let lower, let upper), .step(let step)?):
      guard let wide = Int128(exactly: step.rounded(.up)) else { return .unbounded }
      return .exact(lower: lower - wide, upper: upper + wide)
    default: return self
    }
  }
}

extension Diagnostic {
  fileprivate static func typeMismatch(
    _ state: ColumnState, _ type: LogicalType, _ declared: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "'\(state.name)' gives \(type.name), which does not become \(declared.name)",
      at: state.location, pointer: state.pointer, expected: "a type that \(type.name) becomes")
  }

  fileprivate static func generatorOnLiteral(_ state: ColumnState, _ word: String) -> Diagnostic {
    Diagnostic(
      "generator-on-literal",
      "'\(state.name)' has its values in 'literal', so '\(word)' has no use",
      at: state.location, pointer: state.pointer, expected: "modifiers such as 'type' and 'hidden'")
  }

  fileprivate static func betweenWithoutLaw(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "between-without-law", "'between' truncates laws, but '\(spec.generator.word)' is none",
      at: all.location(of: "between"), pointer: spec.pointer,
      expected: "'between' beside a law such as 'normal'")
  }

  fileprivate static func exactWithoutShare(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "exact-without-share", "'exact' deals out shares, but '\(spec.name.text)' states none",
      at: all.location(of: "exact"), pointer: spec.pointer,
      expected: "'exact' beside 'choice', 'chance' or 'missing'")
  }

  fileprivate static func cannotBeUnique(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "cannot-be-unique", "values of '\(spec.generator.word)' cannot be kept apart",
      at: all.location(of: "unique"), pointer: spec.pointer,
      expected: "'key', 'sequence', 'uuid', 'integer' or 'person: email'")
  }

  fileprivate static func elseWithoutWhen(_ spec: ColumnSpec, _ all: Arguments) -> Diagnostic {
    Diagnostic(
      "else-without-when", "'else' stands without 'when'", at: all.location(of: "else"),
      pointer: spec.pointer, expected: "'when' with a condition beside it")
  }

  fileprivate static func keyMayBeMissing(_ spec: ColumnSpec) -> Diagnostic {
    Diagnostic(
      "key-may-be-missing", "the key '\(spec.name.text)' would be missing in some rows",
      at: spec.location, pointer: spec.pointer, expected: "a key without 'when' and 'missing'")
  }

  fileprivate static func visibleDuration(_ spec: ColumnSpec) -> Diagnostic {
    Diagnostic(
      "visible-duration", "'\(spec.name.text)' is a length of time, which no file holds",
      at: spec.location, pointer: spec.pointer,
      expected: "'hidden: true', or a number such as 'length / 1h'")
  }

  fileprivate static func notAPath(_ path: Scalar) -> Diagnostic {
    Diagnostic(
      "not-a-path", "'\(path.text)' is not a column", at: path.location, pointer: path.pointer,
      expected: "a column of this row, or of a row it refers to")
  }
}
