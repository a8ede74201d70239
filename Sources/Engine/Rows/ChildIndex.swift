import Columnar
import Expressions
import Planning
import Sampling

/// Where the children of each parent lie in a table of mode B.
///
/// Only the first child of every 64th parent is kept; the counts between are drawn again.
struct ChildIndex: Sendable {
  static let blockSize = 64

  let table: Int
  let parentCount: Int
  /// Position of the first child of parents 0, 64, 128, …, and the number of all children.
  let starts: [Int]

  var rowCount: Int { starts[starts.count - 1] }

  /// Counts of neighbouring parents.
  struct Block {
    var firstParent: Int
    /// Position of the first child of each parent of the block, and of the one after.
    var starts: [Int]
  }

  /// Children as (parent, ordinal).
  struct Places {
    var parents: [Int]
    var ordinals: [Int]
    /// How many children the parent has.
    var counts: [Int]
  }

  func places(
    of positions: Positions, in context: RunContext, _ cache: WorkerCache
  ) throws(EvaluationError) -> Places {
    var places = Places(parents: [], ordinals: [], counts: [])
    switch positions {
    case .range(let range):
      guard !range.isEmpty else { return places }
      let low = block(holding: range.lowerBound)
      let high = block(holding: range.upperBound - 1)
      let made = try starts(
        parents: low * ChildIndex.blockSize..<min((high + 1) * ChildIndex.blockSize, parentCount),
        from: starts[low], context, cache)
      var index = 0
      for position in range {
        while made.starts[index + 1] <= position { index += 1 }
        places.parents.append(made.firstParent + index)
        places.ordinals.append(position - made.starts[index])
        places.counts.append(made.starts[index + 1] - made.starts[index])
      }
    case .list(let rows):
      for position in rows {
        let made = try block(at: position, context, cache)
        var index = 0
        while made.starts[index + 1] <= position { index += 1 }
        places.parents.append(made.firstParent + index)
        places.ordinals.append(position - made.starts[index])
        places.counts.append(made.starts[index + 1] - made.starts[index])
      }
    }
    return places
  }

  /// The positions of the children of a range of parents.
  func positions(
    ofParents parents: Range<Int>, in context: RunContext, _ cache: WorkerCache
  ) throws(EvaluationError) -> Range<Int> {
    func start(_ parent: Int) throws(EvaluationError) -> Int {
      if parent >= parentCount { return rowCount }
      let low = parent / ChildIndex.blockSize
      if parent % ChildIndex.blockSize == 0 { return starts[low] }
      let made = try starts(
        parents: low * ChildIndex.blockSize..<parent, from: starts[low], context, cache)
      return made.starts[made.starts.count - 1]
    }
    return try start(parents.lowerBound)..<start(parents.upperBound)
  }

  private func block(
    at position: Int, _ context: RunContext, _ cache: WorkerCache
  ) throws(EvaluationError) -> Block {
    let number = block(holding: position)
    let first = number * ChildIndex.blockSize
    if let kept = cache.blocks[table], kept.firstParent == first { return kept }
    let made = try starts(
      parents: first..<min(first + ChildIndex.blockSize, parentCount), from: starts[number],
      context, cache)
    cache.blocks[table] = made
    return made
  }

  private func block(holding position: Int) -> Int {
    var low = 0
    var high = starts.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }

  private func starts(
    parents: Range<Int>, from start: Int, _ context: RunContext, _ cache: WorkerCache
  ) throws(EvaluationError) -> Block {
    let counts = try ChildIndex.counts(table: table, parents: parents, in: context, cache)
    var starts = [start]
    starts.reserveCapacity(counts.count + 1)
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    return Block(firstParent: parents.lowerBound, starts: starts)
  }

  /// How many children each parent of a range has: as many as are drawn or stated, none where it
  /// has no time for them.
  ///
  /// - Throws: where the number is stated, not drawn, and there is no time for them.
  static func counts(
    table: Int, parents: Range<Int>, in context: RunContext, _ cache: WorkerCache
  ) throws(EvaluationError) -> [Int] {
    guard case .perParent(let plan) = context.plan.tables[table].source else {
      preconditionFailure("children are counted in mode B")
    }
    let name = context.plan.tables[table].name
    let frame = Frame(plan.parentTable, .range(parents), in: context, cache)
    var counts = try stated(plan, of: table, frame)
    guard let arrivals = context.plan.tables[table].arrivals,
      arrivals.parent?.mayLackTime ?? false
    else { return counts }
    let lives = try ParentLives(arrivals, of: table, frame)
    for row in counts.indices where counts[row] > 0 && lives.part(row) == nil {
      guard plan.isDrawn else {
        let parent = context.plan.tables[plan.parentTable].name
        throw EvaluationError(
          row: nil,
          message: "row \(parents.lowerBound + row + 1) of '\(parent)' has \(counts[row]) rows of "
            + "'\(name)', but no time in which they could arrive", code: "no-time-for-rows",
          expected: "a number that is 0 for parents without time, or a law such as {poisson: 2}, "
            + "which leaves them out")
      }
      counts[row] = 0
    }
    return counts
  }

  /// What the document says of each parent, whether it has time for its children or not.
  private static func stated(
    _ plan: ChildrenPlan, of table: Int, _ parents: Frame
  ) throws(EvaluationError) -> [Int] {
    let context = parents.context
    let column = try plan.count.generate(
      parents.request(
        stream: context.tableStream(table, "rows"), record: context.stream(table, ""),
        inputs: plan.inputs))
    guard let values = column.doubles else { preconditionFailure("counts are numbers") }
    var counts = [Int](repeating: 0, count: values.count)
    for row in values.indices where !column.isNull(row) {
      let value = values[row].rounded(.toNearestOrEven)
      guard value >= 0, value < Double(UInt64(1) << UInt64(plan.ordinalBits)) else {
        throw EvaluationError(
          row: row,
          message: "there would be \(values[row]) rows of '\(context.plan.tables[table].name)'",
          code: "row-count-range",
          expected: "a number from 0 to \((UInt64(1) << UInt64(plan.ordinalBits)) - 1)")
      }
      counts[row] = Int(value)
    }
    return counts
  }
}
