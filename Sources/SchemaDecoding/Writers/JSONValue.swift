import Diagnostics

/// A JSON value to be written, keys in the order given.
indirect enum JSONValue {
  case string(String)
  case integer(Int64)
  case number(Double)
  case boolean(Bool)
  case list([JSONValue])
  case map([(key: String, value: JSONValue)])

  /// JSON text, two spaces a level; short lists and maps of scalars stay on one line.
  func text(indent: Int = 0) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .string(let text): return JSONRenderer.quoted(text)
    case .integer(let value): return "\(value)"
    case .number(let value): return Self.short(value)
    case .boolean(let flag): return flag ? "true" : "false"
    case .list(let items):
      if isFlat {
        let flat = "[" + items.map { $0.text() }.joined(separator: ", ") + "]"
        if flat.utf8.count + indent <= 90 { return flat }
      }
      let lines = items.map { inner + $0.text(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n" + outer + "]"
    case .map(let entries):
      if isFlat {
        let flat =
          "{"
          + entries.map { JSONRenderer.quoted($0.key) + ": " + $0.value.text() }
          .joined(separator: ", ") + "}"
        if flat.utf8.count + indent <= 90 { return flat }
      }
      let lines = entries.map {
        inner + JSONRenderer.quoted($0.key) + ": " + $0.value.text(indent: indent + 2)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n" + outer + "}"
    }
  }

  private var isScalar: Bool {
    switch self {
    case .list, .map: false
    default: true
    }
  }

  private var isFlat: Bool {
    switch self {
    case .list(let items): items.allSatisfy(\.isScalar)
    case .map(let entries): entries.allSatisfy { $0.value.isScalar || $0.value.isFlatList }
    default: true
    }
  }

  private var isFlatList: Bool {
    if case .list(let items) = self { return items.allSatisfy(\.isScalar) }
    return false
  }

  private static func short(_ value: Double) -> String {
    let text = value.description
    return text.utf8.suffix(2).elementsEqual(".0".utf8)
      ? String(decoding: text.utf8.dropLast(2), as: UTF8.self) : text
  }
}
