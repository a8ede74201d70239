import Foundation
import Testing

/// Every problem told of a document says what was expected, or how to mend it.
@Suite struct ExpectationTests {
  /// Problems of rendered text: the first line of each, and whether an expectation or a mend
  /// follows.
  static func problems(_ text: String) -> [(head: Substring, isAnswered: Bool)] {
    var found: [(head: Substring, isAnswered: Bool)] = []
    for line in text.split(separator: "\n") {
      if !line.hasPrefix("  ") {
        found.append((line, false))
      } else if !found.isEmpty, isAnswer(line) {
        found[found.count - 1].isAnswered = true
      }
    }
    return found
  }

  /// Neither the place, nor an edit without words, nor an empty set is an answer.
  private static func isAnswer(_ line: Substring) -> Bool {
    if line.hasPrefix("  at ") || line.hasPrefix("  edit ") { return false }
    let words = line.split(separator: " ")
    return words.count > 1
      && !(words.first == "expected" && words.last == "of")
  }

  @Test func `rejected documents and expressions are answered`() throws {
    let answers = try ProjectFiles.all(below: "Tests", ending: ".expected")
      .filter { $0.path.contains("/Fixtures/rejected/") }
    let modules = Set(answers.map { $0.parts[1] })
    #expect(modules.isSuperset(of: ["ExpressionsTests", "PlanningTests", "SchemaDecodingTests"]))
    var count = 0
    for file in answers {
      for problem in Self.problems(file.text) {
        count += 1
        #expect(problem.isAnswered, "\(file.path): \(problem.head)")
      }
    }
    #expect(count > 600)
  }

  @Test func `a problem without an answer is seen`() {
    let bare = "a.yaml:1:2: error: 'x' is wrong [wrong]\n"
    for (text, isAnswered) in [
      (bare, false), (bare + "  at /x\n", false), (bare + "  expected one of\n", false),
      (bare + "  at /x\n  expected one of 'a', 'b'\n", true),
      (bare + "  edit 1+2: y\n", false), (bare + "  did you mean 'y'?\n", true),
    ] {
      #expect(Self.problems(text).map(\.isAnswered) == [isAnswered], "\(text)")
    }
  }

  /// Calls that word a problem without `expected`, `suggestion` or a name to propose.
  static func silent(in code: String) -> [Substring] {
    var found: [Substring] = []
    var rest = code[...]
    while let call = rest.firstRange(of: "Diagnostic(") {
      let before = rest[..<call.lowerBound]
      var depth = 1
      let end =
        rest[call.upperBound...].firstIndex { mark in
          depth += mark == "(" ? 1 : mark == ")" ? -1 : 0
          return depth == 0
        } ?? rest.endIndex
      let arguments = rest[call.upperBound..<end]
      let behind = rest[end...].dropFirst().drop(while: \.isWhitespace)
      let isOwn = before.last.map { !$0.isLetter && $0 != "." && $0 != "`" } ?? true
      if isOwn, arguments.contains("at:"), !arguments.contains("expected"),
        !arguments.contains("suggestion"),
        !behind.hasPrefix(".proposing")
      {
        found.append(rest[call.lowerBound..<end])
      }
      rest = rest[call.upperBound...]
    }
    return found
  }

  @Test func `every problem is worded with what was expected`() throws {
    #expect(Self.silent(in: "Diagnostic(\"a\", b(c), at: d)").count == 1)
    #expect(Self.silent(in: "Diagnostic(\"a\", b(c), at: d, expected: e)").isEmpty)
    #expect(Self.silent(in: "Diagnostic(\"a\", at: d)\n  .proposing(e)").isEmpty)
    for file in try ProjectFiles.all(below: "Sources", ending: ".swift") {
      for call in Self.silent(in: file.code) {
        Issue.record("\(file.path): \(call.prefix(120))")
      }
    }
  }
}
