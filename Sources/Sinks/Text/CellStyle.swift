import Columnar
import Encoding

/// How a row-by-row text format writes single values.
struct CellStyle: Sendable {
  enum Quoting: Sendable {
    /// RFC 4180: quotes only where needed, doubled inside; empty text is `""`.
    case commaSeparated
    /// RFC 8259: always quotes, escapes with backslashes.
    case json
  }

  var quoting: Quoting
  var null: [UInt8]
  /// Whether dates, times and UUIDs stand in quotes.
  var quotesTimes: Bool
  var nonFinite: NonFinite

  static let commaSeparated = CellStyle(
    quoting: .commaSeparated, null: [], quotesTimes: false, nonFinite: .words)

  static func json(_ nonFinite: NonFinite) -> CellStyle {
    CellStyle(quoting: .json, null: Array("null".utf8), quotesTimes: true, nonFinite: nonFinite)
  }

  /// The most bytes that a text of `count` bytes can take.
  func limit(forText count: Int) -> Int {
    switch quoting {
    case .commaSeparated: count * 2 + 2
    case .json: count * 6 + 2
    }
  }

  @inline(__always) @_lifetime(cursor: copy cursor)
  func append(
    text bytes: borrowing RawSpan, at start: Int, count: Int, to cursor: inout ByteCursor
  ) {
    switch quoting {
    case .commaSeparated:
      if count > 0, !CellStyle.needsQuotes(bytes, start, count), !isNull(bytes, start, count) {
        cursor.append(bytes, at: start, count: count)
      } else {
        CellStyle.appendQuoted(bytes, start, count, &cursor)
      }
    case .json:
      cursor.append(ascii: "\"")
      if CellStyle.needsEscapes(bytes, start, count) {
        CellStyle.appendEscaped(bytes, start, count, &cursor)
      } else {
        cursor.append(bytes, at: start, count: count)
      }
      cursor.append(ascii: "\"")
    }
  }

  @inline(__always)
  private func isNull(_ bytes: borrowing RawSpan, _ start: Int, _ count: Int) -> Bool {
    guard count == null.count else { return false }
    for offset in 0..<count where bytes.byte(at: start + offset) != null[offset] { return false }
    return true
  }

  @inline(__always)
  private static func needsQuotes(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int
  ) -> Bool {
    for offset in start..<start + count {
      let byte = bytes.byte(at: offset)
      if byte == 44 || byte == 34 || byte == 10 || byte == 13 { return true }
    }
    return false
  }

  @inline(__always)
  private static func needsEscapes(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int
  ) -> Bool {
    for offset in start..<start + count {
      let byte = bytes.byte(at: offset)
      if byte < 32 || byte == 34 || byte == 92 { return true }
    }
    return false
  }

  @_lifetime(cursor: copy cursor)
  private static func appendQuoted(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int, _ cursor: inout ByteCursor
  ) {
    cursor.append(ascii: "\"")
    for offset in start..<start + count {
      let byte = bytes.byte(at: offset)
      cursor.append(byte)
      if byte == 34 { cursor.append(byte) }
    }
    cursor.append(ascii: "\"")
  }

  @_lifetime(cursor: copy cursor)
  private static func appendEscaped(
    _ bytes: borrowing RawSpan, _ start: Int, _ count: Int, _ cursor: inout ByteCursor
  ) {
    for offset in start..<start + count {
      let byte = bytes.byte(at: offset)
      switch byte {
      case 34, 92:
        cursor.append(ascii: "\\")
        cursor.append(byte)
      case 8: appendEscape("b", &cursor)
      case 9: appendEscape("t", &cursor)
      case 10: appendEscape("n", &cursor)
      case 12: appendEscape("f", &cursor)
      case 13: appendEscape("r", &cursor)
      case ..<32:
        appendEscape("u", &cursor)
        cursor.append(digits: UInt64(0), count: 2)
        cursor.append(UInt8(byte < 16 ? 48 : 49))
        let low = byte & 15
        cursor.append(low < 10 ? 48 + low : 87 + low)
      default: cursor.append(byte)
      }
    }
  }

  @_lifetime(cursor: copy cursor)
  private static func appendEscape(_ letter: Unicode.Scalar, _ cursor: inout ByteCursor) {
    cursor.append(ascii: "\\")
    cursor.append(ascii: letter)
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
