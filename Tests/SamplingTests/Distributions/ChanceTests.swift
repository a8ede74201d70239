import Testing

@testable import Sampling

/// Samples against their laws.
///
/// The seed is declared here, before looking, and never exchanged. Every check of the suite counts:
/// a correct program fails one of all of them once in 1000 runs of other seeds.
@Suite struct ChanceTests {
  static let seed: UInt64 = 20_261_121

  struct Case: Sendable, CustomTestStringConvertible {
    var word: String
    var form = 0
    var parameters: [Double]
    var cut: ClosedRange<Double>?

    var testDescription: String { "\(word) \(parameters) \(cut.map { "\($0)" } ?? "")" }
  }

  static let cases: [Case] =
    [
      Case(word: "uniform", parameters: [0, 1]), Case(word: "integer", parameters: [1, 6]),
      Case(word: "integer", parameters: [-1_000_000, 7]),
      Case(word: "loguniform", parameters: [50, 2000]), Case(word: "normal", parameters: [0, 1]),
      Case(word: "lognormal", parameters: [125, 150]),
      Case(word: "lognormal", form: 1, parameters: [2, 1.5]),
      Case(word: "exponential", parameters: [40]), Case(word: "gamma", parameters: [2, 12]),
      Case(word: "gamma", parameters: [0.3, 1]), Case(word: "gamma", parameters: [1, 1]),
      Case(word: "gamma", parameters: [150, 2]),
      Case(word: "negative_binomial", parameters: [120, 1.5]),
      Case(word: "negative_binomial", form: 1, parameters: [5, 0.3]),
      Case(word: "poisson", parameters: [3]), Case(word: "poisson", parameters: [9.99]),
      Case(word: "poisson", parameters: [10]), Case(word: "poisson", parameters: [25.5]),
      Case(word: "poisson", parameters: [1e6]), Case(word: "binomial", parameters: [1, 0.06]),
      Case(word: "binomial", parameters: [20, 0.3]),
      Case(word: "binomial", parameters: [33, 0.32]),
      Case(word: "binomial", parameters: [500, 0.7]),
      Case(word: "binomial", parameters: [1e9, 0.37]), Case(word: "geometric", parameters: [0.7]),
      Case(word: "geometric", parameters: [0.01]), Case(word: "zipf", parameters: [1.1, 1000]),
      Case(word: "zipf", parameters: [1, 20_000]), Case(word: "zipf", parameters: [0.8, 50]),
      Case(word: "zipf", parameters: [2.5, 1e6]), Case(word: "zipf", parameters: [0, 10]),
      Case(word: "pareto", parameters: [3, 2]), Case(word: "pareto", parameters: [1.16, 1]),
      Case(word: "lognormal", parameters: [125, 150], cut: 5...5000),
      Case(word: "lognormal", parameters: [125, 150], cut: 1000...1500),
      Case(word: "normal", parameters: [0, 1], cut: -1...2),
      Case(word: "normal", parameters: [0, 1], cut: 5...7),
      Case(word: "normal", parameters: [0, 1], cut: -30...(-10)),
      Case(word: "gamma", parameters: [2, 12], cut: 2...180),
      Case(word: "exponential", parameters: [40], cut: 100...160),
      Case(word: "poisson", parameters: [3], cut: 1...6),
      Case(word: "poisson", parameters: [3], cut: 12...30),
      Case(word: "binomial", parameters: [400, 0.06], cut: 10...45),
      Case(word: "geometric", parameters: [0.2], cut: 3...9),
      Case(word: "zipf", parameters: [1.1, 1000], cut: 2...50),
      Case(word: "negative_binomial", parameters: [120, 1.5], cut: 30...200),
      Case(word: "loguniform", parameters: [50, 2000], cut: 60...70),
      Case(word: "pareto", parameters: [3, 2], cut: 4...9),
    ] + furtherCases

