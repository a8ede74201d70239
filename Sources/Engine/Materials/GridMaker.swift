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
      (try facts(of: parent), parent.heterogeneity)
    }
    do throws(GridProblem) {
      guard let (facts, heterogeneity) = parents else { return try builder.grid() }
      return try builder.grid(
        over: facts.parents, heterogeneity: heterogeneity, rowKeys: facts.keys)
    } catch {
      if case .cancelled = error { throw .cancelled }
      throw .generation(
        GenerationFailure(
          table: plan.name, column: nil, position: nil, message: GridMaker.sentence(error)))
    }
  }

  private struct Facts: Sendable {
    var parents: GridParents
    var keys: RowKeys
  }

  /// When each parent lives, what it weighs, and which classes it is in.
  private func facts(of parent: ArrivalPlan.Parent) throws(RunError) -> Facts {
    let pieces = Mutex<[Piece]>([])
    try maker.scan(parent.table, context) { (frame) throws(EvaluationError) in
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
        let read = try InstantReader.read(instant, parent.inputs, in: frame)
        since = read.values
        // A parent without a start is never alive.
        if let validity = read.validity {
          for row in since.indices where !validity[row] { weights[row] = 0 }
        }
      }
      if let instant = parent.until {
        let read = try InstantReader.read(instant, parent.inputs, in: frame)
        until = read.values
        if let validity = read.validity {
          for row in until.indices where !validity[row] { until[row] = Int64.max / 2 }
        }
      }
      let request = try frame.request(
        stream: frame.context.stream(frame.table, ""),
        record: frame.context.stream(frame.table, ""),
        inputs: parent.inputs)
      for source in parent.multipliers { try multiply(by: try source.generate(request)) }
      for marginal in parent.marginals {
        guard case .int64(let values) = try marginal.label.generate(request).values else {
          preconditionFailure("classes are whole numbers")
        }
        labels.append(values.map { Int32($0) })
      }
    }

    private mutating func multiply(by factors: Column) throws(EvaluationError) {
      guard let values = factors.doubles else { preconditionFailure("weights are numbers") }
      for row in values.indices {
        let value = factors.isNull(row) ? 0 : values[row]
        guard value >= 0, value.isFinite else {
          throw EvaluationError(row: row, message: "a factor of the arrivals is \(value)")
        }
        weights[row] *= value
        guard weights[row].isFinite else {
          throw EvaluationError(row: row, message: "the factors of the arrivals are too large")
        }
      }
    }
  }

  static func sentence(_ problem: GridProblem) -> String {
    switch problem {
    case .nobodyAlive(let day, let first):
      let due = "rows are due from \(CivilTime.format(date: day)) on, but no parent is alive then"
      guard let first else { return due }
      return due + "; arrivals can begin on \(CivilTime.format(date: first))"
    case .contradiction(let error):
      return "the shares cannot hold together; '\(error.factor)' misses most"
    case .shareOutOfReach(let wanted, let lowest, let highest):
      return "the busiest parents cannot have \(percent(wanted)) of the rows; "
        + "\(percent(lowest)) to \(percent(highest)) can be reached"
    case .limitOutOfReach(let limit, let least):
      return "no parent may have more than \(percent(limit)) of the rows, "
        + "but the largest part cannot be kept below \(percent(least))"
    case .tooFewRows(let limit, let needed):
      return "with so few rows chance alone can give a parent more than \(percent(limit)); "
        + "at least \(needed) rows are needed to promise that none has"
    case .marginalOutOfReach(let factor):
      return "the factor '\(factor)' gives a share to a class without living parents"
    case .classOutOfReach(let factor, let wanted, let reached):
      let sentence = "the factor '\(factor)' gives \(percent(wanted)) of the rows to a class"
      guard let reached else { return sentence + " whose parents live too short for it" }
      return sentence + " that can have about \(percent(reached))"
    case .cancelled: return "the run was told to stop"
    }
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }
}
