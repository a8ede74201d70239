import Diagnostics

/// The bytes of one document, with a cursor that turns byte offsets into lines and columns.
///
/// - Complexity: a place costs its distance from the place asked for before, so that reading in
///   order is linear, on one long line too.
struct SourceText {
  let file: String
  let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var column = 1
  private var scalarIndex = 0

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// The place of the bytes `start..<end`.
  mutating func location(from start: Int, to end: Int) -> DocumentLocation {
    move(toOffset: min(start, bytes.count))
    return DocumentLocation(
      file: file, line: line, column: column, offset: offset, length: max(0, end - start))
  }

  /// The byte offset of the scalar at `index` (counted from 0) of the document.
  mutating func offset(ofScalar index: Int) -> Int {
    while scalarIndex < index, offset < bytes.count { advance() }
    while scalarIndex > index { retreat() }
    return offset
  }

  private mutating func move(toOffset target: Int) {
    while offset < target { advance() }
    while offset > target { retreat() }
  }

  /// One scalar forward.
  private mutating func advance() {
    if endsLine(offset) {
      line += 1
      column = 1
    } else {
      column += 1
    }
    scalarIndex += 1
    offset += 1
    while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
  }

  /// One scalar back.
  private mutating func retreat() {
    offset -= 1
    while offset > 0, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    scalarIndex -= 1
    if endsLine(offset) {
      line -= 1
      var start = offset
      while start > 0, !endsLine(start - 1) { start -= 1 }
      column = 1 + bytes[start..<offset].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    } else {
      column -= 1
    }
  }

  /// A line feed, or a carriage return that none follows; both together are one end.
  private func endsLine(_ index: Int) -> Bool {
    switch bytes[index] {
    case 10: true
    case 13: index + 1 >= bytes.count || bytes[index + 1] != 10
    default: false
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
