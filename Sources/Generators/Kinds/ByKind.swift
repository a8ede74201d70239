import Columnar
import Diagnostics
import Expressions
import Sampling
import SchemaModel

/// A value or generator chosen by another value of the row.
///
/// Rows of a case draw as if the case's generator stood alone: a branch not taken draws nothing.
struct ByKind: GeneratorKind {
  static let syntax = GeneratorSyntax(
    "by", "Chooses among cases by the value of another column.",
    argument: .path,
    options: [
      Parameter(
        "cases", .cases(of: .generator), required: true,
        "From values, or ranges such as `500..1999`, to values or generators."),
      Parameter("else", .generator, "For every other value; null without it."),
    ])

  private let slot: Int
  private let matcher: CaseMatcher
  /// The cases as the document writes them.
  private let keys: [String]
  /// The cases in order, then `else` if there is one; nil for `null`, which gives no value.
  private let branches: [(any ColumnSource)?]
  private let hasElse: Bool
  private let bindingIsNullable: Bool
  private let branchTexts: BranchTexts?
  let type: LogicalType
  var texts: TextDictionary? { branchTexts?.dictionary }

  init(_ call: GeneratorCall, in context: any ColumnContext) throws(DiagnosticList) {
    var entries: [ArgumentValue.MapEntry] = []
    if case .map(let written, _)? = call.options["cases"] { entries = written }
    let isUnread = call.options.isUnread("cases")
    let others = call.options["else"].map { [$0] } ?? []
    hasElse = !others.isEmpty
    let calls = (entries.map(\.value) + others).map { GeneratorCall(of: $0) }
    var attempts = Attempts()
    let found = attempts.run { () throws(DiagnosticList) in
      let (binding, known) = try context.path(try call.literal())
      if isUnread { throw DiagnosticList() }
      guard !entries.isEmpty else { throw DiagnosticList([.noCases(call)]) }
      let matcher = try CaseMatcher(
        entries.map(\.key), type: binding.type, known: known, call: call)
      return (binding: binding, matcher: matcher)
    }
    let made = attempts.run { () throws(DiagnosticList) in
      try ByKind.branches(calls, in: context)
    }
    if entries.isEmpty, found == nil, !isUnread, call.argument.isUnread {
      attempts.run { () throws(DiagnosticList) in throw DiagnosticList([.noCases(call)]) }
    }
    guard let found, let made else { throw attempts.problems }
    slot = found.binding.slot
    bindingIsNullable = found.binding.isNullable
    matcher = found.matcher
    keys = entries.map(\.key.text)
    (branches, type) = made
    let kinds = branches.compactMap { $0 }
    branchTexts =
      type == .text && kinds.allSatisfy { $0.texts != nil }
      ? BranchTexts(branches.map { $0?.texts }) : nil
  }

  /// A source for each case, nil for `null`, and the type of all.
  private static func branches(
    _ calls: [GeneratorCall], in context: any ColumnContext
  ) throws(DiagnosticList) -> (branches: [(any ColumnSource)?], type: LogicalType) {
    // Where there is nothing but `null`, the first one says that its type is missing.
    let isAllNull = calls.allSatisfy(\.isNull)
    var attempts = Attempts()
    var branches: [(any ColumnSource)?] = []
    for call in calls {
      attempts.run { () throws(DiagnosticList) in
        branches.append(call.isNull && !isAllNull ? nil : try context.nested(call))
      }
    }
    try attempts.finish()
    if calls.isEmpty { throw DiagnosticList() }
    let type = try commonType(
      branches.compactMap { $0 }, isAllNull ? calls : calls.filter { !$0.isNull },
      in: context)
    return (branches, type)
  }

  private static func commonType(
    _ kinds: [any ColumnSource], _ calls: [GeneratorCall], in context: any ColumnContext
  ) throws(DiagnosticList) -> LogicalType {
    if let declared = context.declaredType {
      var problems = DiagnosticList()
      for (kind, call) in zip(kinds, calls)
      where !Conversion.isPossible(from: kind.type, to: declared) {
        problems.report(.caseMismatch(call, kind.type, declared))
      }
      if problems.hasErrors { throw problems }
      return declared
    }
    let types = kinds.map(\.type)
    let apart = LogicalType.apart(types)
    guard apart.isEmpty else {
      if context.isUnread("type") { throw DiagnosticList() }
      throw DiagnosticList(apart.map { .casesDiffer(calls[$0], types[$0], types[0]) })
    }
    return LogicalType.common(types)
  }

