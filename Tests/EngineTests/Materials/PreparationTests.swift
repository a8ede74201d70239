import Planning
import Synchronization
import Testing

@testable import Engine

/// What is told while materials are made.
@Suite struct PreparationTests {
  private static func reports(threads: Int) throws -> [Preparation] {
    let plan = try Workbench.plan(ShopDocument().text)
    let reports = Mutex<[Preparation]>([])
    _ = try Generator(
      plan,
      options: RunOptions(
        threads: threads, preparation: { report in reports.withLock { $0.append(report) } }))
    return reports.withLock { $0 }
  }

  @Test(arguments: [1, 3])
  func `the part grows with the rows, from nothing to all`(threads: Int) throws {
    let reports = try Self.reports(threads: threads)
    let first = try #require(reports.first)
    let last = try #require(reports.last)
    #expect(first.materialsDone == 0 && first.part == 0)
    #expect(last.materialsDone == last.materialsTotal && last.part == 1)
    #expect(Set(reports.map(\.materialsTotal)).count == 1)
    for (before, after) in zip(reports, reports.dropFirst()) {
      #expect(before.materialsDone <= after.materialsDone)
      #expect(before.part <= after.part)
    }
    // More is told than which material is made.
    #expect(Set(reports.map(\.part)).count > last.materialsTotal)
  }

  @Test func `what is counted adds up to all where every count is known`() throws {
    let text = """
      datagen: 1
      seed: 1
      timeframe: {from: 2024-01-01, to: 2024-01-31}
      tables:
        people:
          rows: 40000
          arrivals: {}
          columns:
            person_id: {key: integer}
            since: {arrival: date}
            visits: {count: visits, of: person_id, hidden: true}
            kind: {value: = visits * 2}
        visits:
          rows: 50000
          arrivals: {per: person_id, until: = person_id.since + 3d, heterogeneity: {gamma: {shape: 1}}}
          columns:
            visit_id: {key: integer}
            person_id: {ref: people}
      """
    let reports = Mutex<[Preparation]>([])
    _ = try Generator(
      try Workbench.plan(text),
      options: RunOptions(
        threads: 1, preparation: { report in reports.withLock { $0.append(report) } }))
    let all = reports.withLock { $0 }
    // Before the last material is finished its rows have all been counted.
    #expect(abs((all.dropLast().last?.part ?? 0) - 1) < 1e-12)
  }
}
