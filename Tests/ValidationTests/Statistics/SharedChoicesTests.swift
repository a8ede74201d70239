import Sampling
import Testing

@testable import Validation

/// Tests of choices and of classes with chances of their own.
@Suite struct SharedChoicesTests {
  /// All choices of `n` by a law, each with its probability and its pairs that agree.
  private func outcomes(_ law: [Double], _ n: Int) -> [(probability: Double, pairs: Double)] {
    var counts = [(probability: 1.0, found: [Int](repeating: 0, count: law.count))]
    for _ in 0..<n {
      counts = counts.flatMap { before in
        law.indices.map { place in
          var found = before.found
          found[place] += 1
          return (before.probability * law[place], found)
        }
      }
    }
    return counts.map { outcome in
      (outcome.probability, outcome.found.reduce(0) { $0 + Double($1 * ($1 - 1)) / 2 })
    }
  }

  @Test(arguments: [
    ([0.5, 0.3, 0.2], 5), ([0.25, 0.25, 0.25, 0.25], 6), ([0.9, 0.1], 7), ([0.6, 0.4], 2),
    ([0.4, 0.3, 0.2, 0.1], 4),
  ])
  func `moments of pairs are those of all choices`(law: [Double], n: Int) {
    let all = outcomes(law, n)
    let mean = all.reduce(0) { $0 + $1.probability * $1.pairs }
    let central = { (power: Int) in
      all.reduce(0.0) { sum, outcome in
        sum
          + outcome.probability
          * (0..<power).reduce(1) { product, _ in product * (outcome.pairs - mean) }
      }
    }
    let shared = SharedChoices(n, SharedChoices.Powers(weights: law.map { $0 * 7 }))
    #expect((shared.mean - mean).magnitude < 1e-12)
    #expect((shared.variance - central(2)).magnitude < 1e-12)
    #expect((shared.third - central(3)).magnitude < 1e-11)
  }

  @Test func `choices that are all alike have the powers of one chance`() {
    let powers = SharedChoices.Powers(weights: Array(repeating: 3.0, count: 50))
    let alike = SharedChoices.Powers(alike: 50)
    #expect((powers.second - alike.second).magnitude < 1e-15)
    #expect((powers.third - alike.third).magnitude < 1e-16)
    #expect((powers.fourth - alike.fourth).magnitude < 1e-17)
  }

  @Test func `a bent normal law is the gamma law`() {
    // Of shape 4: mean 4, standard deviation 2, skewness 1.
    for place in [0.5, 2.0, 4.0, 9.0] {
      let z = (place - 4) / 2
      let above = Elementary.regularizedGammaQ(4, place)
      #expect((SharedChoices.survival(z, skewness: 1) - above).magnitude < 1e-14)
      #expect((SharedChoices.survival(-z, skewness: -1) - (1 - above)).magnitude < 1e-14)
    }
    #expect((SharedChoices.survival(1.3, skewness: 0) - Survival.normal(1.3)).magnitude < 1e-15)
    #expect((SharedChoices.survival(1.3, skewness: 2e-4) - Survival.normal(1.3)).magnitude < 1e-4)
  }

  @Test func `pairs of choices`() throws {
    for (name, count) in [("pairs of choices", 50), ("pairs of rare choices", 20_000)] {
      let law = try Integer(form: 0, [1, Double(count)])
      try CalibrationTests.expectUniform(name) { sample in
        let run = sample.run(law, 1_000)
        let pairs = run.counts.reduce(0) { $0 + Double($1 * ($1 - 1)) / 2 }
        return SharedChoices(1_000, SharedChoices.Powers(alike: count))
          .result(pairs: pairs, uniform: sample.uniform(0))?.p
      }
    }
  }

  @Test func `classes whose chances differ by row`() throws {
    try CalibrationTests.expectUniform("classes by row") { sample in
      let draws = sample.values(try Uniform(form: 0, [0, 1]), 600)
      var counts = ClassCounts(3)
      var found = [0, 0, 0]
      for (row, draw) in draws.enumerated() {
        let first = 0.2 + 0.5 * Double(row % 3) / 2
        let chances = [first, 0.9 - first, 0.1]
        counts.add(chances, rows: 1)
        found[draw < first ? 0 : draw < 0.9 ? 1 : 2] += 1
      }
      return counts.result(found)?.p
    }
  }

  @Test func `classes with the same chances in all rows give Pearson's sum`() throws {
    var counts = ClassCounts(4)
    counts.add([0.4, 0.3, 0.2, 0.1], rows: 200)
    let found = [90, 50, 45, 15]
    let result = try #require(counts.result(found))
    let pearson = CountTest(found, shares: [0.4, 0.3, 0.2, 0.1], order: .named).result(.pearson)
    #expect((result.statistic - pearson.statistic).magnitude < 1e-10)
    #expect((result.p - pearson.p).magnitude < 1e-12)
  }

  @Test func `something where nothing can be is impossible`() throws {
    var counts = ClassCounts(2)
    counts.add([1, 0], rows: 20)
    #expect(try #require(counts.result([19, 1])).p == 0)
    #expect(counts.result([20, 0]) == nil)
  }

  @Test func `sums with too little variance join their neighbours`() throws {
    let sums = IndependentSums([
      .init(found: 3, due: 2, variance: 2), .init(found: 4, due: 5, variance: 4),
      .init(found: 20, due: 16, variance: 16), .init(found: 1, due: 1, variance: 1),
    ])
    #expect(
      sums.cells == [.init(found: 7, due: 7, variance: 6), .init(found: 21, due: 17, variance: 17)])
    let result = try #require(sums.result(n: 50))
    #expect((result.statistic - 16.0 / 17).magnitude < 1e-14)
    #expect(IndependentSums([.init(found: 3, due: 2, variance: 9)]).result(n: 9) == nil)
  }
}
