import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling
import Synchronization

/// Makes the materials of a plan, level by level.
struct MaterialMaker: Sendable {
  let plan: GenerationPlan
  let threads: Int
  let isCancelled: @Sendable () -> Bool
  var meter: PreparationMeter?

  /// Rows a worker takes at once, in batches.
  static let unitSize = 16_384
  static let batchSize = 4_096

  /// - Throws: all failures that do not follow from others: what needs a material that could not
  ///   be made is left out, everything else is tried.
  func makeAll() throws(RunError) -> Materials {
    var materials = Materials()
    var problems = PreparationProblems()
    meter?.begin()
    let levels = Set(plan.materials.map(\.level)).sorted()
    for level in levels {
      var kinds: [MaterialPlan.Kind] = []
      for material in plan.materials where material.level == level {
        if !problems.prevent(material) { kinds.append(material.kind) }
      }
      // Nothing of a level needs another of it: all read the materials of lower levels.
      let context = RunContext(plan: plan, materials: materials)
      var rollups: [ColumnID] = []
      for kind in kinds {
        if case .rollup(let id) = kind {
          rollups.append(id)
          continue
        }
        let isMade = try problems.attempt(kind) { () throws(RunError) in
          try make(kind, context, into: &materials)
        }
        if isMade { meter?.finish([kind]) }
      }
      try makeRollups(rollups, context, into: &materials, &problems)
      meter?.finish(rollups.map { .rollup($0) })
    }
    guard problems.failures.isEmpty else { throw .preparation(problems.failures) }
    return materials
  }

  private func make(
    _ kind: MaterialPlan.Kind, _ context: RunContext, into materials: inout Materials
  ) throws(RunError) {
    switch kind {
    case .counts(let table):
      materials.children[table] = try childIndex(table, context)
    case .grid(let table):
      materials.grids[table] = try GridMaker(context: context, maker: self).grid(table)
    case .dense(let id):
      if case .reference = plan[id].generator {
        materials.densePositions[id] = try densePositions(id, context)
      } else {
        materials.dense[id] = try wholeColumn(
          of: id.table, plan[id].type, for: MaterialSubject(id), context
        ) {
          (frame) throws(EvaluationError) in try frame.column(id.column)
        }
      }
    case .selection(let id): materials.selections[id] = try selection(id, context)
    case .groups(let id): materials.groups[id] = try namingRows(id, context)
    case .degrees(let id): materials.degrees[id] = try degrees(id, context)
    case .numbers(let id): materials.numbers[id] = try numbers(id, context)
    case .tree(let id): materials.trees[id] = try tree(id, context)
    case .weights(let id): materials.weights[id] = try weights(id, context)
    case .rollup: break
    }
  }

  /// Evaluates something for every row of a table, in order.
  func wholeColumn(
    of table: Int, _ type: LogicalType, for subject: MaterialSubject, _ context: RunContext,
    _ body: @Sendable @escaping (Frame) throws(EvaluationError) -> Column
  ) throws(RunError) -> Column {
    let pieces = Mutex<[Column]>([])
    try scan(table, for: subject, context) { (frame) throws(EvaluationError) in
      try body(frame)
    } deliver: { _, columns in
      pieces.withLock { $0 += columns }
    }
    return try whole(type, pieces.withLock { $0 }, for: subject)
  }

  /// The pieces of a table's column as one.
  ///
  /// - Throws: where their text takes more than a column can hold.
  func whole(
    _ type: LogicalType, _ pieces: [Column], for subject: MaterialSubject
  ) throws(RunError) -> Column {
    if pieces.isEmpty { return Column.nulls(type, count: 0).with(validity: nil) }
    let texts = pieces.compactMap { piece -> TextColumn? in
      if case .text(let text) = piece.values { text } else { nil }
    }
    guard TextColumn.concatenatedByteCount(texts) <= PlainText.largestByteCount else {
      throw failure(
        subject, "text that is kept whole for other columns would take more than 2 GiB",
        code: "text-too-large", expected: "shorter text or fewer rows, or a smaller --dense-limit")
    }
    return Column.concatenated(type, pieces)
  }

  /// Goes through all rows of a table in units; each unit delivers its batches in order.
  func scan<Result: Sendable>(
    _ table: Int, for subject: MaterialSubject, _ context: RunContext,
    make body: @Sendable @escaping (Frame) throws(EvaluationError) -> Result,
    deliver: @Sendable @escaping (Range<Int>, [Result]) throws(RunError) -> Void
  ) throws(RunError) {
    let total = context.rowCount(table)
    let units = (total + MaterialMaker.unitSize - 1) / MaterialMaker.unitSize
    try OrderedWork.run(units: units, threads: threads, isCancelled: isCancelled) {
      (unit, cache) throws(RunError) -> [Result] in
      let range = unit * MaterialMaker.unitSize..<min((unit + 1) * MaterialMaker.unitSize, total)
      var results: [Result] = []
      for start in stride(from: range.lowerBound, to: range.upperBound, by: MaterialMaker.batchSize)
      {
        if isCancelled() { throw .cancelled }
        let rows = start..<min(start + MaterialMaker.batchSize, range.upperBound)
        let frame = Frame(table, .range(rows), in: context, cache)
        results.append(
          try located(cache, rows, of: table, for: subject) { () throws(EvaluationError) in
            try body(frame)
          })
      }
      return results
    } deliver: { (unit, results) throws(RunError) in
      let first = unit * MaterialMaker.unitSize
      let rows = first..<min(first + MaterialMaker.unitSize, total)
      try deliver(rows, results)
      meter?.goThrough(rows: rows.count)
    }
  }

