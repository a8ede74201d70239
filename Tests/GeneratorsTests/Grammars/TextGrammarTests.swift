import Columnar
import Sampling
import Testing

@testable import Generators

/// Texts of rules, against the same put together from strings.
@Suite struct TextGrammarTests {
  private static let stream = StreamKey(seed: 20, table: "t", column: "c")

  /// `Dear {who}, {what}.`, `who` one of two by weights 3 and 1, `what` one of three, one of them
  /// with `who` again.
  private static let words = ["Dear ", ", ", ".", "Änne", "Bo", "yes", "no", "ask "]
  private static let weights: [[Double]] = [[3, 1], [1, 1, 2]]

  private static func grammar() -> TextGrammar {
    var literals: [UInt8] = []
    let parts = words.map { word in
      let start = literals.count
      literals += Array(word.utf8)
      return TextGrammar.Part.literal(start..<literals.count)
    }
    let rules = [
      TextGrammar.Rule(
        alternatives: [[parts[3]], [parts[4]]], picker: AliasTable(weights: weights[0])),
      TextGrammar.Rule(
        alternatives: [[parts[5]], [parts[6]], [parts[7], .rule(0)]],
        picker: AliasTable(weights: weights[1])),
    ]
    return TextGrammar(
      literals: literals, rules: rules, start: [parts[0], .rule(0), parts[1], .rule(1), parts[2]],
      size: TextGrammar.Size(bytes: 5 + 5 + 2 + 4 + 5 + 1, draws: 3))
  }

  private static func expected(_ row: UInt64, _ stream: StreamKey = stream) -> String {
    var lane: UInt64 = 0
    func pick(_ rule: Int) -> Int {
      defer { lane += 1 }
      return AliasTable(weights: weights[rule]).pick(stream.lane(lane).bits(at: row))
    }
    var text = "Dear " + ["Änne", "Bo"][pick(0)] + ", "
    switch pick(1) {
    case 0: text += "yes"
    case 1: text += "no"
    default: text += "ask " + ["Änne", "Bo"][pick(0)]
    }
    return text + "."
  }

  @Test func `each rule with a choice draws in a lane of its own, from left to right`() {
    let texts = Self.grammar().texts(.range(first: 3, count: 2000), Self.stream)
    for row in 0..<2000 { #expect(texts.string(at: row) == Self.expected(3 + UInt64(row))) }
    #expect(Set((0..<2000).map { texts.string(at: $0) }).count == 8)
    let one = Self.grammar().texts(.list([90]), Self.stream)
    #expect(one.string(at: 0) == texts.string(at: 87))
  }

  @Test(arguments: [(3...9, 12), (0...0, 50), (1...400, 401), (20...60, 5000)])
  func `cuts are stretches of the running text, counted in characters`(
    lengths: ClosedRange<Int>, length: Int
  ) {
    let running = RunningText(Self.grammar(), length: length, lengths: lengths)
    let pool = Self.stream.lane("running")
    let all = (0..<UInt64(length)).map { Self.expected($0, pool) }.joined(separator: " ")
    let scalars = Array(all.unicodeScalars)
    let rows = RowKeys.range(first: 7, count: 3000)
    let cuts = running.cuts(Self.stream, rows)
    var found: Set<Int> = []
    for row in 0..<rows.count {
      let first = Self.stream.bits(at: rows[row])
        .multipliedFullWidth(by: UInt64(lengths.count))
      let places = UInt64(length - lengths.upperBound + 1)
      let start = Int(first.low.multipliedFullWidth(by: places).high)
      let count = lengths.lowerBound + Int(first.high)
      let expected = String(String.UnicodeScalarView(scalars[start..<(start + count)]))
      #expect(cuts.string(at: row) == expected)
      found.insert(count)
    }
    #expect(lengths.count > 100 || found == Set(lengths))
    #expect(cuts.string(at: 5) == running.cuts(Self.stream, .list([12])).string(at: 0))
  }
}
