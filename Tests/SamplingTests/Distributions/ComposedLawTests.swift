import Testing

@testable import Sampling

/// Laws made of others and of data: against SciPy, and what every law promises.
@Suite struct ComposedLawTests {
  static let names: [String] = {
    do { return try ComposedLaws.all().map(\.name) } catch { return [] }
  }()

  static let key = StreamKey(seed: 5, table: "tests", column: "composed")

  func test(_ name: String) throws -> ComposedLaws.Case {
    try #require(try ComposedLaws.named(name))
  }

  @Test func `each name of the fixture has a law`() throws {
    #expect(Set(try Fixture.rows("composed.csv").map { $0[0] }) == Set(Self.names))
    #expect(Self.names.count == 20)
  }

  @Test(arguments: names)
  func `agrees with SciPy`(name: String) throws {
    let law = try test(name).law
    let rows = try Fixture.rows("composed.csv").filter { $0[0] == name }
    try #require(rows.count >= 12)
    for row in rows {
      let (argument, expected) = (try number(row[2]), try number(row[3]))
      let value: Double =
        switch row[1] {
        case "mean": law.mean
        case "variance": law.variance
        case "cdf": law.cdf(argument)
        case "survival": law.survival(argument)
        case "quantile": law.quantile(argument)
        default: law.upperQuantile(argument)
        }
      // Moments of cut laws are integrals on both sides; sums near 1 lose what the other side has.
      let isMoment = row[1] == "mean" || row[1] == "variance"
      let tolerance = (isMoment ? 1e-9 : 2e-11) * expected.magnitude + 2e-16
      #expect((value - expected).magnitude <= tolerance, "\(row[1])(\(argument)) \(expected)")
    }
  }

  @Test(arguments: names)
  func `a batch equals single draws whatever its cut`(name: String) throws {
    let (law, cut) = (try test(name).law, try test(name).cut)
    let rows = RowKeys.range(first: 1000, count: 500)
    let scalar = rows.map { law.draw(Self.key, $0).bitPattern }
    #expect(law.draws(Self.key, rows).map(\.bitPattern) == scalar)
    let picked = rows.gathered([3, 3, 499, 0])
    #expect(law.draws(Self.key, picked).map(\.bitPattern) == [3, 3, 499, 0].map { scalar[$0] })
    let within = rows.map { law.draw(Self.key, $0, within: cut).bitPattern }
    #expect(law.draws(Self.key, rows, within: cut).map(\.bitPattern) == within)
  }

  @Test(arguments: names)
  func `draws stay in the stated ranges`(name: String) throws {
    let (law, cut) = (try test(name).law, try test(name).cut)
    let rows = RowKeys.range(first: 0, count: 5000)
    for value in law.draws(Self.key, rows) {
      #expect(law.drawnRange.contains(value) && law.support.contains(value))
      if law.isWhole { #expect(value == value.rounded()) }
    }
    for value in law.draws(Self.key, rows, within: cut) { #expect(cut.contains(value)) }
    let below = law.support.lowerBound - 2
    if below.isFinite {
      #expect(law.draw(Self.key, 1, within: (below - 1)...below).isNaN)
      #expect(!law.canBeCut(to: (below - 1)...below))
    }
  }

  @Test(arguments: names)
  func `quantiles are the first values that reach a probability`(name: String) throws {
    let law = try test(name).law
    for p in [1e-9, 0.003, 0.2, 0.41, 0.5, 0.77, 0.999] {
      let (x, y) = (law.quantile(p), law.upperQuantile(p))
      #expect(law.cdf(x) >= p - 1e-12 && law.cdfBelow(x) <= p + 1e-12)
      #expect(law.survival(y) <= p + 1e-12 && law.survivalFrom(y) >= p - 1e-12)
    }
    #expect(law.quantile(-0.1).isNaN && law.quantile(1.1).isNaN)
    #expect(law.cdf(.infinity) == 1 && law.survival(.infinity) == 0)
    #expect(law.cdf(-.infinity) == 0 && law.survival(-.infinity) == 1)
  }

  @Test(arguments: names)
  func `a place splits the probability into below and from`(name: String) throws {
    let law = try test(name).law
    let (low, high) = (law.quantile(0.001), law.upperQuantile(0.001))
    let places =
      (0...40).map { low + Double($0) / 40 * (high - low) } + ComposedLaws.seen + [0, 10]
    for x in places {
      #expect((law.cdf(x) + law.survival(x) - 1).magnitude < 1e-12)
      #expect((law.cdfBelow(x) + law.survivalFrom(x) - 1).magnitude < 1e-12)
      #expect(law.cdfBelow(x) <= law.cdf(x))
    }
  }

  @Test(arguments: names)
  func `a law is the sum of what it is cut to`(name: String) throws {
    let (law, cut) = (try test(name).law, try test(name).cut)
    let part = try #require(law.truncated(to: cut))
    #expect(
      (part.mass - (law.cdf(cut.upperBound) - law.cdfBelow(cut.lowerBound))).magnitude < 1e-12)
    for p in [0.1, 0.5, 0.8] {
      let x = law.quantile(law.cdfBelow(cut.lowerBound) + p * part.mass)
      let whole = (law.cdf(x) - law.cdfBelow(cut.lowerBound)) / part.mass
      #expect((part.law.cdf(x) - whole).magnitude < 1e-12, "\(x)")
    }
  }

  @Test func `parts keep their draws when another is added`() throws {
    let (first, second) = (try Normal(form: 0, [0, 1]), try Normal(form: 0, [50, 1]))
    let two = try Mixture([(7, first), (3, second)])
    let three = try Mixture([(7, first), (3, second), (1, Poisson(form: 0, [9000]))])
    let rows = RowKeys.range(first: 0, count: 2000)
    let (a, b) = (two.draws(Self.key, rows), three.draws(Self.key, rows))
    let kept = zip(a, b).count { $0 == $1 }
    #expect(kept > 1600, "a row that keeps its part keeps its value")
  }

  @Test func `a mixture says which weight is wrong`() throws {
    let law = PointMass(1)
    #expect(
      throws: LawProblem(
        parameter: 1, "'weight' cannot be -2", expected: "a number of at least 0")
    ) { _ = try Mixture([(1, law), (-2, law)]) }
    #expect(
      throws: LawProblem(
        parameter: nil, "no part of 'mixture' has a weight above 0",
        expected: "weights of at least 0, one of them above 0")
    ) { _ = try Mixture([(0, law), (0, law)]) }
    #expect(
      throws: LawProblem(
        parameter: 0, "'chance' cannot be 1.5", expected: "a number from 0 to 1")
    ) { _ = try Mixture(zeros: 1.5, and: law) }
  }
}
