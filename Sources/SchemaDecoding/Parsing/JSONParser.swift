import Diagnostics
import SchemaModel

/// JSON text (RFC 8259) to nodes: no comments, no trailing commas, one value.
struct JSONParser {
  private var builder: TreeBuilder
  private let bytes: [UInt8]
  private var position = 0

  private init(_ source: SourceText) {
    builder = TreeBuilder(source)
    bytes = source.bytes
  }

  static func parse(_ source: SourceText) -> DocumentParser.Reading {
    var parser = JSONParser(source)
    parser.document()
    return parser.builder.reading
  }

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func document() {
    skipSpace()
    guard byte != nil else { return }
    value()
    skipSpace()
    guard !builder.isStopped, byte != nil else { return }
    fail("text follows after the end of the document", expected: "one JSON value")
  }

  private mutating func skipSpace() {
    while let byte, [9, 10, 13, 32].contains(byte) { position += 1 }
  }

  private mutating func fail(_ message: String, expected: String) {
    guard !builder.isStopped else { return }
    let place = builder.source.location(from: position, to: position)
    builder.stop(
      Diagnostic("json-syntax", message, at: place, pointer: builder.pointer, expected: expected))
  }

  private mutating func value() {
    guard let byte else { return fail("the document ends too early", expected: "a value") }
    switch byte {
    case 123: container(isMap: true, close: 125)
    case 91: container(isMap: false, close: 93)
    case 34: string()
    case 45, 48...57: number()
    case 116: word("true")
    case 102: word("false")
    case 110: word("null")
    default: fail("no JSON value begins like this", expected: "a value")
    }
  }

  /// Recursion is bounded by the builder's limit of nesting.
  private mutating func container(isMap: Bool, close: UInt8) {
    builder.begin(isMap: isMap, isFlow: false, start: position, end: position + 1)
    guard !builder.isStopped else { return }
    position += 1
    skipSpace()
    if byte == close {
      position += 1
      return builder.end(at: position)
    }
    while !builder.isStopped {
      if isMap {
        guard byte == 34 else { return fail("a key is missing", expected: "a key in quotes") }
        string()
        skipSpace()
        guard byte == 58 else { return fail("a key has no ':'", expected: "':'") }
        position += 1
        skipSpace()
      }
      value()
      guard !builder.isStopped else { return }
      skipSpace()
      if byte == close {
        position += 1
        return builder.end(at: position)
      }
      let name = isMap ? "'}'" : "']'"
      guard byte == 44 else {
        return fail("a value is not followed by ',' or \(name)", expected: "',' or \(name)")
      }
      position += 1
      skipSpace()
    }
  }

  private mutating func word(_ text: String) {
    let end = position + text.utf8.count
    guard end <= bytes.count, bytes[position..<end].elementsEqual(text.utf8) else {
      return fail("no JSON value begins like this", expected: "true, false or null")
    }
    plain(text == "null" ? nil : text, from: position, to: end, raw: text)
  }

  private mutating func plain(_ text: String?, from start: Int, to end: Int, raw: String) {
    builder.scalar(text, range: start..<end, isQuoted: false, style: .jsonWord, raw: raw) {
      source in
      [.init(start: 0, location: source.location(from: start, to: end))]
    }
    position = end
  }

  private mutating func number() {
    let start = position
    var end = position
    func digits() -> Int {
      let first = end
      while end < bytes.count, (48...57).contains(bytes[end]) { end += 1 }
      return end - first
    }
    if bytes[end] == 45 { end += 1 }
    let isZero = end < bytes.count && bytes[end] == 48
    let count = digits()
    var isValid = count == 1 || (count > 1 && !isZero)
    if end < bytes.count, bytes[end] == 46 {
      end += 1
      if digits() == 0 { isValid = false }
    }
    if end < bytes.count, bytes[end] == 69 || bytes[end] == 101 {
      end += 1
      if end < bytes.count, bytes[end] == 43 || bytes[end] == 45 { end += 1 }
      if digits() == 0 { isValid = false }
    }
    guard isValid else {
      return fail("a number is not written as JSON wants it", expected: "a number like -1.5e3")
    }
    let text = builder.source.text(start..<end)
    plain(text, from: start, to: end, raw: text)
  }

  private mutating func string() {
    let start = position
    position += 1
    var text: [UInt8] = []
    var runs: [(start: Int, offset: Int)] = [(0, position)]
    var count = 0
    while true {
      guard let byte else {
        return fail("a quoted text is not closed", expected: "the closing quote")
      }
      if byte == 34 { break }
      if byte < 32 {
        return fail("a text holds a control character", expected: "an escape such as \\n")
      }
      if byte == 92 {
        runs.append((count, position))
        guard let scalar = escape() else { return }
        text += Array(String(scalar).utf8)
        count += 1
        runs.append((count, position))
        continue
      }
      text.append(byte)
      if byte & 0xC0 != 0x80 { count += 1 }
      position += 1
    }
    position += 1
    let value = String(decoding: text, as: UTF8.self)
    builder.scalar(
      value, range: start..<position, isQuoted: true, style: .jsonText, raw: value
    ) { source in
      runs.enumerated().filter {
        $0.offset + 1 == runs.count || runs[$0.offset + 1].start != $0.element.start
      }
      .map { run in
        .init(
          start: run.element.start,
          location: source.location(from: run.element.offset, to: run.element.offset))
      }
    }
  }

  private mutating func escape() -> Unicode.Scalar? {
    let simple: [UInt8: Unicode.Scalar] = [
      34: "\"", 92: "\\", 47: "/", 98: "\u{8}", 102: "\u{C}", 110: "\n", 114: "\r", 116: "\t",
    ]
    let kind = position + 1 < bytes.count ? bytes[position + 1] : 0
    if let scalar = simple[kind] {
      position += 2
      return scalar
    }
    guard kind == 117, let unit = hexUnit(at: position + 2) else {
      fail("there is no such escape", expected: "one of \\n \\t \\\" \\\\ \\/ \\uNNNN")
      return nil
    }
    if let scalar = Unicode.Scalar(unit) {
      position += 6
      return scalar
    }
    guard unit < 0xDC00, position + 7 < bytes.count, bytes[position + 6] == 92,
      bytes[position + 7] == 117, let low = hexUnit(at: position + 8),
      (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else {
      fail("half of a surrogate pair stands alone", expected: "a pair such as \\ud83d\\ude00")
      return nil
    }
    position += 12
    return scalar
  }

  private func hexUnit(at start: Int) -> UInt32? {
    guard start + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70: value = value << 4 | UInt32(byte - 55)
      case 97...102: value = value << 4 | UInt32(byte - 87)
      default: return nil
      }
    }
    return value
  }
}
