import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// Chooses the rows of another table that a `ref` column names.
///
/// With `where`, weighted draws are repeated in lanes of their own until the condition holds, which
/// is exact; after so many tries that looking at every row costs no more, all are considered at
/// once.
struct ReferencePicker {
  let frame: Frame
  let index: Int
  let reference: ReferencePlan

  static let batchSize = 4_096
  /// As many candidates as are tried at least.
  private static let fewCount = 64

  /// A quarter of the rows there are, within 64…4,096.
  static func tryLimit(_ total: Int) -> UInt64 { UInt64(min(max(total / 4, 64), 4_096)) }

  private var plan: ColumnPlan { frame.plan.columns[index] }
  var context: RunContext { frame.context }

  /// - Parameter missing: what takes references away from rows.
  func pick(losing missing: MissingPlan?) throws(EvaluationError) -> ParentPositions {
    if case .source = reference.choice { return try sourceParents() }
    let plan = plan
    let request = try frame.request(
      stream: context.stream(frame.table, plan.name), record: context.stream(frame.table, ""),
      inputs: plan.inputs)
    var rows = Array(0..<frame.count)
    var validity: Bitmap?
    if let when = plan.when {
      rows = try ColumnMaker.split(try request.evaluate(when)).chosen
      validity = bits(of: rows)
    }
    var positions = [Int](repeating: 0, count: frame.count)
    switch reference.choice {
    case .tree: validity = hang(rows, &positions)
    case .degrees:
      let numbers = numbers
      let degrees = degrees
      for row in rows { positions[row] = degrees.partner(of: numbers[row]) }
    case .source, .uniform, .weighted, .zipf:
      let candidates = try candidates()
      if mayLackCandidates {
        if let candidates { rows.removeAll { candidates[$0].count == 0 } }
        validity = bits(of: rows)
      }
      let without = try choose(rows, request, candidates, &positions)
      for row in without { validity?[row] = false }
    }
    if let missing {
      validity = try without(missing, request, validity)
    }
    return ParentPositions(positions: positions, validity: validity)
  }

  /// Whether a row that none suits refers to none.
  private var mayLackCandidates: Bool { reference.isOfOwnTable || reference.isOptional }

  /// Which rows each row of the frame may refer to; nil where all of them.
  private func candidates() throws(EvaluationError) -> [Candidates]? {
    let places = frame.positions.all
    let ends = reference.isEarlier ? places : nil
    guard let group = reference.group else {
      return ends.map { $0.map { .range(0..<$0) } }
    }
    var named = places
    var validity: Bitmap?
    if let own = group.own {
      let link = try frame.link(own).parents
      (named, validity) = (link.positions, link.validity)
    }
    var all: [Candidates] = []
    all.reserveCapacity(named.count)
    for row in named.indices {
      guard validity.map({ $0[row] }) ?? true else {
        all.append(.range(0..<0))
        continue
      }
      let found = try naming(named[row], group)
      all.append(ends.map { found.before($0[row]) } ?? found)
    }
    return all
  }

  /// The rows of the referenced table whose key names a row.
  private func naming(
    _ position: Int, _ group: ReferencePlan.Group
  ) throws(EvaluationError) -> Candidates {
    if let rows = context.materials.groups[ColumnID(table: reference.table, column: group.key)] {
      return .list(rows.rows(naming: position))
    }
    guard let children = context.materials.children[reference.table] else {
      preconditionFailure("rows of one key are known before one is chosen")
    }
    return .range(
      try children.positions(ofParents: position..<position + 1, in: context, frame.cache))
  }

  private func bits(of rows: [Int]) -> Bitmap {
    var bits = Bitmap(repeating: false, count: frame.count)
    for row in rows { bits[row] = true }
    return bits
  }

