import Columnar
import Testing

@testable import Engine

/// Expressions that read one of several values, and through keys.
@Suite struct PartReadingTests {
  static let document = """
    datagen: 1
    name: parts
    seed: 20261121
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      items:
        rows: 600
        columns:
          id: {key: integer}
          n: {integer: {from: 0, to: 4}}
          tags: {list: {choice: [a, b, c], missing: 10%}, length: = n, missing: 10%}
          sizes: {list: {integer: {from: 1, to: 5}}, length: 2}
          address: {struct: {city: {place: city}, floor: {integer: {from: 0, to: 9}, missing: 40%}, geo: {struct: {lat: {uniform: {from: 1, to: 2}}}}}, missing: 20%}
          inches: {map: {width: {integer: {from: 1, to: 9}}, height: {integer: {from: 1, to: 9}, missing: 50%}}, missing: 10%}
          tag_count: = length(tags)
          second: "= element(tags, 2)"
          has: = contains(tags, 'a')
          three: = contains(sizes, 3)
          city: = address.city
          floor: = address.floor
          lat: = address.geo.lat
          height: = inches.height
          entries: = length(inches)
          tall: {count: uses, of: item, where: item.inches.height > 4}
          number: {sequence: {per: address.floor}}
      uses:
        rows: 900
        arrivals: {per: item}
        columns:
          item: {ref: items}
          other: {ref: items, where: "contains(tags, 'b') and address.floor < 5"}
          city: = item.address.city
          tags: = length(other.tags)
      kept:
        rows: {per: item, value: = length(item.tags), between: [0, 9]}
        columns:
          item: {ref: items}
    """.replacing(", between: [0, 9]}", with: "}")

  private let data: Dataset

  init() throws { data = try Workbench.dataset(Self.document) }

  private func lists(_ name: String) -> [[String?]?] {
    let column = data["items"].column(name)
    guard case .list(let lists) = column.values else { preconditionFailure("lists") }
    return (0..<column.count).map { row in
      column.isNull(row) ? nil : lists.range(at: row).map { lists.elements.text(at: $0) }
    }
  }

  @Test func `reads lists`() {
    let tags = lists("tags")
    let items = data["items"]
    #expect(items.integers("tag_count") == tags.map { $0.map { Int64($0.count) } })
    #expect(
      items.texts("second") == tags.map { $0.flatMap { $0.count > 1 ? $0[1] : nil } })
    #expect(items.texts("has") == tags.map { $0.map { "\($0.contains("a"))" } })
    #expect(items.texts("three") == lists("sizes").map { $0.map { "\($0.contains("3"))" } })
    #expect(tags.contains { $0 == nil } && tags.contains { $0?.isEmpty == true })
  }

  @Test func `reads fields and entries`() throws {
    let items = data["items"]
    let address = items.column("address")
    guard case .structure(let parts) = address.values,
      case .structure(let geo) = parts.columns[2].values
    else {
      Issue.record("a structure")
      return
    }
    func texts(_ column: Column) -> [String?] {
      (0..<column.count).map { address.isNull($0) ? nil : column.text(at: $0) }
    }
    #expect(items.texts("city") == texts(parts.columns[0]))
    #expect(items.texts("floor") == texts(parts.columns[1]))
    #expect(items.texts("lat") == texts(geo.columns[0]))
    let inches = items.column("inches")
    guard case .list(let lists) = inches.values,
      case .structure(let pairs) = lists.elements.values
    else {
      Issue.record("a map")
      return
    }
    let heights = (0..<inches.count).map { row -> String? in
      if inches.isNull(row) { return nil }
      return lists.range(at: row).first { pairs.columns[0].text(at: $0) == "height" }
        .flatMap { pairs.columns[1].text(at: $0) }
    }
    #expect(items.texts("height") == heights)
    #expect(
      items.integers("entries")
        == (0..<inches.count).map { inches.isNull($0) ? nil : Int64(lists.range(at: $0).count) })
  }

  @Test func `reads through keys, in conditions, roll-ups, groups and numbers of rows`() {
    let items = data["items"]
    let floors = items.integers("floor")
    let has = lists("tags").map { $0?.contains("b") ?? false }
    let heights = items.integers("height")
    let ids = data["uses"].integers("item").map { Int($0 ?? 0) - 1 }
    #expect(data["uses"].texts("city") == ids.map { items.texts("city")[$0] })
    for other in data["uses"].integers("other") {
      let row = Int(other ?? 0) - 1
      #expect(has[row] && (floors[row] ?? 9) < 5)
    }
    var tall = [Int64](repeating: 0, count: items.rowCount)
    for id in ids where (heights[id] ?? 0) > 4 { tall[id] += 1 }
    #expect(items.integers("tall") == tall)
    var counts: [Int64: Int64] = [:]
    for (row, floor) in floors.enumerated() {
      if let floor { counts[floor, default: 0] += 1 }
      #expect(items.integers("number")[row] == floor.flatMap { counts[$0] })
    }
    #expect(
      data["kept"].rowCount == items.integers("tag_count").reduce(0) { $0 + Int($1 ?? 0) })
  }

  @Test func `every cell is what its plan says, on threads, in shares, alone`() throws {
    let generator = try Workbench.generator(Self.document)
    for (table, made) in zip(generator.plan.tables, data.tables) {
      for (column, values) in zip(table.columns, made.columns) {
        #expect(PlanClaimTests.problem(column, values) == nil, "\(table.name).\(column.name)")
      }
    }
    var plan = try Workbench.plan(Self.document)
    plan.output.rowGroup = 200
    let checks = RunChecks(plan: plan)
    #expect(try checks.threads([3]) == [])
    #expect(try checks.shares([3], threads: 2) == [])
    #expect(try checks.alone(every: 171) == [])
  }
}
