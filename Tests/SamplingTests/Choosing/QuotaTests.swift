import Testing

@testable import Sampling

@Suite struct QuotaTests {
  @Test func `gives exact shares where they exist`() {
    #expect(Quota.counts(weights: [60, 20, 20], total: 10_000) == [6000, 2000, 2000])
    #expect(
      Quota.counts(weights: [0.5, 0.3, 0.15, 0.05], total: 10_000) == [5000, 3000, 1500, 500])
    #expect(Quota.counts(weights: [0.1, 0.2, 0.7], total: 10) == [1, 2, 7])
  }

  @Test func `hands the rest to the largest remainders and ties to the earlier`() {
    #expect(Quota.counts(weights: [1, 1, 1], total: 10) == [4, 3, 3])
    #expect(Quota.counts(weights: [1, 1, 1], total: 11) == [4, 4, 3])
    #expect(Quota.counts(weights: [2, 1, 0, 1], total: 1) == [1, 0, 0, 0])
    #expect(
      Quota.counts(weights: [47, 16, 15.8, 12, 6.1, 3.1], total: 100) == [47, 16, 16, 12, 6, 3])
  }

  @Test func `always sums to the total and stays within one of the share`() {
    let key = StreamKey(seed: 2, table: "tests", column: "quota")
    for trial in 0..<500 as Range<UInt64> {
      let size = Int(key.below(40, at: trial)) + 1
      let weights = key.lane(trial).uniforms(for: .range(first: 0, count: size)).map { $0 * $0 }
      let total = Int(key.lane("total").below(1 << 40, at: trial))
      let counts = Quota.counts(weights: weights, total: total)
      #expect(counts.reduce(0, +) == total)
      let sum = weights.reduce(0, +)
      for (weight, count) in zip(weights, counts) {
        #expect((Double(count) - weight / sum * Double(total)).magnitude < 1.01)
      }
    }
    #expect(Quota.counts(weights: [0, 3], total: 5) == [0, 5])
    #expect(Quota.counts(weights: [3], total: 0) == [0])
  }
}
