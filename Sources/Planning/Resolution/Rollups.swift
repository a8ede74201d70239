import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Roll-ups over the rows of other tables that refer to this one.
extension ColumnResolution {
  func rollup(
    _ call: GeneratorCall, _ function: RollupFunction
  ) throws(DiagnosticList) -> Made {
    var attempts = Attempts()
    let path = attempts.run { () throws(DiagnosticList) -> Scalar in
      guard case .literal(let path) = call.argument else { throw DiagnosticList() }
      return path
    }
    let parts = path?.text.split(separator: ".").map(String.init) ?? []
    let child = attempts.run { () throws(DiagnosticList) in try childTable(path, parts) }
    let inner = InputScope(resolver)
    inner.place = child.map { .row(table: $0) } ?? .unknown
    if case .literal(let of)? = call.options["of"] { inner.keyToRow = of.text }
    let key = attempts.run { () throws(DiagnosticList) in try childKey(call, child: child) }
    let value = attempts.run { () throws(DiagnosticList) -> InputBinding? in
      guard let path else { throw DiagnosticList() }
      if parts.count == 1 {
        if function == .count { return nil }
        throw DiagnosticList([.rollupOfRows(call, parts[0])])
      }
      guard child != nil else { throw DiagnosticList() }
      let rest = path.source.dropping(parts[0].unicodeScalars.count + 1)
      return try inner.path(Scalar(rest, isQuoted: path.isQuoted)).binding
    }
    let condition = attempts.run { () throws(DiagnosticList) -> CompiledExpression? in
      if call.options.isUnread("where") { throw DiagnosticList() }
      guard case .expression(let text)? = call.options["where"] else { return nil }
      return try inner.condition(text)
    }
    guard let value else { throw attempts.problems }
    let type = attempts.run { () throws(DiagnosticList) in try rollupType(function, value, call) }
    guard let child, let key, let condition, let type, !attempts.hasFailed else {
      throw attempts.problems
    }
    try checkSum(function, child: child, key: key, value: value, made: type, call)
    let plan = RollupPlan(
      function: function, childTable: child, key: key, value: value?.slot, condition: condition,
      inputs: inner.inputs)
    let isEmptyNull = function != .sum && function != .count
    let keepsValues = [.min, .max, .first, .last].contains(function)
    return Made(
      generator: .rollup(plan), type: type, isNullable: isEmptyNull,
      interval: keepsValues || function == .mean
        ? value?.interval.asType(type, from: value?.type) ?? .unbounded : .unbounded)
  }

  private func childTable(
    _ path: Scalar?, _ parts: [String]
  ) throws(DiagnosticList) -> Int {
    guard let path else { throw DiagnosticList() }
    if let table = resolver.table(parts[0]) { return table }
    if resolver.document.unread.areTables { throw DiagnosticList() }
    throw DiagnosticList([.unknownTable(path, resolver.tables.map(\.name), name: parts[0])])
  }

  /// - Parameter child: nil where it is not known.
  private func childKey(_ call: GeneratorCall, child: Int?) throws(DiagnosticList) -> Int {
    guard case .literal(let of)? = call.options["of"] else {
      if call.options.isUnread("of") { throw DiagnosticList() }
      throw DiagnosticList([.wholeTable(call)])
    }
    guard let child else { throw DiagnosticList() }
    return try childKey(of, child: child)
  }

  private func childKey(_ of: Scalar, child: Int) throws(DiagnosticList) -> Int {
    let keys = resolver.tables[child].columns.indices.filter {
      resolver.target(of: ColumnID(table: child, column: $0)) == id.table
    }
    let part = SeveralTables.part(of.text, of: table)
    if let index = resolver.tables[child].column(part), keys.contains(index) { return index }
    if let index = resolver.tables[child].column(of.text),
      resolver.refersToUnknown(ColumnID(table: child, column: index))
    {
      throw DiagnosticList()
    }
    guard let index = resolver.tables[child].column(of.text), keys.contains(index) else {
      let column = resolver.tables[child].column(of.text).map { resolver.tables[child].columns[$0] }
      if column.map({ $0.isUnread }) ?? resolver.tables[child].spec.hasUnreadNames {
        throw DiagnosticList()
      }
      throw DiagnosticList([
        .notAReferringKey(
          of, child: resolver.tables[child].name, parent: table,
          keys: keys.map { resolver.tables[child].columns[$0].name })
      ])
    }
    return index
  }

  private func rollupType(
    _ function: RollupFunction, _ value: InputBinding?, _ call: GeneratorCall
  ) throws(DiagnosticList) -> LogicalType {
    guard let value else { return .int64 }
    switch function {
    case .count: return .int64
    case .first, .last: return value.type
    case .min, .max:
      guard value.type.isMeasurable else { throw DiagnosticList([.rollupValue(call, value.type)]) }
      return value.type
    case .mean:
      guard value.type.isNumeric else { throw DiagnosticList([.rollupValue(call, value.type)]) }
      return .float64
    case .sum:
      guard value.type.isNumeric else { throw DiagnosticList([.rollupValue(call, value.type)]) }
      if case .decimal(let precision, let scale) = value.type {
        return .decimal(precision: precision <= 18 ? 18 : 38, scale: scale)
      }
      return value.type.isInteger ? .int64 : .float64
    }
  }
}

extension ValueInterval {
  fileprivate func asType(_ type: LogicalType, from: LogicalType?) -> ValueInterval {
    guard let from else { return .unbounded }
    return Conversion.interval(self, from: from, to: type)
  }
}

extension Diagnostic {
  fileprivate static func notAReferringKey(
    _ of: Scalar, child: String, parent: String, keys: [String]
  ) -> Diagnostic {
    let nearest = DidYouMean.proposal(for: of.text, in: keys)
    return Diagnostic(
      "not-a-referring-key", "'\(child).\(of.text)' does not refer to '\(parent)'",
      at: of.location, pointer: of.pointer,
      expected: keys.isEmpty
        ? "a 'ref: \(parent)' in '\(child)'"
        : oneOf(keys, "keys")
    ).proposing(nearest, in: of.source)
  }

  fileprivate static func wholeTable(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'\(call.word)' over a whole table, without 'of', is not yet supported",
      at: call.location, pointer: call.pointer,
      expected: "'of' and the key that refers to this table")
  }

  fileprivate static func rollupOfRows(_ call: GeneratorCall, _ child: String) -> Diagnostic {
    Diagnostic(
      "rollup-of-rows", "'\(call.word)' needs a column of '\(child)'", at: call.location,
      pointer: call.pointer, expected: "'\(call.word): \(child).column'")
  }

  fileprivate static func rollupValue(_ call: GeneratorCall, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "rollup-value", "'\(call.word)' cannot put \(type.name) values together",
      at: call.location, pointer: call.pointer,
      expected: "a column of numbers\(call.word == "sum" || call.word == "mean" ? "" : " or times")"
    )
  }
}