  /// The rows that others hang below, as their tree says.
  ///
  /// - Returns: which of the rows hang below any.
  private func hang(_ rows: [Int], _ positions: inout [Int]) -> Bitmap {
    guard let tree = context.materials.trees[ColumnID(table: frame.table, column: index)] else {
      preconditionFailure("a tree is made before rows hang in it")
    }
    let places = frame.positions.all
    var held = Bitmap(repeating: false, count: frame.count)
    for row in rows {
      let parent = tree.parents[places[row]]
      if parent == RowTree.nobody { continue }
      positions[row] = Int(parent)
      held[row] = true
    }
    return held
  }

  /// The parent that the mode of the table gives.
  private func sourceParents() throws(EvaluationError) -> ParentPositions {
    if case .perParent(let children) = frame.plan.source {
      if let crossing = children.crossing, crossing.key == index {
        let ordinals = try frame.places().ordinals
        return ParentPositions(positions: ordinals.map { $0 / crossing.each }, validity: nil)
      }
      return ParentPositions(positions: try frame.places().parents, validity: nil)
    }
    return ParentPositions(positions: frame.gridRows().parents.map { Int($0) }, validity: nil)
  }

  private func without(
    _ missing: MissingPlan, _ request: GenerationRequest, _ validity: Bitmap?
  ) throws(EvaluationError) -> Bitmap {
    let none = Column(.boolean, .boolean(Array(repeating: true, count: frame.count)))
    let masked = try ColumnMaker(frame: frame, index: index).without(missing, none, request)
    var bits = masked.validity ?? Bitmap(repeating: true, count: frame.count)
    if let validity { bits.formIntersection(validity) }
    return bits
  }

  /// - Parameter candidates: which rows each row of the frame may refer to; nil where all of them.
  /// - Returns: rows that none suits, where such rows refer to none.
  private func choose(
    _ rows: [Int], _ request: GenerationRequest, _ candidates: [Candidates]?,
    _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    let total = context.rowCount(reference.table)
    guard !rows.isEmpty else { return [] }
    guard total > 0 else {
      if reference.isOptional { return rows }
      throw EvaluationError(
        row: rows[0],
        message: "'\(context.plan.tables[reference.table].name)' has no rows to refer to",
        code: "no-rows-to-refer-to",
        expected: "at least one row of '\(context.plan.tables[reference.table].name)', "
          + "or 'missing' or 'when', so that no row refers to one")
    }
    let chooser = RowChooser(
      reference.choice, total: total, among: candidates, request.stream, weights: weights)
    if let distinct = reference.distinct {
      try keepApart(rows, distinct, chooser, total, request, &positions)
      return []
    }
    // None of the rows before it may be chosen.
    let without = rows.filter { chooser.hasNone($0) }
    if !without.isEmpty {
      let others = rows.filter { !chooser.hasNone($0) }
      return try without + choose(others, request, candidates, &positions)
    }
    if let candidates, let row = rows.first(where: { candidates[$0].count == 0 }) {
      throw noCandidate(row)
    }
    let isExact = reference.group != nil && !chooser.isUniform
    var pending = rows
    if let condition = reference.condition, !isExact {
      let most = candidates.map { all in rows.reduce(0) { most, row in max(most, all[row].count) } }
      let limit = ReferencePicker.tryLimit(reference.group == nil ? total : most ?? total)
      // Few candidates are all looked at sooner than tried.
      let isFew = { (row: Int) -> Bool in
        guard reference.group != nil, let candidates else { return false }
        return candidates[row].count <= ReferencePicker.fewCount
      }
      pending = try tries(
        rows.filter { !isFew($0) }, condition, chooser, limit, request.rowKeys, &positions)
      pending += rows.filter(isFew)
    } else if !isExact {
      let picks = chooser.picks(rows, request.rowKeys.gathered(rows), attempt: 0)
      for (row, position) in zip(rows, picks) { positions[row] = position }
      return []
    }
    return try considerAll(pending, candidates, chooser, total, request, &positions)
  }