  static let furtherCases: [Case] = [
    Case(word: "bernoulli", parameters: [0.3]), Case(word: "bernoulli", parameters: [0.002]),
    Case(word: "beta", parameters: [2, 5]), Case(word: "beta", parameters: [0.3, 0.8]),
    Case(word: "beta", parameters: [30, 25]), Case(word: "beta", parameters: [12, 500]),
    Case(word: "beta", form: 1, parameters: [0.25, 0.125]),
    Case(word: "weibull", parameters: [0.5, 3]), Case(word: "weibull", parameters: [1.7, 12]),
    Case(word: "triangular", parameters: [0, 3, 10]),
    Case(word: "triangular", parameters: [2, 8, 8]),
    Case(word: "student_t", parameters: [4, 0, 1]),
    Case(word: "student_t", parameters: [1, 0, 1]),
    Case(word: "student_t", parameters: [30, 10, 3]), Case(word: "logistic", parameters: [0, 1]),
    Case(word: "gumbel", parameters: [100, 25]),
    Case(word: "inverse_gaussian", parameters: [1, 1]),
    Case(word: "inverse_gaussian", parameters: [40, 4]),
    Case(word: "inverse_gaussian", form: 1, parameters: [3, 0.03]),
    Case(word: "hypergeometric", parameters: [50, 20, 10]),
    Case(word: "hypergeometric", parameters: [1000, 700, 985]),
    Case(word: "hypergeometric", parameters: [1000, 300, 900]),
    Case(word: "hypergeometric", parameters: [100_000, 30_000, 2000]),
    Case(word: "hypergeometric", parameters: [1e8, 7e7, 1e5]),
    Case(word: "zeta", parameters: [2.5]), Case(word: "zeta", parameters: [1.6]),
    Case(word: "zeta", parameters: [4]), Case(word: "log_series", parameters: [0.6]),
    Case(word: "log_series", parameters: [0.99]), Case(word: "log_series", parameters: [0.02]),
    Case(word: "beta", parameters: [2, 5], cut: 0.6...0.9),
    Case(word: "circular", parameters: [66_600e6, 2]),
    Case(word: "circular", parameters: [3600e6, 0.5]),
    Case(word: "circular", parameters: [43_200e6, 60]),
    Case(word: "circular", parameters: [0, 4]), Case(word: "circular", parameters: [9e9, 0]),
    Case(word: "circular", parameters: [30_600e6, 100_000]),
    Case(word: "circular", parameters: [66_600e6, 2], cut: 28_800e6...79_200e6),
    Case(word: "circular", parameters: [66_600e6, 8], cut: 0...14_400e6),
    Case(word: "weibull", parameters: [1.7, 12], cut: 30...60),
    Case(word: "triangular", parameters: [0, 3, 10], cut: 8...9.5),
    Case(word: "student_t", parameters: [4, 0, 1], cut: 6...40),
    Case(word: "student_t", parameters: [4, 0, 1], cut: -2...1),
    Case(word: "logistic", parameters: [0, 1], cut: -30...(-10)),
    Case(word: "gumbel", parameters: [100, 25], cut: 300...400),
    Case(word: "gumbel", parameters: [100, 25], cut: 0...60),
    Case(word: "inverse_gaussian", parameters: [1, 1], cut: 3...9),
    Case(word: "inverse_gaussian", parameters: [40, 60], cut: 2...8),
    Case(word: "hypergeometric", parameters: [1000, 300, 100], cut: 35...60),
    Case(word: "hypergeometric", parameters: [1000, 300, 100], cut: 5...17),
    Case(word: "zeta", parameters: [2.5], cut: 5...50),
    Case(word: "log_series", parameters: [0.9], cut: 2...9),
  ]

  /// One check of shape and one of the mean per case, and the tails below.
  static let checkCount = Double(2 * cases.count + 16)
  static let level = 0.001 / checkCount

  #if DEBUG
    static let size = 20_000
    static let tailSize = 200_000
  #else
    static let size = 1_000_000
    static let tailSize = 10_000_000
  #endif

  /// The law of a case, cut as the case says.
  struct Target {
    var law: any Distribution
    var below = 0.0
    var mass = 1.0

    init(_ law: any Distribution) { self.law = law }

    init(_ test: Case) throws {
      law = try #require(LawRegistry.law(test.word)).init(form: test.form, test.parameters)
      guard let cut = test.cut else { return }
      let start = law.isWhole ? cut.lowerBound - 1 : cut.lowerBound
      // From the upper side where the interval lies there: cdf differences would lose digits.
      isUpper = law.survival(start) < 0.5
      below = isUpper ? law.survival(start) : law.cdf(start)
      mass = isUpper ? below - law.survival(cut.upperBound) : law.cdf(cut.upperBound) - below
    }

