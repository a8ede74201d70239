import Testing

@testable import Validation

@Suite struct SurvivalTests {
  static let functions: [String: @Sendable ([Double]) -> Double] = [
    "normal": { Survival.normal($0[0]) },
    "chiSquare": { Survival.chiSquare($0[0], degrees: $0[1]) },
    "studentT": { Survival.studentT($0[0], degrees: $0[1]) },
    "beta": { Survival.beta($0[0], $0[1], $0[2]) },
    "binomial": { Survival.binomial($0[0], n: $0[1], chance: $0[2]) },
    "smirnov": { SmirnovLaw.survival($0[0], n: Int($0[1])) },
    "smirnovLarge": { SmirnovLaw.survival($0[0], n: Int($0[1])) },
    "kolmogorov": { KolmogorovLaw.survival($0[0], n: Int($0[1])) },
    "kolmogorovLarge": { KolmogorovLaw.survival($0[0], n: Int($0[1])) },
    "kolmogorovLimit": { KolmogorovLaw.limitSurvival($0[0]) },
    "anderson": { AndersonDarlingLaw.limitSurvival($0[0]) },
  ]

  /// Relative errors as the functions state them. The steps of a double's argument alone make
  /// 10^-13 of the far tails; twice the one-sided law leaves 4 × 10^-11 out.
  static let bounds: [(name: String, error: Double)] = [
    ("normal", 1e-14), ("chiSquare", 1e-12), ("studentT", 1e-12), ("beta", 1e-12),
    ("binomial", 1e-12), ("smirnov", 1e-11), ("smirnovLarge", 1e-5), ("kolmogorov", 1e-10),
    ("kolmogorovLarge", 1e-4), ("kolmogorovLimit", 1e-12), ("anderson", 1e-12),
  ]

  @Test(arguments: bounds)
  func `stays within its stated error of the oracle`(name: String, error: Double) throws {
    let function = try #require(Self.functions[name])
    let rows = try Fixture.rows("survival.csv").filter { $0[0] == name }
    try #require(rows.count >= 8)
    var worst = (error: 0.0, row: [String]())
    for row in rows {
      let numbers = try row.dropFirst().map { try #require(Double($0)) }
      let value = function(numbers.dropLast())
      let found = relativeError(value, numbers[numbers.count - 1])
      if !(found <= worst.error) { worst = (found, row + ["\(numbers)", "\(value)"]) }
    }
    #expect(worst.error <= error, "\(worst)")
  }

  @Test func `laws of distances end at 0 and 1`() {
    for n in [1, 7, 600, 200_000] {
      #expect(KolmogorovLaw.survival(0, n: n) == 1)
      #expect(KolmogorovLaw.survival(1, n: n) == 0)
      #expect(SmirnovLaw.survival(-0.1, n: n) == 1)
      #expect(SmirnovLaw.survival(1, n: n) == 0)
      #expect(AndersonDarlingLaw.survival(0, n: n) == 1)
      #expect(AndersonDarlingLaw.survival(.infinity, n: n) == 0)
    }
    #expect(Survival.chiSquare(0, degrees: 3) == 1)
    #expect(Survival.normalTwoSided(0) == 1)
    #expect(Survival.beta(0, 2, 3) == 1)
    #expect(Survival.beta(1, 2, 3) == 0)
  }

  @Test(arguments: [1, 2, 9, 60, 501, 5000])
  func `the probability of a distance never rises with it`(n: Int) {
    var last = 1.0
    for step in 0...100 {
      let value = KolmogorovLaw.survival(Double(step) / 100 * 3 / Double(n).squareRoot(), n: n)
      #expect(value <= last + 1e-5 * last, "\(step)")
      last = value
    }
  }
}
