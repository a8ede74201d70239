import Behaviour
import Columnar
import Planning
import Sampling

/// What every frame of a pass may read: the plan and the materials made so far.
final class RunContext: Sendable {
  let plan: GenerationPlan
  let materials: Materials

  init(plan: GenerationPlan, materials: Materials) {
    self.plan = plan
    self.materials = materials
  }

  func rowCount(_ table: Int) -> Int {
    if let count = plan.tables[table].source.rowCount { return count }
    guard let children = materials.children[table] else {
      preconditionFailure(
        "the rows of '\(plan.tables[table].name)' are counted before they are read")
    }
    return children.rowCount
  }

  func stream(_ table: Int, _ column: String) -> StreamKey {
    StreamKey(seed: plan.seed, table: plan.tables[table].name, column: column)
  }
}

/// Facts about whole tables, complete before the rows that read them.
struct Materials: Sendable {
  var dense: [ColumnID: Column] = [:]
  /// Parents' positions of key columns that are kept whole.
  var densePositions: [ColumnID: ParentPositions] = [:]
  var rollups: [ColumnID: Column] = [:]
  var children: [Int: ChildIndex] = [:]
  var grids: [Int: ArrivalGrid] = [:]
  var selections: [ColumnID: Selection] = [:]
  var weights: [ColumnID: AliasTable] = [:]
}

/// Which row of the parent's table each row names, and where it names one.
struct ParentPositions: Sendable {
  var positions: [Int]
  var validity: Bitmap?

  func rows(at places: Positions) -> ParentPositions {
    switch places {
    case .range(let range):
      return ParentPositions(
        positions: Array(positions[range]),
        validity: validity.map { bits in
          Bitmap(count: range.count) { bits[range.lowerBound + $0] }
        })
    case .list(let rows):
      return ParentPositions(
        positions: rows.map { positions[$0] }, validity: validity?.gathered(rows))
    }
  }
}

/// The rows that meet a condition, with the rank of each among them.
struct Selection: Sendable {
  let rows: Bitmap
  let count: Int
  /// Selected rows before each word of the bitmap.
  private let before: [Int]

  init(_ rows: Bitmap) {
    self.rows = rows
    var sums: [Int] = []
    sums.reserveCapacity(rows.words.count)
    var sum = 0
    for word in rows.words {
      sums.append(sum)
      sum += word.nonzeroBitCount
    }
    before = sums
    count = sum
  }

  /// How many selected rows come before this one.
  func rank(_ row: Int) -> UInt64 {
    let word = rows.words[row >> 6] & ((1 &<< UInt64(row & 63)) &- 1)
    return UInt64(before[row >> 6] + word.nonzeroBitCount)
  }
}

/// What one worker keeps between batches; values never depend on it.
final class WorkerCache {
  var leaves: [Int: GridRows] = [:]
  var blocks: [Int: ChildIndex.Block] = [:]
  /// The first failure, located where it arose.
  var failure: GenerationFailure?
}

/// A value that could not be made; the document allowed it, the data did not.
package struct GenerationFailure: Error, Hashable, Sendable {
  package var table: String
  package var column: String?
  /// From 0, in the order of the table.
  package var position: Int?
  package var message: String
}
