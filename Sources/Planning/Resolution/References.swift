import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Keys of rows of other tables: `ref` with its `weight` and `where`.
extension ColumnResolution {
  func reference(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    var attempts = Attempts()
    let found = attempts.run { () throws(DiagnosticList) in try target(of: call) }
    let own = resolver.tables[id.table]
    let isSource = own.parentKey?.text == state.name
    attempts.run { () throws(DiagnosticList) in
      try checkReference(call, to: found, isSource: isSource)
    }
    // Without the table's key nothing is known of it that a column of its own could tell.
    let key = attempts.run { () throws(DiagnosticList) -> ColumnPlan in
      guard let found, found.table != id.table else { throw DiagnosticList() }
      return try keyPlan(of: found.table, found.name)
    }
    let choice = attempts.run { () throws(DiagnosticList) -> ReferencePlan.Choice in
      isSource ? .source : try weight(call, target: found?.table)
    }
    let condition = attempts.run { () throws(DiagnosticList) -> CompiledExpression? in
      guard !isSource, case .expression(let text)? = call.options["where"] else {
        if call.options.isUnread("where") { throw DiagnosticList() }
        return nil
      }
      scope.place = found.map { .candidate(table: $0.table, row: id.table) } ?? .unknown
      defer { scope.place = .row(table: id.table) }
      return try scope.condition(text)
    }
    guard let found, let key, let choice, let condition, !attempts.hasFailed else {
      throw attempts.problems
    }
    return Made(
      generator: .reference(
        ReferencePlan(table: found.table, choice: choice, condition: condition)),
      type: key.type, interval: key.interval, texts: key.texts)
  }

  private func target(
    of call: GeneratorCall
  ) throws(DiagnosticList) -> (table: Int, name: Scalar) {
    guard case .literal(let name) = call.argument else { throw DiagnosticList() }
    if let table = resolver.table(name.text) { return (table, name) }
    if resolver.document.unread.areTables { throw DiagnosticList() }
    throw DiagnosticList([.unknownTable(name, resolver.tables.map(\.name))])
  }

  private func keyPlan(of target: Int, _ name: Scalar) throws(DiagnosticList) -> ColumnPlan {
    guard let key = resolver.tables[target].keyColumn else {
      if resolver.tables[target].hasUnreadColumns { throw DiagnosticList() }
      throw DiagnosticList([.noKey(name)])
    }
    return try resolver.column(ColumnID(table: target, column: key))
  }

  /// Whether the table can be referred to, and the words beside `ref` have a use.
  ///
  /// - Parameter target: nil where it is not known.
  private func checkReference(
    _ call: GeneratorCall, to target: (table: Int, name: Scalar)?, isSource: Bool
  ) throws(DiagnosticList) {
    var problems = DiagnosticList()
    if target?.table == id.table { problems.report(.selfReference(call)) }
    if isUnique { problems.report(.uniqueReference(call)) }
    if isSource {
      for option in ["weight", "where"] where call.options[option] != nil {
        problems.report(.optionOfSource(call, option, at: call.options.location(of: option)))
      }
      for word in ["when", "missing"] {
        guard let value = call.modifiers[word] else { continue }
        problems.report(.optionOfSource(call, word, at: value.location))
      }
    }
    // Rows per parent are none when there is no parent.
    let own = resolver.tables[id.table].rowCount ?? (isSource ? 0 : 1)
    if let target, resolver.tables[target.table].rowCount == 0, own > 0 {
      problems.report(.emptyTarget(target.name))
    }
    if problems.hasErrors { throw problems }
  }

