import Diagnostics

/// Words for what libyaml refuses: what is wrong, and what was expected there.
enum YAMLProblem {
  static func diagnostic(
    for failure: YAMLFailure, in source: inout SourceText, isInFlow: Bool,
    _ indentation: YAMLIndentation
  ) -> Diagnostic {
    let offset = source.offset(ofScalar: failure.index)
    let place = source.location(from: offset, to: offset)
    let byte = offset < source.bytes.count ? source.bytes[offset] : nil
    if byte == 9, failure.problem.hasPrefix("found character") || isIndentation(offset, source) {
      return Diagnostic(
        "tab-indentation", "a tab stands where the indentation is", at: place,
        expected: "spaces")
    }
    if isInFlow, let byte, [44, 91, 93, 123, 125].contains(byte),
      holdsExpression(before: offset, in: source)
    {
      return Diagnostic(
        "unquoted-expression", "a bracket cuts an expression in pieces", at: place,
        expected: "quotes around an expression with , [ ] { } inside { } or [ ]")
    }
    if failure.problem.hasPrefix("did not find expected key") {
      return indentation.diagnostic("map", at: place)
    }
    if failure.problem.hasPrefix("did not find expected '-' indicator") {
      return indentation.diagnostic("list", at: place)
    }
    if failure.problem.hasPrefix("mapping values"), !isInFlow,
      let key = key(before: offset, in: source),
      let problem = indentation.tooDeep(
        source.text(key), at: source.location(from: key.lowerBound, to: key.lowerBound))
    {
      return problem
    }
    for known in known where failure.problem.hasPrefix(known.problem) {
      let begun = known.namesStart ? failure.contextLine.map { ", begun in line \($0)" } ?? "" : ""
      return Diagnostic(
        known.code, known.message + begun, at: place, expected: known.expectation)
    }
    return Diagnostic(
      "yaml-syntax", "not YAML: \(failure.problem)", at: place,
      expected: "YAML: maps of 'key: value', lists of '- value', and texts in quotes where in doubt"
    )
  }

  private struct Known {
    var problem: String
    var code: String
    var message: String
    var expectation: String
    var namesStart = false
  }

  private static let known = [
    Known(
      problem: "mapping values are not allowed", code: "yaml-second-colon",
      message: "a ':' cannot stand here", expectation: "quotes around a text that holds ': '"),
    Known(
      problem: "did not find expected ',' or '}'", code: "yaml-open-bracket",
      message: "the map in '{ }' does not go on like this",
      expectation: "',' or '}'", namesStart: true),
    Known(
      problem: "did not find expected ',' or ']'", code: "yaml-open-bracket",
      message: "the list in '[ ]' does not go on like this",
      expectation: "',' or ']'", namesStart: true),
    Known(
      problem: "could not find expected ':'", code: "yaml-missing-colon",
      message: "a key has no ':'", expectation: "'key: value'", namesStart: true),
    Known(
      problem: "found unexpected end of stream", code: "yaml-open-quote",
      message: "a quoted text is not closed", expectation: "the closing quote", namesStart: true),
    Known(
      problem: "found unknown escape character", code: "yaml-escape",
      message: "there is no such escape", expectation: "one of \\n \\t \\\" \\\\ \\/ \\xNN \\uNNNN"),
    Known(
      problem: "did not find expected hexdecimal number", code: "yaml-escape",
      message: "an escape lacks its hexadecimal digits",
      expectation: "\\xNN, \\uNNNN or \\UNNNNNNNN"
    ),
    Known(
      problem: "found invalid Unicode character escape code", code: "yaml-escape",
      message: "an escape names no character", expectation: "a Unicode scalar value"),
    Known(
      problem: "found character that cannot start any token", code: "yaml-reserved-character",
      message: "no value can begin with this character", expectation: "quotes around the text"),
    Known(
      problem: "did not find expected <document start>", code: "several-documents",
      message: "text follows after the end of the document", expectation: "one document in a file"),
  ]

  private static func isIndentation(_ offset: Int, _ source: SourceText) -> Bool {
    var index = offset
    while index > 0, source.bytes[index - 1] != 10 {
      index -= 1
      guard source.bytes[index] == 32 || source.bytes[index] == 9 else { return false }
    }
    return true
  }

  /// The word that alone stands before a colon on its line.
  private static func key(before offset: Int, in source: SourceText) -> Range<Int>? {
    guard offset < source.bytes.count, source.bytes[offset] == 58 else { return nil }
    let line = source.bytes[..<offset].lastIndex(of: 10).map { $0 + 1 } ?? 0
    guard let start = source.bytes[line..<offset].firstIndex(where: { $0 != 32 }) else {
      return nil
    }
    let word = source.bytes[start..<offset]
    return zip(word, word.dropFirst()).contains { $0 == 58 && $1 == 32 } ? nil : start..<offset
  }

  /// Whether an unquoted `= …` begins on this line before `offset`.
  private static func holdsExpression(before offset: Int, in source: SourceText) -> Bool {
    var start = offset
    while start > 0, source.bytes[start - 1] != 10 { start -= 1 }
    var index = start
    while index + 2 < offset {
      let mark = source.bytes[index]
      if [44, 58, 91].contains(mark) {
        var next = index + 1
        while next < offset, source.bytes[next] == 32 { next += 1 }
        if next < offset, source.bytes[next] == 61 { return true }
      }
      index += 1
    }
    return false
  }
}
