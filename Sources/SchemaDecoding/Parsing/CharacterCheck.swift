import Diagnostics

/// Finds the first byte that keeps a document from being plain text.
enum CharacterCheck {
  enum Problem {
    case notUTF8(offset: Int)
    case control(Unicode.Scalar, range: Range<Int>)
  }

  /// - Returns: nil for valid UTF-8 without control characters other than tab, line feed and
  ///   carriage return, and without the separators some editors take for line ends.
  static func firstProblem(in bytes: [UInt8]) -> Problem? {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        if byte < 32 && byte != 9 && byte != 10 && byte != 13 || byte == 127 {
          return .control(Unicode.Scalar(byte), range: index..<index + 1)
        }
        index += 1
        continue
      }
      guard let scalar = decode(bytes, at: index) else { return .notUTF8(offset: index) }
      let length = scalar.value < 0x800 ? 2 : scalar.value < 0x10000 ? 3 : 4
      if isForbidden(scalar) { return .control(scalar, range: index..<index + length) }
      index += length
    }
    return nil
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// The multi-byte scalar at `index`; nil for anything RFC 3629 forbids.
  private static func decode(_ bytes: [UInt8], at index: Int) -> Unicode.Scalar? {
    let lead = bytes[index]
    let length: Int
    var value: UInt32
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
    case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for byte in bytes[index + 1..<index + length] {
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    return value < least ? nil : Unicode.Scalar(value)
  }
}
