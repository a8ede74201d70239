import Testing

@testable import Behaviour

@Suite struct RakingTests {
  private static let base = (0..<84).map { 1 + Double($0 % 13) / 4 }
  private static let weekend = Raking.Marginal(
    name: "weekend", labels: Workbench.weekends(84), shares: [0.6, 0.4])
  private static let thirds = Raking.Marginal(
    name: "thirds", labels: (0..<84).map { $0 / 28 }, shares: [0.5, 0.25, 0.25])

  private static func shares(_ weights: [Double], _ marginal: Raking.Marginal) -> [Double] {
    var found = [Double](repeating: 0, count: marginal.shares.count)
    for (weight, label) in zip(weights, marginal.labels) { found[label] += weight }
    return found.map { $0 / weights.reduce(0, +) }
  }

  @Test func `all shares hold at once`() throws {
    let weights = try Raking.fit(base: Self.base, marginals: [Self.weekend, Self.thirds])
    for marginal in [Self.weekend, Self.thirds] {
      for (found, wanted) in zip(Self.shares(weights, marginal), marginal.shares) {
        #expect(abs(found - wanted) < 1e-11)
      }
    }
  }

  @Test func `days of the same classes keep their ratio`() throws {
    let weights = try Raking.fit(base: Self.base, marginals: [Self.weekend, Self.thirds])
    for (a, b) in [(0, 1), (0, 25), (5, 6), (33, 54), (61, 62)] {
      #expect(abs(weights[a] / weights[b] - Self.base[a] / Self.base[b]) < 1e-9)
    }
  }

  @Test func `without shares the weights are the base`() throws {
    let weights = try Raking.fit(base: [1, 3, 4], marginals: [])
    #expect(weights == [0.125, 0.375, 0.5])
  }

  @Test func `shares that exclude each other are a contradiction with its factor`() {
    let a = Raking.Marginal(name: "a", labels: [0, 0, 1], shares: [0.5, 0.5])
    let b = Raking.Marginal(name: "b", labels: [0, 0, 1], shares: [0.1, 0.9])
    #expect {
      try Raking.fit(base: [1, 1, 1], marginals: [a, b])
    } throws: { ["a", "b"].contains(($0 as? Raking.Contradiction)?.factor) }
  }

  @Test func `a share for a class without weight is a contradiction`() {
    let a = Raking.Marginal(name: "a", labels: [0, 0, 1], shares: [0.5, 0.5])
    #expect(throws: Raking.Contradiction.self) {
      try Raking.fit(base: [1, 1, 0], marginals: [a])
    }
  }

  @Test func `no weight at all is a contradiction`() {
    #expect(throws: Raking.Contradiction.self) { try Raking.fit(base: [0, 0], marginals: []) }
  }
}
