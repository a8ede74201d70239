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
    guard case .literal(let path) = call.argument else { preconditionFailure("a path") }
    guard case .literal(let of)? = call.options["of"] else {
      throw DiagnosticList([.wholeTable(call)])
    }
    let parts = path.text.split(separator: ".").map(String.init)
    guard let child = resolver.table(parts[0]) else {
      throw DiagnosticList([.unknownTable(path, resolver.tables.map(\.name), name: parts[0])])
    }
    let inner = InputScope(resolver)
    inner.place = .row(table: child)
    var attempts = Attempts()
    let key = attempts.run { () throws(DiagnosticList) in try childKey(of, child: child) }
    let value = attempts.run { () throws(DiagnosticList) -> InputBinding? in
      if parts.count == 1 {
        if function == .count { return nil }
        throw DiagnosticList([.rollupOfRows(call, parts[0])])
      }
      let rest = path.source.suffix(from: parts[0].unicodeScalars.count + 1)
      return try inner.path(Scalar(rest, isQuoted: path.isQuoted)).binding
    }
    let condition = attempts.run { () throws(DiagnosticList) -> CompiledExpression? in
      guard case .expression(let text)? = call.options["where"] else { return nil }
      return try inner.condition(text)
    }
    guard let value else { throw attempts.problems }
    let type = attempts.run { () throws(DiagnosticList) in try rollupType(function, value, call) }
    guard let key, let condition, let type else { throw attempts.problems }
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

  private func childKey(_ of: Scalar, child: Int) throws(DiagnosticList) -> Int {
    let keys = resolver.tables[child].columns.indices.filter {
      resolver.target(of: ColumnID(table: child, column: $0)) == id.table
    }
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

extension LocatedText {
  /// The text from a scalar offset on, with its places.
  fileprivate func suffix(from offset: Int) -> LocatedText {
    LocatedText(
      String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(offset))),
      at: location(at: offset), pointer: pointer)
  }
}

extension Diagnostic {
  fileprivate static func notAReferringKey(
    _ of: Scalar, child: String, parent: String, keys: [String]
  ) -> Diagnostic {
    let nearest = DidYouMean.nearest(to: of.text, in: keys)
    return Diagnostic(
      "not-a-referring-key", "'\(child).\(of.text)' does not refer to '\(parent)'",
      at: of.location, pointer: of.pointer,
      expected: keys.isEmpty
        ? "a 'ref: \(parent)' in '\(child)'"
        : oneOf(keys, "keys")
    ).proposing(nearest, at: of.location)
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
