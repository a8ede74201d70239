import Columnar
import Testing

@testable import Engine

/// References that name each row at most once, in a table or among the rows of one parent.
@Suite struct DistinctReferenceTests {
  private static let weights = [1.0, 2, 5, 12]

  private let data: Dataset

  init() throws { data = try Workbench.dataset(Self.document) }

  private static let document = """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      people:
        rows: 9000
        columns:
          id: {key: integer}
          locker: {ref: lockers, unique: true}
          some: {ref: lockers, unique: true, missing: 30%}
      lockers:
        rows: 9000
        columns: {id: {key: integer}}
      things:
        literal:
          - [thing, weight]
          - [1, 1]
          - [2, 2]
          - [3, 5]
          - [4, 12]
      many:
        rows: 300
        columns:
          id: {key: integer}
          skew: {value: "= if(id = 1, 1000000, 0.0001)"}
      pairs:
        rows: {per: person, value: 2}
        columns:
          person: {ref: people}
          plain: {ref: things, unique: true, per: person}
          weighed: {ref: things, unique: true, per: person, weight: = weight}
      hands:
        rows: {per: person, value: "= if(mod(person.id, 900) = 0, 300, 1)"}
        columns:
          person: {ref: people}
          all: {ref: many, unique: true, per: person}
          skewed: {ref: many, unique: true, per: person, weight: = skew}
    """

  @Test func `no row of the table is named twice`() {
    let all = data["people"].integers("locker")
    #expect(Set(all) == Set((1...9000).map { Int64($0) }))
    let some = data["people"].integers("some").compactMap { $0 }
    #expect(Set(some).count == some.count)
    #expect(some.count < 7000)
  }

  @Test(arguments: [
    ("pairs", "plain"), ("pairs", "weighed"), ("hands", "all"), ("hands", "skewed"),
  ])
  func `no row is named twice by one parent`(table: String, column: String) {
    let people = data[table].integers("person")
    let named = data[table].integers(column)
    #expect(Set(zip(people, named).map { [$0, $1] }).count == people.count)
  }

  /// Of two draws without repetition: the first by weight, the second by the weights that are left.
  private static func pairs(of weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    return weights.indices.flatMap { first in
      weights.indices.map { second in
        first == second
          ? 0
          : weights[first] / total * weights[second] / (total - weights[first])
      }
    }
  }

  /// Seeds and levels are declared in `ChanceChecks`.
  @Test(arguments: [
    ("plain", [1.0, 1, 1, 1], "rows kept apart"),
    ("weighed", weights, "rows kept apart by weight"),
  ])
  func `draws follow the weights that are left`(column: String, weights: [Double], check: String) {
    let named = data["pairs"].integers(column).compactMap { $0.map { Int($0) - 1 } }
    var counts = [Int](repeating: 0, count: 16)
    for start in stride(from: 0, to: named.count, by: 2) {
      counts[4 * named[start] + named[start + 1]] += 1
    }
    let expected = Self.pairs(of: weights).map { 9000 * $0 }
    let cells = expected.indices.filter { expected[$0] > 0 }
    #expect(cells.reduce(0) { $0 + counts[$1] } == 9000)
    let p = Statistics.chiSquareP(
      cells.map { counts[$0] }, expected: cells.map { expected[$0] })
    #expect(p > ChanceChecks.level(check), "p \(p)")
  }

  @Test func `a row that outweighs all others comes first, and the others follow`() {
    let named = data["hands"].integers("skewed")
    // The 900th parent has 300 rows, those before it one each.
    #expect(named.prefix(899).allSatisfy { $0 == 1 })
    #expect(named[899] == 1)
    #expect(Set(named[899..<1199]).count == 300)
  }

  @Test func `a few rows are as they are in the whole`() throws {
    let generator = try Workbench.generator(Self.document)
    let plan = generator.plan
    for (index, table) in plan.tables.enumerated() where ["pairs", "hands"].contains(table.name) {
      let whole = try generator.rows(
        of: index, at: 0..<generator.rowCount(index), hidden: true)
      let part = try generator.rows(of: index, at: 900..<1_100, hidden: true)
      for (column, known) in zip(part.columns, whole.columns) {
        for row in 0..<200 { #expect(column.constant(at: row) == known.constant(at: 900 + row)) }
      }
    }
  }
}
