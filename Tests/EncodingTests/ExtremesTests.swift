import Columnar
import Testing

@testable import Encoding

@Suite struct ExtremesTests {
  @Test(arguments: 0...EncodingKernels.bestLevel)
  func `the smallest and the largest text are among few`(level: Int32) {
    for count in [0, 1, 2, 9, 5_000] {
      let texts = DeltaTests.noise(count).map { String($0 % 1_000_000_007, radix: 36) }
      let text = TextDictionary(texts).values
      let rows = EncodingKernels.extremes(text, level: level).map { Int($0) }
      #expect(rows == rows.sorted())
      #expect(Set(rows).isSubset(of: Set(texts.indices)))
      #expect(rows.map { texts[$0] }.min() == texts.min())
      #expect(rows.map { texts[$0] }.max() == texts.max())
      #expect(rows.count < 20)
    }
  }
}
