/// Recognises an expression that was written without quotes inside a flow map or list, where its
/// commas end it: `{value: = if(a, b, c), type: int32}`.
enum UnquotedExpression {
  struct Slip {
    /// Positions of the first and last part in the map or list.
    var first: Int
    var last: Int
    var valueStart: Int
    var end: Int
  }

  /// No expression is looked for over more parts.
  private static let partLimit = 100

  /// - Returns: the runs of parts that were one text, in order.
  static func slips(in parts: [TreeBuilder.FlowPart], isMap: Bool) -> [Slip] {
    var found: [Slip] = []
    var index = 0
    while index < parts.count {
      if let last = end(of: index, in: parts, isMap: isMap) {
        found.append(
          Slip(
            first: index, last: last, valueStart: parts[index].valueRange.lowerBound,
            end: parts[last].range.upperBound))
        index = last
      }
      index += 1
    }
    return found
  }

  /// The last part that belongs to the text begun at `index`; nil when it is whole.
  private static func end(
    of index: Int, in parts: [TreeBuilder.FlowPart], isMap: Bool
  ) -> Int? {
    let part = parts[index]
    guard part.isPlain, !part.valueRange.isEmpty else { return nil }
    let isExpression = part.value.utf8.first == 61
    var open = depth(of: part.value)
    guard open > 0 || (isExpression && isMap) else { return nil }
    var last = index
    for next in parts[(index + 1)...].prefix(partLimit).indices {
      guard parts[next].isBare || (!isMap && open > 0 && !parts[next].valueRange.isEmpty) else {
        break
      }
      if !isMap, open == 0 { break }
      if !isExpression, open == 0 { break }
      open += depth(of: isMap ? parts[next].key : parts[next].value)
      last = next
    }
    return last > index && open == 0 ? last : nil
  }

  /// The bytes of an expression that a quoted text or a bracket cut so that the parser gave up.
  struct Cut {
    var range: Range<Int>
    /// What cut it, as messages say: "a comma".
    var mark: String
    /// What stands before it in what it was meant to be: `= ` where it gives a value.
    var prefix = ""
    /// Whether it is `c ? a : b`, whose colon cut it.
    var isConditional = false
  }

  /// No expression longer than this is put together.
  private static let byteLimit = 2_000

  /// The expression that the parser gave up inside of, when it is certain where it ends.
  ///
  /// - Parameters:
  ///   - parts: what was read of the innermost flow map or list.
  ///   - offset: where the parser gave up.
  static func cut(_ parts: [TreeBuilder.FlowPart], at offset: Int, in bytes: [UInt8]) -> Cut? {
    guard offset < bytes.count else { return nil }
    for part in parts.suffix(partLimit).reversed() where beginsExpression(part) {
      let start = part.valueRange.lowerBound
      guard let end = end(ofExpressionAt: start, in: bytes) else { continue }
      guard end > offset else { return nil }
      let mark =
        bytes[offset] == 58
        ? "a colon" : [91, 93, 123, 125].contains(bytes[offset]) ? "a bracket" : "a comma"
      return Cut(
        range: start..<end, mark: mark,
        isConditional: bytes[offset] == 58 && isExpression(start, bytes))
    }
    guard let part = parts.last, let close = QuotedStart.end(in: part.valueRange, of: bytes),
      let end = end(ofExpressionAt: part.valueRange.lowerBound, in: bytes)
    else { return nil }
    return QuotedStart.cut(part.valueRange.lowerBound..<end, behind: close, at: offset, in: bytes)
  }

