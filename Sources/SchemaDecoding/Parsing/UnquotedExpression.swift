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
