import Testing

@testable import Generators

@Suite struct PatternParserTests {
  @Test func `places are classes, escapes and repeats of one length`() throws {
    let node = try PatternParser.parse(#"^[A-C_][\d-]{2}-\.(?:x\w)$"#)
    let places = try #require(node.places)
    #expect(places.map(\.count) == [4, 11, 11, 1, 1, 1, 63])
    #expect(places[0] == ["A", "B", "C", "_"])
    #expect(node.longest == 7)
  }

  @Test func `branches and ranges of times have no places`() throws {
    for text in ["a|b", "a?", "[ab]{1,3}", "x(a|bc)y", "(a|)"] {
      #expect(try PatternParser.parse(text).places == nil)
    }
    #expect(try PatternParser.parse("(a|bcd){2,3}x?").longest == 10)
  }

  @Test func `an empty pattern is the empty text`() throws {
    #expect(try PatternParser.parse("").places == [])
    #expect(try PatternParser.parse("a{0}").places == [])
  }

  @Test(arguments: [
    ("a*", 1, "'*' has no end"), ("[ab]+", 4, "'+' has no end"), ("a{2,}", 1, "'{2,}' has no end"),
    (".", 0, "'.' could be any character"),
    ("[^a]", 1, "'[^…]' leaves open which characters remain"),
    ("(ab", 0, "'(' is not closed"), ("ab)", 2, "')' closes no group"),
    ("[ab", 0, "'[' is not closed"), ("[]", 0, "'[]' holds no character"),
    ("a{3,1}", 1, "{3,1} ends before it begins"),
    ("a{x}", 1, "'{' is not followed by a number of times"),
    ("a{9999}", 1, "'{' is not followed by a number of times"), ("{2}", 0, "'{' stands alone"),
    ("a??", 2, "'?' behind a number of times"), ("a{2}{3}", 4, "'{' behind a number of times"),
    ("[z-a]", 2, "the range ends before it begins"), (#"\s"#, 0, #"'\s' is not known"#),
    (#"a\"#, 1, #"'\' at the end"#), ("(?=a)", 1, "this kind of group is not known"),
    ("a^b", 1, "'^' stands alone"), ("a$b", 1, "'$' stands alone"),
    ("(a{4000}){4000}", 0, "the pattern's texts can have 16000000 characters"),
    (String(repeating: "(", count: 40), 33, "groups more than 32 deep"),
  ])
  func `what has no end or is not known is refused`(text: String, offset: Int, message: String) {
    #expect {
      try PatternParser.parse(text)
    } throws: { error in
      let problem = error as? PatternParser.Problem
      return problem?.offset == offset && problem?.message == message
    }
  }
}
