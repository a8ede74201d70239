import Columnar

/// How a row-by-row text format writes single values.
package struct CellStyle: Sendable {
  enum Quoting: Sendable {
    /// RFC 4180: quotes only where needed, doubled inside; empty text is `""`.
    case commaSeparated
    /// RFC 4180 with quotes around every text.
    case commaSeparatedQuoted
    /// RFC 8259: always quotes, escapes with backslashes.
    case json
  }

  var quoting: Quoting
  var null: [UInt8]
  /// Whether numbers and booleans stand in quotes.
  var quotesNumbers: Bool
  /// Whether dates, times and UUIDs stand in quotes.
  var quotesTimes: Bool
  var nonFinite: NonFinite
  /// What a text must not hold to be written as it is.
  private let special: ByteSet

  private static let quoteMark = ByteSet([34])

  /// - Parameters:
  ///   - delimiter: what parts cells; ASCII.
  ///   - quotesAll: whether every value stands in quotes; null alone does not.
  package static func commaSeparated(
    delimiter: UInt8, quotesAll: Bool, null: [UInt8]
  ) -> CellStyle {
    CellStyle(
      quoting: quotesAll ? .commaSeparatedQuoted : .commaSeparated,
      null: null, quotesNumbers: quotesAll, quotesTimes: quotesAll,
      nonFinite: .words, special: ByteSet(quotesAll ? [34] : [delimiter, 34, 10, 13]))
  }

  package static func json(_ nonFinite: NonFinite) -> CellStyle {
    CellStyle(
      quoting: .json, null: Array("null".utf8), quotesNumbers: false, quotesTimes: true,
      nonFinite: nonFinite, special: ByteSet([34, 92], below: 32))
  }

  var isJSON: Bool { quoting == .json }

  /// How the parts of nested values are written: as JSON in every format, which has no word for
  /// numbers that are not finite.
  var ofParts: CellStyle { isJSON ? self : .json(.refuse) }

  /// The most bytes that a text of `count` bytes can take.
  func limit(forText count: Int) -> Int {
    switch quoting {
    case .commaSeparated, .commaSeparatedQuoted: count * 2 + 2
    case .json: count * 6 + 2
    }
  }

  /// A single text, such as the name of a column.
  package func cell(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var buffer = ByteBuffer()
    buffer.write(atMost: limit(forText: bytes.count)) {
      append(text: bytes.span.rawBytes, at: 0, count: bytes.count, to: &$0)
    }
    return buffer.takeArray()
  }

  /// Whether any byte of a range asks for quotes or escapes.
  func hasSpecial(_ bytes: borrowing RawSpan, _ start: Int, _ end: Int) -> Bool {
    special.first(in: bytes, from: start, to: end) < end
  }

  /// - Parameter isPlain: that nothing in the text is special is known.
  @inline(__always) @_lifetime(cursor: copy cursor)
  func append(
    text bytes: borrowing RawSpan, at start: Int, count: Int, isPlain: Bool = false,
    to cursor: inout ByteCursor
  ) {
    let end = start &+ count
    let isPlain = isPlain || special.first(in: bytes, from: start, to: end) == end
    if quoting == .commaSeparated, isPlain, count > 0, !isNull(bytes, start, count) {
      cursor.append(bytes, at: start, count: count)
      return
    }
    cursor.append(ascii: "\"")
    if isPlain {
      cursor.append(bytes, at: start, count: count)
    } else if quoting == .json {
      appendEscaped(bytes, start, end, &cursor)
    } else {
      CellStyle.appendDoubled(bytes, start, end, &cursor)
    }
    cursor.append(ascii: "\"")
  }

  @inline(__always)
  private func isNull(_ bytes: borrowing RawSpan, _ start: Int, _ count: Int) -> Bool {
    guard count == null.count else { return false }
    for offset in 0..<count where bytes.byte(at: start + offset) != null[offset] { return false }
    return true
  }

  @_lifetime(cursor: copy cursor)
  private static func appendDoubled(
    _ bytes: borrowing RawSpan, _ start: Int, _ end: Int, _ cursor: inout ByteCursor
  ) {
    var place = start
    while true {
      let next = quoteMark.first(in: bytes, from: place, to: end)
      cursor.append(bytes, at: place, count: next &- place)
      if next == end { return }
      cursor.append(0x2222 as UInt16)
      place = next &+ 1
    }
  }

  @_lifetime(cursor: copy cursor)
  private func appendEscaped(
    _ bytes: borrowing RawSpan, _ start: Int, _ end: Int, _ cursor: inout ByteCursor
  ) {
    var place = start
    while true {
      let next = special.first(in: bytes, from: place, to: end)
      cursor.append(bytes, at: place, count: next &- place)
      if next == end { return }
      CellStyle.appendEscape(of: bytes.byte(at: next), &cursor)
      place = next &+ 1
    }
  }

  @_lifetime(cursor: copy cursor)
  private static func appendEscape(of byte: UInt8, _ cursor: inout ByteCursor) {
    cursor.append(ascii: "\\")
    switch byte {
    case 8: cursor.append(ascii: "b")
    case 9: cursor.append(ascii: "t")
    case 10: cursor.append(ascii: "n")
    case 12: cursor.append(ascii: "f")
    case 13: cursor.append(ascii: "r")
    case ..<32:
      cursor.append(ascii: "u")
      cursor.append(digits: UInt64(0), count: 2)
      cursor.append(UInt8(byte < 16 ? 48 : 49))
      let low = byte & 15
      cursor.append(low < 10 ? 48 + low : 87 + low)
    default: cursor.append(byte)
    }
  }
}

/// What a text format does with NaN and the infinities.
package enum NonFinite: String, Sendable {
  /// `NaN`, `inf`, `-inf`
  case words
  /// An error: the format has no such number.
  case refuse
  /// Written as null. The file then holds other values than the model, and hashes as such.
  case null
}
