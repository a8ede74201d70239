import Sampling
import Testing

@testable import Engine

/// Laws as documents use them: alone, cut, as cases, as lengths of time, and as counts of rows.
@Suite struct LawDocumentTests {
  static let text = """
    datagen: 1
    seed: 20261121
    tables:
      parents:
        rows: 20000
        columns:
          id: {key: integer}
          kind: {choice: [a, b]}
          share: {beta: {mean: 30%, sd: 10%}}
          cut: {beta: {a: 30, b: 25}, between: [40%, 60%]}
          price: {triangular: {from: 1, mode: 4, to: 9}, round: 2}
          heavy: {student_t: {degrees: 3, location: 100, scale: = price}}
          peak: {by: kind, cases: {a: {gumbel: {mean: 5, sd: 1}}, b: {logistic: {mean: 9, sd: 1}}}}
          drift: {inverse_gaussian: {mean: 40, sd: 20}}
          marked: {hypergeometric: {population: 500, successes: 120, draws: 60}}
          rank: {zeta: 1.3, between: [1, 1000]}
          hit: {bernoulli: 30%}
          spread: {negative_binomial: {mean: 12, sd: 6}}
          shape: {gamma: 2}
          bell: {normal: {median: 10, p90: 15}}
          skewed: {lognormal: {median: 10, p90: 35}}
          wait: {weibull: {median: 20min, p90: 1h}, hidden: true}
          minutes: = wait / 1min
      children:
        rows: {per: parent_id, log_series: 0.6}
        columns: {parent_id: {ref: parents}, id: {key: integer}}
      more:
        rows: {per: parent_id, zeta: 3, between: [1, 30]}
        columns: {parent_id: {ref: parents}, id: {key: integer}}
    """

  @Test func `laws give the same rows whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
  }

  /// A correct program is 4.5 standard errors off once in 100,000 such checks.
  @Test(arguments: [("bell", 10.0, 15.0), ("skewed", 10, 35), ("minutes", 20, 60)])
  func `half of the values lie below the median, nine in ten below p90`(
    column: String, median: Double, ninth: Double
  ) throws {
    let values = try Workbench.dataset(Self.text)["parents"].numbers(column).compactMap { $0 }
    let n = Double(values.count)
    for (end, share) in [(median, 0.5), (ninth, 0.9)] {
      let below = Double(values.count { $0 <= end })
      let error = (n * share * (1 - share)).squareRoot()
      #expect((below - n * share).magnitude < 4.5 * error, "\(below) of \(n) below \(end)")
    }
  }
}
