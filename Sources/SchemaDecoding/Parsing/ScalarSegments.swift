import Diagnostics

/// Finds where each part of a YAML scalar stands in the file, by reading its raw text beside its
/// value: quotes, escapes, folded lines and indentation are in the one and not in the other.
struct ScalarSegments {
  /// The value's scalars.
  private let value: [Unicode.Scalar]
  /// Pairs (scalar of the value, byte offset in the file) where a run begins.
  private(set) var runs: [(start: Int, offset: Int)] = []

  init(value: String, raw: Range<Int>, style: YAMLEvent.ScalarStyle, in bytes: [UInt8]) {
    let isBlock = style == .literal || style == .folded
    let inner =
      style == .plain || isBlock
      ? raw : raw.lowerBound + 1..<max(raw.lowerBound + 1, raw.upperBound - 1)
    // Text of one line without escapes stands in the file as it is.
    if !isBlock, inner.count == value.utf8.count, bytes[inner].elementsEqual(value.utf8) {
      self.value = []
      runs = [(0, inner.lowerBound)]
      return
    }
    self.value = Array(value.unicodeScalars)
    switch style {
    case .plain: readFlow(bytes, inner, quote: nil)
    case .singleQuoted: readFlow(bytes, inner, quote: 39)
    case .doubleQuoted: readFlow(bytes, inner, quote: 34)
    case .literal, .folded: readBlock(bytes, raw)
    }
    if runs.first?.start != 0 { runs.insert((0, raw.lowerBound), at: 0) }
  }

  /// Plain and quoted text: line breaks fold, quotes double, backslashes escape.
  private mutating func readFlow(_ bytes: [UInt8], _ raw: Range<Int>, quote: UInt8?) {
    var position = raw.lowerBound
    var index = 0
    var isBroken = true
    while index < value.count, position < raw.upperBound {
      let byte = bytes[position]
      if quote == 34, byte == 92 {
        guard let length = escapeLength(bytes, position, raw.upperBound) else {
          position = skipBreak(bytes, from: position + 1, to: raw.upperBound)
          isBroken = true
          continue
        }
        runs.append((index, position))
        position += length
        index += 1
        isBroken = true
      } else if quote == 39, byte == 39 {
        runs.append((index, position))
        position += 2
        index += 1
        isBroken = true
      } else if let (next, breaks) = fold(bytes, position, raw.upperBound) {
        position = next
        index += max(1, breaks - 1)
        isBroken = true
      } else {
        if isBroken { runs.append((index, position)) }
        isBroken = false
        position += 1
        while position < raw.upperBound, bytes[position] & 0xC0 == 0x80 { position += 1 }
        index += 1
      }
    }
  }

  /// White space that holds a line break: where it ends, and how many breaks it holds.
  private func fold(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (Int, Int)? {
    var position = start
    var breaks = 0
    while position < end, [9, 10, 13, 32].contains(bytes[position]) {
      if bytes[position] == 10
        || bytes[position] == 13 && !(position + 1 < end && bytes[position + 1] == 10)
      {
        breaks += 1
      }
      position += 1
    }
    return breaks == 0 ? nil : (position, breaks)
  }

  private func skipBreak(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    fold(bytes, start, end)?.0 ?? start
  }

  /// Bytes of the escape at `start`; nil for an escaped line break, which stands for nothing.
  private func escapeLength(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    guard start + 1 < end else { return 1 }
    switch bytes[start + 1] {
    case 10, 13: return nil
    case 120: return 4
    case 117: return 6
    case 85: return 10
    default: return 2
    }
  }

  /// `|` and `>`: each line's content is looked for in the value, past the breaks before it.
  private mutating func readBlock(_ bytes: [UInt8], _ raw: Range<Int>) {
    var position = raw.lowerBound
    while position < raw.upperBound, bytes[position] != 10 { position += 1 }
    position += 1
    var index = 0
    var indent: Int?
    while position < raw.upperBound, index < value.count {
      var end = position
      while end < raw.upperBound, bytes[end] != 10 { end += 1 }
      var spaces = 0
      while position + spaces < end, bytes[position + spaces] == 32 { spaces += 1 }
      if position + spaces < end, bytes[position + spaces] != 13 {
        let cut = min(indent ?? spaces, spaces)
        if indent == nil { indent = spaces }
        var line = Array(
          String(decoding: bytes[position + cut..<end], as: UTF8.self).unicodeScalars)
        if line.last == "\r" { line.removeLast() }
        guard let found = find(line, from: index) else { return }
        runs.append((found, position + cut))
        index = found + line.count
      }
      position = end + 1
    }
  }

  private func find(_ line: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start
    while index < value.count {
      if value[index...].starts(with: line) { return index }
      guard value[index] == "\n" || value[index] == " " else { return nil }
      index += 1
    }
    return nil
  }
}
