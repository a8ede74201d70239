import Expressions
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
    let stream = frame.context.tableStream(frame.table, "arrivals").lane("times")
    guard case .perParent(let children) = frame.plan.source else {
      return try frame.context.timeGrid(of: frame.table, arrivals)
        .times(at: stream.uniforms(for: try frame.rowKeys()))
    }
    return try childTimes(stream, children, arrivals)
  }

  /// Order statistics of the parent's own draws: child j has the (j + 1)-th earliest.
  private func childTimes(
    _ stream: StreamKey, _ children: ChildrenPlan, _ arrivals: ArrivalPlan
  ) throws(EvaluationError) -> [Int64] {
    let places = try frame.places()
    let parents = Frame(
      children.parentTable, .list(places.parents), in: frame.context, frame.cache)
    let keys = try parents.rowKeys()
    let lives = try ParentLives(arrivals, of: frame.table, parents)
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
      guard let part = lives.part(row) else {
        preconditionFailure("a parent without time has no rows")
      }
      times[row] = lives.time(row, part, draw: draws[places.ordinals[row]])
    }
    return times
  }
}
