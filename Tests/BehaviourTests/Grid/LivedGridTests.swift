import Columnar
import Sampling
import Synchronization
import Testing

@testable import Behaviour

/// Grids over lives that end, at the edges of what documents can ask for.
@Suite struct LivedGridTests {
  private static func at(_ day: Int64, _ part: Int64 = 0) -> Int64 {
    (Workbench.firstDay + day) * Workbench.day + part
  }

  private static func grid(
    _ rows: Int, days: Int = 10, _ lives: [(since: Int64, until: Int64)],
    weights: [Double]? = nil, hours: HourProfile = .flat, law: Heterogeneity? = nil,
    name: String = "t"
  ) throws(GridProblem) -> ArrivalGrid {
    try Workbench.builder(rows: rows, days: days, hours: hours, name: name).grid(
      over: GridParents(
        since: lives.map(\.since), until: lives.map(\.until),
        weights: weights ?? lives.map { _ in 1 }),
      heterogeneity: law, rowKeys: Workbench.keys(lives.count))
  }

  /// Rows hold to their number, their order, and the lives of their parents.
  private static func expectSound(
    _ grid: ArrivalGrid, _ lives: [(since: Int64, until: Int64)], rows: Int
  ) {
    let (times, parents) = Workbench.rows(grid)
    #expect(times.count == rows && parents.count == rows)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(
      zip(times, parents).allSatisfy {
        lives[Int($1)].since <= $0 && $0 < lives[Int($1)].until
      })
  }

  @Test func `without living parents rows are refused`() {
    let dead: [[(since: Int64, until: Int64)]] = [
      [(Self.at(3), Self.at(3))], [(Self.at(5), Self.at(2))], [(Self.at(-4), Self.at(0))],
      [(Self.at(10), Self.at(11))],
    ]
    for lives in dead {
      #expect {
        try Self.grid(5, lives)
      } throws: {
        if case .nobodyAlive(Workbench.firstDay, nil)? = $0 as? GridProblem { true } else { false }
      }
      #expect(throws: Never.self) { try Self.grid(0, lives) }
    }
  }

  @Test func `days without weight, hours without weight, classes without share are nobody's`() {
    func isRefused(_ body: () throws -> ArrivalGrid) -> Bool {
      do { _ = try body() } catch {
        if case .nobodyAlive? = error as? GridProblem { return true }
      }
      return false
    }
    let life = [(since: Self.at(3), until: Self.at(4))]
    let early = [(since: Self.at(3, 5), until: Self.at(3, Workbench.day / 4))]
    let late = HourProfile(weights: (0..<24).map { $0 < 6 ? 0 : 1 })
    #expect(isRefused { try Self.grid(5, early, hours: late) })
    let base = (0..<10).map { $0 == 3 ? 0.0 : 1 }
    #expect(
      isRefused {
        try Workbench.builder(rows: 5, days: 10, base: base).grid(
          over: GridParents(since: life.map(\.since), until: life.map(\.until), weights: [1]),
          heterogeneity: nil, rowKeys: Workbench.keys(1))
      })
    let marginal = GridParents.Marginal(name: "m", labels: [0, 1], shares: [0, 1])
    #expect(
      isRefused {
        try Workbench.builder(rows: 5, days: 3).grid(
          over: GridParents(
            since: [Self.at(0), Self.at(8)], until: [Self.at(3), Self.at(9)], weights: [1, 1],
            marginals: [marginal]),
          heterogeneity: nil, rowKeys: Workbench.keys(2))
      } == false)
  }

  @Test func `those who end before they start have no rows beside others`() throws {
    let lives = [
      (since: Self.at(5), until: Self.at(2)), (since: Self.at(1), until: Self.at(6)),
      (since: Self.at(3, 9), until: Self.at(3, 9)),
    ]
    let grid = try Self.grid(700, lives)
    Self.expectSound(grid, lives, rows: 700)
    #expect(grid.expectedShares == [0, 1, 0])
  }

  @Test func `all may end at one instant`() throws {
    let lives = (0..<500).map {
      (since: Self.at(Int64($0) % 5, Int64($0) * 77), until: Self.at(7, 3))
    }
    let grid = try Self.grid(3000, lives, law: .gamma(shape: 1))
    Self.expectSound(grid, lives, rows: 3000)
    #expect(Workbench.rows(grid).times.allSatisfy { $0 < Self.at(7, 3) })
  }

  @Test(arguments: [1, 10_957])
  func `a window is of one day or of thirty years`(days: Int) throws {
    let lives = (0..<200).map { parent -> (since: Int64, until: Int64) in
      let since = Self.at(Int64(parent * 53 % days), Int64(parent) * Workbench.day / 333)
      return (since, since + Workbench.day / 7 + Int64(days) * Workbench.day / 3)
    }
    let grid = try Self.grid(5000, days: days, lives, law: .lognormal(sigma: 1))
    Self.expectSound(grid, lives, rows: 5000)
    #expect(abs(grid.expectedShares.reduce(0, +) - 1) < 1e-9)
  }

  @Test func `a row alone costs a leaf, whatever the number of rows`() throws {
    let lives = [(since: Self.at(0), until: Self.at(4)), (since: Self.at(2, 5), until: Self.at(9))]
    let instant = [(since: Self.at(4, 77), until: Self.at(4, 78))]
    for (parents, count) in [(lives, 1 << 40), (instant, 1 << 40), (instant, 1000)] {
      let grid = try Self.grid(count, parents)
      for row in [0, 1, count / 3, count / 2, count - 129, count - 1] {
        var made: GridRows?
        let (times, chosen) = grid.rows(row..<row + 1, last: &made)
        let leaf = try #require(made)
        #expect((1...128).contains(leaf.times.count) && leaf.range.contains(row))
        let life = parents[Int(chosen[0])]
        #expect(life.since <= times[0] && times[0] < life.until)
        // The leaf beside it comes after it in time.
        guard leaf.range.upperBound < count else { continue }
        var next: GridRows?
        let after = grid.rows(leaf.range.upperBound..<leaf.range.upperBound + 1, last: &next)
        #expect(leaf.times[leaf.times.count - 1] <= after.times[0])
      }
    }
  }

  @Test func `parents have their rows hour by hour, as lives and hours give them`() throws {
    let hours = HourProfile(weights: (0..<24).map { [0, 1, 3, 0.5][$0 / 6] })
    let quarter = Workbench.day / 4
    // In quarters of days from the first on.
    let spans: [(Int64, Int64)] = [(0, 8), (3, 5), (3, 12), (6, 7), (10, 11), (-9, 30), (5, 6)]
    let weights: [Double] = [1, 4, 2, 9, 3, 0.5, 0]
    let lives = spans.map { (Self.at(0, $0.0 * quarter), Self.at(0, $0.1 * quarter)) }
    let rows = 60_000
    let grid = try Self.grid(rows, days: 3, lives, weights: weights, hours: hours, name: "quarters")
    Self.expectSound(grid, lives, rows: rows)
    var counts = [Int](repeating: 0, count: 12 * spans.count)
    let (times, parents) = Workbench.rows(grid)
    for (time, parent) in zip(times, parents) {
      counts[Int((time - Self.at(0)) / quarter) * spans.count + Int(parent)] += 1
    }
    var expected = (0..<12).flatMap { cell in
      spans.indices.map { parent in
        spans[parent].0 <= cell && cell < spans[parent].1
          ? weights[parent] * [0, 1, 3, 0.5][cell % 4] : 0
      }
    }
    let sum = expected.reduce(0, +)
    expected = expected.map { $0 / sum * Double(rows) }
    let p = Statistics.chiSquareP(counts, expected: expected)
    #expect(ChanceChecks.expect("lives that end, parents by quarters", p), "p \(p)")
  }

  @Test(
    arguments: [
      nil, .gamma(shape: 1), .lognormal(sigma: 1), .pareto(top: 0.2, share: 0.7, most: 0.5),
    ] as [Heterogeneity?])
  func `a grid that is no longer wanted is given up wherever it stands`(
    law: Heterogeneity?
  ) throws {
    for isEnding in [false, true] {
      let since = (0..<6000).map { Self.at(Int64($0 * 31 % 400) - 390) }
      let marginal = GridParents.Marginal(
        name: "m", labels: since.indices.map { Int32($0 % 3) }, shares: [0.5, 0.2, 0.3])
      let parents = GridParents(
        since: since, until: isEnding ? since.map { $0 + 395 * Workbench.day } : nil,
        weights: since.map { _ in 1 }, marginals: [marginal])
      /// How often it was asked; it is told to stop at the given time.
      func asked(stopAt: Int) throws(GridProblem) -> Int {
        let count = Mutex(0)
        let builder = GridBuilder(
          rowCount: 4000, firstDay: Workbench.firstDay, base: Array(repeating: 1, count: 10),
          shares: [], hours: .flat, stream: StreamKey(seed: 1, table: "t", column: "a"),
          isCancelled: {
            count.withLock {
              $0 += 1
              return $0 >= stopAt
            }
          })
        _ = try builder.grid(
          over: parents, heterogeneity: law, rowKeys: Workbench.keys(since.count))
        return count.withLock { $0 }
      }
      let all = try asked(stopAt: .max)
      #expect(all > 5)
      for stop in [1, 2, all / 3, all / 2, all - 1, all] {
        #expect {
          try asked(stopAt: stop)
        } throws: {
          if case .cancelled? = $0 as? GridProblem { true } else { false }
        }
      }
    }
  }
}
