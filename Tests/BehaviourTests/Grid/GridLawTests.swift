import Columnar
import Sampling
import Testing

@testable import Behaviour

/// The law of times and parents; thresholds and seed are those of `ChanceChecks`.
@Suite struct GridLawTests {
  private static let hourWeights = (0..<24).map { hour -> Double in
    hour < 6 ? 0.2 : (12..<14).contains(hour) || (18..<20).contains(hour) ? 3 : 1
  }

  private static let growing = (0..<150).map { 1 + Double($0) / 100 }

  @Test func `days have their weights`() throws {
    let grid = try Workbench.builder(rows: 60_000, days: 150, base: Self.growing, name: "days")
      .grid()
    let counts = Workbench.dayCounts(Workbench.rows(grid).times, days: 150)
    let sum = Self.growing.reduce(0, +)
    let p = Statistics.chiSquareP(counts, expected: Self.growing.map { $0 / sum * 60_000 })
    #expect(ChanceChecks.expect("days", p), "p \(p)")
  }

  @Test func `hours have their weights, and times are even within an hour`() throws {
    let profile = HourProfile(weights: Self.hourWeights)
    let grid = try Workbench.builder(rows: 60_000, days: 30, hours: profile, name: "hours").grid()
    let hour = Workbench.day / 24
    var counts = [Int](repeating: 0, count: 24)
    var minutes = [Int](repeating: 0, count: 60)
    for time in Workbench.rows(grid).times {
      counts[Int(time % Workbench.day / hour)] += 1
      minutes[Int(time % hour * 60 / hour)] += 1
    }
    let sum = Self.hourWeights.reduce(0, +)
    let p = Statistics.chiSquareP(counts, expected: Self.hourWeights.map { $0 / sum * 60_000 })
    #expect(ChanceChecks.expect("hours", p), "p \(p)")
    let even = Statistics.chiSquareP(minutes, expected: Array(repeating: 1000, count: 60))
    #expect(ChanceChecks.expect("hours inside a day", even), "p \(even)")
  }

  @Test func `a share holds, a multiplier is relative to the other days, both at once`() throws {
    let days = 364
    let base = (0..<days).map { (300..<330).contains($0) ? 1.3 : 1.0 }
    let weekend = Raking.Marginal(
      name: "weekend", labels: Workbench.weekends(days), shares: [0.6, 0.4])
    let builder = Workbench.builder(
      rows: 100_000, days: days, base: base, shares: [weekend], name: "weekend")
    let weights = try builder.timeGrid().weights
    let share = zip(weights, weekend.labels).reduce(0) { $0 + ($1.1 == 1 ? $1.0 : 0) }
    #expect(abs(share - 0.4) < 1e-12)
    // Within each class the multiplied days weigh 1.3 of the others.
    #expect(abs(weights[301] / weights[2] - 1.3) < 1e-9)
    #expect(abs(weights[306] / weights[5] - 1.3) < 1e-9)
    let times = Workbench.rows(try builder.grid()).times
    let counts = Workbench.dayCounts(times, days: days)
    let found = zip(counts, weekend.labels).reduce(0) { $0 + ($1.1 == 1 ? $1.0 : 0) }
    let p = Statistics.shareP(found, of: 100_000, share: 0.4)
    #expect(ChanceChecks.expect("weekend share", p), "\(found)")
    let inMonth = counts[300..<330].reduce(0, +)
    let q = Statistics.shareP(inMonth, of: 100_000, share: weights[300..<330].reduce(0, +))
    #expect(ChanceChecks.expect("month ratio", q), "\(inMonth)")
  }

  /// Dates of start over the window, all on midnights, so that expected shares are exact.
  private static func parents(_ count: Int, days: Int, weights: (Int) -> Double) -> GridParents {
    GridParents(
      since: (0..<count).map { (Workbench.firstDay - 1 + Int64($0 * 11 % days)) * Workbench.day },
      weights: (0..<count).map(weights))
  }

  private func parentsP(
    _ name: String, _ parents: GridParents, _ heterogeneity: Heterogeneity? = nil
  ) throws -> Double {
    let grid = try Workbench.builder(rows: 80_000, days: 120, name: name).grid(
      over: parents, heterogeneity: heterogeneity, rowKeys: Workbench.keys(parents.count))
    #expect(abs(grid.expectedShares.reduce(0, +) - 1) < 1e-9)
    let counts = Workbench.counts(Workbench.rows(grid).parents, of: parents.count)
    return Statistics.chiSquareP(counts, expected: grid.expectedShares.map { $0 * 80_000 })
  }

  @Test func `parents have the rows that their time and weight give them`() throws {
    let equal = try parentsP("parents", Self.parents(300, days: 120) { _ in 1 })
    #expect(ChanceChecks.expect("parents", equal), "p \(equal)")
    let weighted = try parentsP(
      "weights", Self.parents(300, days: 120) { $0 % 7 == 3 ? 0 : Double($0 % 7) + 0.2 })
    #expect(ChanceChecks.expect("parents of unequal weight", weighted), "p \(weighted)")
    let pareto = try parentsP(
      "pareto", Self.parents(300, days: 120) { _ in 1 },
      .pareto(top: 0.2, share: 0.7, most: 0.05))
    #expect(ChanceChecks.expect("parents by pareto", pareto), "p \(pareto)")
  }

