import Sampling
import Testing

@testable import Generators

@Suite struct KeyPatternTests {
  @Test(arguments: [
    ("CUST-{:08}", UInt64(0), "CUST-00000001"), ("CUST-{:08}", 99_999_998, "CUST-99999999"),
    ("CUST-{:08}", 99_999_999, "CUST-100000000"), ("{}", 0, "1"), ("{}", 9, "10"),
    ("{:01}", 98, "99"), ("a{}z", 999, "a1000z"), ("{:018}", 0, "000000000000000001"),
    ("é{:02}→", 6, "é07→"), ("{:02}", 1_234_567_890_122, "1234567890123"),
  ])
  func `numbers count from 1 and are padded to the width`(
    text: String, position: UInt64, expected: String
  ) throws {
    let pattern = try #require(KeyPattern(text))
    let texts = pattern.texts(of: .list([position]))
    #expect(texts.string(at: 0) == expected)
    #expect(pattern.position(of: expected) == position)
  }

  @Test(arguments: ["P-{:03}", "{}", "x{:05}y", "{:018}", "longer than sixteen bytes {:04} so"])
  func `positions and texts lead to each other over every change of width`(text: String) throws {
    let pattern = try #require(KeyPattern(text))
    var positions: [UInt64] = [0, 1, 5]
    var power: UInt64 = 10
    for _ in 1...18 {
      positions += [power - 2, power - 1, power, power + 7]
      power *= 10
    }
    let listed = pattern.texts(of: .list(positions))
    for (row, position) in positions.enumerated() {
      #expect(pattern.position(of: listed.string(at: row)) == position)
      let digits = "\(position + 1)"
      let padded = String(repeating: "0", count: max(0, pattern.width - digits.count)) + digits
      #expect(
        listed.string(at: row) == String(decoding: pattern.prefix, as: UTF8.self) + padded
          + String(decoding: pattern.suffix, as: UTF8.self))
    }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 95, 9_990, 99_999_990, 999_999_995] as [UInt64])
  func `a range of positions has the texts of its rows`(first: UInt64) throws {
    for width in ["{}", "K-{:04}", "K-{:08}", "K-{:012}-z"] {
      let pattern = try #require(KeyPattern(width))
      let range = pattern.texts(of: .range(first: first, count: 300))
      #expect(range.count == 300)
      #expect(range.offsets.last.map { Int($0) == range.byteCount } ?? false)
      for row in 0..<300 {
        let alone = pattern.texts(of: .list([first + UInt64(row)]))
        #expect(range.string(at: row) == alone.string(at: 0))
      }
    }
  }

  @Test(arguments: [
    "CUST-0000001", "CUST-000000001", "CUST-00000000", "CUST-0000000a", "CUST00000001", "",
    "CUST-00000001 ", "cust-00000001", "CUST-+0000001", "CUST-99999999999999999999999",
  ])
  func `texts that are no key of the pattern have no position`(text: String) throws {
    #expect(try #require(KeyPattern("CUST-{:08}")).position(of: text) == nil)
  }

  @Test(arguments: [
    "none", "{}{}", "{", "}", "}{", "{:8}", "{:00}", "{:019}", "{x}", "{:0-3}", "a{}b{:02}", "",
  ])
  func `a pattern has one place for the number`(text: String) {
    #expect(KeyPattern(text) == nil)
  }
}
