import Sampling
import Testing

@testable import Engine

/// Laws made of others and of data as documents use them: cut, as counts of rows, with parameters
/// of the row, as dates and as times of day.
@Suite struct ComposedLawDocumentTests {
  static let text = """
    datagen: 1
    seed: 20261121
    tables:
      parents:
        rows: 20000
        columns:
          id: {key: integer}
          kind: {choice: [a, b]}
          two: {mixture: [{weight: 70%, normal: {mean: 0, sd: 1}}, {weight: 30%, value: 9}]}
          fixed: {mixture: [{weight: 1, poisson: 3}, {weight: 1, gamma: 2}], between: [1, 8]}
          zeros: {zero_inflated: {chance: {by: kind, cases: {a: 40%, b: 90%}}, poisson: 3}}
          same: {zero_inflated: {chance: "= if(id > 0, 0.4, 0.1)", poisson: 3}}
          again: {zero_inflated: {chance: 40%, poisson: 3}}
          cut: {zero_inflated: {chance: 40%, normal: {mean: 5, sd: 2}}, between: [0, = 4 + id / 20000]}
          day: {empirical: {histogram: {edges: [2024-01-01, 2024-02-01, 2024-05-01], counts: [1, 3]}}}
          grade: {empirical: {values: [1, 1, 2, 5]}}
          pay: {empirical: {quantiles: {0: 0, 50%: 30, 1: 100}}, type: "decimal(8,2)"}
          hour: {circular: {peak: 18:30, concentration: 2}, between: [08:00, 22:00]}
          peak: {circular: {peak: {by: kind, cases: {a: 09:00, b: 21:00}}, concentration: 50}}
          heaped: {mixture: [{weight: 1, normal: {mean: 30, sd: 5}, round: {step: 5}}, {weight: 1, value: 7}]}
          at: = day + hour
      children:
        rows: {per: parent_id, zero_inflated: {chance: 30%, poisson: 2}}
        columns: {parent_id: {ref: parents}, id: {key: integer}}
      more:
        rows: {per: parent_id, mixture: [{weight: 1, value: 1}, {weight: 1, poisson: 4}]}
        columns: {parent_id: {ref: parents}, id: {key: integer}}
    """

  @Test func `laws give the same rows whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
  }

  /// A correct program is 4.5 standard errors off once in 100,000 such checks.
  private func expect(_ count: Int, of n: Int, _ share: Double, _ what: String) {
    let error = (Double(n) * share * (1 - share)).squareRoot()
    #expect((Double(count) - Double(n) * share).magnitude < 4.5 * error, "\(what): \(count)")
  }

  @Test func `parts, zeros and cases have their shares`() throws {
    let table = try Workbench.dataset(Self.text)["parents"]
    let two = table.numbers("two").compactMap { $0 }
    expect(two.count { $0 == 9 }, of: 20_000, 0.3, "two")
    let none = try Poisson(form: 0, [3]).cdf(0)
    let kinds = table.texts("kind")
    for (kind, chance) in [("a", 0.4), ("b", 0.9)] {
      let zeros = zip(table.integers("zeros"), kinds).filter { $0.1 == kind }.map(\.0)
      expect(zeros.count { $0 == 0 }, of: zeros.count, chance + (1 - chance) * none, kind)
    }
    let heaped = table.numbers("heaped").compactMap { $0 }
    expect(heaped.count { $0 == 7 }, of: 20_000, 0.5, "heaped")
    #expect(heaped.allSatisfy { $0 == 7 || ($0 / 5).rounded() * 5 == $0 })
    expect(table.integers("grade").count { $0 == 1 }, of: 20_000, 0.5, "grade")
    expect(table.numbers("pay").count { ($0 ?? 0) < 30 }, of: 20_000, 0.5, "pay")
  }

  @Test func `a chance of the row draws as the same chance stated once`() throws {
    let table = try Workbench.dataset(
      Self.text.replacing("same: {", with: "again2: {").replacing("again: {", with: "same: {"))[
        "parents"]
    #expect(table.integers("same").count { $0 == 0 } > 0)
    let first = try Workbench.dataset(Self.text)["parents"].integers("same")
    #expect(first == table.integers("same"))
  }

  @Test func `ends and edges hold`() throws {
    let table = try Workbench.dataset(Self.text)["parents"]
    for (row, value) in table.numbers("cut").enumerated() {
      #expect((0...(4 + Double(row + 1) / 20_000)).contains(value ?? -1))
    }
    #expect(table.numbers("fixed").allSatisfy { (1...8).contains($0 ?? 0) })
    let days = table.texts("day").compactMap { $0 }
    #expect(days.min() == "2024-01-01" && days.max() == "2024-04-30")
    expect(days.count { $0 < "2024-02-01" }, of: 20_000, 0.25, "January")
    let hours = table.texts("hour").compactMap { $0 }
    #expect(hours.allSatisfy { $0 >= "08:00:00" && $0 <= "22:00:00" })
    #expect(zip(table.texts("at"), zip(days, hours)).allSatisfy { $0 == "\($1.0) \($1.1)" })
    let late = zip(table.texts("peak"), table.texts("kind")).count {
      ($0 ?? "" > "15") == ($1 == "b")
    }
    #expect(late > 19_990)
  }

  @Test func `rows per parent are counts of the law`() throws {
    let data = try Workbench.dataset(Self.text)
    let counts = Dictionary(grouping: data["children"].integers("parent_id")) { $0 }
    let none = try Poisson(form: 0, [2]).cdf(0)
    expect(20_000 - counts.count, of: 20_000, 0.3 + 0.7 * none, "no child")
    #expect(data["more"].rowCount > 45_000 && data["more"].rowCount < 55_000)
  }

  @Test func `a mixture whose weights are all 0 in a row is told`() throws {
    let failure = Workbench.failure {
      _ = try Workbench.dataset(
        """
        datagen: 1
        tables:
          t:
            rows: 3
            columns:
              id: {key: integer}
              a: {mixture: [{weight: = id - 1, poisson: 3}, {weight: = id - 1, poisson: 9}]}
        """)
    }
    #expect(failure == "'mixture' has no values: no part of 'mixture' has a weight above 0")
  }
}
