extension PlainText {
  /// JSON documents without the white space between their parts; other texts lose what looks like
  /// it.
  package func compactJSON() -> PlainText {
    let used = bytes[..<byteCount]
    guard used.contains(where: PlainText.isSpace) else { return self }
    var result = PlainText(capacity: count, bytes: used.count)
    for row in 0..<count {
      var isQuoted = false
      var isEscaped = false
      for byte in used[range(at: row)] {
        if !isQuoted, PlainText.isSpace(byte) { continue }
        result.bytes.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if isQuoted, byte == UInt8(ascii: "\\") {
          isEscaped = true
        }
      }
      result.offsets.append(Int32(result.bytes.count))
    }
    return result
  }

  /// The rows of some that hold another document than `null`.
  func withoutJSONNull(_ rows: Bitmap) -> Bitmap {
    var result = rows
    for row in 0..<count where range(at: row).count == 4 {
      if bytes[range(at: row)].elementsEqual("null".utf8) { result[row] = false }
    }
    return result
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 10 || byte == 13 || byte == 9
  }
}

extension TextColumn {
  /// The texts one behind the other, whatever they are now.
  package var plain: PlainText {
    switch self {
    case .plain(let text): return text
    case .dictionary(let codes, let dictionary):
      var text = PlainText()
      text.append(contentsOf: dictionary.values, at: codes)
      return text
    }
  }
}
