import Testing

@testable import Sampling

/// What every law promises, apart from its shape.
@Suite struct LawTests {
  /// One set of parameters per law, and an interval that cuts it on both sides.
  static let samples: [(word: String, parameters: [Double], cut: ClosedRange<Double>)] = [
    ("bernoulli", [0.3], 1...5), ("beta", [2, 5], 0.1...0.5), ("binomial", [40, 0.3], 8...15),
    ("circular", [66_600e6, 2], 28_800e6...79_200e6),
    ("exponential", [40], 10...90), ("gamma", [2, 12], 2...180), ("geometric", [0.2], 3...9),
    ("gumbel", [100, 25], 80...180), ("hypergeometric", [500, 120, 60], 10...20),
    ("integer", [-5, 20], 0...7), ("inverse_gaussian", [40, 60], 10...90),
    ("log_series", [0.9], 2...9), ("logistic", [10, 3], 4...30),
    ("lognormal", [125, 150], 5...5000),
    ("loguniform", [50, 2000], 60...70), ("negative_binomial", [120, 1.5], 30...200),
    ("normal", [10, 3], 4...30), ("pareto", [1.16, 5], 6...500), ("poisson", [3], 1...6),
    ("student_t", [4, 10, 3], 4...30), ("triangular", [2, 5, 20], 4...9),
    ("uniform", [-1, 4], 0...1), ("weibull", [1.5, 40], 10...90), ("zeta", [2.5], 2...50),
    ("zipf", [1.1, 1000], 2...50),
  ]
  static let key = StreamKey(seed: 5, table: "tests", column: "laws")

  func law(_ word: String, _ parameters: [Double]) throws -> any Law {
    try #require(LawRegistry.law(word)).init(form: 0, parameters)
  }

  @Test func `the registry is sorted and holds each word once`() {
    let words = LawRegistry.all.map { $0.word }
    #expect(words == words.sorted())
    #expect(Set(words).count == words.count)
    #expect(words == Self.samples.map(\.word))
    #expect(LawRegistry.law("lognorm") == nil)
  }

