import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// Makes one column of a frame: its generator where `when` holds, `else` elsewhere, then rounding,
/// type and missing values.
struct ColumnMaker {
  let frame: Frame
  let index: Int

  private var plan: ColumnPlan { frame.plan.columns[index] }
  private var id: ColumnID { ColumnID(table: frame.table, column: index) }

  func make() throws(EvaluationError) -> Column {
    let plan = plan
    switch plan.generator {
    case .literal:
      guard case .literal(let columns, _) = frame.plan.source else {
        preconditionFailure("literal columns stand in literal tables")
      }
      return columns[index].rows(at: frame.positions)
    case .reference: return try reference(plan, frame.link(index))
    case .record(let record): return try RecordMaker(frame: frame).make(record)
    case .arrival, .local, .rollup: break
    }
    var column = try conditional(plan, request(plan))
    if let key = plan.drawnPer, let known = try frame.value(plan.inputs[key.slot]).validity {
      column = column.masked(by: known)
    }
    if let missing = plan.missing {
      column = try without(missing, column, request(plan, own: column))
    }
    try refuseNonFinite(column)
    return column
  }

  /// The column before any of its values, or of the values within them, goes missing.
  func complete() throws(EvaluationError) -> Column {
    let plan = plan
    if case .reference(let reference) = plan.generator {
      let picker = ReferencePicker(frame: frame, index: index, reference: reference)
      return try self.reference(plan, frame.link(reference, try picker.pick(losing: nil)))
    }
    var request = try request(plan)
    request.isComplete = true
    return try conditional(plan, request)
  }

  func request(
    _ plan: ColumnPlan, own: Column? = nil
  ) throws(EvaluationError) -> GenerationRequest {
    let request = try frame.request(
      stream: frame.context.stream(frame.table, plan.name),
      record: frame.context.stream(frame.table, ""),
      shares: try plan.scores.map { (scores) throws(EvaluationError) in try frame.shares(scores) },
      inputs: plan.inputs, own: own)
    guard let key = plan.drawnPer else { return request }
    return request.keyed(by: try request.input(key.slot), key.path)
  }

  /// No file holds an infinite number, or what is not a number.
  private func refuseNonFinite(_ column: Column) throws(EvaluationError) {
    guard case .float64(let values) = column.values, !values.areFinite else { return }
    for row in values.indices where !values[row].isFinite && !column.isNull(row) {
      throw EvaluationError(
        row: row, message: "the value is beyond the largest float", code: "beyond-range",
        expected: "values within ±1.8e308")
    }
  }

  private func conditional(
    _ plan: ColumnPlan, _ request: GenerationRequest
  ) throws(EvaluationError) -> Column {
    guard let when = plan.when else { return try body(plan, request) }
    let (chosen, others) = try ColumnMaker.split(
      try EvaluationError.naming("when") { () throws(EvaluationError) in
        try request.evaluate(when)
      })
    var pieces: [(rows: [Int], column: Column)] = []
    if !chosen.isEmpty {
      let ranked = ranked(request, plan)
      pieces.append(
        (
          chosen,
          try ranked.subsetFailing(chosen) { (part) throws(EvaluationError) in
            try body(plan, part, rows: chosen)
          }
        ))
    }
    if !others.isEmpty {
      let piece: Column
      if let otherwise = plan.otherwise {
        piece = try request.laned("else").subsetFailing(others) { (part) throws(EvaluationError) in
          try Conversion.convert(try otherwise.generate(part), to: plan.type)
        }
      } else {
        piece = ColumnMaker.nulls(plan, like: pieces.first?.column, count: others.count)
      }
      pieces.append((others, piece))
    }
    return Column.scattered(plan.type, pieces, count: request.count)
  }

  static func split(
    _ condition: Column
  ) throws(EvaluationError) -> (chosen: [Int], others: [Int]) {
    guard case .boolean(let values) = condition.values else {
      preconditionFailure("conditions are true or false")
    }
    var chosen: [Int] = []
    var others: [Int] = []
    for row in values.indices {
      if values[row], !condition.isNull(row) { chosen.append(row) } else { others.append(row) }
    }
    return (chosen, others)
  }

  /// Quotas among the rows that `when` selects.
  private func ranked(_ request: GenerationRequest, _ plan: ColumnPlan) -> GenerationRequest {
    guard plan.needsSelection else { return request }
    guard let selection = frame.context.materials.selections[id] else {
      preconditionFailure("the rows of a quota are selected before it is dealt out")
    }
    return request.ranked(
      .list(frame.positions.all.map { selection.rank($0) }), of: selection.count)
  }

  /// - Parameter rows: which rows of the frame the request is for; all without it.
  private func body(
    _ plan: ColumnPlan, _ request: GenerationRequest, rows: [Int]? = nil
  ) throws(EvaluationError) -> Column {
    var column: Column
    switch plan.generator {
    case .local(let source) where !source.groupSlots.isEmpty:
      column = try numbered(source, request, rows)
    case .local(let source) where source.handsOut:
      column = try amongSiblings(source, plan)
    case .local(let source): column = try source.generate(request)
    case .arrival:
      column = try arrivals(plan)
      if let rows { column = column.gathered(rows) }
    case .rollup:
      guard let whole = frame.context.materials.rollups[id] else {
        preconditionFailure("roll-ups are made before they are read")
      }
      column = whole.rows(at: frame.positions)
      if let rows { column = column.gathered(rows) }
    case .literal, .record, .reference: preconditionFailure("made elsewhere")
    }
    if case .arrival = plan.generator { return column }
    if let rounding = plan.rounding {
      column =
        plan.roundsUp ? rounding.appliedUpward(to: column) : rounding.applied(to: column)
    }
    column = try Conversion.convert(column, to: plan.type)
    return try plan.ends?.held(column, request) ?? column
  }

