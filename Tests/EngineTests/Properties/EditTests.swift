import Columnar
import Planning
import Testing

@testable import Engine

/// Edits stay local, growth keeps rows; the plan marks the columns for which that cannot hold.
@Suite struct EditTests {
  /// Which columns of tables that both have differ in the rows that both have.
  private static func changes(
    from old: Dataset, to new: Dataset
  ) -> Set<String> {
    var changed: Set<String> = []
    for table in old.tables {
      guard let other = new.tables.first(where: { $0.name == table.name }) else { continue }
      let count = min(table.rowCount, other.rowCount)
      for name in table.names where other.names.contains(name) {
        if table.texts(name).prefix(count) != other.texts(name).prefix(count) {
          changed.insert("\(table.name).\(name)")
        }
      }
    }
    return changed
  }

  private static let shop = ShopDocument()

  private static func changes(by edited: ShopDocument) throws -> Set<String> {
    changes(from: try Workbench.dataset(shop.text), to: try Workbench.dataset(edited.text))
  }

  @Test(arguments: [
    ("people", "      token: {uuid: v4}"), ("visits", "      at: {arrival: timestamp}"),
    ("items", "      made: {date"), ("parts", "      weight: {exponential: 2}"),
    ("claims", "      filed: {arrival: date}"), ("notes", "      who: = person_id.name"),
  ])
  func `a column that is added changes no other`(table: String, before: String) throws {
    let added = "      fresh: {normal: {mean: 0, sd: 1}}\n"
    let edited = Self.shop.replacing(before, with: added + before, in: table)
    #expect(try Self.changes(by: edited) == [])
    #expect(try Workbench.dataset(edited.text)[table].names.contains("fresh"))
  }

  @Test(arguments: [
    ("people", "      phone: {person: phone, missing: 20%, exact: true}"),
    ("people", "      token: {uuid: v4}\n"), ("visits", "      region: = person_id.region"),
    ("claims", "      open: {chance: 25%, exact: true}"),
    ("calls", "      minutes: {poisson: 6}"), ("parts", "      weight: {exponential: 2}"),
  ])
  func `a column that is removed changes no other`(table: String, line: String) throws {
    let edited = Self.shop.replacing(line, with: "", in: table)
    #expect(try Self.changes(by: edited) == [])
  }

  @Test(arguments: [
    ("people", "sd: 2}", "sd: 3}", ["people.score", "people.level"]),
    ("people", "{person: full_name}", "{person: first_name}", ["people.name", "notes.who"]),
    ("visits", "mean: 40", "mean: 41", ["visits.paid", "visits.facts", "people.spent"]),
    (
      "items", "to: 9}", "to: 8}",
      [
        "items.price", "items.origin", "items.box", "claims.amount", "notes.item_id", "notes.price",
      ]
    ),
    (
      "visits", "shop: 30%}, exact: true", "shop: 30%}",
      [
        "visits.channel", "visits.star", "items.label",
      ]
    ),
    ("calls", "poisson: 6", "poisson: 7", ["calls.minutes"]),
    // Who is chosen changes, times and keys stay.
    (
      "visits", "shape: 2", "shape: 3",
      [
        "visits.person_id", "visits.region", "people.spent", "items.label",
      ]
    ),
  ])
  func `a changed column changes itself and what reads it`(
    table: String, old: String, new: String, expected: [String]
  ) throws {
    let edited = Self.shop.replacing(old, with: new, in: table)
    #expect(try Self.changes(by: edited) == Set(expected))
  }

  @Test(arguments: [0, 4, 8])
  func `a table that is added changes no other`(index: Int) throws {
    let edited = Self.shop.adding(
      "extra",
      """
          rows: 50
          columns:
            extra_id: {key: "E-{}"}
            person_id: {ref: people}
            visit_id: {ref: visits}
            name: {person: full_name}
      """, at: index)
    #expect(try Self.changes(by: edited) == [])
  }

  /// The shop with one table grown.
  private static func grown(_ table: String) throws -> Dataset {
    if table == "regions" {
      let edited = shop.replacing("[west, 2]", with: "[west, 2]\n      - [east, 5]", in: table)
      return try Workbench.dataset(edited.text)
    }
    let counts = ["people": 450, "visits": 1500, "claims": 300, "calls": 400, "notes": 260]
    let options = PlanOptions(rows: counts.filter { $0.key == table })
    return try Workbench.dataset(shop.text, options: options)
  }

  /// Columns whose cells need the size of a table, as the plan says.
  private static func marks(_ plan: GenerationPlan, of grown: String) throws -> Set<String> {
    let index = try #require(plan.table(grown))
    var marked: Set<String> = []
    for table in plan.tables {
      for column in table.columns where column.sizeDependsOn.contains(index) {
        marked.insert("\(table.name).\(column.name)")
      }
    }
    return marked
  }

  @Test func `growing a table keeps the rows of all columns the plan does not mark`() throws {
    let plan = try Workbench.plan(Self.shop.text)
    let old = try Workbench.dataset(Self.shop.text)
    var changed: Set<String> = []
    for table in ["regions", "people", "visits", "claims", "calls", "notes"] {
      let grown = try Self.grown(table)
      #expect(grown[table].rowCount > old[table].rowCount)
      let found = Self.changes(from: old, to: grown)
      let unmarked = found.subtracting(try Self.marks(plan, of: table))
      #expect(unmarked == [], "growing \(table) changes \(unmarked.sorted())")
      changed.formUnion(found)
    }
    var marked: Set<String> = []
    for table in plan.tables {
      for column in table.columns where column.isSizeDependent {
        marked.insert("\(table.name).\(column.name)")
      }
    }
    // No mark without cause.
    #expect(marked.subtracting(changed) == [])
    #expect(
      marked.isDisjoint(with: [
        "people.person_id", "people.joined", "people.name", "people.email", "people.score",
        "people.number", "people.token", "people.level", "visits.visit_id", "visits.paid",
        "items.item_id", "items.visit_id", "items.price", "parts.part_id", "parts.item_id",
        "parts.weight", "claims.claim_id", "notes.note_id", "notes.limit",
      ]))
  }

  @Test func `shrinking a table keeps the rows that are left`() throws {
    let plan = try Workbench.plan(Self.shop.text)
    let old = try Workbench.dataset(Self.shop.text)
    let less = try Workbench.dataset(
      Self.shop.text, options: PlanOptions(rows: ["people": 120, "notes": 0]))
    #expect(less["people"].rowCount == 120)
    #expect(less["notes"].rowCount == 0)
    for name in Self.changes(from: old, to: less) {
      let parts = name.split(separator: ".").map(String.init)
      let table = try #require(plan.table(parts[0]))
      let column = try #require(plan.tables[table].columns.first { $0.name == parts[1] })
      #expect(column.isSizeDependent, "\(name)")
    }
  }
}
