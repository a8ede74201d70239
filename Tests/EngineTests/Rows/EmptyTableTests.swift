import Planning
import Testing

@testable import Engine

/// Tables without rows, with one row, with parents that have none.
@Suite struct EmptyTableTests {
  private static func document(
    parents: Int, law: String, grid: Int = 0, notes: Int = 0
  ) -> String {
    """
    datagen: 1
    name: empty
    seed: 1
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      parents:
        hidden: true
        rows: \(parents)
        columns: {id: {key: "P-{}"}, total: {sum: children.value, of: parent_id}}
      children:
        rows: {per: parent_id, \(law)}
        columns: {id: {key: "C-{}"}, parent_id: {ref: parents}, value: {integer: {from: 1, to: 9}}}
      grandchildren:
        rows: {per: child_id, value: 2}
        columns: {id: {key: "G-{}"}, child_id: {ref: children}, who: = child_id.parent_id.id}
      visits:
        rows: \(grid)
        arrivals: {per: parent_id}
        columns: {id: {key: "V-{}"}, parent_id: {ref: parents}, at: {arrival: timestamp}}
      notes:
        rows: \(notes)
        columns:
          id: {key: "N-{}"}
          wanted: {chance: 0%}
          child_id: {ref: children, when: wanted}
          value: = child_id.value
          who: = child_id.parent_id.id
    """
  }

  private static func counts(_ text: String) throws -> [Int] {
    var plan = try Workbench.plan(text)
    plan.output.rowGroup = 3
    let checks = RunChecks(plan: plan)
    let rows = try checks.rows(threads: 2)
    #expect(try checks.shares([2, 7], threads: 2) == [])
    #expect(try checks.alone(every: 1) == [])
    return rows.hashes.map { Int($0.rowCount) }
  }

  @Test func `no parents have no children`() throws {
    #expect(try Self.counts(Self.document(parents: 0, law: "poisson: 3")) == [0, 0, 0, 0])
  }

  @Test func `one parent has all rows`() throws {
    let counts = try Self.counts(Self.document(parents: 1, law: "value: 5", grid: 1, notes: 1))
    #expect(counts == [5, 10, 1, 1])
  }

  @Test func `parents without children have none, and totals of 0`() throws {
    let text = Self.document(parents: 200, law: "value: 0", grid: 7, notes: 4)
    #expect(try Self.counts(text) == [0, 0, 7, 4])
    let totals = try Workbench.dataset(text)["parents"].integers("total")
    #expect(totals == Array(repeating: 0, count: 200))
  }

  @Test(arguments: ["per: parent_id, value: 0", "per: parent_id, value: = parent_id.size"])
  func `roll-ups over no rows are missing, or 0`(law: String) throws {
    for parents in [0, 1, 5] {
      let table = try Workbench.dataset(
        """
        datagen: 1
        tables:
          parents:
            rows: \(parents)
            columns:
              id: {key: integer}
              size: {value: 0, type: int8}
              first: {first: children.word, of: parent_id}
              last: {last: children.name, of: parent_id}
              behind: {last: children.parent_id.id, of: parent_id}
              least: {min: children.value, of: parent_id}
              mean: {mean: children.value, of: parent_id}
              sum: {sum: children.value, of: parent_id}
              count: {count: children, of: parent_id}
          children:
            rows: {\(law)}
            columns:
              parent_id: {ref: parents}
              word: {choice: [a, b]}
              name: {person: full_name}
              value: {integer: {from: 1, to: 9}}
        """)["parents"]
      for name in ["first", "last", "behind", "least", "mean"] {
        #expect(table.texts(name) == Array(repeating: nil, count: parents), "\(name)")
      }
      for name in ["sum", "count"] {
        #expect(table.integers(name) == Array(repeating: 0, count: parents), "\(name)")
      }
    }
  }

  @Test func `references that name nobody read nothing of an empty table`() throws {
    let text = Self.document(parents: 20, law: "value: 0", notes: 10)
    let notes = try Workbench.dataset(text)["notes"]
    for name in ["child_id", "value", "who"] {
      #expect(notes.texts(name) == Array(repeating: nil, count: 10), "\(name)")
    }
  }

  @Test func `a reference to an empty table says which`() throws {
    let text = Self.document(parents: 20, law: "value: 0", notes: 10)
      .replacing("chance: 0%", with: "chance: 100%")
    #expect(
      Workbench.failure { _ = try Workbench.dataset(text) }
        == "'children' has no rows to refer to")
  }

  @Test(arguments: [1, 63, 64, 65, 128, 1000])
  func `blocks of 64 parents hold every child`(parents: Int) throws {
    let text = Self.document(parents: parents, law: "integer: {from: 0, to: 2}")
    let plan = try Workbench.plan(text)
    let context = try Workbench.context(plan, threads: 2)
    let counts = try ChildIndex.counts(
      table: 1, parents: 0..<parents, in: context, WorkerCache())
    #expect(context.rowCount(1) == counts.reduce(0, +))
    let places = try Frame(1, .range(0..<context.rowCount(1)), in: context, WorkerCache()).places()
    var expected: [Int] = []
    for (parent, count) in counts.enumerated() {
      expected += Array(repeating: parent, count: count)
    }
    #expect(places.parents == expected)
    let backwards = Array((0..<context.rowCount(1)).reversed())
    let listed = try Frame(1, .list(backwards), in: context, WorkerCache()).places()
    #expect(listed.parents == expected.reversed())
    #expect(listed.ordinals == places.ordinals.reversed())
  }
}
