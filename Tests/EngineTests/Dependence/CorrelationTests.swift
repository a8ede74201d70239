import Planning
import Sampling
import Testing

@testable import Engine

/// Columns that are correlated: their laws, their ranks, and what does not change.
@Suite struct CorrelationTests {
  static let correlations = """
        correlations:
          - {between: [income, spend], spearman: 0.6}
          - {between: [income, visits], pearson: -0.3}
          - {between: [grade, member, since], spearman: 0.4}
          - {between: [size, tip], copula: 0.8}
    """
  static let columns = """
          id: {key: integer}
          kind: {choice: [x, y]}
          income: {lognormal: {mean: 40, sd: 30}, round: 2}
          spend: {gamma: {mean: 9, sd: 7}, between: [1, 40]}
          visits: {poisson: 2}
          grade: {choice: {low: 50%, middle: 30%, high: 20%}}
          member: {chance: 30%}
          since: {date: {from: 2020-01-01, to: 2020-12-31}}
          size: {by: kind, cases: {x: {normal: {mean: = id / 1000.0, sd: 1}}, y: {exponential: 3}}}
          tip: {zero_inflated: {chance: 60%, exponential: 4}, missing: 10%, when: kind = 'x', else: -1}
    """

  static func text(_ correlations: String = correlations, rows: Int = 20_000) -> String {
    """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      t:
        rows: \(rows)
        columns:

    """ + columns + "\n" + correlations
  }

  @Test func `correlated columns are the same whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text(rows: 10_000)))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 997) == [])
  }

  @Test func `correlations change none of the laws`() throws {
    let table = try Workbench.dataset(Self.text())["t"]
    let visits = table.numbers("visits").compactMap { $0 }
    let law = try Poisson(form: 0, [2])
    let counts = (0..<8).map { value in visits.count { $0 == Double(value) } }
    let shares = (0..<8).map { law.cdf(Double($0)) - law.cdfBelow(Double($0)) }
    #expect(
      Statistics.chiSquareP(
        counts + [visits.count { $0 > 7 }],
        expected: (shares + [law.survival(7)]).map { $0 * Double(visits.count) })
        > ChanceChecks.level("counts that are correlated"))
    let grades = table.texts("grade")
    #expect(
      Statistics.chiSquareP(
        ["low", "middle", "high"].map { grade in grades.count { $0 == grade } },
        expected: [10_000, 6_000, 4_000]) > ChanceChecks.level("choices that are correlated"))
    let incomes = table.numbers("income").compactMap { $0 }
    let lognormal = try Lognormal(form: 0, [40, 30])
    var cells = [Int](repeating: 0, count: 20)
    for income in incomes { cells[min(Int(lognormal.cdf(income) * 20), 19)] += 1 }
    #expect(
      Statistics.chiSquareP(cells, expected: Array(repeating: 1_000, count: 20))
        > ChanceChecks.level("amounts that are correlated"))
  }

  @Test func `what is not correlated stays as it is`() throws {
    let whole = try Workbench.dataset(Self.text())["t"]
    let plain = try Workbench.dataset(Self.text(""))["t"]
    for name in ["id", "kind"] { #expect(whole.texts(name) == plain.texts(name)) }
    // Taken away, and what stands elsewhere, by draws of their own.
    for (one, other) in zip(whole.texts("tip"), plain.texts("tip")) {
      #expect((one == nil) == (other == nil))
      #expect((one == "-1.0") == (other == "-1.0"))
    }
    // Groups without correlation to each other know nothing of each other.
    let less = Self.correlations.split(separator: "\n").filter { !$0.contains("grade") }
    let fewer = try Workbench.dataset(Self.text(less.joined(separator: "\n")))["t"]
    for name in ["income", "spend", "visits", "size"] {
      #expect(whole.texts(name) == fewer.texts(name), "\(name)")
    }
  }

  @Test func `the plan holds targets and what the normal numbers have`() throws {
    let plan = try Workbench.plan(Self.text(rows: 10)).tables[0]
    #expect(plan.correlations.map(\.target) == [0.6, -0.3, 0.4, 0.4, 0.4, 0.8])
    // Pearson's formula, but for the few that cents make equal.
    #expect((plan.correlations[0].normal - 2 * Elementary.sin(.pi * 0.1)).magnitude < 1e-6)
    #expect(plan.correlations[1].normal < -0.3)
    #expect(plan.correlations[5].normal == 0.8)
    for column in plan.columns {
      guard let scores = column.scores else { continue }
      let square = scores.parts.reduce(0) { $0 + $1.weight * $1.weight }
      #expect((square - 1).magnitude < 1e-12, "\(column.name)")
    }
  }
}
