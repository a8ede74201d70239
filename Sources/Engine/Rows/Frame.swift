import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// Some rows of one table with the columns made so far; a column is made when it is first asked
/// for.
///
/// Every draw is counted by row key, so that a frame over any rows gives the cells of the whole.
final class Frame {
  let context: RunContext
  let cache: WorkerCache
  let table: Int
  let positions: Positions
  let count: Int
  private var columns: [Column?]
  private var links: [Int: ParentLink] = [:]
  private var keptPlaces: ChildIndex.Places?
  private var keptKeys: RowKeys?
  private var keptGrid: (times: [Int64], parents: [Int32])?
  private var keptTimes: [Int64]?

  /// The rows of another table that a key column names.
  struct ParentLink {
    let parents: ParentPositions
    let frame: Frame
  }

  init(_ table: Int, _ positions: Positions, in context: RunContext, _ cache: WorkerCache) {
    self.context = context
    self.cache = cache
    self.table = table
    self.positions = positions
    count = positions.count
    columns = Array(repeating: nil, count: context.plan.tables[table].columns.count)
  }

  var plan: TablePlan { context.plan.tables[table] }

  /// What draws of the rows are counted by.
  func rowKeys() throws(EvaluationError) -> RowKeys {
    if let keptKeys { return keptKeys }
    let keys: RowKeys
    if case .perParent(let children) = plan.source {
      let places = try places()
      let parents = Frame(children.parentTable, .list(places.parents), in: context, cache)
      let parentKeys = try parents.rowKeys()
      keys = .list(
        (0..<count).map { row in
          parentKeys[row] << UInt64(children.ordinalBits) | UInt64(places.ordinals[row])
        })
    } else {
      keys = positions.keys
    }
    keptKeys = keys
    return keys
  }

  /// Parent and ordinal of each row, in mode B.
  func places() throws(EvaluationError) -> ChildIndex.Places {
    if let keptPlaces { return keptPlaces }
    guard let index = context.materials.children[table] else {
      preconditionFailure("'\(plan.name)' is counted before its rows are made")
    }
    let places = try index.places(of: positions, in: context, cache)
    keptPlaces = places
    return places
  }

  /// Times and parents of each row, in mode C.
  func gridRows() -> (times: [Int64], parents: [Int32]) {
    if let keptGrid { return keptGrid }
    guard let grid = context.materials.grids[table] else {
      preconditionFailure("the grid of '\(plan.name)' is made before its rows")
    }
    var last = cache.leaves[table]
    var rows: (times: [Int64], parents: [Int32]) = ([], [])
    switch positions {
    case .range(let range): rows = grid.rows(range, last: &last)
    case .list(let all):
      for position in all {
        let row = grid.rows(position..<position + 1, last: &last)
        rows.times += row.times
        rows.parents += row.parents
      }
    }
    cache.leaves[table] = last
    keptGrid = rows
    return rows
  }

  /// When each row arrives; a date and a timestamp of one table come from the same instant.
  func arrivalTimes() throws(EvaluationError) -> [Int64] {
    if let keptTimes { return keptTimes }
    let times = try ArrivalTimes(frame: self).times()
    keptTimes = times
    return times
  }

  func column(_ index: Int) throws(EvaluationError) -> Column {
    if let made = columns[index] { return made }
    let id = ColumnID(table: table, column: index)
    let made: Column
    if let dense = context.materials.dense[id] {
      made = dense.rows(at: positions)
    } else {
      do throws(EvaluationError) {
        made = try ColumnMaker(frame: self, index: index).make()
      } catch {
        locate(error, index)
        throw error
      }
    }
    columns[index] = made
    return made
  }

  private func locate(_ error: EvaluationError, _ index: Int) {
    guard cache.failure == nil else { return }
    cache.failure = GenerationFailure(
      error, table: plan.name, column: plan.columns[index].name,
      position: error.row.map { positions.all[$0] })
  }

  func value(_ path: InputPath) throws(EvaluationError) -> Column {
    switch path {
    case .column(let index): return try column(index)
    case .rowKey:
      let keys = try rowKeys()
      return Column(.int64, .int64((0..<count).map { Int64(bitPattern: keys[$0]) }))
    case .candidate: preconditionFailure("candidates are read while choosing")
    case .own: preconditionFailure("a column reads itself while values are taken away")
    case .parent(let key, let rest):
      let link = try link(key)
      guard !link.parents.namesNobody else {
        return Column.nulls(context.type(of: path, from: table), count: count)
      }
      let values = try link.frame.value(rest)
      guard let validity = link.parents.validity else { return values }
      return values.masked(by: validity)
    }
  }

  /// The rows that a key column names.
  func link(_ key: Int) throws(EvaluationError) -> ParentLink {
    if let link = links[key] { return link }
    guard case .reference(let reference) = plan.columns[key].generator else {
      preconditionFailure("a path goes through keys")
    }
    let id = ColumnID(table: table, column: key)
    let parents: ParentPositions
    if let dense = context.materials.densePositions[id] {
      parents = dense.rows(at: positions)
    } else {
      do throws(EvaluationError) {
        parents = try ReferencePicker(frame: self, index: key, reference: reference)
          .pick(losing: plan.columns[key].missing)
      } catch {
        locate(error, key)
        throw error
      }
    }
    let link = link(reference, parents)
    links[key] = link
    return link
  }

  func link(_ reference: ReferencePlan, _ parents: ParentPositions) -> ParentLink {
    let named = parents.anchored()
    return ParentLink(
      parents: named,
      frame: Frame(reference.table, .list(named.positions), in: context, cache))
  }

  /// A request for all rows of the frame.
  ///
  /// - Parameter own: what the column holds already, for inputs that read it.
  func request(
    stream: StreamKey, record: StreamKey, inputs: [InputPath], own: Column? = nil
  ) throws(EvaluationError) -> GenerationRequest {
    GenerationRequest(
      rowKeys: try rowKeys(), ordinalBits: plan.ordinalBits, ranks: positions.keys,
      rankTotal: context.rowCount(table),
      stream: stream, record: record, inputs: FrameInputs(frame: self, paths: inputs, own: own))
  }
}

/// Inputs of a column, found from its frame.
final class FrameInputs: InputSource {
  private let frame: Frame
  private let paths: [InputPath]
  /// What the column holds already.
  private let own: Column?

  init(frame: Frame, paths: [InputPath], own: Column? = nil) {
    self.frame = frame
    self.paths = paths
    self.own = own
  }

  func column(_ slot: Int) throws(EvaluationError) -> Column {
    if let own, case .own = paths[slot] { return own }
    return try frame.value(paths[slot])
  }
}