  /// Draws for each row until the condition holds; gives the rows for which it never did.
  ///
  /// Later draws are made several at once, ever more as fewer rows are left: the first that meets
  /// the condition is taken, as if they had been made one by one.
  private func tries(
    _ rows: [Int], _ condition: CompiledExpression, _ chooser: RowChooser, _ limit: UInt64,
    _ keys: RowKeys, _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    var pending = rows
    var done: UInt64 = 0
    var atOnce: UInt64 = 1
    var mostAtOnce = UInt64.max
    while done < limit, !pending.isEmpty {
      let room = UInt64(max(1, ReferencePicker.batchSize / pending.count))
      atOnce = min(atOnce, room, limit - done, mostAtOnce)
      do throws(EvaluationError) {
        pending = try left(of: pending, done..<done + atOnce, condition, chooser, keys, &positions)
      } catch {
        // A draw that would not have been made cannot fail: go on one by one.
        guard atOnce > 1 else { throw error }
        frame.cache.failure = nil
        (atOnce, mostAtOnce) = (1, 1)
        continue
      }
      done += atOnce
      atOnce *= 2
    }
    return pending
  }

  /// Makes some draws for each row; gives the rows for which none meets the condition.
  private func left(
    of rows: [Int], _ attempts: Range<UInt64>, _ condition: CompiledExpression,
    _ chooser: RowChooser, _ keys: RowKeys, _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    let own = keys.gathered(rows)
    var candidates: [Int] = []
    var pairs: [Int] = []
    for attempt in attempts {
      candidates += chooser.picks(rows, own, attempt: attempt)
      pairs += rows
    }
    let holds = try self.holds(condition, rows: pairs, candidates: candidates)
    var left: [Int] = []
    for (place, row) in rows.enumerated() {
      var pair = place
      while pair < holds.count, !holds[pair] { pair += rows.count }
      if pair < holds.count { positions[row] = candidates[pair] } else { left.append(row) }
    }
    return left
  }

  private var degrees: RowDegrees {
    guard let made = context.materials.degrees[ColumnID(table: frame.table, column: index)] else {
      preconditionFailure("how many rows refer to each is known before any does")
    }
    return made
  }

  private var weights: RowWeights? {
    context.materials.weights[ColumnID(table: frame.table, column: index)]
  }

  /// Whether the condition holds for each pair of a row and a candidate.
  func holds(
    _ condition: CompiledExpression, rows: [Int], candidates: [Int]
  ) throws(EvaluationError) -> [Bool] {
    let inputs = PairInputs(
      frame: frame, rows: rows,
      candidates: Frame(reference.table, .list(candidates), in: context, frame.cache),
      paths: plan.inputs)
    let column: Column
    do throws(EvaluationError) {
      column = try EvaluationError.naming("where") { () throws(EvaluationError) in
        try condition.evaluate(rowCount: rows.count, input: inputs.column)
      }
    } catch {
      throw error.at(row: error.row.map { rows[$0] })
    }
    guard case .boolean(let values) = column.values else {
      preconditionFailure("conditions are true or false")
    }
    return values.indices.map { values[$0] && !column.isNull($0) }
  }

  func weights(
    of candidates: [Int], _ chooser: RowChooser
  ) throws(EvaluationError) -> [Double] {
    guard case .weighted(let weight) = reference.choice else {
      return candidates.map { chooser.weight(of: $0) }
    }
    guard !candidates.isEmpty else { return [] }
    let frame = Frame(reference.table, .list(candidates), in: context, frame.cache)
    // Weights draw nothing, so that the stream is none in particular.
    let column = try frame.numbers(weight, "weight", context.stream(frame.table, ""))
    guard let values = column.doubles else { preconditionFailure("weights are numbers") }
    return values.indices.map { column.isNull($0) ? 0 : values[$0] }
  }
}

extension Frame {
  /// A number of each of the frame's rows, as a `ref` says in one of its words.
  func numbers(
    _ plan: CandidateNumber, _ word: String, _ stream: StreamKey
  ) throws(EvaluationError) -> Column {
    try EvaluationError.naming(word) { () throws(EvaluationError) in
      try plan.source.generate(
        request(stream: stream, record: context.stream(table, ""), inputs: plan.inputs))
    }
  }
}
