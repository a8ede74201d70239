import Columnar
import Diagnostics
import Expressions
import Generators
import Sampling
import SchemaModel

/// The context of a value within a value: the names around it, a type and modifiers of its own.
final class PartResolution: InnerContext {
  let place: any ColumnContext
  private let call: GeneratorCall
  /// How many there are at most for each row, where they are counted anew in each.
  private let count: Int?
  private(set) var between: (lower: NumericArgument?, upper: NumericArgument?) = (nil, nil)
  private var isBetweenUnread = false

  init(_ call: GeneratorCall, count: Int?, in place: any ColumnContext) {
    self.call = call
    self.count = count
    self.place = place
  }

  var rowCount: Int? { count ?? place.rowCount }
  var rowsPer: [String]? { nil }
  var partition: Partition {
    if count != nil { return .elements }
    if case .elements = place.partition { return .elements }
    return .none
  }

  var declaredType: LogicalType? {
    guard case .literal(let scalar)? = call.modifiers["type"] else { return nil }
    return LogicalType(name: scalar.text)
  }

  func isUnread(_ modifier: String) -> Bool {
    call.modifiers.isUnread(modifier) || (modifier == "between" && isBetweenUnread)
  }

  func nested(_ call: GeneratorCall) throws(DiagnosticList) -> any ColumnSource {
    try NestedResolution(call, in: self, between: between).source()
  }

  /// Elements of a list speak of records of their own.
  func record(
    _ call: GeneratorCall, among calls: [GeneratorCall]?
  ) throws(DiagnosticList) -> RecordScope {
    try place.record(call, among: calls ?? (count == nil ? nil : self.call.records))
  }

  func source() throws(DiagnosticList) -> any ColumnSource {
    if call.isUnread { throw DiagnosticList() }
    var attempts = Attempts()
    let ends = attempts.run { () throws(DiagnosticList) in
      try Modifiers.between(call.modifiers, of: call, in: self)
    }
    isBetweenUnread = ends == nil
    if let ends {
      between = ends
      if call.modifiers["between"] != nil {
        attempts.run { () throws(DiagnosticList) in try ModifierCheck.checkBetween(call, ends) }
      }
    }
    attempts.run { () throws(DiagnosticList) in try ModifierCheck.checkPart(call) }
    let missing = attempts.run { () throws(DiagnosticList) in
      try Modifiers.missing(call.modifiers, isExact: false, in: place)
    }
    let source = attempts.run { () throws(DiagnosticList) in try LocalSource.make(call, in: self) }
    guard let source else { throw attempts.problems }
    let rounding = attempts.run { () throws(DiagnosticList) in
      try Rounding.read(call.modifiers, type: source.type)
    }
    let type = declaredType ?? source.type
    if call.word == PartKind.syntax.word, type != source.type {
      attempts.run { () throws(DiagnosticList) in
        throw DiagnosticList([.partOfOtherType(call, source.type)])
      }
    }
    attempts.run { () throws(DiagnosticList) in try check(source, rounding ?? nil, becomes: type) }
    guard let missing, let rounding, !attempts.hasFailed else { throw attempts.problems }
    if missing == nil, rounding == nil, type == source.type { return source }
    return PartSource(
      source: source, rounding: rounding, type: type, missing: missing,
      missingText: call.modifiers["missing"].flatMap { $0.expressionText })
  }

  private func check(
    _ source: any ColumnSource, _ rounding: Rounding?, becomes type: LogicalType
  ) throws(DiagnosticList) {
    if isUnread("type") { throw DiagnosticList() }
    guard Conversion.isPossible(from: source.type, to: type) else {
      throw DiagnosticList([.partMismatch(call, source.type, type)])
    }
    if type == .duration { throw DiagnosticList([.visibleDuration(call)]) }
    let drawn = source.interval.widened(by: rounding, type: source.type)
    if !call.hasExpressions, let excess = ModifierCheck.excess(drawn, source.type, type) {
      throw DiagnosticList([.partTooWide(call, excess, type)])
    }
  }
}

/// A value within a value: rounded, in its own type, and missing in its own share.
struct PartSource: ColumnSource {
  let source: any ColumnSource
  let rounding: Rounding?
  let type: LogicalType
  let missing: MissingPlan?
  let missingText: String?

  var isNullable: Bool { source.isNullable || missing != nil }
  var isSizeDependent: Bool { source.isSizeDependent }
  var elementBits: Int { source.elementBits }
  var lostParts: [LostPart] {
    (missing.map { [LostPart($0.rate, expression: missingText)] } ?? []) + source.lostParts
  }

  var interval: ValueInterval {
    Conversion.interval(
      source.interval.widened(by: rounding, type: source.type), from: source.type, to: type)
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    var column = try source.generate(request)
    if let rounding { column = rounding.applied(to: column) }
    column = try EvaluationError.naming("type") { () throws(EvaluationError) in
      try Conversion.convert(column, to: type)
    }
    guard let missing, !request.isComplete else { return column }
    return try missing.without(column, request)
  }
}

extension ColumnContext {
  package func part(
    _ call: GeneratorCall, count: Int?
  ) throws(DiagnosticList) -> any ColumnSource {
    try PartResolution(call, count: count, in: self).source()
  }
}

extension GeneratorCall {
  /// Whether what is drawn may go by the row.
  fileprivate var hasExpressions: Bool {
    word == GeneratorSyntax.by.word
      || ([argument] + options.values.values + modifiers.values.values).contains {
        $0.hasExpressions
      }
  }
}

extension ArgumentValue {
  fileprivate var expressionText: String? {
    if case .expression(let text) = self { text.text } else { nil }
  }

  fileprivate var hasExpressions: Bool {
    switch self {
    case .expression: true
    case .literal, .unread: false
    case .list(let items, _): items.contains { $0.hasExpressions }
    case .map(let entries, _): entries.contains { $0.value.hasExpressions }
    case .record(let arguments): arguments.values.values.contains { $0.hasExpressions }
    case .generator(let call): call.hasExpressions
    }
  }
}

extension Diagnostic {
  fileprivate static func partMismatch(
    _ call: GeneratorCall, _ type: LogicalType, _ declared: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "this gives \(type.name), which does not become \(declared.name)",
      at: call.modifiers.location(of: "type"), pointer: call.pointer,
      expected: "a type that \(type.name) becomes")
  }

  fileprivate static func partTooWide(
    _ call: GeneratorCall, _ drawn: ClosedRange<Double>, _ type: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-too-narrow",
      "values may be from \(drawn.lowerBound) to \(drawn.upperBound), which \(type.name) does "
        + "not hold",
      at: call.modifiers.location(of: "type"), pointer: call.pointer,
      expected: "a wider type, or 'between' to keep values within it")
  }

  fileprivate static func visibleDuration(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "visible-duration", "this is a length of time, which no file holds", at: call.location,
      pointer: call.pointer, expected: "a number such as 'length / 1h'")
  }
}