  /// A column whose ranks are counted among the rows that agree with it.
  private func numbered(
    _ source: any ColumnSource, _ request: GenerationRequest, _ rows: [Int]?
  ) throws(EvaluationError) -> Column {
    guard let numbers = frame.context.materials.numbers[id] else {
      preconditionFailure("rows are numbered before their numbers are read")
    }
    let places = frame.positions.all
    let own = (rows ?? Array(places.indices)).map { numbers.number(at: places[$0]) }
    let ranked = request.ranked(
      .list(own.map { UInt64($0 ?? 0) }), of: frame.context.rowCount(frame.table))
    let column = try source.generate(ranked)
    guard source.isNullable else { return column }
    return column.masked(by: Bitmap(count: own.count) { own[$0] != nil })
  }

  /// Values that are handed out among all rows of a parent: made for all of them.
  private func amongSiblings(
    _ source: any ColumnSource, _ plan: ColumnPlan
  ) throws(EvaluationError) -> Column {
    let siblings = try frame.siblings()
    let request = try siblings.frame.request(
      stream: frame.context.stream(frame.table, plan.name),
      record: frame.context.stream(frame.table, ""), inputs: plan.inputs
    ).ranked(.list(siblings.ordinals), of: siblings.ordinals.count)
    do throws(EvaluationError) {
      return try source.generate(request).gathered(siblings.places)
    } catch {
      // A row of another batch is told as the first of this one that has the same parent.
      throw error.at(row: error.row.flatMap { siblings.row(beside: $0) })
    }
  }

  static func nulls(_ plan: ColumnPlan, like column: Column?, count: Int) -> Column {
    if let dictionary = column?.dictionary ?? plan.texts, dictionary.count > 0 {
      return Column(
        .text, .text(.dictionary(codes: Array(repeating: 0, count: count), dictionary)),
        validity: Bitmap(repeating: false, count: count))
    }
    return Column.nulls(plan.type, count: count)
  }

  func without(
    _ missing: MissingPlan, _ column: Column, _ request: GenerationRequest
  ) throws(EvaluationError) -> Column {
    if missing.isExact, let rate = missing.rate.constant {
      let (ranks, total) = quota(missing)
      let bound = UInt64((rate * Double(total)).rounded(.toNearestOrEven))
      let stream = request.stream.lane("missing")
      let places = Permutation(stream, size: UInt64(max(total, 1))).values(at: ranks)
      return column.masked(by: Bitmap(count: request.count) { places[$0] >= bound })
    }
    return try missing.without(column, request)
  }

  /// Where the rows of the frame stand among those that share a quota of missing values.
  private func quota(_ missing: MissingPlan) -> (ranks: RowKeys, total: Int) {
    guard missing.isAmongSelected else {
      return (frame.positions.keys, frame.context.rowCount(frame.table))
    }
    guard let selection = frame.context.materials.selections[id] else {
      preconditionFailure("the rows of a quota are selected before it is dealt out")
    }
    // Rows behind the last selected one have its rank and one more; they have no value anyway.
    let last = UInt64(max(selection.count - 1, 0))
    return (.list(frame.positions.all.map { min(selection.rank($0), last) }), selection.count)
  }

  private func reference(
    _ plan: ColumnPlan, _ link: Frame.ParentLink
  ) throws(EvaluationError) -> Column {
    guard case .reference(let reference) = plan.generator else {
      preconditionFailure("a reference names a table with a key")
    }
    let target = frame.context.plan.tables[reference.table]
    var column: Column
    if link.parents.namesNobody {
      column = Column.nulls(
        target.keyColumn.map { target.columns[$0].type } ?? plan.type, count: frame.count)
    } else if let key = target.keyColumn {
      column = try link.frame.column(key)
    } else {
      var parts: [Column] = []
      for key in target.keyColumns { parts.append(try link.frame.column(key)) }
      column = Column(plan.type, .structure(StructureValues(parts, count: frame.count)))
    }
    if let validity = link.parents.validity { column = column.masked(by: validity) }
    return try Conversion.convert(column, to: plan.type)
  }

  private func arrivals(_ plan: ColumnPlan) throws(EvaluationError) -> Column {
    var times = try frame.arrivalTimes()
    if case .step(let step)? = plan.rounding { try truncate(&times, to: Int64(step)) }
    if plan.type == .date {
      return Column(.date, .int64(times.map { CivilTime.day(ofMicroseconds: $0) }))
    }
    return Column(.timestamp(utc: false), .int64(times))
  }

  /// Cuts times down to a step, so that none reaches the end of its window; never before the
  /// parent's `since`.
  private func truncate(_ times: inout [Int64], to step: Int64) throws(EvaluationError) {
    for row in times.indices {
      let rest = times[row] % step
      times[row] -= rest < 0 ? rest + step : rest
    }
    guard let parent = frame.plan.arrivals?.parent, let instant = parent.since else { return }
    let since = try InstantReader.read(
      instant, parent.inputs, in: try frame.link(parent.key).frame)
    for row in times.indices where since.validity.map({ $0[row] }) ?? true {
      times[row] = max(times[row], since.values[row])
    }
  }
}
