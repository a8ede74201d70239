import Testing

@testable import Sampling

/// Laws that follow correlated normal numbers, against SciPy, and back again.
@Suite struct ScorePairTests {
  struct Row: Sendable {
    var first: String
    var second: String
    var measure: ScoreSeries.Measure
    var normal: Double
    var expected: Double
  }

  static func rows() throws -> [Row] {
    try Fixture.rows("correlations.csv").map { row in
      Row(
        first: row[0], second: row[1], measure: row[2] == "value" ? .value : .rank,
        normal: try number(row[3]), expected: try number(row[4]))
    }
  }

  static func marginal(_ name: String) throws -> Marginal {
    switch name {
    case "lognormal": return Marginal(try Lognormal(form: 1, [0, 1]))
    case "narrow": return Marginal(try Lognormal(form: 1, [0, 0.25]))
    case "poisson": return Marginal(try Poisson(form: 0, [2]))
    case "grades": return Marginal([(0, 5), (1, 3), (2, 2)])
    case "chance": return Marginal([(0, 0.7), (1, 0.3)])
    default: return Marginal(try Mixture(zeros: 0.6, and: Exponential(form: 0, [1])))
    }
  }

  /// The rows of each pair of laws, which stand together.
  static func pairs() throws -> [(pair: ScorePair, rows: [Row])] {
    var pairs: [(pair: ScorePair, rows: [Row])] = []
    for row in try rows() {
      let last = pairs.last?.rows[0]
      if let last, (last.first, last.second, last.measure) == (row.first, row.second, row.measure) {
        pairs[pairs.count - 1].rows.append(row)
      } else {
        let pair = ScorePair(
          ScoreSeries(try marginal(row.first), row.measure),
          ScoreSeries(try marginal(row.second), row.measure))
        pairs.append((pair, [row]))
      }
    }
    return pairs
  }

  /// Laws with steps follow the last hundredths with 10^-4; all else is exact to what SciPy's
  /// integrals are.
  static func tolerance(_ row: Row) -> Double {
    row.normal.magnitude == 1 ? 2e-9 : row.normal.magnitude > 0.96 ? 1e-4 : 1e-7
  }

  @Test func `agrees with SciPy, and finds the normal numbers again`() throws {
    let pairs = try Self.pairs()
    try #require(pairs.count == 20)
    for (pair, rows) in pairs {
      for row in rows {
        let found = pair.correlation(normal: row.normal)
        #expect((found - row.expected).magnitude < Self.tolerance(row), "\(row): \(found)")
        if row.normal == 1 { #expect((pair.reach.upperBound - row.expected).magnitude < 2e-9) }
        if row.normal == -1 { #expect((pair.reach.lowerBound - row.expected).magnitude < 2e-9) }
      }
      for row in rows where row.normal.magnitude < 1 {
        let again = pair.normal(for: pair.correlation(normal: row.normal))
        #expect((again - row.normal).magnitude < 1e-9, "\(row): \(again)")
      }
    }
  }

  @Test(arguments: [-0.999, -0.5, 0.25, 0.9])
  func `ranks without ties follow Pearson's formula`(spearman: Double) throws {
    let series = ScoreSeries(try Self.marginal("lognormal"), .rank)
    let pair = ScorePair(series, .evenRanks)
    #expect(pair.reach == -1...1)
    let expected = 2 * Elementary.sin(.pi * spearman / 6)
    #expect((pair.normal(for: spearman) - expected).magnitude < 1e-12)
    #expect((pair.correlation(normal: expected) - spearman).magnitude < 1e-12)
  }

  @Test func `a law of many steps is taken as what it rounds`() throws {
    let bell = try Normal(form: 0, [0, 1])
    let fine = ScoreSeries(Marginal(Discretised(bell, to: Grid(parts: 500))), .value)
    let coarse = ScoreSeries(Marginal(Discretised(bell, to: Grid(parts: 20))), .value)
    let smooth = ScoreSeries(Marginal(bell), .value)
    for other in [fine, coarse] {
      let pair = ScorePair(smooth, other)
      // Sheppard: rounding to a step h adds h²/12 to the variance.
      #expect((pair.correlation(normal: 0.7) - 0.7).magnitude < 2e-4)
      #expect((pair.reach.upperBound - 1).magnitude < 2e-4)
    }
    #expect((ScorePair(smooth, smooth).correlation(normal: 0.7) - 0.7).magnitude < 1e-12)
  }
}
