import Sampling
import Testing

@testable import Generators

@Suite struct QuotaDealTests {
  private static let stream = StreamKey(seed: 5, table: "t", column: "c")

  private static func counts(_ weights: [Double], _ total: Int) -> [Int] {
    let deal = QuotaDeal(weights: weights, total: total, stream: stream)
    var counts = [Int](repeating: 0, count: weights.count)
    for cell in deal.cells(.range(first: 0, count: total)) { counts[Int(cell)] += 1 }
    return counts
  }

  @Test(arguments: [1, 2, 3, 10, 64, 65, 99, 1000, 4097])
  func `every quota is dealt out in full`(total: Int) {
    for weights in [[1.0], [1, 1], [0.5, 0.3, 0.2], [0, 1, 0, 3], [1e-9, 1], [5, 0], [0, 5]] {
      #expect(Self.counts(weights, total) == Quota.counts(weights: weights, total: total))
    }
    let many = (0..<300).map { Double($0 % 7) }
    #expect(Self.counts(many, total) == Quota.counts(weights: many, total: total))
  }

  @Test func `cells of ranks alone are those of the whole`() {
    let deal = QuotaDeal(weights: [3, 2, 1], total: 777, stream: Self.stream)
    let whole = deal.cells(.range(first: 0, count: 777))
    for rank in stride(from: 0, to: 777, by: 31) {
      #expect(deal.cells(.list([UInt64(rank)])) == [whole[rank]])
    }
    #expect(deal.cells(.range(first: 100, count: 50)) == Array(whole[100..<150]))
  }

  @Test func `another stream deals to other rows`() {
    let other = StreamKey(seed: 6, table: "t", column: "c")
    let one = QuotaDeal(weights: [1, 1], total: 500, stream: Self.stream)
    let two = QuotaDeal(weights: [1, 1], total: 500, stream: other)
    let rows = RowKeys.range(first: 0, count: 500)
    #expect(one.cells(rows) != two.cells(rows))
  }
}
