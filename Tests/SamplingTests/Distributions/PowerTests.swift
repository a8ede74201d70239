import Testing

@testable import Sampling

/// The checks of ChanceTests, shown to fail on laws that are slightly wrong.
///
/// Sample sizes are those of the release configuration, so that the stated corruption is what those
/// checks find; in debug builds the corruption is larger.
@Suite struct PowerTests {
  #if DEBUG
    static let factor = 10.0
  #else
    static let factor = 1.0
  #endif

  /// A law, and the relative change of its first or second parameter that must be found.
  static let corruptions: [(word: String, parameters: [Double], index: Int, change: Double)] = [
    ("normal", [0, 1], 1, 0.01), ("lognormal", [125, 150], 0, 0.01),
    ("exponential", [40], 0, 0.01), ("gamma", [2, 12], 0, 0.01), ("gamma", [0.3, 1], 0, 0.01),
    ("poisson", [3], 0, 0.01), ("poisson", [25.5], 0, 0.004), ("binomial", [20, 0.3], 1, 0.01),
    ("geometric", [0.2], 0, 0.01), ("zipf", [1.1, 1000], 0, 0.005),
    ("pareto", [1.16, 1], 0, 0.01), ("negative_binomial", [120, 1.5], 1, 0.015),
    ("loguniform", [50, 2000], 1, 0.01), ("uniform", [0, 1], 1, 0.01),
    ("bernoulli", [0.3], 0, 0.01), ("beta", [2, 5], 0, 0.01), ("weibull", [1.7, 12], 0, 0.01),
    ("triangular", [0, 3, 10], 1, 0.02), ("student_t", [4, 0, 1], 2, 0.015),
    ("logistic", [0, 1], 1, 0.01), ("gumbel", [100, 25], 1, 0.01),
    ("inverse_gaussian", [1, 1], 1, 0.015), ("zeta", [2.5], 0, 0.005),
    ("hypergeometric", [100_000, 32_768, 2000], 1, 0x1p-10), ("log_series", [0.6], 0, 0.01),
    ("circular", [66_600e6, 2], 1, 0.015), ("circular", [66_600e6, 2], 0, 0.0015),
  ]

  @Test(arguments: corruptions)
  func `a wrong parameter is found`(
    word: String, parameters: [Double], index: Int, change: Double
  ) throws {
    let test = ChanceTests.Case(word: word, parameters: parameters)
    var wrong = test
    wrong.parameters[index] *= 1 + change * Self.factor
    let values = try ChanceTests.sample(test, ChanceTests.size).sorted()
    let p = ChanceTests.shapeP(values, try ChanceTests.Target(wrong))
    #expect(p < ChanceTests.level, "p-value \(p)")
  }

  @Test func `a tail that is 6 percent light is found at ten million`() throws {
    // The figure of a ziggurat that restarts the whole draw when its tail attempt fails.
    let n = 10_000_000.0
    let law = try Binomial(form: 0, [n, 1e-3])
    #expect(2 * law.cdf((0.94 * n * 1e-3).rounded()) < ChanceTests.level)
  }
}
