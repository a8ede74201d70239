import Columnar
import Expressions
import Generators
import Planning
import Synchronization

extension MaterialMaker {
  /// Roll-ups over the same child table share one scan of it.
  func makeRollups(
    _ all: [ColumnID], _ context: RunContext, into materials: inout Materials,
    _ problems: inout PreparationProblems
  ) throws(RunError) {
    var byChild: [Int: [ColumnID]] = [:]
    for id in all {
      guard case .rollup(let rollup) = plan[id].generator else { continue }
      byChild[rollup.childTable, default: []].append(id)
    }
    for child in byChild.keys.sorted() {
      let ids = byChild[child] ?? []
      do throws(RunError) {
        materials.rollups.merge(try rollups(ids, child: child, context)) { $1 }
      } catch {
        // Which of them fail is found by making each alone.
        guard case .generation = error else { throw error }
        for id in ids {
          _ = try problems.attempt(.rollup(id)) { () throws(RunError) in
            materials.rollups.merge(try rollups([id], child: child, context)) { $1 }
          }
        }
      }
    }
  }

  private func rollups(
    _ ids: [ColumnID], child: Int, _ context: RunContext
  ) throws(RunError) -> [ColumnID: Column] {
    let plans = ids.map { id -> RollupPlan in
      guard case .rollup(let rollup) = plan[id].generator else { preconditionFailure("a roll-up") }
      return rollup
    }
    let state = Mutex(
      zip(ids, plans).map { id, rollup in
        RollupAccumulator(
          rollup.function, parents: context.rowCount(id.table), value: valueType(rollup, context))
      })
    // A failure of one of several is located when that one is made alone.
    try scan(child, for: MaterialSubject(ids[0]), context) { (frame) throws(EvaluationError) in
      var parts: [RollupPart] = []
      for rollup in plans { parts.append(try RollupPart(rollup, frame)) }
      return parts
    } deliver: { (range, batches) throws(RunError) in
      try state.withLock { (accumulators) throws(RunError) in
        var first = range.lowerBound
        for batch in batches {
          for index in accumulators.indices {
            guard accumulators[index].add(batch[index], firstRow: first) else {
              throw tooLarge(ids[index], accumulators[index])
            }
          }
          first += batch[0].parents.count
        }
      }
    }
    var result: [ColumnID: Column] = [:]
    let accumulators = state.withLock { $0 }
    for (index, id) in ids.enumerated() {
      result[id] = try finished(accumulators[index], plans[index], id, context)
    }
    return result
  }

  private func tooLarge(_ id: ColumnID, _ accumulator: RollupAccumulator) -> RunError {
    let type = accumulator.sumType
    let wider: String =
      switch type {
      case .int64: "decimal(38,0)"
      case .decimal(let precision, let scale) where precision < 38: "decimal(38,\(scale))"
      default: "float64"
      }
    return failure(
      MaterialSubject(id), "a sum does not fit \(type.name), in which these values are added",
      code: "beyond-range",
      expected: "values of type \(wider), whose sums have more room"
        + (type.heldNumbers.map { ", or sums from \($0)" } ?? ""))
  }

  private func valueType(_ rollup: RollupPlan, _ context: RunContext) -> LogicalType? {
    rollup.value.map { context.type(of: rollup.inputs[$0], from: rollup.childTable) }
  }

  private func finished(
    _ accumulator: RollupAccumulator, _ rollup: RollupPlan, _ id: ColumnID, _ context: RunContext
  ) throws(RunError) -> Column {
    if let column = accumulator.column() {
      guard accumulator.function != .sum || column.fitsItsType else {
        throw tooLarge(id, accumulator)
      }
      return column
    }
    // First and last keep the child's position; its value is made again.
    guard let slot = rollup.value else { preconditionFailure("first and last have a value") }
    let type = context.type(of: rollup.inputs[slot], from: rollup.childTable)
    let found = accumulator.positions()
    guard !found.namesNobody else { return Column.nulls(type, count: found.positions.count) }
    let rows = found.anchored().positions
    let cache = WorkerCache()
    var pieces: [Column] = []
    for start in stride(from: 0, to: rows.count, by: MaterialMaker.batchSize) {
      if isCancelled() { throw .cancelled }
      let part = Array(rows[start..<min(start + MaterialMaker.batchSize, rows.count)])
      let frame = Frame(rollup.childTable, .list(part), in: context, cache)
      pieces.append(
        try located(cache, 0..<0, of: rollup.childTable, for: MaterialSubject(id)) {
          () throws(EvaluationError) in
          try frame.value(rollup.inputs[slot])
        })
    }
    let column = try whole(type, pieces, for: MaterialSubject(id))
    return found.validity.map { column.masked(by: $0) } ?? column
  }
}

/// What a batch of child rows adds to a roll-up.
struct RollupPart: Sendable {
  /// The parent of each row, -1 for rows that do not count.
  var parents: [Int]
  var values: Column?

  init(_ rollup: RollupPlan, _ frame: Frame) throws(EvaluationError) {
    let link = try frame.link(rollup.key).parents
    var parents = link.positions
    if let validity = link.validity {
      for row in parents.indices where !validity[row] { parents[row] = -1 }
    }
    let inputs = FrameInputs(frame: frame, paths: rollup.inputs)
    if let condition = rollup.condition {
      let column = try EvaluationError.naming("where") { () throws(EvaluationError) in
        try condition.evaluate(rowCount: frame.count, input: inputs.column)
      }
      guard case .boolean(let holds) = column.values else {
        preconditionFailure("conditions are true or false")
      }
      for row in parents.indices where !holds[row] || column.isNull(row) { parents[row] = -1 }
    }
    if let slot = rollup.value {
      let column = try inputs.column(slot)
      if let validity = column.validity {
        for row in parents.indices where !validity[row] { parents[row] = -1 }
      }
      values = column
    }
    self.parents = parents
  }
}
