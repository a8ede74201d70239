import SchemaModel

@testable import SchemaDecoding

/// Which definitions of a document read which others, by the names that stand in them.
///
/// A definition is a part that others name or that stands for itself: a column, a table's rows and
/// arrivals, a parameter, the timeframe, the files of a table.
struct ReadGraph {
  private var words: [String: Set<String>] = [:]
  /// Definitions of columns that others read by the name of their table.
  private var keys: Set<String> = []

  init(_ root: Node) {
    walk(root)
  }

  /// `/tables/t/columns/c`, `/tables/t/rows`, `/parameters/p`, `/output/tables/t`, `/seed`.
  static func definition(of pointer: String) -> String {
    let parts = pointer.split(separator: "/").map(String.init)
    let length =
      switch parts.first {
      case "tables": parts.count > 2 && parts[2] == "columns" ? 4 : 3
      case "output": 3
      case "parameters", "scenarios": 2
      default: 1
      }
    return "/" + parts.prefix(length).joined(separator: "/")
  }

  private mutating func walk(_ node: Node) {
    let definition = Self.definition(of: node.pointer)
    switch node.content {
    case .null: break
    case .scalar(let scalar): note(scalar.text, definition)
    case .list(let items): for item in items { walk(item) }
    case .map(let entries):
      for entry in entries {
        note(entry.key.text, Self.definition(of: entry.value.pointer))
        if entry.key.text == "key" || entry.key.text == "literal" { keys.insert(definition) }
        walk(entry.value)
      }
    }
  }

  private mutating func note(_ text: String, _ definition: String) {
    let found = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    words[definition, default: []].formUnion(found)
  }

  /// The names under which a definition is read: a column's own; that of the table for its key, its
  /// rows and arrivals.
  private func names(of definition: String) -> Set<String> {
    let parts = definition.split(separator: "/").map(String.init)
    switch parts.first {
    case "tables" where parts.count == 4:
      return keys.contains(definition) ? [parts[1], parts[3]] : [parts[3]]
    case "tables": return Set(parts.dropFirst().prefix(1))
    case "parameters": return Set(parts.dropFirst().prefix(1))
    default: return Set(parts.prefix(1))
    }
  }

  /// Whether a definition names the table of another: its key may be any of its columns.
  func namesTable(of definition: String, in reader: String) -> Bool {
    let parts = definition.split(separator: "/").map(String.init)
    guard parts.first == "tables", parts.count > 1 else { return false }
    return words[reader]?.contains(parts[1]) == true
  }

  /// Whether one definition reads another, directly or through others.
  func reads(_ reader: String, _ definition: String) -> Bool {
    var seen: Set<String> = [definition]
    var waiting = [definition]
    while let next = waiting.popLast() {
      let names = names(of: next)
      for (other, found) in words where !seen.contains(other) && !found.isDisjoint(with: names) {
        if other == reader { return true }
        seen.insert(other)
        waiting.append(other)
      }
    }
    return false
  }
}
