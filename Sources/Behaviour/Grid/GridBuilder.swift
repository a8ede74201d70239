import Columnar
import Sampling

/// Makes an `ArrivalGrid`: rakes the days, calibrates the parents, proves that someone is alive.
package struct GridBuilder: Sendable {
  package var rowCount: Int
  package var firstDay: Int64
  /// Trend and multipliers per day.
  package var base: [Double]
  package var shares: [Raking.Marginal]
  package var hours: HourProfile
  package var stream: StreamKey
  private let cancellation: Cancellation

  /// - Parameter isCancelled: asked every few milliseconds while parents are gone through.
  package init(
    rowCount: Int, firstDay: Int64, base: [Double], shares: [Raking.Marginal],
    hours: HourProfile, stream: StreamKey, isCancelled: @Sendable @escaping () -> Bool = { false }
  ) {
    self.rowCount = rowCount
    self.firstDay = firstDay
    self.base = base
    self.shares = shares
    self.hours = hours
    self.stream = stream
    cancellation = Cancellation(isRequested: isCancelled)
  }

  /// The days alone, for rows without a parent.
  package func timeGrid() throws(GridProblem) -> TimeGrid {
    TimeGrid(firstDay: firstDay, weights: try raked(base), hours: hours)
  }

  package func grid() throws(GridProblem) -> ArrivalGrid {
    ArrivalGrid(rowCount: rowCount, time: try timeGrid(), stream: stream)
  }

  /// - Parameters:
  ///   - all: who can be drawn.
  ///   - rowKeys: the parents' row keys, which heterogeneity is drawn by.
  package func grid(
    over all: GridParents, heterogeneity: Heterogeneity?, rowKeys: RowKeys
  ) throws(GridProblem) -> ArrivalGrid {
    // Without rows nobody need be alive, and no share can be told.
    guard rowCount > 0 else { return try grid() }
    let parents = all.scaled
    guard parents.weights.contains(where: { $0 > 0 }) else {
      throw .noParents(weightless: parents.count)
    }
    if let until = parents.until { return try livedGrid(parents, until, heterogeneity, rowKeys) }
    let cohorts = try Cohorts(
      parents, firstDay: firstDay, dayCount: base.count, hours: hours, cancellation)
    let days = try raked(base)
    try requireLiving(cohorts, weights: parents.weights, days: days)
    let calibration = calibration(of: cohorts, parents, rowKeys) { _ in days }
    let weights = try calibration.weights(heterogeneity)
    try requireLiving(cohorts, weights: weights, days: days, of: parents)
    let prefix = WeightedPrefix(cohorts.order.map { weights[Int($0)] })
    return ArrivalGrid(
      rowCount: rowCount, time: TimeGrid(firstDay: firstDay, weights: days, hours: hours),
      picker: .cohorts(cohorts.forPicking, prefix),
      expectedShares: try calibration.expected(weights), stream: stream)
  }

  private func calibration(
    of living: any LivingParents, _ parents: GridParents, _ rowKeys: RowKeys,
    days: @escaping ([Double]) throws(GridProblem) -> [Double]
  ) -> WeightCalibration {
    WeightCalibration(
      living: living, parents: parents, rowCount: rowCount, days: days,
      uniforms: stream.lane("unequal").uniforms(for: rowKeys), stream: stream.lane("unequal"),
      rowKeys: rowKeys, cancellation: cancellation)
  }

  private func livedGrid(
    _ parents: GridParents, _ until: [Int64], _ heterogeneity: Heterogeneity?, _ rowKeys: RowKeys
  ) throws(GridProblem) -> ArrivalGrid {
    let window = LifeWindow(firstDay: firstDay, dayCount: base.count)
    let lives = try Lifespans(
      since: parents.since, until: until, window: window, hours: hours, cancellation)
    let calibration = calibration(of: lives, parents, rowKeys, days: volumes)
    _ = try volumes(try lives.livingWeight(weights: parents.weights))
    let weights = try calibration.weights(heterogeneity)
    let expected = try calibration.expected(weights)
    let living = try livedParents(since: parents.since, until: until, weights, window)
    return ArrivalGrid(
      rowCount: rowCount,
      time: TimeGrid(firstDay: firstDay, weights: try volumes(living.mass.totals), hours: hours),
      picker: .lived(living), expectedShares: expected, stream: stream)
  }

  /// Shares of the days, which follow the weight of the living.
  private func volumes(_ living: [Double]) throws(GridProblem) -> [Double] {
    let start = zip(base, living).map { $0 * $1 }
    guard start.contains(where: { $0 > 0 }) else {
      throw .nobodyAlive(day: firstDay, first: nil)
    }
    return try raked(start)
  }

  /// Those with weight whose lives fall into the window, cut to it.
  private func livedParents(
    since: [Int64], until: [Int64], _ weights: [Double], _ window: LifeWindow
  ) throws(GridProblem) -> LivedParents {
    let total = weights.reduce(0, +)
    var (starts, ends, present) = (since, until, [Int32]())
    var units = [UInt64](repeating: 0, count: weights.count)
    try cancellation.stretches(of: weights.count) { range in
      for parent in range where weights[parent] > 0 {
        guard let life = window.clipped(since[parent], until[parent]) else { continue }
        (starts[parent], ends[parent]) = (life.lowerBound, life.upperBound)
        units[parent] = WeightedPrefix.units(weights[parent], of: total)
        present.append(Int32(parent))
      }
    }
    let lives = LifeTimes(since: starts, until: ends)
    let byStart = try TimeOrder.sorted(present, by: starts, cancellation)
    let byEnd = try TimeOrder.sorted(present, by: ends, cancellation)
    return LivedParents(
      mass: try LivingMass(
        byStart: byStart, byEnd: byEnd, lives: lives, units: units, window: window, hours: hours,
        cancellation),
      index: try LivingIndex(
        byStart: byStart, byEnd: byEnd, lives: lives, units: units, cancellation))
  }

  private func raked(_ start: [Double]) throws(GridProblem) -> [Double] {
    do throws(Raking.Contradiction) {
      return try Raking.fit(base: start, marginals: shares)
    } catch {
      throw .contradiction(error)
    }
  }

  /// Someone with weight must be alive when the first day with rows begins.
  ///
  /// - Parameter parents: where the weights follow the shares of classes: one whose share is 0 may
  ///   have been the only one alive.
  private func requireLiving(
    _ cohorts: Cohorts, weights: [Double], days: [Double], of parents: GridParents? = nil
  ) throws(GridProblem) {
    guard rowCount > 0, let first = days.firstIndex(where: { $0 > 0 }) else { return }
    let day = firstDay + Int64(first)
    let start = day * CivilTime.microsecondsPerDay
    let place = cohorts.order.indices.first { weights[Int(cohorts.order[$0])] > 0 }
    if let place, cohorts.since[place] <= start { return }
    for earlier in cohorts.order.indices.prefix(while: { cohorts.since[$0] <= start }) {
      let parent = Int(cohorts.order[earlier])
      guard let parents, parents.weights[parent] > 0 else { continue }
      for marginal in parents.marginals where marginal.shares[Int(marginal.labels[parent])] <= 0 {
        throw .classNeeded(
          factor: marginal.name, label: Int(marginal.labels[parent]), day: day)
      }
    }
    throw .nobodyAlive(
      day: day, first: place.map { CivilTime.day(ofMicroseconds: cohorts.since[$0] - 1) + 1 })
  }
}
