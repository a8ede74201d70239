import Columnar
import Planning
import Testing

@testable import Engine

/// References among the rows that name the same row, tables that refer to each other, and rows that
/// none suits.
@Suite struct RelatedReferenceTests {
  static let document = """
    datagen: 1
    name: related
    seed: \(ChanceChecks.seed)
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      customers:
        rows: 1500
        columns:
          customer_id: {key: integer}
          favourite: {ref: orders, where: customer_id = row.customer_id, optional: true}
          large: {ref: orders, where: row.customer_id = customer_id and amount > 30, weight: = amount, optional: true}
          popular: {ref: orders, where: customer_id = row.customer_id, weight: {zipf: 0.5}, optional: true}
          count: {count: orders, of: customer_id}
          favourite_at: = favourite.at
      orders:
        rows: 4000
        arrivals: {per: customer_id}
        columns:
          order_id: {key: "O-{:05}"}
          customer_id: {ref: customers}
          at: {arrival: timestamp}
          amount: {integer: {from: 1, to: 60}}
          before: {ref: orders, where: customer_id = row.customer_id}
          top: {ref: lines, where: order_id = row.order_id, optional: true}
          of_favourite: = customer_id.favourite.amount
      lines:
        rows: {per: order_id, integer: {from: 0, to: 3}}
        columns:
          line_id: {key: integer}
          order_id: {ref: orders}
          with: {ref: lines, where: order_id = row.order_id}
          by: {ref: customers}
          also: {ref: orders, where: customer_id = row.by and amount > 20, optional: true}
      departments:
        rows: 40
        columns:
          department_id: {key: integer}
          manager_id: {ref: employees, where: department_id = row.department_id and level > 4, optional: true}
          boss_of_boss: = manager_id.department_id.manager_id
      employees:
        rows: 1000
        columns:
          employee_id: {key: integer}
          department_id: {ref: departments}
          level: {integer: {from: 1, to: 5}}
          managed_by: = department_id.manager_id
          deputy: {ref: employees, where: department_id = row.department_id and level = row.level}
          twin: {ref: employees, where: department_id = row.department_id and level = row.level and level = 9 - row.level}
    """

  private let data: Dataset

  init() throws { data = try Workbench.dataset(Self.document) }

  private func positions(_ table: String, _ column: String, key: String) -> [String: Int] {
    var places: [String: Int] = [:]
    for (row, text) in data[table].texts(column).enumerated() { places[text ?? ""] = row }
    return places
  }

  /// Each row's candidates, and the one it names.
  private func choices(
    _ table: String, _ column: String, by own: String, of target: String, key: String,
    _ parent: String, where holds: (Int, Int) -> Bool
  ) -> [(row: Int, candidates: [Int], named: Int?)] {
    let places = positions(target, key, key: key)
    var groups: [String: [Int]] = [:]
    for (row, text) in data[target].texts(parent).enumerated() {
      if let text { groups[text, default: []].append(row) }
    }
    let owners = data[table].texts(own)
    return data[table].texts(column).enumerated().map { row, text in
      let candidates = (groups[owners[row] ?? ""] ?? []).filter { holds(row, $0) }
      return (row, candidates, text.flatMap { places[$0] })
    }
  }

  private func check(_ choices: [(row: Int, candidates: [Int], named: Int?)]) {
    for choice in choices {
      if let named = choice.named {
        #expect(choice.candidates.contains(named), "row \(choice.row)")
      } else {
        #expect(choice.candidates.isEmpty, "row \(choice.row)")
      }
    }
    #expect(choices.contains { $0.named != nil } && choices.contains { $0.named == nil })
  }

  @Test func `a row names a row of its own, where it has one`() {
    let amounts = data["orders"].integers("amount")
    let levels = data["employees"].integers("level")
    check(
      choices(
        "customers", "favourite", by: "customer_id", of: "orders", key: "order_id", "customer_id"
      ) { _, _ in true })
    check(
      choices(
        "customers", "popular", by: "customer_id", of: "orders", key: "order_id", "customer_id"
      ) { _, _ in true })
    check(
      choices(
        "customers", "large", by: "customer_id", of: "orders", key: "order_id", "customer_id"
      ) { _, order in (amounts[order] ?? 0) > 30 })
    check(
      choices("orders", "top", by: "order_id", of: "lines", key: "line_id", "order_id") { _, _ in
        true
      })
    check(
      choices("lines", "also", by: "by", of: "orders", key: "order_id", "customer_id") { _, order in
        (amounts[order] ?? 0) > 20
      })
    check(
      choices(
        "departments", "manager_id", by: "department_id", of: "employees", key: "employee_id",
        "department_id"
      ) { _, other in (levels[other] ?? 0) > 4 }
        + [(row: -1, candidates: [], named: nil)])
  }

