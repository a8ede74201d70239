import Diagnostics
import SchemaModel

/// The model of a document as one canonical JSON text, the same for YAML and JSON.
///
/// Rule: keys sorted by their UTF-8 bytes, but for those whose order makes a difference (tables,
/// columns, cases, factors), which stay as written; no blanks; a quoted scalar is a string; a plain
/// scalar is `true`, `false` or a number where JSON could write it so, and else a string. Numbers
/// lose `_`, `+` and the zeros of their exponent, and keep their digits: `1.0` is not `1`, for it
/// is another type. `include` and `scenarios` are left out, since they have been applied.
package enum CanonicalModel {
  /// SHA-256 of the canonical JSON, in hexadecimal digits.
  package static func hash(of json: String) -> String { SHA256.hex(Array(json.utf8)) }

  package static func json(of root: Node) -> String {
    var text = ""
    guard case .map(let entries) = root.content else {
      write(root, into: &text)
      return text
    }
    let kept = entries.filter { !["include", "scenarios"].contains($0.key.text) }
    write(Node(.map(kept), at: root.location, pointer: root.pointer), into: &text)
    return text
  }

  /// The words above keys that are written or drawn in their order.
  private static let ordered: Set<String> = [
    "cases", "choice", "columns", "factors", "multiply", "share", "tables",
  ]

  private static func write(_ node: Node, isOrdered: Bool = false, into text: inout String) {
    switch node.content {
    case .null: text += "null"
    case .scalar(let scalar): text += json(of: scalar)
    case .list(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        write(item, into: &text)
      }
      text += "]"
    case .map(let entries):
      text += "{"
      let sorted = entries.sorted {
        $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8)
      }
      for (index, entry) in (isOrdered ? entries : sorted).enumerated() {
        if index > 0 { text += "," }
        text += JSONRenderer.quoted(entry.key.text) + ":"
        write(entry.value, isOrdered: ordered.contains(entry.key.text), into: &text)
      }
      text += "}"
    }
  }

  private static func json(of scalar: Scalar) -> String {
    if scalar.isQuoted { return JSONRenderer.quoted(scalar.text) }
    if LiteralReader.boolean(scalar.text) != nil { return scalar.text }
    return LiteralReader.canonicalNumber(scalar.text) ?? JSONRenderer.quoted(scalar.text)
  }
}
