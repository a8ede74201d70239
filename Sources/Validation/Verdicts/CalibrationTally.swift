import Sampling

/// What reports on true data of many seeds say about the tests themselves.
package struct CalibrationTally: Sendable {
  /// A test over all seeds: its p-values are uniform where it is right.
  package struct Test: Sendable {
    package let code: String
    package let table: String
    package let columns: [String]
    package let rows: String?
    package let statistic: String
    fileprivate(set) package var ps: [Double]

    /// Whether any of the seeds gave it enough to tell something.
    package var tells: Bool { ps.contains { $0 < 1 } }
  }

  private struct Key: Hashable {
    let place: String
    let statistic: String
    let columns: [String]
    let rows: String?
    /// Among tests that are alike in all else.
    let turn: Int
  }

  package private(set) var tests: [Test] = []
  /// Of each seed, in order: the smallest p as held against the rate; 0 where something is exactly
  /// wrong or could not be judged.
  package private(set) var smallest: [Double] = []
  private var places: [Key: Int] = [:]

  package init() {}

  package mutating func add(_ report: Report) {
    var turns: [Key: Int] = [:]
    var least = 1.0
    for item in report.items {
      switch (item.finding.outcome, item.verdict) {
      case (.chance(let result), _):
        least = min(least, item.adjustedP ?? 1)
        add(item.finding, result, &turns)
      case (_, .fails), (_, .unreadable): least = 0
      default: break
      }
    }
    smallest.append(least)
  }

  private mutating func add(_ finding: Finding, _ result: TestResult, _ turns: inout [Key: Int]) {
    let first = Key(
      place: finding.pointer + " " + finding.code, statistic: result.statisticName,
      columns: finding.columns, rows: finding.rows, turn: 0)
    let turn = turns[first, default: 0]
    turns[first] = turn + 1
    let key = Key(
      place: first.place, statistic: first.statistic, columns: first.columns, rows: first.rows,
      turn: turn)
    if let place = places[key] {
      tests[place].ps.append(result.p)
    } else {
      places[key] = tests.count
      tests.append(
        Test(
          code: finding.code, table: finding.table, columns: finding.columns, rows: finding.rows,
          statistic: result.statisticName, ps: [result.p]))
    }
  }

  /// How often data fail at a family rate.
  package func failures(at rate: Double) -> Int { smallest.count { $0 < rate } }

  /// Kolmogorov–Smirnov of each test's p-values against uniform ones, with p after Holm's procedure
  /// over the tests; of those that tell something.
  package func uniformity() -> [(test: Test, result: TestResult, adjustedP: Double)] {
    guard let law = try? Uniform(form: 0, [0, 1]) else { return [] }
    let told = tests.filter(\.tells)
    let results = told.map { test in
      var distance = KolmogorovSmirnov(total: test.ps.count)
      distance.add(ValueRun(test.ps.sorted()), under: law)
      return distance.result
    }
    let adjusted = Families.holm(results.map(\.p))
    return zip(told, zip(results, adjusted)).map { ($0, $1.0, $1.1) }
  }
}
