import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling
import Synchronization

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

  /// What the table itself draws: its arrivals, its counts. No column has the empty name.
  func tableStream(_ table: Int, _ lane: String) -> StreamKey { stream(table, "").lane(lane) }

  /// The type of what a path leads to.
  func type(of path: InputPath, from table: Int) -> LogicalType {
    switch path {
    case .column(let column): return plan.tables[table].columns[column].type
    case .parent(let key, let rest):
      guard case .reference(let reference) = plan.tables[table].columns[key].generator else {
        preconditionFailure("a path goes through keys")
      }
      return type(of: rest, from: reference.table)
    case .rowKey: return .int64
    case .candidate(let inner): return type(of: inner, from: table)
    case .part(let inner, let part):
      guard let read = part.type(in: type(of: inner, from: table)) else {
        preconditionFailure("a path reads what is there")
      }
      return read.type
    case .own: preconditionFailure("a column knows its own type")
    }
  }
}

/// Facts about whole tables, complete before the rows that read them.
struct Materials: Sendable {
  var dense: [ColumnID: Column] = [:]
  /// Parents' positions of key columns that are kept whole.
  var densePositions: [ColumnID: ParentPositions] = [:]
  var rollups: [ColumnID: Column] = [:]
  var children: [Int: ChildIndex] = [:]
  var degrees: [ColumnID: RowDegrees] = [:]
  var grids: [Int: ArrivalGrid] = [:]
  var groups: [ColumnID: NamingRows] = [:]
  var numbers: [ColumnID: GroupNumbers] = [:]
  var selections: [ColumnID: Selection] = [:]
  var trees: [ColumnID: RowTree] = [:]
  var weights: [ColumnID: RowWeights] = [:]
  let timeGrids = TimeGrids()
}

/// The time grids of tables whose times need no grid of rows, each made when it is first read.
final class TimeGrids: Sendable {
  private let made = Mutex<[Int: TimeGrid]>([:])

  func grid(
    of table: Int, make: () throws(EvaluationError) -> TimeGrid
  ) throws(EvaluationError) -> TimeGrid {
    if let kept = made.withLock({ $0[table] }) { return kept }
    // Two threads may make the same one; values never depend on which is kept.
    let grid = try make()
    made.withLock { $0[table] = grid }
    return grid
  }
}

/// Which row of the parent's table each row names, and where it names one.
struct ParentPositions: Sendable {
  var positions: [Int]
  var validity: Bitmap?

  /// No row names another: there may be no row that could be read.
  var namesNobody: Bool { validity.map { $0.setCount == 0 } ?? false }

  /// Rows that name nobody point to a row that another one names, so that reading through the key
  /// makes no row that is not asked for.
  func anchored() -> ParentPositions {
    guard let validity, let first = positions.indices.first(where: { validity[$0] }) else {
      return self
    }
    var anchored = positions
    for row in anchored.indices where !validity[row] { anchored[row] = positions[first] }
    return ParentPositions(positions: anchored, validity: validity)
  }

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
  /// Selected rows before every eighth word of the bitmap, so that the sums add an eighth to it.
  private let before: [Int]

  init(_ rows: Bitmap) {
    self.rows = rows
    var sums: [Int] = []
    sums.reserveCapacity((rows.words.count + 7) / 8)
    var sum = 0
    for (index, word) in rows.words.enumerated() {
      if index & 7 == 0 { sums.append(sum) }
      sum += word.nonzeroBitCount
    }
    before = sums
    count = sum
  }

  /// How many selected rows come before this one.
  func rank(_ row: Int) -> UInt64 {
    let last = row >> 6
    var sum = before[last >> 3]
    for index in last & ~7..<last { sum += rows.words[index].nonzeroBitCount }
    let word = rows.words[last] & ((1 &<< UInt64(row & 63)) &- 1)
    return UInt64(sum + word.nonzeroBitCount)
  }
}

/// What one worker keeps between batches; values never depend on it.
final class WorkerCache {
  var leaves: [Int: GridRows] = [:]
  var blocks: [Int: ChildIndex.Block] = [:]
  /// The first failure, located where it arose.
  var failure: GenerationFailure?
}
