import Behaviour
import Columnar
import Expressions
import Generators
import Planning
import Sampling

/// When the rows of a frame arrive, by the mode of their table.
struct ArrivalTimes {
  let frame: Frame

  func times() throws(EvaluationError) -> [Int64] {
    guard let arrivals = frame.plan.arrivals else {
      preconditionFailure("arrival columns stand in tables with arrivals")
    }
    if case .grid = frame.plan.source { return frame.gridRows().times }
    let grid = try timeGrid(arrivals)
    let stream = frame.context.tableStream(frame.table, "arrivals").lane("times")
    guard case .perParent(let children) = frame.plan.source else {
      return grid.times(at: stream.uniforms(for: try frame.rowKeys()))
    }
    return try childTimes(grid, stream, children, arrivals)
  }

  private func timeGrid(_ arrivals: ArrivalPlan) throws(EvaluationError) -> TimeGrid {
    try frame.context.materials.timeGrids.grid(of: frame.table) { () throws(EvaluationError) in
      let builder = GridBuilder(
        rowCount: 0, firstDay: arrivals.firstDay, base: arrivals.base, shares: arrivals.shares,
        hours: arrivals.hours, stream: frame.context.tableStream(frame.table, "arrivals"))
      do throws(GridProblem) {
        return try builder.timeGrid()
      } catch {
        throw EvaluationError(row: nil, message: "the shares of the factors cannot hold together")
      }
    }
  }

  /// Order statistics of the parent's own draws: child j has the (j + 1)-th earliest.
  private func childTimes(
    _ grid: TimeGrid, _ stream: StreamKey, _ children: ChildrenPlan, _ arrivals: ArrivalPlan
  ) throws(EvaluationError) -> [Int64] {
    let places = try frame.places()
    let parents = Frame(
      children.parentTable, .list(places.parents), in: frame.context, frame.cache)
    let keys = try parents.rowKeys()
    let since = try ends(arrivals.parent?.since, arrivals.parent, parents, missing: nil)
    // A parent whose end is missing goes on living.
    let until = try ends(arrivals.parent?.until, arrivals.parent, parents, missing: .max)
    var times = [Int64](repeating: 0, count: frame.count)
    var draws: [Double] = []
    var drawnFor = -1
    for row in times.indices {
      if places.parents[row] != drawnFor {
        drawnFor = places.parents[row]
        let first = keys[row] << UInt64(children.ordinalBits)
        draws = stream.uniforms(for: .range(first: first, count: places.counts[row]))
        draws.sort()
      }
      let low = since.map { grid.mass(before: $0[row]) } ?? 0
      let high = until.map { grid.mass(before: $0[row]) } ?? 1
      guard low < high else {
        throw EvaluationError(
          row: row, message: "no time is left between the parent's 'since' and 'until'")
      }
      let time = grid.time(at: low + draws[places.ordinals[row]] * (high - low))
      // The inverse may round over an end by a microsecond.
      times[row] = max(min(time, until.map { $0[row] - 1 } ?? time), since?[row] ?? time)
    }
    return times
  }

  /// - Parameter missing: what stands for an end that is null; without it that is a failure.
  private func ends(
    _ instant: (any ColumnSource)?, _ parent: ArrivalPlan.Parent?, _ parents: Frame,
    missing: Int64?
  ) throws(EvaluationError) -> [Int64]? {
    guard let instant, let parent else { return nil }
    var (values, validity) = try InstantReader.read(instant, parent.inputs, in: parents)
    guard let validity else { return values }
    for row in values.indices where !validity[row] {
      guard let missing else {
        throw EvaluationError(
          row: row, message: "the parent has no 'since', so its rows have no time")
      }
      values[row] = missing
    }
    return values
  }
}

/// Reads an instant of parents; a date is its midnight.
enum InstantReader {
  static func read(
    _ instant: any ColumnSource, _ inputs: [InputPath], in frame: Frame
  ) throws(EvaluationError) -> (values: [Int64], validity: Bitmap?) {
    // Instants draw nothing, so that the stream is none in particular.
    let stream = frame.context.stream(frame.table, "")
    let request = try frame.request(stream: stream, record: stream, inputs: inputs)
    let column = try Conversion.convert(
      try instant.generate(request), to: .timestamp(utc: false))
    guard case .int64(let values) = column.values else { preconditionFailure("times are integers") }
    return (values, column.validity)
  }
}