  var isNullable: Bool {
    branches.contains { $0?.isNullable ?? true }
      || !hasElse && (bindingIsNullable || !matcher.coversAll)
  }

  /// The values that can occur and have neither a case nor `else`; nil where it is not known which
  /// occur.
  var uncovered: [String]? { hasElse ? [] : matcher.uncovered }

  var promise: ValuePromise {
    let promises = branches.map { $0?.promise ?? .nothing }
    return .cases(
      slot: slot, zip(keys, promises).map { (key: $0, promise: $1) },
      others: hasElse ? promises.last : nil)
  }

  var isSizeDependent: Bool { branches.contains { $0?.isSizeDependent ?? false } }

  var followsShares: Bool {
    branches.contains { $0 != nil } && branches.allSatisfy { $0?.followsShares ?? true }
  }
  var isSmooth: Bool { followsShares && branches.allSatisfy { $0?.isSmooth ?? true } }

  var lostParts: [LostPart] { branches.flatMap { $0?.lostParts ?? [] } }

  var elementBits: Int { branches.compactMap { $0?.elementBits }.max() ?? 0 }

  var interval: ValueInterval {
    let all = branches.compactMap { branch in
      branch.map { Conversion.interval($0.interval, from: $0.type, to: type) }
    }
    guard let first = all.first else { return .unbounded }
    return all.dropFirst().reduce(first) { $0.joined($1) }
  }

  func generate(_ request: GenerationRequest) throws(EvaluationError) -> Column {
    let cases = matcher.cases(
      of: try request.input(slot), elseCase: hasElse ? branches.count - 1 : -1)
    let (rows, none) = ByKind.parted(cases, isMade: branches.map { $0 != nil })
    var pieces: [(rows: [Int], column: Column)] = []
    for case (let index, let branch?) in branches.enumerated() where !rows[index].isEmpty {
      let part = try request.subsetFailing(rows[index]) { (part) throws(EvaluationError) in
        try Conversion.convert(try branch.generate(part), to: type)
      }
      pieces.append((rows[index], branchTexts?.recoded(part, branch: index) ?? part))
    }
    if !none.isEmpty { pieces.append((none, nulls(none.count))) }
    if pieces.isEmpty { return nulls(0) }
    return Column.scattered(type, pieces, count: request.count)
  }

  /// The rows of each case, and those that have none or whose case makes nothing.
  private static func parted(
    _ cases: [Int32], isMade: [Bool]
  ) -> (rows: [[Int]], none: [Int]) {
    var rows = [[Int]](repeating: [], count: isMade.count)
    var none: [Int] = []
    for row in cases.indices {
      let index = Int(cases[row])
      if index >= 0, isMade[index] {
        rows[index].append(row)
      } else {
        none.append(row)
      }
    }
    return (rows, none)
  }

  private func nulls(_ count: Int) -> Column {
    guard let texts, texts.count > 0 else { return Column.nulls(type, count: count) }
    return Column(
      type, .text(.dictionary(codes: Array(repeating: 0, count: count), texts)),
      validity: Bitmap(repeating: false, count: count))
  }
}

extension GenerationRequest {
  /// Runs `body` on some rows; a failure names the row of the whole.
  package func subsetFailing<Result>(
    _ rows: [Int], _ body: (GenerationRequest) throws(EvaluationError) -> Result
  ) throws(EvaluationError) -> Result {
    do throws(EvaluationError) {
      return try body(rows.count == count ? self : subset(rows))
    } catch {
      throw error.at(row: error.row.map { rows[$0] })
    }
  }
}

extension Diagnostic {
  fileprivate static func noCases(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "no-cases", "'by' has no cases", at: call.options.location(of: "cases"),
      pointer: call.pointer, expected: "at least one case")
  }

  fileprivate static func caseMismatch(
    _ call: GeneratorCall, _ type: LogicalType, _ declared: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "type-mismatch", "this case gives \(type.name), which does not become \(declared.name)",
      at: call.location, pointer: call.pointer, expected: declared.example)
  }

  fileprivate static func casesDiffer(
    _ call: GeneratorCall, _ type: LogicalType, _ first: LogicalType
  ) -> Diagnostic {
    Diagnostic(
      "cases-differ", "this case gives \(type.name), the first one \(first.name)",
      at: call.location, pointer: call.pointer, expected: "one type in all cases, or 'type:'")
  }
}
