import Sampling
import Testing

@testable import Validation

/// What holds without chance.
@Suite struct ExactTests {
  @Test(arguments: [(1, 0.3), (2, 0.5), (7, 0.11), (12, 0.9), (25, 0.4)])
  func `a binomial p cut at a uniform number is uniform`(trials: Int, chance: Double) {
    for step in 1..<100 {
      let half = Double(step) / 200
      var probability = 0.0
      for k in 0...trials {
        let count = BinomialCount(k, of: trials, chance: chance)
        let law = Binomial(n: Double(trials), p: chance)
        let (below, above) = (k == 0 ? 0 : law.cdf(Double(k - 1)), law.survival(Double(k)))
        let at = Elementary.binomialTerm(Double(k), Double(trials), chance, 1 - chance)
        // The share of u at which p is at most twice `half`, on either side.
        let low = min(1, max(0, (half - below) / at))
        let high = min(1, max(0, (half - above) / at))
        probability += at * (low + high)
        if low > 0.01 { #expect(count.result(uniform: low * 0.99).p <= 2 * half) }
        if high > 0.01 { #expect(count.result(uniform: 1 - high * 0.99).p <= 2 * half) }
      }
      #expect((probability - 2 * half).magnitude < 1e-13, "\(step)")
    }
  }

  @Test func `exact p of a binomial count is the sum over counts no more probable`() {
    for trials in [1, 5, 18] {
      for chance in [0.02, 0.35, 0.5, 1] {
        let terms = (0...trials).map {
          Elementary.binomialTerm(Double($0), Double(trials), chance, 1 - chance)
        }
        for k in 0...trials {
          let sum = terms.filter { $0 <= terms[k] * (1 + 1e-7) }.reduce(0, +)
          let p = BinomialCount(k, of: trials, chance: chance).exactP
          #expect((p - sum).magnitude < 1e-13, "\(k) of \(trials) at \(chance)")
        }
      }
    }
  }

  @Test func `a distance is taken at both sides of each value`() throws {
    let law = try Uniform(form: 0, [0, 1])
    var test = KolmogorovSmirnov(total: 4)
    test.add(ValueRun([0.1, 0.3]), under: law)
    test.add(ValueRun([0.9], counts: [2]), under: law)
    // Before 0.9 half of the values are below, and nine tenths of the law.
    #expect((test.lack - 0.4).magnitude < 1e-15)
    #expect((test.excess - 0.2).magnitude < 1e-15)
    #expect(test.farthest == 0.9)
    #expect(test.result.n == 4)
    #expect(test.oneSided(tooSmall: true).p > test.result.p)
  }

  @Test func `values at an atom are no distance where the law has them`() {
    let law = Binomial(n: 1, p: 0.25)
    var test = KolmogorovSmirnov(total: 100)
    test.add(ValueRun([0, 1], counts: [75, 25]), under: law)
    #expect(test.result.statistic < 1e-15)
    #expect(test.result.p == 1)
    var wrong = KolmogorovSmirnov(total: 100)
    wrong.add(ValueRun([0, 1], counts: [25, 75]), under: law)
    #expect((wrong.result.statistic - 0.5).magnitude < 1e-15)
    #expect(wrong.result.p < 1e-20)
  }

  @Test func `values that are spread ascend within their atoms`() {
    struct Recorder: OrderedTest {
      static let readsBelow = true
      static let readsAbove = true
      var points: [LawPoint] = []
      mutating func add(_ point: LawPoint) { points.append(point) }
    }
    let law = Binomial(n: 2, p: 0.5)
    var recorder = Recorder()
    recorder.add(ValueRun([0, 1, 2], counts: [5, 7, 3]), under: law, from: 10) {
      Double($0 % 3 + 1) / 4
    }
    let places = recorder.points.map(\.upTo)
    #expect(places.count == 15)
    #expect(places == places.sorted())
    #expect(places[4] < 0.25 && places[5] > 0.25 && places[11] < 0.75 && places[12] > 0.75)
    for point in recorder.points { #expect((point.upTo + point.above - 1).magnitude < 1e-15) }
  }

  @Test func `a value that a law cannot give ends in p 0`() throws {
    let law = try Exponential(form: 0, [1])
    var test = AndersonDarling(total: 3)
    test.add(ValueRun([-1, 0.5, 2]), under: law)
    #expect(test.result.statistic == .infinity)
    #expect(test.result.p == 0)
    let counts = CountTest([3, 0, 9], shares: [0, 0.5, 0.5], order: .named)
    #expect(counts.result().p == 0)
    #expect(counts.result(.likelihoodRatio).statistic == .infinity)
  }

  @Test func `cells are cut at quantiles, atoms at their own`() throws {
    let even = LawCells(try Uniform(form: 0, [0, 1]), count: 4)
    #expect(even.edges == [0.25, 0.5, 0.75])
    #expect(even.probabilities == [0.25, 0.25, 0.25, 0.25])
    #expect([0.25, 0.26, 0.75, 9].map { even.cell(of: $0) } == [0, 1, 2, 3])
    let coin = LawCells(Binomial(n: 1, p: 0.25), count: 10)
    #expect(coin.edges == [0])
    #expect(coin.probabilities == [0.75, 0.25])
    let few = LawCells(try Poisson(form: 0, [2]), count: 30)
    #expect(few.edges == [0, 1, 2, 3, 4, 5])
    #expect((few.probabilities.reduce(0, +) - 1).magnitude < 1e-15)
  }

  @Test func `cells of which little is expected are joined, whatever was counted`() {
    let ordered = CountCells(
      [1, 2, 3, 4, 5, 6], expected: [1, 2, 10, 10, 3, 3], joined: .ordered, least: 5)
    #expect(ordered.cells.map(\.count) == [6, 4, 11])
    #expect(ordered.cells.map(\.expected) == [13, 10, 6])
    let named = CountCells(
      [1, 2, 3, 4], expected: [4, 20, 2, 10], joined: .named, least: 5)
    #expect(named.cells.map(\.count) == [2, 4, 4])
    #expect(named.cells.map(\.expected) == [20, 10, 6])
    let rare = CountCells([1, 2, 3], expected: [1, 20, 9], joined: .named, least: 5)
    #expect(rare.cells.map(\.count) == [2, 4])
    let single = CountCells([2, 1], expected: [2, 1], joined: .ordered, least: 5)
    #expect(single.cells.map(\.count) == [3])
  }

  @Test func `the route depends on the law and the number of values`() throws {
    #expect(ShapeRoute(try Normal(form: 0, [0, 1])) == .continuous)
    #expect(ShapeRoute(try Poisson(form: 0, [3])) == .cells)
    let cents = Discretised(try Lognormal(form: 0, [125, 150]), to: Grid(step: 1, parts: 100))
    #expect(ShapeRoute(cents) == .randomised)
  }

  @Test func `moments of a law are found, or said not to settle`() throws {
    let law = LawMoments(try Exponential(form: 0, [3]))
    #expect((law.skewness - 2).magnitude < 0.01)
    #expect((law.kurtosis - 9).magnitude < 0.05)
    let counts = LawMoments(try Poisson(form: 0, [4]))
    #expect((counts.skewness - 0.5).magnitude < 0.01)
    #expect((counts.kurtosis - 3.25).magnitude < 0.05)
    let heavy = LawMoments(try Pareto(form: 0, [2.5, 1]))
    #expect(heavy.skewness.isNaN)
    var few = Moments()
    few.add(ValueRun([1, 2, 3]))
    #expect(few.meanTest(heavy) == nil)
    #expect(few.sdTest(heavy) == nil)
    #expect(few.meanTest(LawMoments(try Pareto(form: 0, [1.5, 1]))) == nil)
  }

  @Test func `moments are the same in whatever batches`() {
    let values = (0..<1000).map { Double($0 * 7919 % 1009) + 1e6 }
    var (whole, parts) = (Moments(), Moments())
    whole.add(ValueRun(values))
    for start in stride(from: 0, to: 1000, by: 37) {
      parts.add(ValueRun(Array(values[start..<min(1000, start + 37)])))
    }
    #expect((whole.mean - parts.mean).magnitude < 1e-6)
    #expect((whole.sd / parts.sd - 1).magnitude < 1e-9)
    let told = Moments(n: 4, mean: 2.5, variance: 1.25)
    var added = Moments()
    added.add(ValueRun([1, 2, 3, 4]))
    #expect(told.mean == added.mean && (told.sd - added.sd).magnitude < 1e-15)
  }

  @Test func `a margin changes the verdict and never p`() {
    let small = BinomialCount(500_600, of: 1_000_000, chance: 0.5).result()
    let large = BinomialCount(510_000, of: 1_000_000, chance: 0.5).result()
    #expect(ClaimVerdict(p: small.p, effect: small.effect, rate: 0.01) == .holds)
    #expect(ClaimVerdict(p: 0.001, effect: small.effect, rate: 0.01) == .differs)
    #expect(ClaimVerdict(p: 0.001, effect: small.effect, rate: 0.01, margin: 0.002) == .negligible)
    #expect(ClaimVerdict(p: large.p, effect: large.effect, rate: 0.01, margin: 0.002) == .differs)
    // As small an effect of few trials may be larger in truth.
    let few = BinomialCount(50, of: 100, chance: 0.5).result()
    #expect(ClaimVerdict(p: 0.001, effect: few.effect, rate: 0.01, margin: 0.002) == .differs)
    let table = ContingencyTable([[10, 0], [0, 10]]).independence()
    #expect(ClaimVerdict(p: table.p, effect: table.effect, rate: 0.01, margin: 1) == .differs)
    let many = ContingencyTable([[500_900, 499_100], [499_100, 500_900]]).independence()
    #expect(many.p < 0.02)
    #expect(ClaimVerdict(p: many.p, effect: many.effect, rate: 0.05, margin: 0.01) == .negligible)
    let unknown = Effect("distance", 0.001, .none)
    #expect(ClaimVerdict(p: 0, effect: unknown, rate: 0.01, margin: 1) == .differs)
  }

  @Test func `a table of one row or column says nothing of dependence`() {
    #expect(ContingencyTable([[5, 9, 3]]).independence().p == 1)
    #expect(ContingencyTable([[5], [9]]).independence().p == 1)
    #expect(ContingencyTable([[50, 0], [90, 0]]).cramersV == 0)
    #expect(ContingencyTable([[50, 50], [90, 90]]).correctedV == 0)
    #expect((ContingencyTable([[500, 0], [0, 500]]).correctedV - 1).magnitude < 1e-12)
    // Too little to be told apart, and no other row to join.
    #expect(ContingencyTable([[5, 1], [900, 80]]).independence().p == 1)
  }

  @Test func `rare rows and columns of a table join, whatever its cells hold`() {
    let margins = JoinedMargins(
      rowSums: [900, 3, 0, 90, 7], columnSums: [400, 500, 20, 60, 20], least: 5)
    // 3 and 7 join, then with 90; beside a row of 100 no column has less than 50.
    #expect(margins.rows == [0, 1, -1, 1, 1])
    #expect(margins.columns == [0, 1, 2, 2, 2])
    let enough = JoinedMargins(rowSums: [50, 50], columnSums: [30, 30, 40], least: 5)
    #expect(enough.rows == [0, 1] && enough.columns == [0, 1, 2])
    let single = JoinedMargins(rowSums: [4], columnSums: [1, 3], least: 5)
    #expect(single.rows == [0])
    // A rare class leaves what the others tell.
    let counts = [[300, 600], [600, 300], [2, 1]]
    #expect(ContingencyTable(counts).independence().p < 1e-9)
  }

  @Test func `p-values of families`() {
    #expect(Families.holm([]) == [])
    #expect(Families.fisher([]) == 1 && Families.cauchy([]) == 1)
    #expect(Families.holm([0.5, 0.01, 0.5]) == [1, 0.03, 1])
    #expect(Families.cauchy([0.2, 0]) == 0 && Families.fisher([0.2, 0]) == 0)
    #expect(Families.cauchy([1, 1]) > 0.99)
  }
}