  @Test(arguments: samples)
  func `a batch equals single draws whatever its cut`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    let rows = RowKeys.range(first: 1000, count: 700)
    let scalar = rows.map { law.draw(Self.key, $0).bitPattern }
    #expect(law.draws(Self.key, rows).map(\.bitPattern) == scalar)
    let picked = rows.gathered([3, 3, 699, 0])
    #expect(law.draws(Self.key, picked).map(\.bitPattern) == [3, 3, 699, 0].map { scalar[$0] })
    let within = rows.map { law.draw(Self.key, $0, within: cut).bitPattern }
    #expect(law.draws(Self.key, rows, within: cut).map(\.bitPattern) == within)
  }

  @Test(arguments: samples)
  func `parameters and ends by row give the rows of the constant case`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let type = try #require(LawRegistry.law(word))
    let rows = RowKeys.range(first: 7, count: 150)
    let constants = parameters.map { LawArgument.constant($0) }
    let perRow = parameters.map { LawArgument.perRow([Double](repeating: $0, count: 150)) }
    let low = LawArgument.constant(cut.lowerBound)
    let high = LawArgument.perRow([Double](repeating: cut.upperBound, count: 150))
    func draws(
      _ parameters: [LawArgument], _ lower: LawArgument?, _ upper: LawArgument?
    ) -> [UInt64] {
      type.draws(form: 0, parameters, Self.key, rows, lower: lower, upper: upper).map(\.bitPattern)
    }
    #expect(draws(constants, nil, nil) == draws(perRow, nil, nil))
    #expect(draws(constants, low, .constant(cut.upperBound)) == draws(perRow, low, high))
    #expect(draws(constants, low, nil) == draws(perRow, low, nil))
    #expect(draws(constants, low, high) == draws(perRow, low, high))
  }

  @Test(arguments: samples)
  func `draws stay in the stated ranges`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    #expect(law.drawnRange.lowerBound.isFinite && law.drawnRange.upperBound.isFinite)
    let rows = RowKeys.range(first: 0, count: 5000)
    for value in law.draws(Self.key, rows) {
      #expect(law.drawnRange.contains(value) && law.support.contains(value))
      if type(of: law).isDiscrete { #expect(value == value.rounded()) }
    }
    for value in law.draws(Self.key, rows, within: cut) { #expect(cut.contains(value)) }
  }

  @Test(arguments: samples)
  func `an interval without probability gives NaN`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    if law.support.lowerBound > -.infinity {
      let below = (law.support.lowerBound - 3)...(law.support.lowerBound - 1)
      #expect(law.draw(Self.key, 1, within: below).isNaN)
      #expect(
        law.draws(Self.key, .range(first: 0, count: 2), within: below).allSatisfy { $0.isNaN })
    }
    if law.support.upperBound < .infinity {
      let above = (law.support.upperBound + 1)...(law.support.upperBound + 3)
      #expect(law.draw(Self.key, 1, within: above).isNaN)
    }
    if type(of: law).isDiscrete { #expect(law.draw(Self.key, 1, within: 1.2...1.8).isNaN) }
    let type = type(of: law)
    let constants = parameters.map { LawArgument.constant($0) }
    let swapped = type.draws(
      form: 0, constants, Self.key, .range(first: 0, count: 3), lower: .perRow([5, 9, .nan]),
      upper: .constant(4))
    #expect(swapped.allSatisfy { $0.isNaN })
  }

  @Test(arguments: samples)
  func `rows with parameters out of domain give NaN and spare the others`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let type = try #require(LawRegistry.law(word))
    var arguments = parameters.map { LawArgument.constant($0) }
    let last = parameters.count - 1
    arguments[last] = .perRow([parameters[last], .nan, parameters[last], -.infinity])
    let rows = RowKeys.range(first: 0, count: 4)
    let out = type.draws(form: 0, arguments, Self.key, rows, lower: nil, upper: nil)
    #expect(out.map(\.isNaN) == [false, true, false, true])
    let law = try type.init(form: 0, parameters)
    #expect(out[0] == law.draw(Self.key, 0) && out[2] == law.draw(Self.key, 2))
  }

  @Test(arguments: samples)
  func `quantiles turn the distribution function around`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    for p in [1e-9, 0.003, 0.2, 0.5, 0.77, 0.999] {
      let x = law.quantile(p)
      let y = law.upperQuantile(p)
      if type(of: law).isDiscrete {
        #expect(law.cdf(x) >= p && law.cdf(x - 1) < p)
        #expect(law.survival(y) <= p && law.survival(y - 1) > p)
      } else {
        #expect((law.cdf(x) - p).magnitude < 1e-12 && (law.survival(y) - p).magnitude < 1e-12)
      }
    }
    #expect(law.quantile(-0.1).isNaN && law.quantile(1.1).isNaN)
  }

  @Test(
    arguments: [
      ("normal", 0, [0.0, 0], 1, "'sd' cannot be 0", "a number above 0"),
      ("normal", 0, [.nan, 1], 0, "'mean' cannot be nan", "a finite number"),
      ("poisson", 0, [-1], 0, "'mean' cannot be -1", "a number of at least 0"),
      ("binomial", 0, [2.5, 0.1], 0, "'n' cannot be 2.5", "a whole number from 0 to 2^53"),
      ("binomial", 0, [2, 1.1], 1, "'p' cannot be 1.1", "a number from 0 to 1"),
      ("geometric", 0, [0], 0, "'p' cannot be 0", "a number above 0 and up to 1"),
      ("zipf", 0, [1, 0], 1, "'n' cannot be 0", "a whole number from 1 to 2^53"),
      ("integer", 0, [1, 0], 1, "'to' must not be less than 'from'", "a number of at least 1"),
      ("uniform", 0, [2.5, 1], 1, "'to' must not be less than 'from'", "a number of at least 2.5"),
      ("lognormal", 1, [1, -2], 1, "'sigma' cannot be -2", "a number above 0"),
      ("beta", 0, [0, 1], 0, "'a' cannot be 0", "a number above 0"),
      (
        "beta", 1, [0.5, 0.5], 1, "'sd' cannot be 0.5 beside a 'mean' of 0.5",
        "a number above 0 and below 0.5"
      ),
      (
        "triangular", 0, [0, 3, 2], 1, "'mode' must not be more than 'to'", "a number of at most 2"
      ),
      ("zeta", 0, [1], 0, "'exponent' cannot be 1", "a number above 1 and up to 500"),
      ("log_series", 0, [1], 0, "'p' cannot be 1", "a number above 0 and below 1"),
      ("bernoulli", 0, [1.5], 0, "'p' cannot be 1.5", "a number from 0 to 1"),
      (
        "hypergeometric", 0, [5, 2, 6], 2, "'draws' must not be more than 'population'",
        "a whole number from 0 to 5"
      ),
      (
        "negative_binomial", 2, [9, 3], 1, "'sd' must be more than the root of 'mean'",
        "a number above 3"
      ),
      (
        "circular", 0, [86_400e6, 2], 0, "'peak' cannot be 86400000000",
        "a time of day such as 18:30"
      ),
      (
        "circular", 0, [0, 2e6], 1, "'concentration' is too large", "a number from 0 to 1,000,000"
      ),
      ("weibull", 1, [9, 3], 1, "'p90' cannot be 3", "a number above 'median', 9"),
      ("normal", 1, [9, 3], 1, "'p90' cannot be 3", "a number above 'median', 9"),
    ] as [(String, Int, [Double], Int, String, String)])
  func `says which parameter is wrong and how`(
    word: String, form: Int, parameters: [Double], index: Int, message: String, expected: String
  ) throws {
    let type = try #require(LawRegistry.law(word))
    #expect(throws: LawProblem(parameter: index, message, expected: expected)) {
      _ = try type.init(form: form, parameters)
    }
  }

  @Test(
    arguments: [
      ("exponential", [1e308]), ("gamma", [2, 1e308]), ("lognormal", [1e300, 1e305]),
      ("normal", [0, 1e308]), ("normal", [-1.7e308, 2e307]), ("pareto", [0.01, 1]),
      ("student_t", [0.05, 0, 1]), ("weibull", [0.005, 1]), ("logistic", [0, 1e308]),
      ("gumbel", [1.7e308, 1e308]), ("inverse_gaussian", [1e300, 1e200]), ("zeta", [1.001]),
    ] as [(String, [Double])])
  func `a law that reaches beyond the largest double says so by its drawn range`(
    word: String, parameters: [Double]
  ) throws {
    let range = try law(word, parameters).drawnRange
    #expect(max(-range.lowerBound, range.upperBound) == .greatestFiniteMagnitude)
  }

  /// The same draws as of a law 2^-900 as wide, which no double cuts off.
  @Test(arguments: [
    ("normal", [1.7e308, 1e308], -1.7e308...1.7e308), ("normal", [0, 1.7e308], 1e308...1.2e308),
    ("exponential", [1.7e308], 1e307...1.79e308),
  ])
  func `cut to where doubles are, a wider law is drawn as any other`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let small = 0x1p-900
    let rows = RowKeys.range(first: 0, count: 2000)
    let wide = try law(word, parameters).draws(Self.key, rows, within: cut)
    let narrow = try law(word, parameters.map { $0 * small }).draws(
      Self.key, rows, within: (cut.lowerBound * small)...(cut.upperBound * small))
    for (a, b) in zip(wide, narrow) {
      #expect(cut.contains(a))
      #expect((a * small - b).magnitude <= 1e-13 * cut.upperBound * small)
    }
  }

  @Test(arguments: samples)
  func `all probability lies below infinity`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    #expect(law.cdf(.infinity) == 1 && law.survival(.infinity) == 0)
    #expect(law.cdf(-.infinity) == 0 && law.survival(-.infinity) == 1)
  }

  @Test(arguments: samples)
  func `a law can be cut to just the intervals it draws from`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let law = try law(word, parameters)
    let spread = law.drawnRange.upperBound - law.drawnRange.lowerBound
    let places = [-40, -3, -0.3, -1e-9, 0, 1e-9, 0.01, 0.2, 0.21, 0.5, 0.9, 1, 1.2, 4, 40, 1e6]
      .map { law.drawnRange.lowerBound + $0 * spread }
    let rows = RowKeys.range(first: 0, count: 50)
    var counts = (drawn: 0, refused: 0)
    for low in places + [-.infinity] {
      for high in places + [.infinity] where low <= high {
        let draws = law.draws(Self.key, rows, within: low...high)
        if law.canBeCut(to: low...high) {
          counts.drawn += 1
          #expect(draws.allSatisfy { (low...high).contains($0) }, "\(low)...\(high)")
        } else {
          counts.refused += 1
          #expect(draws.allSatisfy { $0.isNaN }, "\(low)...\(high)")
        }
      }
    }
    #expect(counts.drawn > 5 && counts.refused > 5)
  }

  @Test(
    arguments: [
      ("exponential", [4e306]), ("gamma", [1e-3, 1e306]), ("gamma", [1e300, 1]),
      ("lognormal", [1e300, 1e300]), ("normal", [1e308, 1e306]), ("pareto", [1e-3, 1e300]),
      ("student_t", [0.01, 1e308, 1e308]), ("weibull", [1e-3, 1e300]),
      ("logistic", [-1e308, 1e307]), ("gumbel", [1e308, 1e307]),
      ("inverse_gaussian", [1e308, 1e200]), ("inverse_gaussian", [1e-300, 1e-170]),
      ("triangular", [-8e307, 0, 9e307]), ("beta", [1e-5, 1e-5]), ("beta", [1e300, 1e-2]),
      ("log_series", [1 - 0x1p-47]), ("hypergeometric", [0x1p53, 0x1p52, 0x1p51]),
      ("zeta", [1.01]),
    ] as [(String, [Double])])
  func `parameters near the largest double give finite draws`(
    word: String, parameters: [Double]
  ) throws {
    let law = try law(word, parameters)
    let range = law.drawnRange
    #expect(range.lowerBound.isFinite && range.upperBound.isFinite)
    #expect(law.draws(Self.key, .range(first: 0, count: 20_000)).allSatisfy(range.contains))
  }

  @Test func `the drawn range of counts is as narrow as the draws allow`() throws {
    #expect(try Poisson(form: 0, [3]).drawnRange.upperBound < 45)
    #expect(try Poisson(form: 0, [9.9]).drawnRange.upperBound < 75)
    #expect(try Geometric(form: 0, [0.5]).drawnRange == 1...53)
    for mean in [10, 1000, 1e6] {
      let law = try Poisson(form: 0, [mean])
      #expect(law.survival(law.drawnRange.upperBound) < 1e-48)
    }
  }

  @Test func `lognormal takes the moments of the values`() throws {
    let law = try Lognormal(form: 0, [125, 150])
    #expect((law.mean - 125).magnitude < 1e-12)
    #expect((law.variance - 22_500).magnitude < 1e-9)
  }

  @Test func `an interval far in a tail is drawn with all its digits`() throws {
    let law = try Normal(form: 0, [0, 1])
    let rows = RowKeys.range(first: 0, count: 1000)
    for ends in [20.0...20.5, -38.0...(-37.0), 9.0...40.0] {
      let values = law.draws(Self.key, rows, within: ends)
      #expect(values.allSatisfy { ends.contains($0) })
      #expect(Set(values).count > 990)
    }
    let narrow = law.draws(Self.key, rows, within: 1...(1 + 1e-13))
    #expect(Set(narrow).count > 100)
    #expect(law.draw(Self.key, 0, within: 40...41).isNaN)
  }
}