  /// Runs a body over some rows of a table; a failure is told where it arose, or where the
  /// document says what the body makes.
  func located<Result>(
    _ cache: WorkerCache, _ rows: Range<Int>, of table: Int, for subject: MaterialSubject,
    _ body: () throws(EvaluationError) -> Result
  ) throws(RunError) -> Result {
    do throws(EvaluationError) {
      return try body()
    } catch {
      if let failure = cache.failure { throw .generation(failure) }
      let row = error.row.map { rows.lowerBound + $0 }
      let isOfSubject = table == subject.table
      let message =
        row.flatMap { isOfSubject ? nil : "row \($0 + 1) of '\(plan.tables[table].name)': " } ?? ""
      throw failure(
        subject, position: isOfSubject ? row : nil, message + error.message, code: error.code,
        expected: error.expected, below: error.words)
    }
  }

  func failure(
    _ subject: MaterialSubject, position: Int? = nil, _ message: String, code: String,
    expected: String, below words: [String] = []
  ) -> RunError {
    let table = plan.tables[subject.table]
    return .generation(
      GenerationFailure(
        table: table.name, column: subject.column.map { table.columns[$0].name },
        position: position, message: message, code: code, expected: expected,
        places: [subject.words + words]))
  }

  private func childIndex(_ table: Int, _ context: RunContext) throws(RunError) -> ChildIndex {
    let starts = Mutex<[Int]>([0])
    let parents = try countChildren(table, context) { counts in
      stride(from: 0, to: counts.count, by: ChildIndex.blockSize).map { start in
        counts[start..<min(start + ChildIndex.blockSize, counts.count)].reduce(0, +)
      }
    } deliver: { sums in
      starts.withLock { all in for sum in sums { all.append(all[all.count - 1] + sum) } }
    }
    return ChildIndex(table: table, parentCount: parents, starts: starts.withLock { $0 })
  }

  /// Goes through how many children each parent has; what a body makes of the counts of
  /// neighbouring parents is delivered in their order.
  ///
  /// - Returns: how many parents there are.
  func countChildren(
    _ table: Int, _ context: RunContext, _ body: @Sendable @escaping ([Int]) -> [Int],
    deliver: @Sendable @escaping ([Int]) -> Void
  ) throws(RunError) -> Int {
    guard case .perParent(let children) = plan.tables[table].source else {
      preconditionFailure("only mode B counts children")
    }
    let parents = context.rowCount(children.parentTable)
    let units = (parents + MaterialMaker.batchSize - 1) / MaterialMaker.batchSize
    try OrderedWork.run(units: units, threads: threads, isCancelled: isCancelled) {
      (unit, cache) throws(RunError) -> [Int] in
      let first = unit * MaterialMaker.batchSize
      let range = first..<min(first + MaterialMaker.batchSize, parents)
      let counts = try located(
        cache, range, of: children.parentTable, for: MaterialSubject(table: table, words: ["rows"])
      ) { () throws(EvaluationError) in
        try ChildIndex.counts(table: table, parents: range, in: context, cache)
      }
      return body(counts)
    } deliver: { unit, made in
      deliver(made)
      meter?.goThrough(
        rows: min(MaterialMaker.batchSize, parents - unit * MaterialMaker.batchSize))
    }
    return parents
  }

  private func densePositions(
    _ id: ColumnID, _ context: RunContext
  ) throws(RunError) -> ParentPositions {
    let pieces = Mutex<[ParentPositions]>([])
    try scan(id.table, for: MaterialSubject(id), context) { (frame) throws(EvaluationError) in
      try frame.link(id.column).parents
    } deliver: { _, parts in
      pieces.withLock { $0 += parts }
    }
    let all = pieces.withLock { $0 }
    let positions = all.flatMap(\.positions)
    guard all.contains(where: { $0.validity != nil }) else {
      return ParentPositions(positions: positions, validity: nil)
    }
    var bits = Bitmap(repeating: true, count: positions.count)
    var start = 0
    for part in all {
      if let validity = part.validity {
        for row in 0..<part.positions.count where !validity[row] { bits[start + row] = false }
      }
      start += part.positions.count
    }
    return ParentPositions(positions: positions, validity: bits)
  }

  private func selection(_ id: ColumnID, _ context: RunContext) throws(RunError) -> Selection {
    guard let when = plan[id].when else { preconditionFailure("a selection has a condition") }
    let inputs = plan[id].inputs
    let subject = MaterialSubject(id, words: ["when"])
    let column = try wholeColumn(of: id.table, .boolean, for: subject, context) {
      (frame) throws(EvaluationError) in
      try when.evaluate(
        rowCount: frame.count, input: FrameInputs(frame: frame, paths: inputs).column)
    }
    guard case .boolean(let values) = column.values else {
      preconditionFailure("conditions are true or false")
    }
    return Selection(Bitmap(count: values.count) { values[$0] && !column.isNull($0) })
  }
}
