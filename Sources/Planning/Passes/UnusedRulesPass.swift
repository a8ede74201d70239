import Diagnostics
import Generators
import SchemaModel

/// Warns of rules of grammars that stand in none of their texts.
enum UnusedRulesPass {
  static func run(_ resolver: Resolver) {
    for column in resolver.tables.flatMap(\.columns) {
      // A name that is misspelt may have been meant as the rule.
      guard let generator = column.spec?.generator, case .done = column.progress else { continue }
      warn(generator, resolver)
    }
  }

  private static func warn(_ call: GeneratorCall, _ resolver: Resolver) {
    resolver.warnings += UnusedRules.names(in: call).map { .unusedRule($0) }
    for value in [call.argument] + call.options.values.sorted(by: { $0.key < $1.key }).map(\.value)
    {
      warn(value, resolver)
    }
  }

  private static func warn(_ value: ArgumentValue, _ resolver: Resolver) {
    switch value {
    case .generator(let call): warn(call, resolver)
    case .list(let items, _): for item in items { warn(item, resolver) }
    case .map(let entries, _): for entry in entries { warn(entry.value, resolver) }
    case .record(let words):
      for (_, value) in words.values.sorted(by: { $0.key < $1.key }) { warn(value, resolver) }
    case .expression, .literal, .unread: break
    }
  }
}

extension Diagnostic {
  fileprivate static func unusedRule(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "unused-rule", "no text has the rule '\(name.text)'", at: name.location,
      pointer: name.pointer,
      expected: "'{\(name.text)}' in the text of the grammar, or in a rule of it",
      severity: .warning)
  }
}
