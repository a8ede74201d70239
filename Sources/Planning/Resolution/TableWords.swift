import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// The generators that read other tables.
extension ColumnResolution {
  func reference(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    guard case .literal(let name) = call.argument else { preconditionFailure("a table's name") }
    guard let target = resolver.table(name.text) else {
      throw DiagnosticList([.unknownTable(name, resolver.tables.map(\.name))])
    }
    guard let key = resolver.tables[target].keyColumn else {
      if resolver.tables[target].hasUnreadColumns { throw DiagnosticList() }
      throw DiagnosticList([.noKey(name)])
    }
    if target == id.table { throw DiagnosticList([.selfReference(call)]) }
    if isUnique { throw DiagnosticList([.uniqueReference(call)]) }
    let own = resolver.tables[id.table]
    let isSource = own.parentKey?.text == state.name
    let keyPlan = try resolver.column(ColumnID(table: target, column: key))
    if isSource {
      for option in ["weight", "where"] where call.options[option] != nil {
        throw DiagnosticList([
          .optionOfSource(call, option, at: call.options.location(of: option))
        ])
      }
      for word in ["when", "missing"] {
        guard let value = state.spec?.modifiers[word] else { continue }
        throw DiagnosticList([.optionOfSource(call, word, at: value.location)])
      }
    }
    // Rows per parent are none when there is no parent.
    if resolver.tables[target].rowCount == 0, own.rowCount ?? (isSource ? 0 : 1) > 0 {
      throw DiagnosticList([.emptyTarget(name)])
    }
    let choice: ReferencePlan.Choice =
      isSource ? .source : try weight(call, target: target)
    var condition: CompiledExpression?
    if case .expression(let text)? = call.options["where"] {
      scope.place = .candidate(table: target, row: id.table)
      defer { scope.place = .row(table: id.table) }
      condition = try scope.condition(text)
    }
    let isSizeDependent: Bool =
      if case .source = choice, case .grid = own.rows { true } else { false }
    return Made(
      generator: .reference(ReferencePlan(table: target, choice: choice, condition: condition)),
      type: keyPlan.type, interval: keyPlan.interval, texts: keyPlan.texts,
      isSizeDependent: isSizeDependent,
      readsSize: !isSource && !resolver.tables[target].isLiteral)
  }

  private func weight(
    _ call: GeneratorCall, target: Int
  ) throws(DiagnosticList) -> ReferencePlan.Choice {
    switch call.options["weight"] {
    case nil: return .uniform
    case .generator(let law)?:
      guard law.word == "zipf", case .record(let arguments) = law.argument,
        let value = arguments["exponent"] ?? arguments["a"]
      else { throw DiagnosticList([.weightLaw(law)]) }
      guard let exponent = try NumericArgument(value, in: self).constant,
        (0...100).contains(exponent)
      else { throw DiagnosticList([.zipfExponent(law)]) }
      return .zipf(exponent: exponent)
    case .expression(let text)?:
      scope.place = .candidate(table: target, row: id.table)
      defer { scope.place = .row(table: id.table) }
      let compiled = try scope.compile(text, expecting: nil)
      guard compiled.type.isNumeric else { throw DiagnosticList([.weightType(text, compiled)]) }
      for slot in compiled.inputSlots {
        guard case .candidate = scope.inputs[slot] else {
          throw DiagnosticList([.weightByRow(text)])
        }
      }
      return .weighted(compiled)
    default: throw DiagnosticList([.weightLaw(call)])
    }
  }

  func arrival(_ call: GeneratorCall) throws(DiagnosticList) -> Made {
    guard case .literal(let form) = call.argument else { preconditionFailure("a word") }
    let table = resolver.tables[id.table]
    guard let arrivals = table.spec.arrivals else {
      throw DiagnosticList([.noArrivals(call, table)])
    }
    if arrivals.isIncomplete { throw DiagnosticList() }
    let window = try ArrivalWindow.read(arrivals, of: table, resolver.constants)
    let isDate = form.text == "date"
    let unit = isDate ? 1 : CivilTime.microsecondsPerDay
    let isGrid = if case .grid = table.rows { true } else { false }
    return Made(
      generator: .arrival, type: isDate ? .date : .timestamp(utc: false),
      interval: .exact(
        lower: Int128(window.first * unit), upper: Int128((window.last + 1) * unit - 1)),
      isSizeDependent: isGrid)
  }

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
    let key = try childKey(of, child: child)
    let inner = InputScope(resolver)
    inner.place = .row(table: child)
    var value: InputBinding?
    if parts.count > 1 {
      let rest = Scalar(
        path.source.suffix(from: parts[0].unicodeScalars.count + 1), isQuoted: path.isQuoted)
      value = try inner.path(rest).binding
    } else if function != .count {
      throw DiagnosticList([.rollupOfRows(call, parts[0])])
    }
    var condition: CompiledExpression?
    if case .expression(let text)? = call.options["where"] {
      condition = try inner.condition(text)
    }
    let type = try rollupType(function, value, call)
    let plan = RollupPlan(
      function: function, childTable: child, key: key, value: value?.slot, condition: condition,
      inputs: inner.inputs)
    let isEmptyNull = function != .sum && function != .count
    let keepsValues = [.min, .max, .first, .last].contains(function)
    return Made(
      generator: .rollup(plan), type: type, isNullable: isEmptyNull,
      interval: keepsValues || function == .mean
        ? value?.interval.asType(type, from: value?.type) ?? .unbounded : .unbounded,
      isSizeDependent: true)
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
  fileprivate static func unknownTable(
    _ scalar: Scalar, _ names: [String], name: String? = nil
  ) -> Diagnostic {
    let written = name ?? scalar.text
    let nearest = DidYouMean.nearest(to: written, in: names)
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
      pointer: call.pointer)
  }

  fileprivate static func uniqueReference(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "'unique' beside 'ref' is not yet supported", at: call.location,
      pointer: call.pointer)
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

  fileprivate static func weightLaw(_ call: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "weight-law", "'\(call.word)' is no law of weights", at: call.location,
      pointer: call.pointer,
      expected: "'{zipf: 1.1}', or '= …' of the referenced row")
  }

  fileprivate static func zipfExponent(_ law: GeneratorCall) -> Diagnostic {
    Diagnostic(
      "weight-exponent", "the exponent of 'zipf' is not one number from 0 to 100", at: law.location,
      pointer: law.pointer, expected: "a number such as 1.1, the same for all rows")
  }

  fileprivate static func weightType(
    _ text: LocatedText, _ compiled: CompiledExpression
  ) -> Diagnostic {
    Diagnostic(
      "not-numeric", "'\(text.text)' is \(compiled.type.name), where a weight is needed",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer,
      expected: "an expression that gives a number")
  }

  fileprivate static func weightByRow(_ text: LocatedText) -> Diagnostic {
    Diagnostic(
      "not-yet-supported", "a weight that differs by 'row.' is not yet supported",
      at: text.location(at: 0, length: text.text.unicodeScalars.count), pointer: text.pointer)
  }

  fileprivate static func noArrivals(_ call: GeneratorCall, _ table: TableState) -> Diagnostic {
    Diagnostic(
      "no-arrivals", "'\(table.name)' has no 'arrivals'", at: call.location, pointer: call.pointer,
      expected: "'arrivals:' beside 'columns:'")
  }

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
