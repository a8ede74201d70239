import Sampling
import Testing

@testable import Generators

@Suite struct NumberRangesTests {
  @Test func `a pattern has each number once, at its width`() throws {
    let ranges = NumberRanges(digits: 3, ranges: [0...1, 7...7, 98...101, 999...999])
    let texts = PatternTexts(try PatternParser.parse(ranges.pattern))
    #expect(texts.count == UInt128(ranges.count))
    #expect(PatternAmbiguity.isAmbiguous(try PatternParser.parse(ranges.pattern)) == false)
    let all = texts.numbered((0..<UInt64(ranges.count)).map { $0 })
    #expect(
      (0..<all.count).map { all.string(at: $0) }
        == ["000", "001", "007", "098", "099", "100", "101", "999"])
  }

  @Test func `ranges of banks are in order and apart`() {
    let ranges = NumberRanges.belgianBanks.ranges
    for (range, next) in zip(ranges, ranges.dropFirst()) {
      #expect(range.upperBound + 1 < next.lowerBound)
    }
    #expect(ranges.last.map { $0.upperBound <= 999 } == true)
  }

  @Test func `Belgian accounts are of banks that exist, drawn and dealt out`() throws {
    let form = try #require(CodeFamily.iban.forms.first { $0.name == "BE" }).texts()
    let stream = StreamKey(seed: 20_261_122, table: "t", column: "c")
    #expect(form.count == UInt128(NumberRanges.belgianBanks.count) * 10_000_000)
    for texts in [
      form.drawn(stream, .range(first: 0, count: 5_000)),
      try form.distinct(stream, .range(first: 0, count: 5_000)),
    ] {
      for row in 0..<texts.count {
        let bank = try #require(Int(texts.string(at: row).dropFirst(4).prefix(3)))
        #expect(NumberRanges.belgianBanks.ranges.contains { $0.contains(bank) })
      }
    }
  }
}