  @Test func `the parent given the time follows the living, whatever the volume`() throws {
    // Weight 1 from the start, 2 from day 40, 3 from day 80.
    let parents = GridParents(
      since: [0, 40, 80].map { (Workbench.firstDay + $0) * Workbench.day }, weights: [1, 2, 3])
    let grid = try Workbench.builder(rows: 60_000, days: 120, name: "months").grid(
      over: parents, heterogeneity: nil, rowKeys: Workbench.keys(3))
    let (times, chosen) = Workbench.rows(grid)
    var counts = [Int](repeating: 0, count: 9)
    for (time, parent) in zip(times, chosen) {
      counts[Int((time / Workbench.day - Workbench.firstDay) / 40) * 3 + Int(parent)] += 1
    }
    let third = 20_000.0
    let expected = [
      third, 0, 0, third / 3, third * 2 / 3, 0, third / 6, third / 3, third / 2,
    ]
    let p = Statistics.chiSquareP(counts, expected: expected)
    #expect(ChanceChecks.expect("parent and month", p), "\(counts)")
  }

  @Test func `a parent that starts at noon has rows from noon on`() throws {
    // One day; the second parent weighs three times as much and starts at noon.
    let parents = GridParents(
      since: [0, Workbench.day / 2].map { Workbench.firstDay * Workbench.day + $0 },
      weights: [1, 3])
    let grid = try Workbench.builder(rows: 40_000, days: 1, name: "noon").grid(
      over: parents, heterogeneity: nil, rowKeys: Workbench.keys(2))
    let (times, chosen) = Workbench.rows(grid)
    var counts = [Int](repeating: 0, count: 4)
    for (time, parent) in zip(times, chosen) {
      counts[(time % Workbench.day < Workbench.day / 2 ? 0 : 2) + Int(parent)] += 1
    }
    let p = Statistics.chiSquareP(counts, expected: [20_000, 0, 5000, 15_000])
    #expect(ChanceChecks.expect("starts inside a day", p), "\(counts)")
  }

  @Test func `classes of parents have their shares`() throws {
    let labels = (0..<400).map { Int32($0 % 10 == 0 ? 0 : $0 % 10 < 7 ? 1 : 2) }
    var parents = Self.parents(400, days: 120) { _ in 1 }
    parents.marginals = [
      GridParents.Marginal(name: "region", labels: labels, shares: [0.5, 0.2, 0.3])
    ]
    let grid = try Workbench.builder(rows: 80_000, days: 120, name: "regions").grid(
      over: parents, heterogeneity: .gamma(shape: 2), rowKeys: Workbench.keys(400))
    var expected = [0.0, 0, 0]
    for (share, label) in zip(grid.expectedShares, labels) { expected[Int(label)] += share }
    #expect(abs(expected[0] - 0.5) < 1e-6 && abs(expected[1] - 0.2) < 1e-6)
    var counts = [0, 0, 0]
    for parent in Workbench.rows(grid).parents { counts[Int(labels[Int(parent)])] += 1 }
    let p = Statistics.chiSquareP(counts, expected: [40_000, 16_000, 24_000])
    #expect(ChanceChecks.expect("shares of classes", p), "\(counts)")
  }

  @Test func `lives that end: volume and parents follow who is alive`() throws {
    // Per day: 0 lives on days 0 and 1; 1 weighs double and lives on day 1 from six to noon;
    // 2 lives on days 2…4.
    let start = Workbench.firstDay * Workbench.day
    let quarter = Workbench.day / 4
    let parents = GridParents(
      since: [start, start + 5 * quarter, start + 8 * quarter],
      until: [start + 8 * quarter, start + 6 * quarter, start + 20 * quarter], weights: [1, 2, 1])
    let grid = try Workbench.builder(rows: 44_000, days: 5, name: "lives").grid(
      over: parents, heterogeneity: nil, rowKeys: Workbench.keys(3))
    let (times, chosen) = Workbench.rows(grid)
    // Weights of the days: 1, 1 + 2/4, 1, 1, 1: of 5.5 in all 8000 rows each.
    let days = Workbench.dayCounts(times, days: 5)
    let p = Statistics.chiSquareP(days, expected: [8000, 12_000, 8000, 8000, 8000])
    #expect(ChanceChecks.expect("lives that end, days", p), "\(days)")
    let counts = Workbench.counts(chosen, of: 3)
    let q = Statistics.chiSquareP(counts, expected: [16_000, 4000, 24_000])
    #expect(ChanceChecks.expect("lives that end, parents", q), "\(counts)")
    for (share, wanted) in zip(grid.expectedShares, [16.0 / 44, 4.0 / 44, 24.0 / 44]) {
      #expect(abs(share - wanted) < 1e-12)
    }
    // Day 1 by quarters and parents: 2000 rows of parent 0 each, 4000 of parent 1 in the second.
    var cells = [Int](repeating: 0, count: 8)
    for (time, parent) in zip(times, chosen) where time / Workbench.day == Workbench.firstDay + 1 {
      cells[Int(time % Workbench.day / quarter) * 2 + Int(parent)] += 1
    }
    let r = Statistics.chiSquareP(cells, expected: [2000, 0, 2000, 4000, 2000, 0, 2000, 0])
    #expect(ChanceChecks.expect("lives that end, parent and time", r), "\(cells)")
  }
}
