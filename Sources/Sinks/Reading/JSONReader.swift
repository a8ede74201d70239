import Columnar
import Encoding

/// Reads JSON (RFC 8259) from bytes that may be anything.
///
/// - Throws: `DecodingError` with the byte where reading stopped; nesting is limited to 64.
package struct JSONReader {
  let bytes: [UInt8]
  var position: Int
  let end: Int

  /// Reads one value that fills the bytes.
  package static func read(_ bytes: [UInt8]) throws(DecodingError) -> JSONValue {
    try read(bytes, in: 0..<bytes.count)
  }

  static func read(_ bytes: [UInt8], in range: Range<Int>) throws(DecodingError) -> JSONValue {
    var reader = JSONReader(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == reader.end else { throw reader.failure("text behind the value") }
    return value
  }

  mutating func scalar() throws(DecodingError) -> JSONScalar {
    switch next {
    case UInt8(ascii: "\""): return .text(try textBytes())
    case UInt8(ascii: "t"):
      _ = try word("true", .null)
      return .bool(true)
    case UInt8(ascii: "f"):
      _ = try word("false", .null)
      return .bool(false)
    case UInt8(ascii: "n"):
      _ = try word("null", .null)
      return .null
    case nil: throw failure("the text ends early")
    default: return .number(try number())
    }
  }

  init(bytes: [UInt8], position: Int, end: Int) {
    self.bytes = bytes
    self.position = position
    self.end = end
  }

  var next: UInt8? { position < end ? bytes[position] : nil }

  func failure(_ reason: String) -> DecodingError {
    DecodingError("\(reason) at byte \(position)")
  }

  mutating func skipSpace() {
    while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 { position += 1 }
  }

  mutating func value(depth: Int) throws(DecodingError) -> JSONValue {
    guard depth < 64 else { throw failure("values nested deeper than 64") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw failure("the text ends early")
    default: return .number(String(decoding: try number(), as: UTF8.self))
    }
  }

  private mutating func word(
    _ text: StaticString, _ value: JSONValue
  ) throws(DecodingError) -> JSONValue {
    for byte in text.description.utf8 { try take(byte) }
    return value
  }

  mutating func take(_ byte: UInt8) throws(DecodingError) {
    guard next == byte else {
      throw failure("no '\(Character(Unicode.Scalar(byte)))' found")
    }
    position += 1
  }

  private mutating func object(depth: Int) throws(DecodingError) -> JSONValue {
    try take(UInt8(ascii: "{"))
    var members: [JSONMember] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipSpace()
      let name = try text()
      skipSpace()
      try take(UInt8(ascii: ":"))
      members.append(JSONMember(name, try value(depth: depth + 1)))
      skipSpace()
      guard next == UInt8(ascii: ",") else { break }
      position += 1
    }
    try take(UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func array(depth: Int) throws(DecodingError) -> JSONValue {
    try take(UInt8(ascii: "["))
    var elements: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      guard next == UInt8(ascii: ",") else { break }
      position += 1
    }
    try take(UInt8(ascii: "]"))
    return .array(elements)
  }

  private mutating func number() throws(DecodingError) -> ArraySlice<UInt8> {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let whole = try digits()
    if whole.count > 1, bytes[whole.lowerBound] == 48 {
      throw failure("a number that starts with 0")
    }
    if next == UInt8(ascii: ".") {
      position += 1
      _ = try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      _ = try digits()
    }
    return bytes[start..<position]
  }

  private mutating func digits() throws(DecodingError) -> Range<Int> {
    let start = position
    while let byte = next, (48...57).contains(byte) { position += 1 }
    guard position > start else { throw failure("no digit found") }
    return start..<position
  }

  private mutating func text() throws(DecodingError) -> String {
    guard let text = String(validating: try textBytes(), as: UTF8.self) else {
      throw failure("text that is not UTF-8")
    }
    return text
  }

  /// The bytes a text stands for; a part of the input where nothing is escaped.
  mutating func textBytes() throws(DecodingError) -> ArraySlice<UInt8> {
    try take(UInt8(ascii: "\""))
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 32 {
      position += 1
    }
    if next == UInt8(ascii: "\"") {
      position += 1
      return bytes[start..<position - 1]
    }
    var result = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return result[...]
      case UInt8(ascii: "\\"): try escape(into: &result)
      case ..<32: throw failure("a control character in a text")
      default: result.append(byte)
      }
    }
    throw failure("a text without end")
  }

  private mutating func escape(into result: inout [UInt8]) throws(DecodingError) {
    guard let letter = next else { throw failure("a text without end") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(letter)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "u"):
      var code = try fourHexadecimal()
      if (0xD800..<0xDC00).contains(code) {
        try take(UInt8(ascii: "\\"))
        try take(UInt8(ascii: "u"))
        let low = try fourHexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
      result.append(contentsOf: String(Character(scalar)).utf8)
    default: throw failure("an unknown escape")
    }
  }

  private mutating func fourHexadecimal() throws(DecodingError) -> UInt32 {
    guard position + 4 <= end,
      bytes[position] != UInt8(ascii: "+"), bytes[position] != UInt8(ascii: "-"),
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw failure("no four hexadecimal digits") }
    position += 4
    return code
  }
}
