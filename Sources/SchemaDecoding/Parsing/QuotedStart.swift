/// Recognises an expression without quotes of its own that begins with a quoted text, which YAML
/// takes for all of the value: `when: 'open' = status`.
enum QuotedStart {
  /// The expression on the line where the parser gave up, outside of flow maps and lists.
  static func cut(onLineOf offset: Int, in bytes: [UInt8]) -> UnquotedExpression.Cut? {
    let first = bytes[..<min(offset, bytes.count)].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let last = bytes[first...].firstIndex(of: 10) ?? bytes.count
    guard let start = valueStart(in: first..<last, of: bytes),
      let close = end(in: start..<last, of: bytes)
    else { return nil }
    return cut(start..<textEnd(in: close..<last, of: bytes), behind: close, at: offset, in: bytes)
  }

  /// - Parameters:
  ///   - range: what may be one expression.
  ///   - close: behind the quoted text that it begins with.
  ///   - offset: where the parser gave up.
  static func cut(
    _ range: Range<Int>, behind close: Int, at offset: Int, in bytes: [UInt8]
  ) -> UnquotedExpression.Cut? {
    guard close < range.upperBound, offset >= close, offset <= range.upperBound,
      let mark = bytes[close..<range.upperBound].first(where: { $0 != 32 }), mark != 58
    else { return nil }
    // A key behind it: then the line is two of them, not an expression.
    let rest = bytes[close..<range.upperBound]
    guard !zip(rest, rest.dropFirst()).contains(where: { $0 == 58 && $1 == 32 }) else { return nil }
    // What is added, taken away or joined gives a value, all else a condition.
    let isValue = Array("+-*/%|".utf8).contains(mark)
    return UnquotedExpression.Cut(range: range, mark: "a quote", prefix: isValue ? "= " : "")
  }

  /// Where the value of a line begins, if it begins with a quote: behind `- ` and `key: `.
  private static func valueStart(in line: Range<Int>, of bytes: [UInt8]) -> Int? {
    var index = line.lowerBound
    var hasMark = false
    while index < line.upperBound {
      switch bytes[index] {
      case 32: index += 1
      case 45 where index + 1 < line.upperBound && bytes[index + 1] == 32:
        (index, hasMark) = (index + 2, true)
      case 34, 39:
        // Quotes behind the first mark of the line are a value, unless they are a key.
        if hasMark, let close = end(in: index..<line.upperBound, of: bytes),
          close >= line.upperBound || bytes[close] != 58
        {
          return index
        }
        fallthrough
      default:
        guard let colon = colon(in: index..<line.upperBound, of: bytes) else { return nil }
        (index, hasMark) = (colon + 1, true)
      }
    }
    return nil
  }

  /// The colon behind a key; nil where a bracket or a comment comes before it.
  private static func colon(in range: Range<Int>, of bytes: [UInt8]) -> Int? {
    var index = range.lowerBound
    if let close = end(in: range, of: bytes) { index = close }
    while index + 1 < range.upperBound {
      if bytes[index] == 58, bytes[index + 1] == 32 { return index }
      if [35, 91, 93, 123, 125].contains(bytes[index]) { return nil }
      index += 1
    }
    return nil
  }

  /// Behind the quoted text that a range begins with; nil where there is none or it is not closed.
  static func end(in range: Range<Int>, of bytes: [UInt8]) -> Int? {
    guard let quote = range.first.map({ bytes[$0] }), quote == 34 || quote == 39 else { return nil }
    var index = range.lowerBound + 1
    while index < range.upperBound {
      if quote == 34, bytes[index] == 92 {
        index += 2
      } else if bytes[index] != quote {
        index += 1
      } else if quote == 39, index + 1 < range.upperBound, bytes[index + 1] == 39 {
        index += 2
      } else {
        return index + 1
      }
    }
    return nil
  }

  /// The end of the text before a comment and the blanks at the end of the line.
  private static func textEnd(in range: Range<Int>, of bytes: [UInt8]) -> Int {
    var end = range.upperBound
    for index in range.dropFirst() where bytes[index] == 35 && bytes[index - 1] == 32 {
      end = index
      break
    }
    while end > range.lowerBound, [9, 13, 32].contains(bytes[end - 1]) { end -= 1 }
    return end
  }
}