  /// `= c ? a : b` outside of flow maps and lists, where the parser gave up at the colon.
  static func conditional(onLineOf offset: Int, in bytes: [UInt8]) -> Cut? {
    guard offset < bytes.count, bytes[offset] == 58 else { return nil }
    let first = bytes[..<offset].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let line = first..<(bytes[first...].firstIndex(of: 10) ?? bytes.count)
    let mark = line.dropLast(2).first { index in
      [45, 58].contains(bytes[index]) && bytes[index + 1] == 32
        && bytes[(index + 1)..<line.upperBound].first { $0 != 32 } == 61
    }
    guard let mark, let start = bytes[mark...].firstIndex(of: 61), start < offset,
      bytes[start..<offset].contains(63)
    else { return nil }
    let text = bytes[start..<line.upperBound]
    let comment = text.indices.dropFirst().first { bytes[$0] == 35 && bytes[$0 - 1] == 32 }
    let end = bytes[start..<(comment ?? line.upperBound)].lastIndex { ![9, 13, 32].contains($0) }
    guard let end, end > offset else { return nil }
    return Cut(
      range: start..<end + 1, mark: "a colon", isConditional: isExpression(start, bytes))
  }

  /// Whether a value begins with one '=': two begin a text, of which nothing more is said.
  private static func isExpression(_ start: Int, _ bytes: [UInt8]) -> Bool {
    bytes[start] == 61 && start + 1 < bytes.count && bytes[start + 1] != 61
  }

  private static func beginsExpression(_ part: TreeBuilder.FlowPart) -> Bool {
    guard part.isPlain, !part.valueRange.isEmpty else { return false }
    return part.value.utf8.first == 61 || depth(of: part.value) > 0 || part.value.hasSuffix(" in")
  }

  /// The end of the expression, before the comma or bracket behind it; nil when its quotes and
  /// brackets do not close, or a key or a comment begins inside of it.
  private static func end(ofExpressionAt start: Int, in bytes: [UInt8]) -> Int? {
    var depth = 0
    // Signs of `c ? a : b` whose colon is still to come.
    var openConditions = 0
    var index = start
    let limit = min(bytes.count, start + byteLimit)
    while index < limit {
      let byte = bytes[index]
      switch byte {
      case 34, 39:
        guard let close = bytes[(index + 1)..<limit].firstIndex(of: byte) else { return nil }
        index = close
      case 40, 91, 123: depth += 1
      case 44 where depth == 0, 93 where depth == 0, 125 where depth == 0:
        let text = bytes[start..<index]
        return text.lastIndex { ![9, 10, 13, 32].contains($0) }.map { $0 + 1 }
      case 41, 93, 125:
        guard depth > 0 else { return nil }
        depth -= 1
      case 63: openConditions += 1
      case 58 where openConditions > 0:
        openConditions -= 1
        index += 1
      case 32 where bytes[index - 1] == 58, 35 where bytes[index - 1] == 32: return nil
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The document with plain letters in place of each cut, so that all else stands where it stood.
  static func masked(_ bytes: [UInt8], _ cuts: [Cut]) -> [UInt8] {
    var masked = bytes
    for cut in cuts {
      for index in cut.range where bytes[index] < 128 && ![10, 13].contains(bytes[index]) {
        masked[index] = 120
      }
    }
    return masked
  }

  /// Opening less closing parentheses, outside of quoted text.
  private static func depth(of text: String) -> Int {
    var depth = 0
    var isQuoted = false
    for byte in text.utf8 {
      switch byte {
      case 39: isQuoted.toggle()
      case 40 where !isQuoted: depth += 1
      case 41 where !isQuoted: depth -= 1
      default: break
      }
    }
    return depth
  }

  /// The text with each break of a line, and the blanks around it, as one blank.
  static func folded(_ text: String) -> String {
    guard text.utf8.contains(10) else { return text }
    var lines: [Substring] = []
    for var line in text.split(whereSeparator: \.isNewline) {
      line = line.drop { $0 == " " || $0 == "\t" }
      while line.last == " " || line.last == "\t" { line.removeLast() }
      lines.append(line)
    }
    return lines.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The text as YAML and JSON can hold it in quotes.
  static func quoted(_ text: String) -> String {
    if text.utf8.contains(where: { $0 == 34 || $0 == 92 }) {
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "''") + "'"
    }
    return "\"" + text + "\""
  }
}
