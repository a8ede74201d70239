import Sampling
import Testing

@testable import Validation

/// p-values of data that a claim describes are uniform; of data that it does not, small.
@Suite struct CalibrationTests {
  /// How often each test is made.
  static let times = 250

  /// Data of one try, drawn by the tool's own laws.
  struct Try {
    let number: Int
    private let stream: StreamKey

    init(_ name: String, _ number: Int) {
      self.number = number
      stream = StreamKey(seed: ChanceChecks.seed, table: name, column: "\(number)")
    }

    func uniform(_ place: Int) -> Double { stream.lane("judge").uniform(at: UInt64(place)) }

    func values(_ law: some Distribution, _ count: Int, _ lane: String = "data") -> [Double] {
      law.draws(stream.lane(lane), .range(first: 0, count: count))
    }

    func run(_ law: some Distribution, _ count: Int) -> ValueRun {
      counted(values(law, count))
    }
  }

  static func counted(_ values: [Double]) -> ValueRun {
    var distinct: [Double] = []
    var counts: [Int] = []
    for value in values.sorted() {
      if value == distinct.last {
        counts[counts.count - 1] += 1
      } else {
        distinct.append(value)
        counts.append(1)
      }
    }
    return ValueRun(distinct, counts: counts)
  }

  static func normal(_ mean: Double = 0, _ sd: Double = 1) throws -> Normal {
    try Normal(form: 0, [mean, sd])
  }

  static func poisson(_ mean: Double) throws -> Poisson { try Poisson(form: 0, [mean]) }

