import Columnar
import Testing

@testable import Sinks

/// Bounds of texts: the least and the greatest by their bytes.
@Suite struct ParquetBoundsTests {
  /// Texts that agree in eight and more bytes, in zeros at their end, in nothing, in all.
  private static let texts: [String] = {
    let stems = [
      "", "a", "ab", "12345678", "1234567", "123456789", "123456781234567", "1234567812345678",
      "12345678123456781", "123456781234567812345678", "é", "z",
    ]
    let tails = ["", "\0", "\0\0", "a", "b", "9", "\u{10FFFF}", "\0\0\0\0\0\0\0\0\0"]
    return stems.flatMap { stem in tails.map { stem + $0 } }
  }()

  private static func precedes(_ a: String, _ b: String) -> Bool {
    a.utf8.lexicographicallyPrecedes(b.utf8)
  }

  /// - Parameter spare: bytes behind the texts, as batches may have them.
  private static func bounds(_ batches: [[String]], spare: Int = 0) -> ParquetBounds {
    var bounds = ParquetBounds.none
    for texts in batches {
      var text = TextDictionary(texts).values
      text.bytes.append(contentsOf: repeatElement(0xFF, count: spare))
      bounds.include(text)
    }
    return bounds
  }

  private static func expected(_ texts: [String]) -> ParquetBounds {
    guard let low = texts.min(by: precedes), let high = texts.max(by: precedes) else {
      return .none
    }
    return .texts(Array(low.utf8), Array(high.utf8))
  }

  @Test func `every pair has its order`() {
    for a in Self.texts {
      for b in Self.texts {
        #expect(Self.bounds([[a, b]]) == Self.expected([a, b]), "\(a) \(b)")
        #expect(Self.bounds([[a], [b]]) == Self.expected([a, b]), "\(a) \(b)")
      }
    }
  }

  @Test func `texts of a batch and codes have the same bounds`() {
    var state: UInt64 = 7
    let dictionary = TextDictionary(Self.texts).values
    for _ in 0..<200 {
      let picks = (0..<70).map { _ -> Int in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % Self.texts.count
      }
      let texts = picks.map { Self.texts[$0] }
      let expected = Self.expected(texts)
      for spare in [0, 3, 8, 16] { #expect(Self.bounds([texts], spare: spare) == expected) }
      var coded = ParquetBounds.none
      coded.include(codes: picks.map { Int32($0) }, of: dictionary)
      #expect(coded == expected)
    }
  }
}
