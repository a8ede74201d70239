import Sampling
import Testing

@testable import Validation

/// Many tests held against one rate.
@Suite struct FamilyTests {
  /// Closed testing by its definition: the largest p of all intersections that a hypothesis is in,
  /// each tested by weighted Bonferroni.
  private func closed(_ p: [Double], _ weights: [Double]) -> [Double] {
    p.indices.map { index in
      (1..<(1 << p.count)).filter { $0 >> index & 1 == 1 }.map { set in
        let members = p.indices.filter { set >> $0 & 1 == 1 }
        let sum = members.reduce(0) { $0 + weights[$1] }
        return min(1, members.map { p[$0] * sum / weights[$0] }.min() ?? 1)
      }.max() ?? 1
    }
  }

  @Test func `weighted Holm is closed testing`() {
    let ps: [[Double]] = [
      [0.01, 0.02, 0.03, 0.04], [0.5, 0.001, 0.2, 1], [0.04, 0.011, 0.011, 0.3], [0, 0, 1, 0.6],
    ]
    for p in ps {
      for weights in [[1, 1, 1, 1], [1, 2, 3, 4], [7, 1, 0.5, 2.5]] as [[Double]] {
        for (found, due) in zip(Families.holm(p, weights: weights), closed(p, weights)) {
          #expect((found - due).magnitude < 1e-12)
        }
      }
    }
  }

  @Test func `groups of one test are held as without groups`() {
    let p = [0.001, 0.2, 0.03, 0.7]
    #expect(Families.grouped(p.map { [$0] }).flatMap(\.self) == Families.holm(p))
  }

  @Test func `a test that can tell nothing takes nothing from its group`() {
    let alone = Families.grouped([[1e-6, 1e-5], [0.5, 0.5]])
    let beside = Families.grouped([[1e-6, 1e-5, 1], [0.5, 0.5]])
    #expect(beside[0][0] < 2 * alone[0][0])
    #expect(beside[0][2] == 1)
    #expect(Families.grouped([[1, 1], []]) == [[1, 1], []])
  }

  @Test func `in a group what is small by itself is not hidden by what is smaller`() {
    let found = Families.grouped([[1e-40, 1e-5, 0.2], [0.4]])[0]
    #expect(found[0] < 1e-38 && found[2] == 0.8)
    #expect((found[1] - 4e-5).magnitude < 1e-18)
  }

  @Test func `within a group what is larger stays so`() {
    let found = Families.grouped([[1e-8, 1e-3, 0.4, 0.9], [0.3], [0.02, 0.9]])[0]
    #expect(found == found.sorted())
    #expect(found[0] < 1e-6 && found[3] <= 1)
  }

  @Test(arguments: [0.0, 0.5, 0.95]) func `data fail about as often as the rate says`(
    correlation: Double
  ) throws {
    let name = "groups of tests, \(correlation)"
    let (groups, size, times) = (15, 5, 2000)
    let bell = try CalibrationTests.normal()
    var failures = 0
    for number in 0..<times {
      let sample = CalibrationTests.Try(name, number)
      let own = sample.values(bell, groups * size)
      let common = sample.values(bell, groups, "common")
      let ps = (0..<groups).map { group in
        (0..<size).map { test in
          let z =
            correlation.squareRoot() * common[group]
            + (1 - correlation).squareRoot() * own[group * size + test]
          return Survival.normalTwoSided(z)
        }
      }
      if Families.grouped(ps).joined().contains(where: { $0 < 0.2 }) { failures += 1 }
    }
    // Of fifteen groups without dependence on each other 18.2 % fail at a rate of 20 %.
    let level = ChanceChecks.level(name) / 2
    let many = Survival.binomial(Double(failures) - 1, n: Double(times), chance: 0.2)
    let few = 1 - Survival.binomial(Double(failures), n: Double(times), chance: 0.165)
    #expect(many >= level && few >= level, "\(failures) of \(times) fail")
  }
}