    var isUpper = false

    func cdf(_ x: Double) -> Double {
      isUpper ? (below - law.survival(x)) / mass : (law.cdf(x) - below) / mass
    }
  }

  static func sample(_ test: Case, _ count: Int) throws -> [Double] {
    let type = try #require(LawRegistry.law(test.word))
    let column = "\(test.word) \(test.form) \(test.parameters) \(String(describing: test.cut))"
    let stream = StreamKey(seed: seed, table: "chance", column: column)
    return type.draws(
      form: test.form, test.parameters.map { .constant($0) }, stream,
      .range(first: 0, count: count), lower: (test.cut?.lowerBound).map { .constant($0) },
      upper: (test.cut?.upperBound).map { .constant($0) })
  }

  @Test(arguments: cases)
  func `samples have the shape of their law`(test: Case) throws {
    let target = try Target(test)
    // A cut in a far tail of a law without a quantile formula is a search per value.
    let isSearched = target.mass < 0.1 && !target.law.hasQuantileFormula
    let values = try Self.sample(test, isSearched ? Self.size / 20 : Self.size).sorted()
    let p = Self.shapeP(values, target)
    #expect(p > Self.level, "p-value \(p)")
    guard test.cut == nil, target.law.variance.isFinite else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    let error = (target.law.variance / Double(values.count)).squareRoot()
    let z = (mean - target.law.mean) / error
    #expect(Statistics.normalP(z) > Self.level, "mean \(mean), \(z) standard errors off")
  }

  /// Kolmogorov–Smirnov for continuous laws, chi-square over at most 300 classes for discrete.
  static func shapeP(_ values: [Double], _ target: Target) -> Double {
    if !target.law.isWhole {
      return Statistics.kolmogorovP(sorted: values, target.cdf)
    }
    return discreteP(values, edges: edges(target), target)
  }

  /// Class ends at 300 levels of the law, more closely spaced in both tails; a cut law is divided
  /// by its own share.
  static func edges(_ target: Target) -> [Double] {
    let levels = [1e-4, 1e-3] + (1..<300).map { Double($0) / 300 } + [0.999, 0.9999]
    var edges: [Double] = []
    for level in levels {
      let x =
        target.isUpper
        ? target.law.upperQuantile(target.below - level * target.mass)
        : target.law.quantile(target.below + level * target.mass)
      if x > edges.last ?? -.infinity { edges.append(x) }
    }
    return edges
  }

  /// Chi-square over the classes between edges, joined until ten values are expected in each.
  static func discreteP(
    _ values: [Double], edges: [Double], _ target: Target
  ) -> Double {
    var counts: [Int] = []
    var expected: [Double] = []
    var (place, before) = (0, 0.0)
    var pending = (count: 0, expected: 0.0)
    for edge in edges + [Double.infinity] {
      let start = place
      while place < values.count, values[place] <= edge { place += 1 }
      let p = edge == .infinity ? 1 : target.cdf(edge)
      pending.count += place - start
      pending.expected += (p - before) * Double(values.count)
      before = p
      if pending.expected >= 10 {
        counts.append(pending.count)
        expected.append(pending.expected)
        pending = (0, 0)
      }
    }
    if let last = counts.indices.last {
      counts[last] += pending.count
      expected[last] += pending.expected
    }
    guard counts.count > 1 else { return 1 }
    let value = Statistics.chiSquare(counts, expected: expected)
    return Statistics.chiSquareP(value, degrees: counts.count - 1)
  }

  @Test(arguments: [cases[4], cases[5]], [1e-3, 1e-4, 1e-5, 1e-6])
  func `tails hold as many values as the law says`(test: Case, q: Double) throws {
    let law = try Target(test).law
    let (low, high) = (law.quantile(q), law.upperQuantile(q))
    let values = try Self.sample(test, Self.tailSize)
    let counts = [values.count { $0 <= low }, values.count { $0 > high }]
    let tail = try Binomial(form: 0, [Double(values.count), q])
    for count in counts {
      let p = 2 * min(tail.cdf(Double(count)), tail.survival(Double(count) - 1))
      #expect(p > Self.level, "\(count) values beyond the \(q) quantile of \(values.count)")
    }
  }
}
