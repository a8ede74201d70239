import Testing

@testable import Sampling

/// Samples of laws made of others and of data against their distribution functions.
///
/// The seed is that of ChanceTests, declared before looking; a correct program fails one of all
/// checks here once in 1000 runs of other seeds. Chi-square over classes between quantiles, as
/// values may have probability of their own.
@Suite struct ComposedChanceTests {
  static let level = 0.001 / Double(2 * ComposedLawTests.names.count)

  static func sample(_ law: any Distribution, _ column: String) -> [Double] {
    let stream = StreamKey(seed: ChanceTests.seed, table: "composed", column: column)
    return law.draws(stream, .range(first: 0, count: ChanceTests.size)).sorted()
  }

  static func shapeP(_ values: [Double], _ law: any Distribution) -> Double {
    let target = ChanceTests.Target(law)
    return ChanceTests.discreteP(values, edges: ChanceTests.edges(target), target)
  }

  @Test(arguments: ComposedLawTests.names)
  func `samples have the shape of their law`(name: String) throws {
    let test = try #require(try ComposedLaws.named(name))
    let values = Self.sample(test.law, name)
    #expect(Self.shapeP(values, test.law) > Self.level)
    let mean = values.reduce(0, +) / Double(values.count)
    let error = (test.law.variance / Double(values.count)).squareRoot()
    #expect(Statistics.normalP((mean - test.law.mean) / error) > Self.level)
  }

  @Test(arguments: ComposedLawTests.names)
  func `samples of a cut law have the shape of the part`(name: String) throws {
    let test = try #require(try ComposedLaws.named(name))
    let stream = StreamKey(seed: ChanceTests.seed, table: "cut", column: name)
    let rows = RowKeys.range(first: 0, count: ChanceTests.size)
    let values = test.law.draws(stream, rows, within: test.cut).sorted()
    let part = try #require(test.law.cut(to: test.cut))
    #expect(Self.shapeP(values, part) > Self.level)
  }

  /// What must be found: parts, weights, zeros and bins that are slightly others than drawn.
  static func corruptions() throws -> [(name: String, wrong: any Distribution)] {
    let more = 0.01 * PowerTests.factor
    let (near, far) = (try Normal(form: 0, [0, 1]), try Normal(form: 0, [5, 0.5]))
    let law = try Lognormal(form: 0, [125, 150])
    return [
      ("two normals", try Mixture([(0.7, near), (0.3 + more, far)])),
      ("zeros and amounts", try Mixture(zeros: 0.15 * (1 + 4 * more), and: law)),
      (
        "a histogram",
        Polyline(edges: [0, 10, 20, 50, 60, 100], counts: [5, 0, 12, 3 * (1 + 6 * more), 20])
      ),
      (
        "halves", Discretised(try Normal(form: 0, [10, 3 + 2 * more]), to: Grid(step: 1, parts: 2))
      ),
      ("quantiles", Polyline([(0, 0), (0.5, 12.5), (0.9 + 0.3 * more, 40), (1, 300)])),
      ("values", Resample([3.5, 1.25, 1.25, 8, 2, 2, 2, 40.75, 7, 8])),
    ]
  }

  @Test(arguments: try Self.corruptions().map(\.name))
  func `a part that is slightly another is found`(name: String) throws {
    let test = try #require(try ComposedLaws.named(name))
    let wrong = try #require(try Self.corruptions().first { $0.name == name }).wrong
    #expect(Self.shapeP(Self.sample(test.law, name), wrong) < Self.level)
  }
}
