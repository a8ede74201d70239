import Columnar
import Sampling
import Testing

@testable import Behaviour

@Suite struct GridProblemTests {
  private func problem(_ body: () throws(GridProblem) -> Void) -> GridProblem? {
    do throws(GridProblem) {
      try body()
      return nil
    } catch { return error }
  }

  private func grid(
    _ rows: Int, since: [Int64], until: [Int64]? = nil, weights: [Double]? = nil,
    marginals: [GridParents.Marginal] = [], base: [Double]? = nil
  ) throws(GridProblem) -> ArrivalGrid {
    try Workbench.builder(rows: rows, days: 10, base: base).grid(
      over: GridParents(
        since: since, until: until, weights: weights ?? since.map { _ in 1 }, marginals: marginals),
      heterogeneity: nil, rowKeys: Workbench.keys(since.count))
  }

  private func at(_ day: Int64, _ part: Int64 = 0) -> Int64 {
    (Workbench.firstDay + day) * Workbench.day + part
  }

  @Test func `rows that nobody could have are refused with the first day someone is alive`() {
    for (since, first) in [(at(3), Int64(3)), (at(3, 1), 4), (at(0, 1), 1)] {
      let found = problem { () throws(GridProblem) in _ = try grid(5, since: [since]) }
      guard case .nobodyAlive(let day, let alive)? = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
      #expect(day == Workbench.firstDay)
      #expect(alive == Workbench.firstDay + first)
    }
  }

  @Test(arguments: [0, 1, 3])
  func `no parents, or none with weight, are told apart from parents that come late`(count: Int) {
    let since = Array(repeating: at(0), count: count)
    for until in [nil, since] {
      let found = problem { () throws(GridProblem) in
        _ = try grid(5, since: since, until: until, weights: since.map { _ in 0 })
      }
      guard case .noParents(weightless: count)? = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
    }
  }

  @Test func `only living parents with weight count`() {
    let found = problem { () throws(GridProblem) in
      _ = try grid(5, since: [at(0), at(2)], weights: [0, 1])
    }
    guard case .nobodyAlive(_, let first)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(first == Workbench.firstDay + 2)
  }

  @Test func `a class with a share of 0 does not count as alive`() {
    let marginal = GridParents.Marginal(name: "m", labels: [0, 1], shares: [0, 1])
    let found = problem { () throws(GridProblem) in
      _ = try grid(5, since: [at(0), at(2)], marginals: [marginal])
    }
    guard case .classNeeded("m", label: 0, Workbench.firstDay)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `days without weight need nobody alive`() throws {
    let base = [0.0, 0, 0] + Array(repeating: 1.0, count: 7)
    let rows = Workbench.rows(try grid(500, since: [at(3)], base: base))
    #expect(rows.times.count == 500)
    #expect(rows.times.allSatisfy { $0 >= at(3) })
  }

  @Test func `without rows nobody need be alive`() throws {
    #expect(try grid(0, since: []).rowCount == 0)
    #expect(try grid(0, since: [], until: []).rowCount == 0)
    #expect(try grid(0, since: [at(20)]).rowCount == 0)
    let builder = Workbench.builder(rows: 0, days: 10)
    let none = try builder.grid(
      over: GridParents(since: [at(0)], weights: [1]),
      heterogeneity: .pareto(top: 0.2, share: 0.8, most: 0.02), rowKeys: Workbench.keys(1))
    #expect(Workbench.rows(none).times.isEmpty)
  }

  @Test func `a class without living parents cannot have a share`() {
    let marginal = GridParents.Marginal(name: "m", labels: [0, 0], shares: [0.5, 0.5])
    let found = problem { () throws(GridProblem) in
      _ = try grid(5, since: [at(0), at(2)], marginals: [marginal])
    }
    guard case .marginalOutOfReach("m", label: 1, wanted: 0.5)? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `all that no weights could mend is told at once`() {
    let marginals = ["a", "b"].map {
      GridParents.Marginal(name: $0, labels: [0, 0], shares: [0.5, 0.5])
    }
    let found = problem { () throws(GridProblem) in
      _ = try Workbench.builder(rows: 1000, days: 10).grid(
        over: GridParents(since: [at(0), at(0)], weights: [1, 1], marginals: marginals),
        heterogeneity: .pareto(top: 0.2, share: 0.8, most: 0.4), rowKeys: Workbench.keys(2))
    }
    guard case .several(let all)? = found, all.count == 3,
      case .marginalOutOfReach("a", label: 1, _) = all[0],
      case .marginalOutOfReach("b", label: 1, _) = all[1],
      case .limitOutOfReach(0.4, _) = all[2]
    else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test(arguments: [0.5, 0.94, 0.995])
  func `a share that a late class cannot reach is refused`(share: Double) {
    // The only parent of class 1 begins on the last of ten days.
    let marginal = GridParents.Marginal(
      name: "m", labels: [0, 0, 0, 1], shares: [1 - share, share])
    for law in [nil, Heterogeneity.gamma(shape: 2), .pareto(top: 0.25, share: 0.5, most: 1)] {
      let found = problem { () throws(GridProblem) in
        _ = try Workbench.builder(rows: 1000, days: 10).grid(
          over: GridParents(
            since: [at(0), at(0), at(0), at(9)], weights: [1, 1, 1, 1], marginals: [marginal]),
          heterogeneity: law, rowKeys: Workbench.keys(4))
      }
      guard case .classOutOfReach("m", label: 1, _, _)? = found else {
        Issue.record("\(String(describing: found))")
        continue
      }
    }
  }

  @Test func `lives that never fall into the window are refused`() {
    let found = problem { () throws(GridProblem) in
      _ = try grid(5, since: [at(-9), at(12), at(4)], until: [at(-2), at(13), at(4)])
    }
    guard case .nobodyAlive? = found else {
      Issue.record("\(String(describing: found))")
      return
    }
  }

  @Test func `a parent that lives for a microsecond can have all rows`() throws {
    let rows = Workbench.rows(try grid(300, since: [at(4, 77)], until: [at(4, 78)]))
    #expect(rows.times == Array(repeating: at(4, 77), count: 300))
  }

  @Test func `weights may be as large or small as numbers go`() throws {
    for weight in [1.7e308, 1e-300] {
      for until in [nil, [at(9), at(9)]] {
        let grid = try grid(1000, since: [at(0), at(0)], until: until, weights: [weight, weight])
        #expect(grid.expectedShares.allSatisfy { abs($0 - 0.5) < 1e-12 })
        let counts = Workbench.counts(Workbench.rows(grid).parents, of: 2)
        // 500 ± 6 deviations.
        #expect((405...595).contains(counts[0]))
      }
    }
  }

  @Test func `a parent alone has every row`() throws {
    let rows = Workbench.rows(try grid(1000, since: [at(-3), at(30)]))
    #expect(rows.parents == Array(repeating: 0, count: 1000))
  }
}
