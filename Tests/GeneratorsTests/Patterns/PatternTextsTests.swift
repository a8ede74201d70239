import Columnar
import Expressions
import Sampling
import Testing

@testable import Generators

/// Texts by number, against all texts that a pattern spells out.
@Suite struct PatternTextsTests {
  private static let stream = StreamKey(seed: 20_261_121, table: "t", column: "c")

  /// All texts, each as often as choices lead to it.
  private static func spelled(_ node: PatternNode) -> [String] {
    switch node {
    case .symbols(let symbols): return symbols.map { String($0) }
    case .sequence(let parts):
      return parts.reduce([""]) { all, part in
        all.flatMap { start in spelled(part).map { start + $0 } }
      }
    case .either(let branches): return branches.flatMap { spelled($0) }
    case .repeated(let part, let times):
      return times.flatMap { time in
        spelled(.sequence(Array(repeating: part, count: time)))
      }
    }
  }

  private static let patterns = [
    "", "a", "[ab]{3}", "a?b?", "(A|BC)[0-3]{1,2}x?", "(ä|ö|[a-c]z)([01](x|y)){0,2}",
    "((a|b)c?){2}", "(00|01|13)[ab]", "((a|b)|(c|d)|(e|f))x",
    "[0-9][a-f]-[xy]", "(|a)(|b)", "a{0,3}b{2}",
  ]

  @Test(arguments: patterns)
  func `dealing out gives each text once`(pattern: String) throws {
    let node = try PatternParser.parse(pattern)
    let texts = PatternTexts(node)
    let expected = Self.spelled(node)
    #expect(PatternAmbiguity.isAmbiguous(node) == false)
    #expect(texts.count == UInt128(expected.count))
    let dealt = try texts.distinct(Self.stream, .range(first: 0, count: expected.count))
    #expect((0..<dealt.count).map { dealt.string(at: $0) }.sorted() == expected.sorted())
    #expect(throws: EvaluationError.self) {
      try texts.distinct(Self.stream, .range(first: 0, count: expected.count + 1))
    }
  }

  /// All patterns of a few characters: ambiguous just where some text is spelled twice.
  @Test func `a pattern is ambiguous where a text is spelled twice`() throws {
    let atoms = ["a", "b", "[ab]", "a?", "(a|b)", "(a|ab)", "(|a)", "a{1,2}", "(ab?)?", "(a?){2}"]
    var ambiguous = 0
    var all: [String] = []
    for first in atoms {
      for second in atoms {
        all += [first + second, "(\(first)|\(second))", "(\(first)\(second)){1,2}"]
        for third in atoms { all.append(first + second + third) }
      }
    }
    for pattern in all {
      let node = try PatternParser.parse(pattern)
      let texts = Self.spelled(node)
      let isTwice = Set(texts).count < texts.count
      #expect(PatternAmbiguity.isAmbiguous(node) == isTwice, "\(pattern)")
      ambiguous += isTwice ? 1 : 0
    }
    #expect(ambiguous > 100 && ambiguous < all.count - 100)
  }

  @Test(arguments: ["[a-z]{40}", "([a-z]{12}|[0-9]{13}){2}", "[0-9]{19}"])
  func `a space beyond 64 bits is used to its ends`(pattern: String) throws {
    let texts = PatternTexts(try PatternParser.parse(pattern))
    #expect(texts.count > 1 << 63)
    let dealt = try texts.distinct(Self.stream, .range(first: 5, count: 2000))
    let all = (0..<dealt.count).map { dealt.string(at: $0) }
    #expect(Set(all).count == all.count)
    // All first characters, and all last ones: a character is missing with a chance below 10^-30.
    let letters = pattern.contains("a-z") ? 26 : 10
    #expect(Set(all.compactMap(\.first)).count >= letters)
    #expect(Set(all.compactMap(\.last)).count >= letters)
  }

  /// Every form of every family has a pattern that can be read and makes each text in one way.
  @Test(arguments: [
    CodeFamily.iban, .vat, .nationalID, .plate, .ean, .isbn, .mac, .card,
  ])
  func `forms can be kept apart`(family: CodeFamily) throws {
    #expect(Set(family.forms.map(\.name)).count == family.forms.count)
    for form in family.forms {
      let node = try PatternParser.parse(form.pattern)
      let isAmbiguous = PatternAmbiguity.isAmbiguous(node, limit: 10_000)
      #expect(isAmbiguous == false, "\(family.word) \(form.name)")
      let drawn = form.texts().drawn(Self.stream, .range(first: 0, count: 50))
      let dealt = try form.texts().distinct(Self.stream, .range(first: 0, count: 50))
      for text in [drawn, dealt] {
        #expect(Set((0..<50).map { text.range(at: $0).count }).max() ?? 0 <= node.longest)
      }
    }
  }
}
