import Diagnostics
import Generators
import SchemaModel

/// Whether columns that describe one thing of their row are told the same about it.
enum RecordsPass {
  static func run(_ document: DocumentSpec, _ problems: inout DiagnosticList) {
    for table in document.tables {
      var first: [String: ColumnSpec] = [:]
      for column in table.columns {
        let call = column.generator
        guard let word = GeneratorRegistry.word(call.word) as? any RecordWord.Type else { continue }
        let thing = "\(call.word) \(written(call.options["of"]))"
        guard let other = first[thing] else {
          first[thing] = column
          continue
        }
        for option in word.shared {
          let options = [call.options, other.generator.options]
          guard !options.contains(where: { $0.isUnread(option) }),
            written(options[0][option]) != written(options[1][option])
          else { continue }
          problems.report(.toldApart(column, other, option))
        }
      }
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

extension Diagnostic {
  fileprivate static func toldApart(
    _ column: ColumnSpec, _ other: ColumnSpec, _ option: String
  ) -> Diagnostic {
    let word = column.generator.word
    return Diagnostic(
      "record-told-apart",
      "'\(column.name.text)' and '\(other.name.text)' describe one \(word), but '\(option)' differs",
      at: column.generator.options[option]?.location ?? column.location, pointer: column.pointer,
      expected: "'\(option)' alike in both, or another name in 'of' for another \(word)")
  }
}
