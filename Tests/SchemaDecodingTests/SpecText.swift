import SchemaModel

@testable import SchemaDecoding

/// A spec as text without places, to compare specs of different files.
enum SpecText {
  static func describe(_ spec: DocumentSpec) -> String {
    var text = "\(spec.name) \(spec.seed) \(spec.locale) \(spec.description ?? "-")\n"
    if let frame = spec.timeframe { text += "\(value(frame.from)) … \(value(frame.to))\n" }
    for one in spec.parameters {
      text += "param \(one.name.text) \(one.value.map(value) ?? "-") \(one.type?.text ?? "-")\n"
    }
    for table in spec.tables { text += describe(table) }
    text += "output \(arguments(spec.output.arguments))\n"
    for table in spec.output.tables {
      text += "  \(table.table.text) \(arguments(table.arguments))\n"
    }
    return text
  }

  private static func describe(_ table: TableSpec) -> String {
    var text = "table \(table.name.text) \(table.isHidden) \(table.isScaleFixed) \(table.pointer)\n"
    switch table.rows {
    case .count(let count): text += "  rows \(value(count))\n"
    case .unread: text += "  unread\n"
    case .perParent(let key, let law, _): text += "  per \(key.text) \(call(law))\n"
    case .literal(let header, let rows, _):
      text += "  literal \(header.map(\.text)) \(rows.map { $0.map(value) })\n"
    }
    if let arrivals = table.arrivals {
      text += "  arrivals \(arguments(arrivals.arguments))\n"
      for factor in arrivals.factors {
        text += "    \(factor.name.text) \(arguments(factor.arguments))\n"
      }
    }
    for column in table.columns {
      text += "  \(column.name.text) \(column.pointer) \(call(column.generator))\n"
    }
    return text
  }

  private static func arguments(_ arguments: Arguments) -> String {
    arguments.values.keys.sorted().compactMap { name in
      arguments[name].map { "\(name): \(value($0))" }
    }.joined(separator: ", ")
  }

  private static func call(_ call: GeneratorCall) -> String {
    "\(call.word)(\(value(call.argument)); \(arguments(call.options)); \(arguments(call.modifiers)))"
  }

  private static func value(_ value: ArgumentValue) -> String {
    switch value {
    case .literal(let scalar): "\(LiteralReader.infer(scalar))"
    case .expression(let text): "= " + text.text
    case .list(let items, _): "[" + items.map { self.value($0) }.joined(separator: ", ") + "]"
    case .map(let entries, _):
      "{" + entries.map { "\($0.key.text): \(self.value($0.value))" }.joined(separator: ", ") + "}"
    case .record(let arguments): "<" + self.arguments(arguments) + ">"
    case .unread: "unread"
    case .generator(let call): self.call(call)
    }
  }
}
