import Columnar
import Planning
import Sampling
import Testing

@testable import Engine

/// Keys hold by construction, in every mode over every other.
@Suite struct KeyTests {
  private let plan: GenerationPlan
  private let data: Dataset
  private let context: RunContext

  init() throws {
    plan = try Workbench.plan(ShopDocument().text)
    data = try Workbench.dataset(of: try Generator(plan, options: RunOptions(threads: 2)))
    context = try Workbench.context(plan)
  }

  @Test(arguments: [
    ("visits.person_id", "people.person_id"), ("items.visit_id", "visits.visit_id"),
    ("parts.item_id", "items.item_id"), ("claims.item_id", "items.item_id"),
    ("calls.claim_id", "claims.claim_id"), ("notes.item_id", "items.item_id"),
    ("notes.claim_id", "claims.claim_id"), ("notes.person_id", "people.person_id"),
    ("people.region", "regions.region"),
  ])
  func `every value of a reference is a key of its parent`(child: String, parent: String) {
    let (childTable, childColumn) = Self.parts(child)
    let (parentTable, parentColumn) = Self.parts(parent)
    let keys = Set(data[parentTable].texts(parentColumn).compactMap { $0 })
    let values = data[childTable].texts(childColumn).compactMap { $0 }
    #expect(values.allSatisfy { keys.contains($0) })
    #expect(!values.isEmpty)
  }

  @Test func `keys differ in all rows`() {
    for table in plan.tables {
      guard let key = table.keyColumn else { continue }
      let keys = data[table.name].texts(table.columns[key].name)
      #expect(Set(keys).count == keys.count, "\(table.name)")
      #expect(keys.allSatisfy { $0 != nil })
    }
  }

  @Test func `row keys differ in all rows and fit the bits the plan proves`() throws {
    for table in plan.tables.indices {
      let count = context.rowCount(table)
      let keys = try Frame(table, .range(0..<count), in: context, WorkerCache()).rowKeys()
      let all = (0..<count).map { keys[$0] }
      #expect(Set(all).count == count, "\(plan.tables[table].name)")
      let bits = plan.tables[table].keyBits
      #expect(all.allSatisfy { bits == 64 || $0 < 1 << UInt64(bits) })
    }
  }

  @Test func `a row key holds the parent's key and the ordinal`() throws {
    let table = try #require(plan.table("parts"))
    guard case .perParent(let children) = plan.tables[table].source else { return }
    let count = context.rowCount(table)
    let frame = Frame(table, .range(0..<count), in: context, WorkerCache())
    let keys = try frame.rowKeys()
    let places = try frame.places()
    let parents = try Frame(
      children.parentTable, .list(places.parents), in: context, WorkerCache()
    ).rowKeys()
    for row in 0..<count {
      #expect(keys[row] >> UInt64(children.ordinalBits) == parents[row])
      let ordinal = keys[row] & (1 << UInt64(children.ordinalBits) - 1)
      #expect(ordinal == UInt64(places.ordinals[row]))
    }
  }

  @Test func `children of one parent lie together, in the order of parents`() throws {
    for (table, key, parent, parentKey) in [
      ("items", "visit_id", "visits", "visit_id"), ("parts", "item_id", "items", "item_id"),
    ] {
      let order = data[parent].texts(parentKey)
      var places: [String: Int] = [:]
      for (place, text) in order.enumerated() { places[text ?? ""] = place }
      let found = data[table].texts(key).map { places[$0 ?? ""] ?? -1 }
      #expect(zip(found, found.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(Set(found).count < order.count, "some parent of '\(table)' has no children")
    }
  }

  @Test func `no child comes before its parent lives or after`() {
    func starts(_ table: String, _ key: String, _ column: String, unit: Int64) -> [String: Int64] {
      var starts: [String: Int64] = [:]
      for (text, start) in zip(data[table].texts(key), data[table].integers(column)) {
        starts[text ?? ""] = (start ?? 0) * unit
      }
      return starts
    }
    let day = CivilTime.microsecondsPerDay
    let joined = starts("people", "person_id", "joined", unit: day)
    let visited = starts("visits", "visit_id", "at", unit: 1)
    let filed = starts("claims", "claim_id", "filed", unit: day)
    var itemVisit: [String: String] = [:]
    for (item, visit) in zip(data["items"].texts("item_id"), data["items"].texts("visit_id")) {
      itemVisit[item ?? ""] = visit
    }
    for (person, at) in zip(data["visits"].texts("person_id"), data["visits"].integers("at")) {
      #expect((joined[person ?? ""] ?? .max) <= (at ?? .min))
    }
    for (item, sent) in zip(data["parts"].texts("item_id"), data["parts"].integers("sent")) {
      let visit = visited[itemVisit[item ?? ""] ?? ""] ?? .max
      #expect(visit <= (sent ?? .min))
    }
    for (item, on) in zip(data["claims"].texts("item_id"), data["claims"].integers("filed")) {
      // A date holds the whole day of the arrival.
      let visit = visited[itemVisit[item ?? ""] ?? ""] ?? .max
      #expect(visit < ((on ?? 0) + 1) * day)
    }
    for (claim, begun) in zip(data["calls"].texts("claim_id"), data["calls"].integers("begun")) {
      let start = filed[claim ?? ""] ?? .max
      #expect((start...(start + 40 * day - 1)).contains(begun ?? 0))
    }
  }

  @Test func `a key's text leads back to its row`() throws {
    let generator = try Generator(plan, options: RunOptions(threads: 1))
    for table in plan.tables.indices {
      guard let key = plan.tables[table].keyColumn else { continue }
      let texts = data[plan.tables[table].name].texts(plan.tables[table].columns[key].name)
      for row in stride(from: 0, to: texts.count, by: max(1, texts.count / 5)) {
        #expect(try generator.position(of: [try #require(texts[row])], in: table) == row)
      }
      #expect(try generator.position(of: ["nobody"], in: table) == nil)
    }
  }

  @Test func `a key of several columns leads back to its row`() throws {
    let generator = try Workbench.generator(
      """
      datagen: 1
      tables:
        shops: {rows: 20, columns: {shop: {key: "S{:02}"}}}
        days: {rows: 9, columns: {day: {key: integer}}}
        levels:
          rows: {per: [shop, day]}
          key: [day, shop]
          columns: {shop: {ref: shops}, day: {ref: days}}
      """)
    #expect(try generator.position(of: ["1", "S01"], in: 2) == 0)
    #expect(try generator.position(of: ["9", "S20"], in: 2) == 179)
    #expect(try generator.position(of: ["3", "S02"], in: 2) == 11)
    #expect(try generator.position(of: ["S02", "3"], in: 2) == nil)
    #expect(try generator.position(of: ["3"], in: 2) == nil)
  }

  @Test(arguments: ["+5", "05", "0", "-1", "21", "5 ", ""])
  func `a number written otherwise is no key`(text: String) throws {
    let generator = try Workbench.generator(
      """
      datagen: 1
      tables: {t: {rows: 20, columns: {id: {key: integer}}}}
      """)
    #expect(try generator.position(of: [text], in: 0) == nil)
    #expect(try generator.position(of: ["5"], in: 0) == 4)
  }

  private static func parts(_ path: String) -> (String, String) {
    let all = path.split(separator: ".").map(String.init)
    return (all[0], all[1])
  }
}
