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

  private static let batchSize = 4_096

  /// A quarter of the rows there are, within 64…4,096.
  static func tryLimit(_ total: Int) -> UInt64 { UInt64(min(max(total / 4, 64), 4_096)) }

  private var plan: ColumnPlan { frame.plan.columns[index] }
  private var context: RunContext { frame.context }

  /// - Parameter missing: what takes references away from rows.
  func pick(losing missing: MissingPlan?) throws(EvaluationError) -> ParentPositions {
    if case .source = reference.choice { return try sourceParents() }
    let plan = plan
    // Positions before which candidates stand, where rows of one table refer to each other.
    let ends = reference.choice.isOfOwnTable ? frame.positions.all : nil
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
    if case .tree = reference.choice {
      validity = hang(rows, &positions)
    } else {
      if let ends {
        rows.removeAll { ends[$0] == 0 }
        validity = bits(of: rows)
      }
      let without = try choose(rows, request, ends, &positions)
      for row in without { validity?[row] = false }
    }
    if let missing {
      validity = try without(missing, request, validity)
    }
    return ParentPositions(positions: positions, validity: validity)
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

  /// - Parameter ends: the position before which the candidates of each row of the frame stand; nil
  ///   where all rows are candidates.
  /// - Returns: rows of a table that refers to itself for which there is no candidate.
  private func choose(
    _ rows: [Int], _ request: GenerationRequest, _ ends: [Int]?, _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    let total = context.rowCount(reference.table)
    guard !rows.isEmpty else { return [] }
    guard total > 0 else {
      throw EvaluationError(
        row: rows[0],
        message: "'\(context.plan.tables[reference.table].name)' has no rows to refer to",
        code: "no-rows-to-refer-to",
        expected: "at least one row of '\(context.plan.tables[reference.table].name)', "
          + "or 'missing' or 'when', so that no row refers to one")
    }
    let chooser = RowChooser(
      reference.choice, total: total, ends: ends, request.stream, weights: weights)
    if let distinct = reference.distinct {
      try keepApart(rows, distinct, chooser, total, request, &positions)
      return []
    }
    guard let condition = reference.condition else {
      let picks = chooser.picks(rows, request.rowKeys.gathered(rows), attempt: 0)
      for (row, position) in zip(rows, picks) { positions[row] = position }
      return []
    }
    var without: [Int] = []
    for row in try tries(rows, condition, chooser, total, request.rowKeys, &positions) {
      let candidate = try considerAll(row, condition, chooser, ends?[row] ?? total, request)
      if let candidate { positions[row] = candidate } else { without.append(row) }
    }
    return without
  }

  /// Draws for each row until the condition holds; gives the rows for which it never did.
  ///
  /// Later draws are made several at once, ever more as fewer rows are left: the first that meets
  /// the condition is taken, as if they had been made one by one.
  private func tries(
    _ rows: [Int], _ condition: CompiledExpression, _ chooser: RowChooser, _ total: Int,
    _ keys: RowKeys, _ positions: inout [Int]
  ) throws(EvaluationError) -> [Int] {
    let limit = ReferencePicker.tryLimit(total)
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

  private var weights: AliasTable? {
    context.materials.weights[ColumnID(table: frame.table, column: index)]
  }

  /// Whether the condition holds for each pair of a row and a candidate.
  private func holds(
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

  /// The exact draw among all rows that meet the condition; nil where none before the row does.
  private func considerAll(
    _ row: Int, _ condition: CompiledExpression, _ chooser: RowChooser, _ total: Int,
    _ request: GenerationRequest
  ) throws(EvaluationError) -> Int? {
    var found: [Int] = []
    var sums: [Double] = []
    var sum = 0.0
    var start = 0
    while start < total {
      let batch = Array(start..<min(start + ReferencePicker.batchSize, total))
      let holds = try self.holds(
        condition, rows: Array(repeating: row, count: batch.count), candidates: batch)
      let open = batch.indices.filter { holds[$0] }.map { batch[$0] }
      for (candidate, weight) in zip(open, try weights(of: open, chooser)) where weight > 0 {
        sum += weight
        found.append(candidate)
        sums.append(sum)
      }
      start += batch.count
    }
    guard sum > 0 else {
      if reference.choice.isOfOwnTable { return nil }
      throw EvaluationError(
        row: row,
        message:
          "no row of '\(context.plan.tables[reference.table].name)' meets the 'where' of this row",
        code: "no-candidate",
        expected: "a condition that some row meets for each row; 'when' leaves rows without one",
        words: ["where"])
    }
    let draw = request.stream.lane("all").uniform(at: request.rowKeys[row]) * sum
    return found[min(sums.firstIndex { $0 > draw } ?? found.count - 1, found.count - 1)]
  }

  func weights(
    of candidates: [Int], _ chooser: RowChooser
  ) throws(EvaluationError) -> [Double] {
    guard case .weighted(let weight) = reference.choice else {
      return candidates.map { chooser.weight(of: $0) }
    }
    guard !candidates.isEmpty else { return [] }
    let frame = Frame(reference.table, .list(candidates), in: context, frame.cache)
    let column = try frame.weights(weight)
    guard let values = column.doubles else { preconditionFailure("weights are numbers") }
    return values.indices.map { column.isNull($0) ? 0 : values[$0] }
  }
}

/// Inputs of a condition on pairs: this row's columns and the candidate's.
private final class PairInputs: InputSource {
  private let frame: Frame
  private let rows: [Int]
  private let candidates: Frame
  private let paths: [InputPath]

  init(frame: Frame, rows: [Int], candidates: Frame, paths: [InputPath]) {
    self.frame = frame
    self.rows = rows
    self.candidates = candidates
    self.paths = paths
  }

  func column(_ slot: Int) throws(EvaluationError) -> Column {
    if case .candidate(let path) = paths[slot] { return try candidates.value(path) }
    return try frame.value(paths[slot]).gathered(rows)
  }
}

extension Frame {
  /// How likely each of the frame's rows is to be chosen.
  func weights(_ weight: WeightPlan) throws(EvaluationError) -> Column {
    // Weights draw nothing, so that the stream is none in particular.
    let stream = context.stream(table, "")
    return try EvaluationError.naming("weight") { () throws(EvaluationError) in
      try weight.source.generate(
        request(stream: stream, record: stream, inputs: weight.inputs))
    }
  }
}
