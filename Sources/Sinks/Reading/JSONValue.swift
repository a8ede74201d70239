import Encoding

/// A JSON value as written: members in order, numbers as their text, so that none loses digits.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case array([JSONValue])
  case object([JSONMember])

  /// The value of the first member with the name.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  package var int: Int64? {
    if case .number(let value) = self { Int64(value) } else { nil }
  }

  package var unsigned: UInt64? {
    if case .number(let value) = self { UInt64(value) } else { nil }
  }
}

package struct JSONMember: Hashable, Sendable {
  package var name: String
  package var value: JSONValue

  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONValue {
  /// The value as text: two spaces of indentation, members in order, a line end at the end.
  package func document() -> String {
    var text = ""
    write(to: &text, indentation: 0)
    return text + "\n"
  }

  private func write(to text: inout String, indentation: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let value): text += value
    case .text(let value): JSONValue.write(value, to: &text)
    case .array(let elements):
      JSONValue.write(elements, between: "[", "]", to: &text, indentation) {
        $0.write(to: &$1, indentation: indentation + 2)
      }
    case .object(let members):
      JSONValue.write(members, between: "{", "}", to: &text, indentation) {
        JSONValue.write($0.name, to: &$1)
        $1 += ": "
        $0.value.write(to: &$1, indentation: indentation + 2)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to text: inout String,
    _ indentation: Int, _ body: (Element, inout String) -> Void
  ) {
    guard !elements.isEmpty else {
      text += open + close
      return
    }
    text += open
    for (index, element) in elements.enumerated() {
      text += (index == 0 ? "\n" : ",\n") + String(repeating: " ", count: indentation + 2)
      body(element, &text)
    }
    text += "\n" + String(repeating: " ", count: indentation) + close
  }

  private static func write(_ value: String, to text: inout String) {
    text += String(decoding: CellStyle.json(.refuse).cell(value), as: UTF8.self)
  }
}