  /// Who is chosen: by rank, or by a number of each row there is.
  private func weight(
    _ call: GeneratorCall, target: Int?
  ) throws(DiagnosticList) -> ReferencePlan.Choice {
    if call.options.isUnread("weight") { throw DiagnosticList() }
    guard let value = call.options["weight"] else { return .uniform }
    if case .record(let law) = value {
      guard var exponent = law["zipf"], !law.hasUnknownWords else { throw DiagnosticList() }
      if case .record(let zipf) = exponent, let inner = zipf["exponent"] { exponent = inner }
      let reader = ConstantReader(constants: resolver.constants)
      return .zipf(
        exponent: try reader.number(exponent, in: 0...100, "one exponent from 0 to 100"))
    }
    let context = ParentContext(
      weighing: target, for: state.name, of: resolver.tables[id.table], id.table, in: resolver)
    let source = try LocalSource.make(GeneratorCall(of: value), in: context)
    guard source.type.isNumeric else { throw DiagnosticList([.weightType(value, source.type)]) }
    if let range = source.interval.doubles(of: source.type), range.upperBound <= 0 {
      throw DiagnosticList([.noWeight(value, range.upperBound)])
    }
    let inputs = context.scope.inputs.compactMap { input -> InputPath? in
      if case .candidate(let inner) = input { inner } else { nil }
    }
    guard inputs.count == context.scope.inputs.count else {
      throw DiagnosticList([.weightByRow(value)])
    }
    return .weighted(WeightPlan(source: source, inputs: inputs))
  }
}

extension Diagnostic {
  static func unknownTable(
    _ scalar: Scalar, _ names: [String], name: String? = nil
  ) -> Diagnostic {
    let written = name ?? scalar.text
    let nearest = DidYouMean.proposal(for: written, in: names)
    return Diagnostic(
      "unknown-table", "unknown table '\(written)'", at: scalar.location, pointer: scalar.pointer,
      expected: oneOf(names.sorted(), "tables")
    ).proposing(
      nearest, at: scalar.source.location(at: 0, length: written.unicodeScalars.count))
  }

  fileprivate static func noKey(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "no-key", "'\(name.text)' has no key to refer to", at: name.location, pointer: name.pointer,
      expected: "a column such as 'id: {key: \"ID-{:06}\"}' in '\(name.text)'")
  }

  fileprivate static func selfReference(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "a 'ref' to the table itself is not yet supported", at: call.location,
      pointer: call.pointer, expected: "the name of another table")
  }

  fileprivate static func uniqueReference(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'unique' beside 'ref' is not yet supported", at: call.location,
      pointer: call.pointer,
      expected:
        "'ref' alone, or a table with 'rows: {per: key, value: 1}', which has one row for each")
  }

  fileprivate static func optionOfSource(
    _ call: GeneratorCall, _ option: String, at location: DocumentLocation
  ) -> Diagnostic {
    Diagnostic(
      "parent-is-given", "'\(option)' has no use: the table's rows already have this parent",
      at: location, pointer: call.pointer,
      expected: "'factors' in 'arrivals', or another 'ref' column")
  }

  fileprivate static func emptyTarget(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "empty-parent", "'\(name.text)' has no rows to refer to", at: name.location,
      pointer: name.pointer, expected: "at least one row, or no rows here")
  }

  fileprivate static func weightType(
    _ value: ArgumentValue, _ type: LogicalType
  ) -> Diagnostic {
    let subject = if case .expression(let text) = value { "'\(text.text)'" } else { "'weight'" }
    return Diagnostic(
      "not-numeric", "\(subject) is \(type.name), where a weight is needed", at: value.place,
      pointer: value.pointer, expected: "a number of at least 0")
  }

  fileprivate static func noWeight(_ value: ArgumentValue, _ most: Double) -> Diagnostic {
    Diagnostic(
      "out-of-range",
      most < 0 ? "the weight is below 0 in every row" : "the weight is above 0 in no row",
      at: value.place, pointer: value.pointer,
      expected: "a number of at least 0, above 0 in some row")
  }

  fileprivate static func weightByRow(_ value: ArgumentValue) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "a weight that differs by 'row.' is not yet supported",
      at: value.place, pointer: value.pointer,
      expected: "a weight of the referenced row alone, or 'where' to confine the choice by 'row.'")
  }
}
