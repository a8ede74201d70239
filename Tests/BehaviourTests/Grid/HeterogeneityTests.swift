import Columnar
import Sampling
import Testing

@testable import Behaviour

/// The busiest parents and the largest one, by realised rows; figures of the grid's design:
/// the top share within half a point, the largest below its limit.
@Suite struct HeterogeneityTests {
  private static func parents(_ count: Int, days: Int) -> GridParents {
    GridParents(
      since: (0..<count).map { index in
        (Workbench.firstDay - Int64(days) + Int64(index * 37 % (2 * days - 3))) * Workbench.day
      },
      weights: (0..<count).map { [3, 1, 1, 1, 0.4][$0 % 5] })
  }

  private static func shares(
    _ rows: Int, _ parents: GridParents, _ law: Heterogeneity, name: String
  ) throws -> (top: Double, most: Double) {
    let grid = try Workbench.builder(rows: rows, days: 100, name: name).grid(
      over: parents, heterogeneity: law, rowKeys: Workbench.keys(parents.count))
    let counts = Workbench.counts(Workbench.rows(grid).parents, of: parents.count)
      .sorted(by: >)
    let top = counts.prefix(parents.count / 5).reduce(0, +)
    return (Double(top) / Double(rows), Double(counts[0]) / Double(rows))
  }

  @Test(arguments: ["a", "b", "c", "d", "e", "f"])
  func `the top fifth has its share and nobody more than the most`(name: String) throws {
    let found = try Self.shares(
      50_000, Self.parents(5000, days: 100), .pareto(top: 0.2, share: 0.8, most: 0.02), name: name)
    // Figures of 60 populations: .7975–.8025, at most 1.88 % at twice the size.
    #expect((0.795...0.805).contains(found.top), "\(found)")
    #expect(found.most <= 0.02, "\(found)")
  }

  @Test(arguments: ["g", "h", "i"])
  func `where lives end the top fifth has its share, nobody more than the most, and classes theirs`(
    name: String
  ) throws {
    var parents = Self.parents(5000, days: 100)
    parents.until = parents.since.enumerated().map { index, since in
      since + Int64(20 + index * 13 % 160) * Workbench.day + 77
    }
    let labels = (0..<5000).map { Int32($0 % 7 == 0 ? 0 : 1) }
    parents.marginals = [GridParents.Marginal(name: "m", labels: labels, shares: [0.4, 0.6])]
    let rows = 50_000
    let grid = try Workbench.builder(rows: rows, days: 100, name: name).grid(
      over: parents, heterogeneity: .pareto(top: 0.2, share: 0.8, most: 0.02),
      rowKeys: Workbench.keys(5000))
    let counts = Workbench.counts(Workbench.rows(grid).parents, of: 5000)
    let sorted = counts.sorted(by: >)
    let top = Double(sorted.prefix(1000).reduce(0, +)) / Double(rows)
    #expect((0.795...0.805).contains(top), "\(top)")
    #expect(Double(sorted[0]) / Double(rows) <= 0.02)
    let inClass = zip(grid.expectedShares, labels).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
    #expect(abs(inClass - 0.4) < 1e-6)
    let found = zip(counts, labels).reduce(0) { $0 + ($1.1 == 0 ? $1.0 : 0) }
    let p = Statistics.shareP(found, of: rows, share: 0.4)
    #expect(ChanceChecks.expect("shares of classes where lives end", p), "\(found)")
  }

  @Test func `without a limit the share holds too`() throws {
    let found = try Self.shares(
      50_000, Self.parents(5000, days: 100), .pareto(top: 0.2, share: 0.6, most: 1), name: "open")
    #expect((0.595...0.605).contains(found.top), "\(found)")
  }

  @Test func `a share that no weights reach is refused with the range`() throws {
    let parents = Self.parents(2000, days: 100)
    #expect {
      try Self.shares(100_000, parents, .pareto(top: 0.2, share: 0.21, most: 0.02), name: "low")
    } throws: { error in
      guard case .shareOutOfReach(let wanted, let lowest, let highest) = error as? GridProblem
      else { return false }
      return wanted == 0.21 && lowest > 0.3 && highest > 0.9
    }
  }

  @Test func `a limit too low for the parents is refused with one that can be held`() throws {
    let parents = Self.parents(100, days: 100)
    #expect {
      try Self.shares(100_000, parents, .pareto(top: 0.2, share: 0.8, most: 0.005), name: "cap")
    } throws: { error in
      guard case .limitOutOfReach(let limit, let least) = error as? GridProblem else {
        return false
      }
      // 1 % each, and five deviations of the count above.
      return limit == 0.005 && least > 0.011 && least < 0.013
    }
  }

  @Test func `too few rows for a limit are refused with how many would do`() throws {
    let parents = Self.parents(1000, days: 100)
    let law = Heterogeneity.pareto(top: 0.2, share: 0.6, most: 0.02)
    var needed = 0
    #expect {
      try Self.shares(500, parents, law, name: "few")
    } throws: { error in
      guard case .tooFewRows(_, let rows) = error as? GridProblem else { return false }
      needed = rows
      return rows > 500
    }
    // With so many the limit is no reason to refuse any more.
    #expect {
      try Self.shares(needed, parents, law, name: "few")
    } throws: { error in
      if case .tooFewRows? = error as? GridProblem { false } else { true }
    }
  }

  @Test func `gamma and lognormal weights keep who is who when parents are added`() throws {
    for law in [Heterogeneity.gamma(shape: 0.5), .lognormal(sigma: 1)] {
      func relative(_ count: Int) throws -> [Double] {
        let parents = GridParents(
          since: Array(repeating: 0, count: count), weights: Array(repeating: 1, count: count))
        let grid = try Workbench.builder(rows: 1000, days: 10).grid(
          over: parents, heterogeneity: law, rowKeys: Workbench.keys(count))
        return grid.expectedShares.map { $0 / grid.expectedShares[0] }
      }
      for (few, many) in zip(try relative(20), try relative(30)) {
        #expect(abs(few / many - 1) < 1e-9)
      }
    }
  }

  @Test func `the top share of equal parents is what Poisson counts give`() throws {
    // 1000 parents of mean 1: the largest 200 counts of Poisson(1).
    let expected = [Double](repeating: 0.001, count: 1000)
    let share = try TopShare()(expected: expected, rows: 1000, top: 0.2)
    // P(>=3) = .0803 with mean part .264 - ..., the rest of the fifth at 2.
    let tail = 1 - 0.919_698_602_928_606
    let sum = 1 - (0.367_879_441_171_442 + 2 * 0.183_939_720_585_721)
    #expect(abs(share - (sum + 2 * (0.2 - tail))) < 2e-3, "\(share)")
  }
}
