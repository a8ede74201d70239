import Testing

@testable import Sampling

@Suite struct PermutationTests {
  @Test func `every small size is a bijection with its inverse`() {
    for size in (1...300 as ClosedRange<UInt64>) {
      let shuffle = Permutation(StreamKey(bits: size &* 77), size: size)
      var seen = Set<UInt64>()
      for i in 0..<size {
        let value = shuffle(i)
        #expect(value < size)
        #expect(shuffle.inverse(value) == i)
        seen.insert(value)
      }
      #expect(seen.count == Int(size))
    }
  }

  @Test(arguments: [1000, 65_536, 65_537, 1 << 32, 1 << 63, (1 << 62) + 12_345] as [UInt64])
  func `large sizes invert`(size: UInt64) {
    let shuffle = Permutation(StreamKey(bits: 5), size: size)
    let positions = StreamKey(bits: 6).bits(for: .range(first: 0, count: 500)).map { $0 % size }
    for i in positions + [0, size - 1] {
      let value = shuffle(i)
      #expect(value < size)
      #expect(shuffle.inverse(value) == i)
    }
    #expect(shuffle.values(at: .list(positions)) == positions.map { shuffle($0) })
  }

  @Test(arguments: [4, 65, 100] as [UInt64])
  func `first and second places take all pairs alike over keys`(size: UInt64) {
    // Pairs of values at positions 0 and 1 over many keys, pooled into at most 12 × 11 classes.
    let side = Int(min(size, 12))
    var counts = [Int](repeating: 0, count: side * side)
    var expected = [Double](repeating: 0, count: side * side)
    let trials = 40_000
    for k in 0..<UInt64(trials) {
      let shuffle = Permutation(StreamKey(seed: k, table: "t", column: "c"), size: size)
      let a = Int(shuffle(0)) * side / Int(size)
      let b = Int(shuffle(1)) * side / Int(size)
      counts[a * side + b] += 1
    }
    for a in 0..<Int(size) {
      for b in 0..<Int(size) where a != b {
        let cell = a * side / Int(size) * side + b * side / Int(size)
        expected[cell] += Double(trials) / Double(size * (size - 1))
      }
    }
    let cells = expected.indices.filter { expected[$0] > 0 }
    let value = Statistics.chiSquare(cells.map { counts[$0] }, expected: cells.map { expected[$0] })
    #expect(Statistics.chiSquareP(value, degrees: cells.count - 1) > 1e-5)
  }

  @Test func `neighbouring positions do not stay neighbours`() {
    let size: UInt64 = 1 << 20
    let shuffle = Permutation(StreamKey(bits: 1), size: size)
    // Distance of neighbours modulo the size in 16 classes: 15 degrees of freedom.
    var counts = [Int](repeating: 0, count: 16)
    for i in 0..<64_000 as Range<UInt64> {
      counts[Int(((shuffle(i + 1) &- shuffle(i)) & (size - 1)) >> 16)] += 1
    }
    let value = Statistics.chiSquare(counts, expected: [Double](repeating: 4000, count: 16))
    #expect(Statistics.chiSquareP(value, degrees: 15) > 1e-5)
  }
}
