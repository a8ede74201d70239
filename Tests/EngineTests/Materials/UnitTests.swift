import Columnar
import Planning
import Testing

@testable import Engine

/// Facts about tables so large that several workers make them.
@Suite struct UnitTests {
  #if DEBUG
    private static let rows = 36_000
  #else
    private static let rows = 400_000
  #endif

  private static let document = """
    datagen: 1
    name: units
    seed: 3
    timeframe: {from: 2024-01-01, to: 2024-12-31}
    tables:
      parents:
        rows: \(rows)
        columns:
          id: {key: "P-{}"}
          side: {choice: {l: 1, r: 2}, exact: true}
          size: {exponential: 3}
          friend: {ref: places, where: height > 0.5, missing: 10%}
          top: {choice: {x: 1, y: 4}, exact: true, when: side = 'l'}
          total: {sum: rows.value, of: parent_id}
          last: {last: rows.value, of: parent_id}
      places:
        rows: 50
        columns: {id: {key: integer}, height: {uniform: {from: 0, to: 1}}}
      rows:
        rows: \(rows)
        arrivals: {per: parent_id, factors: {size: {multiply: = parent_id.size}}}
        columns:
          id: {key: integer}
          parent_id: {ref: parents}
          value: {normal: {mean: 0, sd: 1}}
          side: = parent_id.side
          height: = parent_id.friend.height
          other: {ref: parents, weight: = size}
      parts:
        rows: {per: row_id, integer: {from: 0, to: 1}}
        columns: {id: {key: integer}, row_id: {ref: rows}, side: = row_id.other.side, n: {sequence: {per: side}}, host: {ref: parents, unique: true, per: row_id, each: {poisson: 9}}}
    """

  @Test func `materials made by several workers are those of one`() throws {
    var plan = try Workbench.plan(Self.document)
    plan.output.rowGroup = 10_000
    let kinds = Set(
      plan.materials.map { material in
        switch material.kind {
        case .dense: "dense"
        case .counts: "counts"
        case .degrees: "degrees"
        case .grid: "grid"
        case .groups: "groups"
        case .numbers: "numbers"
        case .rollup: "rollup"
        case .selection: "selection"
        case .tree: "tree"
        case .weights: "weights"
        }
      })
    #expect(kinds.count == 8)
    #expect(Self.rows > 2 * MaterialMaker.unitSize)
    func hashes(_ threads: Int) throws -> [String] {
      let generator = try Generator(plan, options: RunOptions(threads: threads))
      return try generator.write { (_, _) throws(SinkError) in CollectingSink() }
        .map { $0.hash.logicalText + $0.hash.orderText }
    }
    let one = try hashes(1)
    #expect(try hashes(3) == one)
    #expect(try hashes(5) == one)
  }
}
