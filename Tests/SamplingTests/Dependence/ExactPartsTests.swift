import Testing

@testable import Sampling

/// Whole numbers cut at shares.
@Suite struct ExactPartsTests {
  static func parts<Whole: FixedWidthInteger & SignedInteger>(
    _ whole: Whole, _ sizes: [Double]
  ) -> [Whole] {
    var sums = [0.0]
    for size in sizes { sums.append(sums[sums.count - 1] + size) }
    return sizes.indices.map {
      ExactParts.part(of: whole, from: sums[$0], to: sums[$0 + 1], sum: sums[sizes.count])
    }
  }

  @Test(
    arguments: [
      0, 1, -1, 7, 100, -99, 1 << 53, (1 << 53) + 1, Int64.max, Int64.min + 1, Int64.max - 511,
    ] as [Int64])
  func `parts sum to the whole and have its sign`(whole: Int64) {
    let stream = StreamKey(bits: 20_261_121)
    for trial in 0..<200 as Range<UInt64> {
      let count = 1 + trial % 12
      let sizes = (0..<count).map { stream.uniform(at: trial * 12 + $0) }
      let parts = Self.parts(whole, sizes)
      var sum: Int64 = 0
      for part in parts { sum += part }
      #expect(sum == whole)
      #expect(parts.allSatisfy { $0.signum() * whole.signum() >= 0 }, "\(parts)")
      let wide = Self.parts(Int128(whole) * 1_000_000_000_000_000, sizes)
      #expect(wide.reduce(0, +) == Int128(whole) * 1_000_000_000_000_000)
    }
  }

  @Test func `a part is less than 1 off its share`() {
    #expect(Self.parts(10, [1, 1, 1]) == [3, 4, 3])
    #expect(Self.parts(1, [1, 1, 1, 1]).count { $0 == 1 } == 1)
    #expect(Self.parts(-10, [3, 0, 1]) == [-8, 0, -2])
  }

  @Test func `shares of tiny shapes sum to 1 and never to nothing`() {
    let stream = StreamKey(bits: 7)
    var shares = Dirichlet()
    var sums: [Double] = []
    for key in 0..<1000 as Range<UInt64> {
      shares.removeAll()
      for lane in 0..<3 as Range<UInt64> {
        let size = Dirichlet.draws(alpha: .constant(1e-5), stream.lane(lane), .list([key]))[0]
        shares.add(size, alpha: 1e-5, stream.lane(lane), key)
      }
      let isPositive = shares.cumulated(into: &sums)
      #expect(isPositive && sums.count == 4 && sums[0] == 0)
    }
  }
}
