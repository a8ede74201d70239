import Columnar
import Testing

@testable import Engine

/// Values taken away at random, by another value, and by themselves.
@Suite struct MissingnessTests {
  private static let rowCount = 20_000
  private static let columns = """
          side: {choice: {a: 30%, b: 70%}}
          plain: {choice: {a: 30%, b: 70%}, missing: 20%}
          other: {choice: {a: 30%, b: 70%}, missing: "= if(side = 'a', 0.5, 0.1)"}
          twin: {choice: {a: 30%, b: 70%}, hidden: true}
          own: {value: = twin, missing: "= if(own = 'a', 0.5, 0.1)"}
          late: {integer: {from: 1, to: 9}, missing: "= if(late > 6, 1, 0)"}
          some: {integer: {from: 1, to: 9}, missing: "= if(some > 6, 1, 0)", when: side = 'a'}
          rest: {integer: {from: 1, to: 9}, missing: "= if(rest = 0, 1, 0)", when: side = 'a', else: 0}
    """

  private static func document(_ columns: String) -> String {
    """
    datagen: 1
    seed: \(ChanceChecks.seed)
    tables:
      t:
        rows: \(rowCount)
        columns:

    """ + columns
  }

  private static func table(_ columns: String = columns) throws -> TableData {
    try Workbench.dataset(document(columns))["t"]
  }

  private static func check(
    _ name: String, missing: [Bool], by classes: [String?], shares: [String: Double]
  ) {
    var counts: [Int] = []
    var expected: [Double] = []
    for (value, share) in shares.sorted(by: { $0.key < $1.key }) {
      let rows = missing.indices.filter { classes[$0] == value }
      let gone = rows.count { missing[$0] }
      counts += [gone, rows.count - gone]
      expected += [share * Double(rows.count), (1 - share) * Double(rows.count)]
    }
    // Each class is a margin of its own, so the test has fewer degrees than it counts: it fails
    // less often than its level.
    #expect(Statistics.chiSquareP(counts, expected: expected) > ChanceChecks.level(name), "\(name)")
  }

  @Test func `what is missing goes by what the document says`() throws {
    let table = try Self.table()
    let side = table.texts("side")
    let shares = ["a": 0.5, "b": 0.1]
    Self.check(
      "missing whatever the row", missing: table.texts("plain").map { $0 == nil }, by: side,
      shares: ["a": 0.2, "b": 0.2])
    Self.check(
      "missing by another value", missing: table.texts("other").map { $0 == nil }, by: side,
      shares: shares)
    Self.check(
      "missing by its own value", missing: table.texts("own").map { $0 == nil },
      by: table.texts("twin"), shares: shares)
  }

  @Test func `a value above a bound is never seen`() throws {
    let table = try Self.table()
    let side = table.texts("side")
    let late = table.integers("late")
    #expect(Set(late) == Set([nil] + (1...6).map { Int64($0) }))
    for (value, side) in zip(table.integers("some"), side) {
      #expect(value.map { side == "a" && $0 <= 6 } ?? true)
    }
    for (value, side) in zip(table.integers("rest"), side) {
      #expect((value == nil) == (side == "b"))
    }
  }

  @Test func `values that stay are those without the word`() throws {
    let values = try Self.table().integers("late")
    let whole = try Self.table("      late: {integer: {from: 1, to: 9}}\n").integers("late")
    for (value, known) in zip(values, whole) { #expect(value == known || known ?? 0 > 6) }
  }

  @Test func `a few rows are as they are in the whole`() throws {
    let generator = try Workbench.generator(Self.document(Self.columns))
    let whole = try generator.rows(of: 0, at: 0..<Self.rowCount, hidden: true)
    let part = try generator.rows(of: 0, at: 4_000..<4_200, hidden: true)
    for (column, known) in zip(part.columns, whole.columns) {
      for row in 0..<200 {
        #expect(column.constant(at: row) == known.constant(at: 4_000 + row))
      }
    }
  }
}
