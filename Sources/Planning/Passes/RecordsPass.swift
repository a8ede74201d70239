import Diagnostics
import Generators
import SchemaModel

/// Whether columns that describe one thing of their row are told the same about it.
enum RecordsPass {
  /// A column that tells of a thing, and how it is written.
  private struct Teller {
    let column: ColumnSpec
    let call: GeneratorCall
  }

  static func run(_ document: DocumentSpec, _ problems: inout DiagnosticList) {
    for table in document.tables {
      var things: [String: [Teller]] = [:]
      var order: [String] = []
      for column in table.columns {
        for call in column.generator.things where !isOfOther(call, table) {
          let name = "\(thing(call)) \(written(call.options["of"]))"
          if things[name] == nil { order.append(name) }
          things[name, default: []].append(Teller(column: column, call: call))
        }
      }
      for tellers in order.compactMap({ things[$0] }) {
        check(tellers, "per", &problems) { $0.column.modifiers }
        let word = GeneratorRegistry.word(tellers[0].call.word) as? any RecordWord.Type
        for option in word?.shared ?? [] { check(tellers, option, &problems) { $0.call.options } }
      }
    }
  }

  /// What a column tells of: people, places and companies of one row belong together.
  private static func thing(_ call: GeneratorCall) -> String {
    if call.word == "word" { return "word \(written(call.argument))" }
    return call.describesRow ? "record" : call.word
  }

  /// Whether it tells of the row that a key names.
  private static func isOfOther(_ call: GeneratorCall, _ table: TableSpec) -> Bool {
    guard case .literal(let path)? = call.options["of"] else { return false }
    let first = String(path.text.prefix { $0 != "." })
    return table.columns.contains { $0.name.text == first && $0.generator.word == "ref" }
  }

  /// Tells once of each way of writing an option that differs from that of most columns.
  private static func check(
    _ tellers: [Teller], _ option: String, _ problems: inout DiagnosticList,
    in arguments: (Teller) -> Arguments
  ) {
    let told = tellers.filter { !arguments($0).isUnread(option) }
    var ways: [(text: String, tellers: [Teller])] = []
    for teller in told {
      let text = written(arguments(teller)[option])
      if let way = ways.firstIndex(where: { $0.text == text }) {
        ways[way].tellers.append(teller)
      } else {
        ways.append((text, [teller]))
      }
    }
    guard let most = ways.map(\.tellers.count).max(),
      let common = ways.firstIndex(where: { $0.tellers.count == most })
    else { return }
    for (index, way) in ways.enumerated() where index != common {
      let place = arguments(way.tellers[0])[option]?.place
      problems.report(
        .toldApart(
          way.tellers[0].column, ways[common].tellers[0].column,
          way.tellers[0].call, option, at: place))
    }
  }

  /// The value as it would be written, wherever it stands.
  private static func written(_ value: ArgumentValue?) -> String {
    switch value {
    case nil: return ""
    case .literal(let scalar)?: return "'\(scalar.text)'"
    case .expression(let text)?: return "= \(text.text)"
    case .list(let items, _)?: return "[\(items.map { written($0) }.joined(separator: ", "))]"
    case .map(let entries, _)?: return map(entries.map { ($0.key.text, written($0.value)) })
    case .record(let arguments)?: return map(arguments.values.map { ($0, written($1)) })
    case .generator(let call)?:
      return "\(call.word) \(written(call.argument)) "
        + map(call.options.values.map { ($0, written($1)) })
    case .unread?: return "?"
    }
  }

  private static func map(_ entries: [(String, String)]) -> String {
    "{\(entries.map { "\($0): \($1)" }.sorted().joined(separator: ", "))}"
  }
}

extension GeneratorCall {
  /// The calls that describe something of the row: this one, or those within it.
  fileprivate var things: [GeneratorCall] {
    GeneratorRegistry.word(word) is any RecordWord.Type ? [self] : records
  }
}

extension Diagnostic {
  fileprivate static func toldApart(
    _ column: ColumnSpec, _ other: ColumnSpec, _ call: GeneratorCall, _ option: String,
    at place: DocumentLocation?
  ) -> Diagnostic {
    let what = call.word == "word" ? "entry" : call.word
    return Diagnostic(
      "record-told-apart",
      "'\(column.name.text)' and '\(other.name.text)' describe one \(what), but '\(option)' differs",
      at: place ?? column.location, pointer: column.pointer,
      expected: "'\(option)' alike in both, or another name in 'of' for another \(what)")
  }
}
