import Testing

@testable import Validation

/// Tests of counts against SciPy and statsmodels.
@Suite struct CountOracleTests {
  static let tests: [String: @Sendable ([[Double]]) -> Double] = [
    "binomtest": { binomial($0).exactP },
    "midp": { binomial($0).midP },
    "pearson": { CountTest(counts($0[0]), shares: $0[1], order: .named).result().p },
    "likelihood": {
      CountTest(counts($0[0]), shares: $0[1], order: .named).result(.likelihoodRatio).p
    },
    "independence": { table($0[0]).independence().p },
    "cramer": { table($0[0]).cramersV },
    "twosample": { twoSample($0) }, "twosampleLarge": { twoSample($0) },
    "poissonBinomial": { poissonBinomial($0) }, "poissonBinomialLarge": { poissonBinomial($0) },
    "holm": { Families.holm($0[1])[Int($0[0][0])] },
    "fisher": { Families.fisher($0[0]) },
    "cauchy": { Families.cauchy($0[0]) },
    "dispersion": { dispersion($0[0]) },
  ]

  /// Sums of many chances have SciPy's own error; the normal law with a bend is no exact one.
  static let bounds: [(name: String, error: Double)] = [
    ("binomtest", 1e-9), ("midp", 1e-11), ("pearson", 1e-11), ("likelihood", 1e-11),
    ("independence", 1e-11), ("cramer", 1e-12), ("twosample", 1e-9), ("twosampleLarge", 1e-4),
    ("poissonBinomial", 1e-9), ("poissonBinomialLarge", 0.01), ("holm", 1e-14), ("fisher", 1e-12),
    ("cauchy", 1e-12), ("dispersion", 1e-11),
  ]

  private static func counts(_ numbers: [Double]) -> [Int] { numbers.map { Int($0) } }

  private static func binomial(_ list: [[Double]]) -> BinomialCount {
    BinomialCount(Int(list[0][0]), of: Int(list[1][0]), chance: list[2][0])
  }

  private static func table(_ numbers: [Double]) -> ContingencyTable {
    let cells = counts(Array(numbers.dropFirst()))
    let width = cells.count / Int(numbers[0])
    return ContingencyTable(
      stride(from: 0, to: cells.count, by: width).map { Array(cells[$0..<($0 + width)]) })
  }

  private static func twoSample(_ samples: [[Double]]) -> Double {
    var test = TwoSampleKolmogorov(first: samples[0].count, second: samples[1].count)
    for value in Set(samples[0] + samples[1]).sorted() {
      test.add(
        value, first: samples[0].count { $0 == value }, second: samples[1].count { $0 == value })
    }
    return test.result.p
  }

  private static func poissonBinomial(_ list: [[Double]]) -> Double {
    var test = PoissonBinomial()
    test.add(list[1], successes: Int(list[0][0]))
    return test.result().p
  }

  private static func dispersion(_ numbers: [Double]) -> Double {
    var test = Dispersion()
    test.add(ValueRun(numbers.sorted()))
    return test.poisson?.p ?? .nan
  }

  @Test(arguments: bounds)
  func `p is the oracle's`(name: String, error: Double) throws {
    let test = try #require(Self.tests[name])
    let rows = try Fixture.rows("counts.csv").filter { $0[0] == name }
    #expect(!rows.isEmpty)
    for row in rows {
      let lists = try row.dropFirst().dropLast().map { try Fixture.numbers($0) }
      let expected = try #require(row.last.flatMap { Double($0) })
      let value = test(lists)
      #expect(
        relativeError(value, expected) <= error, "\(value), not \(expected): \(row[1].prefix(80))")
    }
  }

  @Test func `n times the variance of Spearman's coefficient is that of simulated pairs`() throws {
    for row in try Fixture.rows("spearman.csv") {
      let numbers = try row.map { try #require(Double($0)) }
      let value = RankCorrelation.normalVariance(numbers[0])
      // Four errors of the oracle, and its 1000 pairs in place of many.
      #expect((value - numbers[1]).magnitude <= 4 * numbers[2] + 0.005 * value, "\(row) \(value)")
    }
  }

  @Test func `Spearman's variance of independent pairs is 1`() {
    #expect((RankCorrelation.normalVariance(0) - 1).magnitude < 1e-6)
  }
}
