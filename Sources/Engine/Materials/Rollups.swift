import Columnar
import Expressions
import Generators
import Planning
import Synchronization

extension MaterialMaker {
  /// Roll-ups over the same child table share one scan of it.
  func makeRollups(
    _ kinds: [MaterialPlan.Kind], _ context: RunContext, into materials: inout Materials
  ) throws(RunError) {
    var byChild: [Int: [ColumnID]] = [:]
    for case .rollup(let id) in kinds {
      guard case .rollup(let rollup) = plan[id].generator else { continue }
      byChild[rollup.childTable, default: []].append(id)
    }
    for child in byChild.keys.sorted() {
      let made = try rollups(byChild[child] ?? [], child: child, context)
      materials.rollups.merge(made) { $1 }
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
    let names = ids.map { (table: plan.tables[$0.table].name, column: plan[$0].name) }
    try scan(child, context) { (frame) throws(EvaluationError) in
      var parts: [RollupPart] = []
      for rollup in plans { parts.append(try RollupPart(rollup, frame)) }
      return parts
    } deliver: { (range, batches) throws(RunError) in
      try state.withLock { (accumulators) throws(RunError) in
        var first = range.lowerBound
        for batch in batches {
          for index in accumulators.indices {
            guard accumulators[index].add(batch[index], firstRow: first) else {
              throw .generation(
                GenerationFailure(
                  table: names[index].table, column: names[index].column, position: nil,
                  message: RollupAccumulator.tooLarge))
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

  private func valueType(_ rollup: RollupPlan, _ context: RunContext) -> LogicalType? {
    rollup.value.map { context.type(of: rollup.inputs[$0], from: rollup.childTable) }
  }

  private func finished(
    _ accumulator: RollupAccumulator, _ rollup: RollupPlan, _ id: ColumnID, _ context: RunContext
  ) throws(RunError) -> Column {
    if let column = accumulator.column() {
      guard accumulator.function != .sum || column.fitsItsType else {
        throw .generation(
          GenerationFailure(
            table: plan.tables[id.table].name, column: plan[id].name, position: nil,
            message: RollupAccumulator.tooLarge))
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
        try located(cache, rollup.childTable, context) { () throws(EvaluationError) in
          try frame.value(rollup.inputs[slot])
        })
    }
    let column = try whole(type, pieces, of: id.table)
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
      let column = try condition.evaluate(rowCount: frame.count, input: inputs.column)
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