  /// Checks p-values of tries against the uniform law.
  static func expectUniform(_ name: String, _ p: (Try) throws -> Double?) throws {
    var found: [Double] = []
    for number in 0..<times { found.append(try #require(try p(Try(name, number)))) }
    var test = KolmogorovSmirnov(total: times)
    test.add(counted(found), under: try Uniform(form: 0, [0, 1]))
    let small = found.count { $0 < 0.05 }
    #expect(
      test.result.p >= ChanceChecks.level(name), "\(name): \(test.result), \(small) below 5 %")
  }

  /// How often p is below 1 % where the data were changed.
  static func power(_ name: String, _ p: (Try) throws -> Double?) throws -> Double {
    var caught = 0
    for number in 0..<100 {
      if try #require(try p(Try("power " + name, number))) < 0.01 { caught += 1 }
    }
    return Double(caught) / 100
  }

  static func distance(
    _ sample: Try, _ data: some Distribution, _ law: some Distribution, _ n: Int
  ) -> Double {
    var test = KolmogorovSmirnov(total: n)
    test.add(sample.run(data, n), under: law)
    return test.result.p
  }

  @Test func `distances of laws without atoms`() throws {
    let (bell, long) = (try Self.normal(), try Lognormal(form: 1, [2, 1.5]))
    try Self.expectUniform("KS of normal values") { Self.distance($0, bell, bell, 300) }
    try Self.expectUniform("KS of lognormal values") { Self.distance($0, long, long, 700) }
    for (name, n) in [("AD of normal values", 300), ("AD of 12 values", 12)] {
      try Self.expectUniform(name) { sample in
        var test = AndersonDarling(total: n)
        test.add(sample.run(bell, n), under: bell)
        return test.result.p
      }
    }
    let shifted = try Self.normal(0.2)
    #expect(try Self.power("KS") { Self.distance($0, shifted, bell, 600) } >= 0.9)
  }

  @Test func `distances of laws with atoms, values spread`() throws {
    func spread<Test: OrderedTest>(
      _ test: Test, _ sample: Try, _ data: some Distribution, _ law: some Distribution
    ) -> Test {
      var test = test
      test.add(sample.run(data, 300), under: law, from: 0) { sample.uniform($0) }
      return test
    }
    let few = try Self.poisson(1.3)
    let rounded = Discretised(try Self.normal(3, 2), to: Grid(step: 1, mode: .nearest))
    try Self.expectUniform("KS of spread Poisson values") {
      spread(KolmogorovSmirnov(total: 300), $0, few, few).result.p
    }
    try Self.expectUniform("AD of spread Poisson values") {
      spread(AndersonDarling(total: 300), $0, few, few).result.p
    }
    try Self.expectUniform("KS of spread rounded values") {
      spread(KolmogorovSmirnov(total: 300), $0, rounded, rounded).result.p
    }
    let more = try Self.poisson(1.75)
    let power = try Self.power("spread") {
      spread(KolmogorovSmirnov(total: 300), $0, more, few).result.p
    }
    #expect(power >= 0.9)
  }

  @Test func `counts of cells`() throws {
    let law = try Self.poisson(4)
    let cells = LawCells(law, count: 40)
    func p(_ sample: Try, _ data: Poisson, _ kind: CountTest.Statistic) -> Double {
      var counts = [Int](repeating: 0, count: cells.probabilities.count)
      for value in sample.values(data, 800) { counts[cells.cell(of: value)] += 1 }
      return CountTest(counts, shares: cells.probabilities, order: .ordered).result(kind).p
    }
    try Self.expectUniform("χ² of cells") { p($0, law, .pearson) }
    try Self.expectUniform("G of cells") { p($0, law, .likelihoodRatio) }
    let more = try Self.poisson(4.4)
    #expect(try Self.power("cells") { p($0, more, .pearson) } >= 0.9)
  }

  @Test func `numbers of successes`() throws {
    let uniform = try Uniform(form: 0, [0, 1])
    func count(_ sample: Try, _ chance: Double) -> Int {
      sample.values(uniform, 400).count { $0 < chance }
    }
    try Self.expectUniform("binomial counts") {
      BinomialCount(count($0, 0.03), of: 400, chance: 0.03).result(uniform: $0.uniform(0)).p
    }
    #expect(
      try Self.power("binomial") {
        BinomialCount(count($0, 0.1), of: 400, chance: 0.03).result(uniform: $0.uniform(0)).p
      } >= 0.9)
    try Self.expectUniform("sums of chances") { sample in
      let chances = sample.values(uniform, 1200, "chances").map { $0 * $0 }
      let successes = zip(sample.values(uniform, 1200), chances).count { $0 < $1 }
      var test = PoissonBinomial()
      test.add(chances, successes: successes)
      return test.result(uniform: sample.uniform(0)).p
    }
  }

