import Columnar
import Testing

@testable import Encoding

@Suite struct ExtremesTests {
  private static let counts = [0, 1, 2, 7, 8, 9, 17, 5_000]

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

  @Test(arguments: 0...EncodingKernels.bestLevel)
  func `the smallest and the largest integer are those of the standard library`(level: Int32) {
    for count in ExtremesTests.counts {
      let noise = DeltaTests.noise(count).map { Int64(truncatingIfNeeded: $0) }
      for values in [noise, noise.map { ~$0 }] {
        let found = EncodingKernels.extremes(values.span, level: level)
        #expect(found.low == values.min() ?? .max)
        #expect(found.high == values.max() ?? .min)
      }
    }
  }

  @Test(arguments: 0...EncodingKernels.bestLevel)
  func `a NaN is found wherever it stands and changes no bound`(level: Int32) {
    for count in ExtremesTests.counts {
      var values = DeltaTests.noise(count).map { Double($0) / 3 }
      let (low, high) = (values.min() ?? .infinity, values.max() ?? -.infinity)
      var found = EncodingKernels.extremes(values.span, level: level)
      #expect(found == (low, high, false))
      for place in [0, 3, count - 1] where values.indices.contains(place) {
        values.insert(.nan, at: place)
        found = EncodingKernels.extremes(values.span, level: level)
        #expect(found == (low, high, true))
        values.remove(at: place)
      }
    }
  }

  @Test(arguments: 0...EncodingKernels.bestLevel)
  func `infinities are bounds like others`(level: Int32) {
    let values: [Double] = [1, -.infinity, 2, .infinity, -0.0, 0, 3, 4, 5]
    let found = EncodingKernels.extremes(values.span, level: level)
    #expect(found == (-.infinity, .infinity, false))
  }
}
