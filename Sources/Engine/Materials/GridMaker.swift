import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling
import Synchronization

/// Makes the grid of a table in mode C from what its arrivals say of time and parents.
struct GridMaker {
  let context: RunContext
  let maker: MaterialMaker

  func grid(_ table: Int) throws(RunError) -> ArrivalGrid {
    let plan = context.plan.tables[table]
    guard let arrivals = plan.arrivals, case .grid(let rowCount) = plan.source else {
      preconditionFailure("a grid has arrivals")
    }
    let builder = GridBuilder(
      rowCount: rowCount, firstDay: arrivals.firstDay, base: arrivals.base,
      shares: arrivals.shares, hours: arrivals.hours,
      stream: context.tableStream(table, "arrivals"), isCancelled: maker.isCancelled)
    let parents = try arrivals.parent.map { (parent) throws(RunError) in
      (try facts(of: parent, table), parent.heterogeneity)
    }
    do throws(GridProblem) {
      guard let (facts, heterogeneity) = parents else { return try builder.grid() }
      return try builder.grid(
        over: facts.parents, heterogeneity: heterogeneity, rowKeys: facts.keys)
    } catch {
      if case .cancelled = error { throw .cancelled }
      throw .preparation(GridFailures(plan, arrivals).failures(of: error))
    }
  }

  private struct Facts: Sendable {
    var parents: GridParents
    var keys: RowKeys
  }

  /// When each parent lives, what it weighs, and which classes it is in.
  private func facts(
    of parent: ArrivalPlan.Parent, _ table: Int
  ) throws(RunError) -> Facts {
    let pieces = Mutex<[Piece]>([])
    let subject = MaterialSubject(table: table, words: ["arrivals"])
    try maker.scan(parent.table, for: subject, context) { (frame) throws(EvaluationError) in
      try Piece(parent, frame)
    } deliver: { _, parts in
      pieces.withLock { $0 += parts }
    }
    let all = pieces.withLock { $0 }
    // Joining the pieces of very many parents takes a while.
    if maker.isCancelled() { throw .cancelled }
    return Facts(
      parents: GridParents(
        since: all.flatMap(\.since), until: parent.until == nil ? nil : all.flatMap(\.until),
        weights: all.flatMap(\.weights),
        marginals: parent.marginals.enumerated().map { index, marginal in
          GridParents.Marginal(
            name: marginal.name, labels: all.flatMap { $0.labels[index] }, shares: marginal.shares)
        }),
      keys: .list(all.flatMap(\.keys)))
  }

  /// The facts of a batch of parents.
  private struct Piece: Sendable {
    var since: [Int64]
    var until: [Int64] = []
    var weights: [Double]
    var labels: [[Int32]] = []
    var keys: [UInt64]

    init(_ parent: ArrivalPlan.Parent, _ frame: Frame) throws(EvaluationError) {
      let rowKeys = try frame.rowKeys()
      keys = (0..<rowKeys.count).map { rowKeys[$0] }
      weights = Array(repeating: 1, count: frame.count)
      since = Array(repeating: Int64.min / 2, count: frame.count)
      if let instant = parent.since {
        let read = try EvaluationError.naming("since") { () throws(EvaluationError) in
          try InstantReader.read(instant, parent.inputs, in: frame)
        }
        since = read.values
        // A parent without a start is never alive.
        if let validity = read.validity {
          for row in since.indices where !validity[row] { weights[row] = 0 }
        }
      }
      if let instant = parent.until {
        let read = try EvaluationError.naming("until") { () throws(EvaluationError) in
          try InstantReader.read(instant, parent.inputs, in: frame)
        }
        until = read.values
        if let validity = read.validity {
          for row in until.indices where !validity[row] { until[row] = Int64.max / 2 }
        }
      }
      let request = try frame.request(
        stream: frame.context.stream(frame.table, ""),
        record: frame.context.stream(frame.table, ""),
        inputs: parent.inputs)
      for factor in parent.multipliers {
        try EvaluationError.naming("factors", factor.name) { () throws(EvaluationError) in
          try multiply(by: try factor.source.generate(request), of: factor.name)
        }
      }
      for marginal in parent.marginals {
        let column = try EvaluationError.naming("factors", marginal.name, "by") {
          () throws(EvaluationError) in try marginal.label.generate(request)
        }
        guard case .int64(let values) = column.values else {
          preconditionFailure("classes are whole numbers")
        }
        labels.append(values.map { Int32($0) })
      }
    }

    private mutating func multiply(
      by factors: Column, of name: String
    ) throws(EvaluationError) {
      guard let values = factors.doubles else { preconditionFailure("weights are numbers") }
      for row in values.indices {
        let value = factors.isNull(row) ? 0 : values[row]
        guard value >= 0, value.isFinite else {
          throw EvaluationError(
            row: row, message: "the factor '\(name)' is \(value)", code: "factor-range",
            expected: "a finite number of 0 or more")
        }
        weights[row] *= value
        guard weights[row].isFinite else {
          throw EvaluationError(
            row: row, message: "the factors of the arrivals multiply to more than 1.8e308",
            code: "factor-range", expected: "smaller factors")
        }
      }
    }
  }
}
