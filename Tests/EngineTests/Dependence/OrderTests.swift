import Testing

@testable import Engine

/// Values that never lie before or below others, also where they are rounded or take other types.
@Suite struct OrderTests {
  static let text = """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      t:
        rows: 6000
        columns:
          id: {key: integer}
          kind: {choice: [fast, slow]}
          ordered: {date: {from: 2024-01-01, to: 2024-12-31}, missing: 2%}
          packed: {after: ordered, gap: {gamma: {mean: 9h, sd: 5h}}, type: timestamp, round: 15min}
          shipped:
            after: packed
            gap: {exponential: 2d, between: [1h, "= (ordered + 20d) - packed"]}
          due: {after: shipped, gap: 14d, type: date}
          seen: {after: shipped, gap: {exponential: 6h}, type: date}
          paid: {after: ordered, gap: {by: kind, cases: {fast: {exponential: 2d}, slow: 40d}}}
          closed: {after: paid, gap: {choice: {0d: 30%, 7d: 70%}}}
          cost: {lognormal: {mean: 20, sd: 10}, between: [1, 500]}
          price: {lognormal: {mean: 24, sd: 10}, between: [= cost, null], round: 1}
          shown: {normal: {mean: 30, sd: 10}, between: [= price, = 3 * price + 1], type: int32}
          exact: {normal: {mean: 30, sd: 10}, between: [= cost, = 9 * cost], type: "decimal(9,1)"}
          wide: {normal: {mean: 30, sd: 10}, between: [null, = cost], type: "decimal(30,1)"}
          step: {normal: {mean: 2, sd: 2}, between: [0.6, 7.9], round: {step: 0.5}}
          whole: {normal: {mean: 2, sd: 2}, between: [0.4, 3.7], type: int8}
    """

  @Test func `values are the same whatever the threads and shares`() throws {
    let checks = RunChecks(plan: try Workbench.plan(Self.text))
    #expect(try checks.threads([2, 5]) == [])
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 797) == [])
  }

  @Test func `times follow each other`() throws {
    let table = try Workbench.dataset(Self.text)["t"]
    let hour: Int64 = 3_600_000_000
    let (ordered, packed, shipped) = (
      table.integers("ordered"), table.integers("packed"), table.integers("shipped")
    )
    let (due, paid, closed) = (
      table.integers("due"), table.integers("paid"), table.integers("closed")
    )
    for row in ordered.indices {
      guard let start = ordered[row] else {
        #expect(
          [packed[row], shipped[row], due[row], paid[row], closed[row]] == [
            nil, nil, nil, nil, nil,
          ])
        continue
      }
      let (first, second, last) = (
        try #require(packed[row]), try #require(shipped[row]), try #require(due[row])
      )
      #expect(first >= start * 24 * hour && first % (hour / 4) == 0)
      #expect(second >= first + hour && second <= (start + 20) * 24 * hour)
      #expect(last == second / (24 * hour) + 14)
      let (payment, end) = (try #require(paid[row]), try #require(closed[row]))
      #expect(payment >= start && [0, 7].contains(end - payment))
    }
    #expect(ordered.contains(nil))
  }

  @Test func `the day of a later moment may be the same day`() throws {
    let table = try Workbench.dataset(Self.text)["t"]
    let day: Int64 = 24 * 3_600_000_000
    var same = 0
    for (shipped, seen) in zip(table.integers("shipped"), table.integers("seen")) {
      guard let shipped, let seen else { continue }
      #expect(seen >= shipped / day)
      if seen == shipped / day { same += 1 }
    }
    #expect(same > 1000)
  }

  @Test func `numbers stay within their ends when they are rounded`() throws {
    let table = try Workbench.dataset(Self.text)["t"]
    func numbers(_ name: String) throws -> [Double] {
      try table.numbers(name).map { try #require($0) }
    }
    let (cost, price, shown) = (try numbers("cost"), try numbers("price"), try numbers("shown"))
    let (exact, wide) = (try numbers("exact"), try numbers("wide"))
    for row in cost.indices {
      #expect(cost[row] <= price[row] && price[row] <= shown[row])
      #expect(shown[row] <= 3 * price[row] + 1 && shown[row] == shown[row].rounded())
      #expect(cost[row] <= exact[row] && exact[row] <= 9 * cost[row])
      #expect(wide[row] <= cost[row])
    }
    // Some would have left them: values stand on the multiple next to an end.
    #expect(zip(cost, price).contains { ($0.1 - $0.0) < 0.005 })
    #expect(try numbers("step").min() == 1 && numbers("step").max() ?? 9 <= 7.5)
    #expect(try numbers("whole").min() == 1 && numbers("whole").max() == 3)
  }

  @Test func `ends with nothing between them stop the run by row`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 10
          columns:
            id: {key: integer}
            a: {normal: {mean: 1, sd: 1}, between: [= id + 0.2, = id + 0.7], round: {step: 1}}
      """
    let failure = Workbench.failure { _ = try Workbench.dataset(text) }
    #expect(failure.contains("no multiple of 1.0 lies between 1.2 and 1.7"), "\(failure)")
  }

  @Test func `a gap below 0 stops the run by row`() throws {
    let text = """
      datagen: 1
      tables:
        t:
          rows: 10
          columns:
            id: {key: integer}
            start: {date: {from: 2024-01-01, to: 2024-01-31}}
            end: {after: start, gap: "= (5 - id) * 1d"}
      """
    let failure = Workbench.failure { _ = try Workbench.dataset(text) }
    #expect(failure.contains("the gap is below 0"), "\(failure)")
  }
}
