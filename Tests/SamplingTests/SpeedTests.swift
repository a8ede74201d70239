import Foundation
import Testing

@testable import Sampling

/// Prints million values per second of batches of 4096; asked for by DATAGEN_MEASURE=1, in the
/// release configuration. Benchmarks/streams/README.md records the figures.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["DATAGEN_MEASURE"] != nil), .serialized)
struct SpeedTests {
  static let key = StreamKey(seed: 1, table: "bench", column: "speed")

  static func measure(_ name: String, batches: Int, _ body: (RowKeys) -> Int) {
    var best = Double.infinity
    var total = 0
    for _ in 0..<5 {
      let start = clock()
      for batch in 0..<batches {
        total += body(.range(first: UInt64(batch) * 4096, count: 4096))
      }
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
    }
    precondition(total == 5 * batches * 4096, "a batch of another size")
    let rate = Double(batches * 4096) / best / 1e6
    print(name, (rate * 10).rounded() / 10, "M/s")
  }

  @Test func `kernels by instruction set`() {
    for level in 0...Kernels.bestLevel {
      let key = Self.key
      Self.measure("bits, level \(level)", batches: 2000) {
        Kernels.bits(key, $0, level: level).count
      }
      Self.measure("uniforms, level \(level)", batches: 2000) {
        Kernels.uniforms(key, $0, level: level).count
      }
      Self.measure("normals, level \(level)", batches: 1000) {
        Kernels.normals(key, $0, level: level).count
      }
    }
  }

  @Test(arguments: LawTests.samples)
  func `laws whole and cut and with parameters by row`(
    word: String, parameters: [Double], cut: ClosedRange<Double>
  ) throws {
    let type = try #require(LawRegistry.law(word))
    let law = try type.init(form: 0, parameters)
    Self.measure(word, batches: 200) { law.draws(Self.key, $0).count }
    Self.measure(word + ", cut", batches: 10) { law.draws(Self.key, $0, within: cut).count }
    let perRow = parameters.map { LawArgument.perRow([Double](repeating: $0, count: 4096)) }
    Self.measure(word + ", by row", batches: 100) {
      type.draws(form: 0, perRow, Self.key, $0, lower: nil, upper: nil).count
    }
  }

  @Test(arguments: ComposedLawTests.names)
  func `laws of others and of data, whole and cut`(name: String) throws {
    let test = try #require(try ComposedLaws.named(name))
    Self.measure(name, batches: 200) { test.law.draws(Self.key, $0).count }
    Self.measure(name + ", cut", batches: 20) {
      test.law.draws(Self.key, $0, within: test.cut).count
    }
  }

  @Test func `choices`() {
    let table = AliasTable(weights: (1...1000).map { 1 / Double($0) })
    Self.measure("alias of 1000", batches: 1000) { table.picks(Self.key, $0).count }
    let shuffle = Permutation(Self.key, size: 1_000_000_007)
    Self.measure("permutation of 10^9", batches: 50) { rows in
      shuffle.values(at: rows).count
    }
  }
}
