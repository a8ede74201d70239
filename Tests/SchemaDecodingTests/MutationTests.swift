import Diagnostics
import SchemaModel
import Testing

@testable import SchemaDecoding

/// Documents spoilt at random: the decoder must answer, with places inside the text, and never stop
/// the process.
@Suite struct MutationTests {
  /// SplitMix64, so that a failure can be repeated from its number.
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  static let pieces = [
    "{", "}", "[", "]", ":", ": ", ",", "-", "- ", "\n", "\n  ", "\"", "'", "=", "==", "= a, b",
    "|\n", ">\n", "&a ", "*a", "!!x ", "<<: ", "? ", "#", "%", "@", "\t", "\0", "\u{FF}", "é",
    "\r\n",
    "---\n", "null", "~", "..", "1..2", "-1", "1e999", "99999999999999999999", "010", "by", "cases",
    "choice", "normal", "poisson: ", "per", "rows", "literal", "\\u", "\\ud83d", "/", "../",
  ].map { Array($0.utf8) }

  static func mutated(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let at = Int.random(in: 0...result.count, using: &generator)
      let length = min(Int.random(in: 0...20, using: &generator), result.count - at)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: if at < result.count { result[at] = UInt8.random(in: 0...255, using: &generator) }
      case 1: result.removeSubrange(at..<at + length)
      case 2: result.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
      case 3: result.insert(contentsOf: result[at..<at + length], at: at)
      case 4:
        let piece = pieces.randomElement(using: &generator) ?? []
        result.replaceSubrange(at..<at + min(length, 3), with: piece)
      default:
        let other = Int.random(in: 0...(result.count - length), using: &generator)
        result.insert(contentsOf: result[other..<other + length], at: at)
      }
    }
    return result
  }

  static func corpus() throws -> [(name: String, bytes: [UInt8])] {
    try ["accepted", "rejected"].flatMap { folder in
      try Fixture.names(in: folder).filter { !$0.hasSuffix(".expected") }.map {
        ($0, try Fixture.bytes("\(folder)/\($0)"))
      }
    }.filter { $0.bytes.count < 8_000 }
  }

  @Test(arguments: 0..<10)
  func `answers every spoilt document`(part: Int) throws {
    let corpus = try Self.corpus()
    var accepted = 0
    for number in 0..<2_000 {
      var generator = Generator(state: UInt64(part * 2_000 + number))
      let (name, bytes) = corpus[Int.random(in: 0..<corpus.count, using: &generator)]
      let spoilt = Self.mutated(bytes, &generator)
      switch DocumentDecoder.decode(
        spoilt, fileName: name, vocabulary: SampleVocabulary.vocabulary)
      {
      case .success: accepted += 1
      case .failure(let list):
        if !list.hasErrors || TextRenderer.render(list).isEmpty {
          Issue.record("document \(part * 2_000 + number) fails without a reason")
        }
        for diagnostic in list.all
        where diagnostic.location.offset + diagnostic.location.length > spoilt.count {
          Issue.record("document \(part * 2_000 + number): \(diagnostic)")
        }
      }
    }
    #expect(accepted < 1_000)
  }
}
