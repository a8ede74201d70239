import Testing

@testable import Profiling
@testable import Validation

/// Each check with folders in which it finds something, and the same two in which none does.
@Suite struct DriftTests {
  private static let customers = csv("customer_id,segment", 0..<200) {
    "C-\(1000 + $0),\($0 % 4 == 0 ? "new" : "old")"
  }

  /// Orders of a few customers, with numbers that look drawn.
  static func orders(
    _ seed: UInt64, rows: Int = 2000, shift: Double = 0, hour: Double = 24, share: Double = 0.3,
    missing: Double = 0.05, weekend: Bool = true, favourite: Double = 0, extra: String = ""
  ) -> String {
    var random = Scrambled(seed)
    return csv("order_id,customer_id,amount,state,at,note\(extra)", 0..<rows) { row in
      let customer = random.next() < favourite ? 0 : Int(random.next() * 200)
      let amount = (20 + 10 * random.next() + 10 * random.next() + shift)
      let state = random.next() < share ? "open" : "closed"
      var day = Int(random.next() * 28) + 1
      // Saturdays and Sundays of January 2024 are the 6th, 7th, 13th, …
      if !weekend, [6, 7, 13, 14, 20, 21, 27, 28].contains(day) { day = 2 }
      let time = Int(random.next() * hour)
      let note = random.next() < missing ? "" : "n\(row % 97)"
      let date = "2024-01-\(day < 10 ? "0" : "")\(day)T\(time < 10 ? "0" : "")\(time):00:00"
      return "\(row + 1),C-\(1000 + customer),\(amount),\(state),\(date),\(note)"
        + (extra.isEmpty ? "" : ",1")
    }
  }

  static func folder(_ orders: String) -> [String: String] {
    ["customers.csv": customers, "orders.csv": orders]
  }

  static let drifts: [(code: String, orders: @Sendable () -> String)] = [
    ("mean-drift", { orders(2, shift: 1.5) }), ("shape-drift", { orders(2, shift: 1.5) }),
    ("range-drift", { orders(2, shift: 8) }), ("share-drift", { orders(2, share: 0.4) }),
    ("missing-drift", { orders(2, missing: 0.12) }), ("hour-drift", { orders(2, hour: 20) }),
    ("weekday-drift", { orders(2, weekend: false) }), ("row-drift", { orders(2, rows: 2400) }),
    ("children-drift", { orders(2, favourite: 0.5) }),
    ("column-missing", { orders(2, extra: ",more") }),
    ("orphan-drift", { orders(2) + "9000,C-9999,25.5,open,2024-01-05T10:00:00,n1\n" }),
    ("unique-drift", { orders(2) + "7,C-1001,25.5,open,2024-01-05T10:00:00,n1\n" }),
    (
      "type-drift",
      { orders(2) + "9001,C-1001,much,open,2024-01-05T10:00:00,n1\n" }
    ),
    (
      "length-drift",
      { orders(2).replacing(",n", with: ",number ").replacing(",number ote", with: ",note") }
    ),
  ]

  static func failing(_ report: Report) -> Set<String> {
    Set(
      report.items.filter { $0.verdict == .fails || $0.verdict == .unreadable }
        .map(\.finding.code))
  }

  @Test(arguments: drifts.indices)
  func `what has drifted is found`(index: Int) throws {
    let (code, orders) = Self.drifts[index]
    let report = try Folder.comparison(
      Self.folder(Self.orders(1)), Self.folder(orders()))
    #expect(Self.failing(report).contains(code), "\(Self.failing(report))")
  }

  @Test func `data of another seed have not`() throws {
    let report = try Folder.comparison(Self.folder(Self.orders(1)), Self.folder(Self.orders(2)))
    #expect(Self.failing(report) == [])
    #expect(report.items.count > 25)
  }

  @Test func `a table that is only in one, and a file that cannot be read`() throws {
    let found = try Folder.comparison(
      ["a.csv": "x\n1\n", "b.csv": "x\n1\n"], ["a.csv": "x\n1\n", "c.parquet": "nothing"])
    #expect(Self.failing(found) == ["table-missing", "unreadable-file"])
  }

  @Test func `every check but those of files was seen to find something`() {
    let seen = Set(Self.drifts.map(\.code)).union(["table-missing", "unreadable-file"])
    #expect(seen == Set(Drifts.all.map(\.code)))
  }

  /// What is copied from a parent varies by parents, of which there are few.
  @Test func `what rows of one parent have in common is no drift by itself`() throws {
    var failures = 0
    for seed in 0..<20 as Range<UInt64> {
      let folders = [2 * seed, 2 * seed + 1].map { seed in
        var random = Scrambled(seed &* 7919 &+ 3)
        let colours = (0..<40).map { _ in random.next() < 0.5 ? "red" : "blue" }
        let levels = (0..<40).map { _ in random.next() * 100 }
        return [
          "parents.csv": csv("parent_id", 0..<40) { "P\(100 + $0)" },
          "children.csv": csv("child_id,parent_id,colour,level", 0..<2000) { row in
            let parent = Int(random.next() * 40)
            return "\(row + 1),P\(100 + parent),\(colours[parent]),\(levels[parent])"
          },
        ]
      }
      let report = try Folder.comparison(folders[0], folders[1])
      if !report.passes { failures += 1 }
    }
    // At a rate of 1 % three of twenty are a chance of one in a thousand.
    #expect(failures <= 2)
  }
}
