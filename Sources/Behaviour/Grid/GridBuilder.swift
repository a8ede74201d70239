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

  package init(
    rowCount: Int, firstDay: Int64, base: [Double], shares: [Raking.Marginal],
    hours: HourProfile, stream: StreamKey
  ) {
    self.rowCount = rowCount
    self.firstDay = firstDay
    self.base = base
    self.shares = shares
    self.hours = hours
    self.stream = stream
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
    if parents.until != nil {
      let lives = Lifespans(
        parents, firstDay: firstDay, dayCount: base.count, hours: hours)
      return try livedGrid(lives, parents, heterogeneity, rowKeys)
    }
    let cohorts = Cohorts(parents, firstDay: firstDay, dayCount: base.count, hours: hours)
    let days = try raked(base)
    try requireLiving(cohorts, weights: parents.weights, days: days)
    let calibration = WeightCalibration(
      living: cohorts, parents: parents, rowCount: rowCount, days: { _ in days },
      uniforms: stream.lane("unequal").uniforms(for: rowKeys), stream: stream.lane("unequal"),
      rowKeys: rowKeys)
    let weights = try calibration.weights(heterogeneity)
    // A class whose share is 0 may have been the only one alive.
    try requireLiving(cohorts, weights: weights, days: days)
    let prefix = WeightedPrefix(cohorts.order.map { weights[Int($0)] })
    return ArrivalGrid(
      rowCount: rowCount, time: TimeGrid(firstDay: firstDay, weights: days, hours: hours),
      picker: .cohorts(cohorts.forPicking, prefix),
      expectedShares: cohorts.expectedShares(weights: weights, days: days), stream: stream)
  }

  private func livedGrid(
    _ lives: Lifespans, _ parents: GridParents, _ heterogeneity: Heterogeneity?, _ rowKeys: RowKeys
  ) throws(GridProblem) -> ArrivalGrid {
    func days(_ weights: [Double]) throws(GridProblem) -> [Double] {
      let living = lives.livingWeight(weights: weights)
      return try raked(zip(base, living).map { $0 * $1 })
    }
    guard lives.livingWeight(weights: parents.weights).contains(where: { $0 > 0 }) else {
      throw .nobodyAlive(day: firstDay, first: nil)
    }
    let calibration = WeightCalibration(
      living: lives, parents: parents, rowCount: rowCount, days: days,
      uniforms: stream.lane("unequal").uniforms(for: rowKeys), stream: stream.lane("unequal"),
      rowKeys: rowKeys)
    let weights = try calibration.weights(heterogeneity)
    let entries = WeightedPrefix(
      lives.parents.indices.map { weights[Int(lives.parents[$0])] * lives.parts[$0] })
    let volumes = try days(weights)
    return ArrivalGrid(
      rowCount: rowCount, time: TimeGrid(firstDay: firstDay, weights: volumes, hours: hours),
      picker: .lifespans(lives.forPicking, entries.sums),
      expectedShares: lives.expectedShares(weights: weights, days: volumes), stream: stream)
  }

  private func raked(_ start: [Double]) throws(GridProblem) -> [Double] {
    do throws(Raking.Contradiction) {
      return try Raking.fit(base: start, marginals: shares)
    } catch {
      throw .contradiction(error)
    }
  }

  /// Someone with weight must be alive when the first day with rows begins.
  private func requireLiving(
    _ cohorts: Cohorts, weights: [Double], days: [Double]
  ) throws(GridProblem) {
    guard rowCount > 0, let first = days.firstIndex(where: { $0 > 0 }) else { return }
    let places = cohorts.order.indices
    guard let place = places.first(where: { weights[Int(cohorts.order[$0])] > 0 }) else {
      throw .nobodyAlive(day: firstDay + Int64(first), first: nil)
    }
    let start = (firstDay + Int64(first)) * CivilTime.microsecondsPerDay
    if cohorts.since[place] > start {
      let day = CivilTime.day(ofMicroseconds: cohorts.since[place] - 1) + 1
      throw .nobodyAlive(day: firstDay + Int64(first), first: day)
    }
  }
}