  @Test func `moments and tails`() throws {
    let (bell, skewed) = (try Self.normal(5, 2), try Exponential(form: 0, [3]))
    func moments(_ sample: Try, _ data: some Distribution, _ n: Int) -> Moments {
      var moments = Moments()
      moments.add(sample.run(data, n))
      return moments
    }
    let (bellMoments, skewedMoments) = (LawMoments(bell), LawMoments(skewed))
    try Self.expectUniform("means") { moments($0, bell, 200).meanTest(bellMoments)?.p }
    try Self.expectUniform("skewed means") { moments($0, skewed, 200).meanTest(skewedMoments)?.p }
    try Self.expectUniform("standard deviations") {
      moments($0, bell, 3000).sdTest(bellMoments)?.p
    }
    let shifted = try Self.normal(5.6, 2)
    #expect(try Self.power("means") { moments($0, shifted, 200).meanTest(bellMoments)?.p } >= 0.9)
    func tail(_ sample: Try, _ data: [Double]) -> Double {
      var test = TailShare(skewed, tail: 0.01)
      test.add(Self.counted(data))
      return test.result(uniform: sample.uniform(0)).p
    }
    try Self.expectUniform("tails") { tail($0, $0.values(skewed, 1000)) }
    // What lies above p99 held to it.
    let cut = skewed.upperQuantile(0.01)
    #expect(
      try Self.power("tails") { sample in
        tail(sample, sample.values(skewed, 1000).map { min($0, cut) })
      } >= 0.9)
  }

  @Test func `two samples`() throws {
    let law = try Self.normal()
    func p(_ sample: Try, _ other: Normal) -> Double {
      let (a, b) = (sample.values(law, 300), sample.values(other, 500, "other"))
      var test = TwoSampleKolmogorov(first: 300, second: 500)
      let both = a.map { (value: $0, isFirst: true) } + b.map { (value: $0, isFirst: false) }
      for one in both.sorted(by: { $0.value < $1.value }) {
        test.add(one.value, first: one.isFirst ? 1 : 0, second: one.isFirst ? 0 : 1)
      }
      return test.result.p
    }
    try Self.expectUniform("two samples") { p($0, law) }
    let shifted = try Self.normal(0.35)
    #expect(try Self.power("two samples") { p($0, shifted) } >= 0.9)
  }

  @Test func `tables of counts`() throws {
    let uniform = try Uniform(form: 0, [0, 1])
    let shares = [[0.2, 0.3, 0.5], [0.4, 0.4, 0.2]]
    func table(_ sample: Try, _ first: [Double], _ second: [Double]) -> ContingencyTable {
      var counts = [[0, 0, 0], [0, 0, 0]]
      for (place, value) in sample.values(uniform, 600).enumerated() {
        let row = place.isMultiple(of: 3) ? 1 : 0
        let stated = row == 0 ? first : second
        counts[row][value < stated[0] ? 0 : value < stated[0] + stated[1] ? 1 : 2] += 1
      }
      return ContingencyTable(counts)
    }
    try Self.expectUniform("independence") { table($0, shares[0], shares[0]).independence().p }
    try Self.expectUniform("classes") {
      table($0, shares[0], shares[1]).conditional(shares: shares).p
    }
    let moved = [0.3, 0.2, 0.5]
    #expect(
      try Self.power("classes") {
        table($0, moved, shares[1]).conditional(shares: shares).p
      } >= 0.9)
    #expect(
      try Self.power("independence") { table($0, shares[0], shares[1]).independence().p } >= 0.9)
  }

  @Test func `rank correlations`() throws {
    let law = try Self.normal()
    func ranks(_ values: [Double]) -> [Double] {
      var ranks = [Double](repeating: 0, count: values.count)
      for (rank, place) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[place] = Double(rank)
      }
      return ranks
    }
    func p(_ sample: Try, _ made: Double, _ stated: Double) -> Double? {
      let n = 400
      let r = 2 * Elementary.sin(.pi * made / 6)
      let (x, noise) = (sample.values(law, n), sample.values(law, n, "noise"))
      let y = zip(x, noise).map { r * $0 + (1 - r * r).squareRoot() * $1 }
      let squares = zip(ranks(x), ranks(y)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let coefficient = 1 - 6 * squares / (Double(n) * (Double(n) * Double(n) - 1))
      return RankCorrelation(coefficient, n: n).result(target: stated, dependence: .normal)?.p
    }
    try Self.expectUniform("rank correlations") { p($0, 0.6, 0.6) }
    #expect(try Self.power("rank correlations") { p($0, 0.3, 0.6) } >= 0.9)
  }

  @Test func `dispersion and families`() throws {
    func p(_ sample: Try, _ law: some Distribution) -> Double? {
      var test = Dispersion()
      test.add(sample.run(law, 500))
      return test.poisson?.p
    }
    let law = try Self.poisson(6)
    try Self.expectUniform("dispersion") { p($0, law) }
    let wide = try NegativeBinomial(form: 0, [6, 12])
    #expect(try Self.power("dispersion") { p($0, wide) } >= 0.9)
    let uniform = try Uniform(form: 0, [0, 1])
    try Self.expectUniform("families") { Families.fisher($0.values(uniform, 12)) }
  }
}