  @Test func `a row names an earlier one beside it`() {
    let levels = data["employees"].integers("level")
    check(
      choices("orders", "before", by: "customer_id", of: "orders", key: "order_id", "customer_id") {
        $1 < $0
      })
    check(
      choices("lines", "with", by: "order_id", of: "lines", key: "line_id", "order_id") { $1 < $0 })
    check(
      choices(
        "employees", "deputy", by: "department_id", of: "employees", key: "employee_id",
        "department_id"
      ) { $1 < $0 && levels[$0] == levels[$1] })
    #expect(data["employees"].texts("twin").allSatisfy { $0 == nil })
  }

  @Test func `tables that refer to each other read through both keys`() {
    let managers = data["departments"].texts("manager_id")
    let departments = data["employees"].integers("department_id").map { Int($0 ?? 0) - 1 }
    #expect(data["employees"].texts("managed_by") == departments.map { managers[$0] })
    let named = managers.map { $0.flatMap { Int($0) }.map { departments[$0 - 1] } }
    #expect(
      data["departments"].texts("boss_of_boss") == named.map { $0.flatMap { managers[$0] } })
    let places = positions("orders", "order_id", key: "order_id")
    let favourites = data["customers"].texts("favourite").map { $0.flatMap { places[$0] } }
    let times = data["orders"].texts("at")
    #expect(data["customers"].texts("favourite_at") == favourites.map { $0.flatMap { times[$0] } })
    let amounts = data["orders"].texts("amount")
    let owners = data["orders"].integers("customer_id").map { Int($0 ?? 0) - 1 }
    #expect(
      data["orders"].texts("of_favourite") == owners.map { favourites[$0].flatMap { amounts[$0] } })
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test func `all of its own rows are alike, or as likely as they weigh`() {
    let amounts = data["orders"].integers("amount").map { Double($0 ?? 0) }
    var even = (counts: [0, 0], expected: [0.0, 0])
    var weighed = (counts: [0, 0], expected: [0.0, 0])
    for choice in choices(
      "customers", "favourite", by: "customer_id", of: "orders", key: "order_id", "customer_id",
      where: { _, _ in true })
    where choice.candidates.count > 1 {
      // Whether the last of them is named.
      let isLast = choice.named == choice.candidates.last
      even.counts[isLast ? 1 : 0] += 1
      even.expected[1] += 1 / Double(choice.candidates.count)
      even.expected[0] += 1 - 1 / Double(choice.candidates.count)
    }
    for choice in choices(
      "customers", "large", by: "customer_id", of: "orders", key: "order_id", "customer_id",
      where: { amounts[$1] > 30 })
    where choice.candidates.count > 1 {
      guard let largest = choice.candidates.max(by: { amounts[$0] < amounts[$1] }) else { continue }
      let share = amounts[largest] / choice.candidates.reduce(0) { $0 + amounts[$1] }
      weighed.counts[choice.named == largest ? 1 : 0] += 1
      weighed.expected[1] += share
      weighed.expected[0] += 1 - share
    }
    let p = Statistics.chiSquareP(even.counts, expected: even.expected)
    #expect(p > ChanceChecks.level("references among children"), "p \(p)")
    let q = Statistics.chiSquareP(weighed.counts, expected: weighed.expected)
    #expect(q > ChanceChecks.level("weighted references among children"), "p \(q)")
  }

  @Test func `without optional the run stops at a row that none suits`() {
    let failure = Workbench.failure {
      _ = try Workbench.dataset(
        Self.document.replacing("= row.customer_id, optional: true}", with: "= row.customer_id}"))
    }
    #expect(failure.contains("no row of 'orders' meets the 'where' of this row"))
  }

  @Test func `every cell is what its plan says`() throws {
    #expect(RunChecks.claims(of: data, try Workbench.plan(Self.document)) == [])
  }

  @Test func `the same on threads, in shares, alone, kept whole or not`() throws {
    #expect(
      try RunChecks.differences(of: Self.document, rowGroup: 500, aloneEvery: 331) == [])
  }
}
