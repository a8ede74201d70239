import Columnar
import Planning
import Testing

@testable import Engine

/// Exact shares: quotas of the whole table, of selected rows, and of missing values.
@Suite struct ExactShareTests {
  private static func document(_ rows: Int) -> String {
    """
    datagen: 1
    name: exact
    seed: 9
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      rows:
        rows: \(rows)
        columns:
          id: {key: integer}
          grade: {choice: {a: 50%, b: 30%, c: 20%}, exact: true}
          flag: {chance: 37%, exact: true}
          gap: {sequence: 1, missing: 15%, exact: true}
          star: {choice: {1: 5%, 2: 25%, 3: 70%}, exact: true, when: grade = 'b'}
          won: {chance: 10%, exact: true, when: "star = 3", else: = flag}
      children:
        rows: {per: row_id, integer: {from: 0, to: 3}}
        columns:
          id: {key: integer}
          row_id: {ref: rows}
          side: {choice: {l: 1, r: 2}, exact: true}
          top: {choice: {x: 1, y: 1}, exact: true, when: side = 'r'}
      events:
        rows: \(rows)
        arrivals: {per: row_id}
        columns:
          id: {key: integer}
          row_id: {ref: rows}
          side: {choice: {l: 1, r: 2}, exact: true}
          top: {choice: {x: 1, y: 1}, exact: true, when: side = 'r'}
    """
  }

  private static func counts(_ texts: [String?]) -> [String: Int] {
    var counts: [String: Int] = [:]
    for text in texts { counts[text ?? "none", default: 0] += 1 }
    return counts
  }

  @Test(arguments: [10, 100, 1000, 9999])
  func `shares of the whole are exact`(rows: Int) throws {
    let table = try Workbench.dataset(Self.document(rows))["rows"]
    let grades = Self.counts(table.texts("grade"))
    let shares = [("a", 0.5), ("b", 0.3), ("c", 0.2)]
    for (name, share) in shares {
      #expect(abs(Double(grades[name] ?? 0) - share * Double(rows)) < 1, "\(name)")
    }
    #expect(grades.values.reduce(0, +) == rows)
    let flags = Self.counts(table.texts("flag"))["true"] ?? 0
    #expect(abs(Double(flags) - 0.37 * Double(rows)) <= 0.5)
    #expect(
      table.column("gap").nullCount == Int((0.15 * Double(rows)).rounded(.toNearestOrEven)))
  }

  @Test func `shares of selected rows are exact among them`() throws {
    let table = try Workbench.dataset(Self.document(10_000))["rows"]
    let stars = Self.counts(table.texts("star"))
    #expect(stars == ["none": 7000, "1": 150, "2": 750, "3": 2100])
    for (grade, star) in zip(table.texts("grade"), table.texts("star")) {
      #expect((grade == "b") == (star != nil))
    }
    let pairs = zip(table.texts("star"), zip(table.texts("won"), table.texts("flag")))
    #expect(pairs.count { $0.0 == "3" && $0.1.0 == "true" } == 210)
    #expect(pairs.allSatisfy { $0.0 == "3" || $0.1.0 == $0.1.1 })
  }

  @Test(arguments: ["children", "events"])
  func `shares are exact in modes B and C too`(name: String) throws {
    let table = try Workbench.dataset(Self.document(2000))[name]
    let sides = Self.counts(table.texts("side"))
    let total = table.rowCount
    #expect(abs(Double(sides["l"] ?? 0) - Double(total) / 3) < 1)
    let tops = Self.counts(table.texts("top"))
    #expect(tops["none"] == sides["l"])
    #expect(abs((tops["x"] ?? 0) - (tops["y"] ?? 0)) <= 1)
  }

  @Test func `quotas are not dealt out in order`() throws {
    let grades = try Workbench.dataset(Self.document(1000))["rows"].texts("grade")
    let changes = zip(grades, grades.dropFirst()).count { $0.0 != $0.1 }
    // 2 when sorted, 620 on average when shuffled; 15 standard deviations aside.
    #expect((400...800).contains(changes))
  }
}
