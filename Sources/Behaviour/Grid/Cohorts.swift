import Columnar

/// Parents whose lives do not end, in order of their start: the living of a day are a prefix.
///
/// - Reference: `docs/architecture.md`, mode C; the expected share of a parent is its weight times
///   a number that depends on its cohort only.
struct Cohorts: LivingParents {
  /// Parent positions in order of start.
  let order: [Int32]
  /// Start in microseconds, in that order.
  let since: [Int64]
  /// `start[0]..<start[1]` lived before the window, cohort `d + 1` starts on day d of the window;
  /// parents that start after the window come behind the last entry.
  let start: [Int]
  /// Part of the hours of its first day that a parent lives, in that order; 1 when it starts at
  /// midnight.
  private var parts: [Double]
  private let cancellation: Cancellation

  init(
    _ parents: GridParents, firstDay: Int64, dayCount: Int, hours: HourProfile,
    _ cancellation: Cancellation
  ) throws(GridProblem) {
    self.cancellation = cancellation
    order = try TimeOrder.sorted(
      parents.since.indices.map { Int32($0) }, by: parents.since, cancellation)
    since = order.map { parents.since[Int($0)] }
    var bounds = [0]
    var next = 0
    for cohort in 0...dayCount {
      // Cohort 0 is alive when the window begins; cohort d + 1 starts within day d.
      let end = (firstDay + Int64(cohort)) * CivilTime.microsecondsPerDay
      while next < since.count, cohort == 0 ? since[next] <= end : since[next] < end { next += 1 }
      bounds.append(next)
    }
    start = bounds
    let since = since
    parts = try cancellation.numbers(since.count) { place in
      let day = CivilTime.day(ofMicroseconds: since[place])
      return 1 - hours.mass(before: since[place] - day * CivilTime.microsecondsPerDay)
    }
  }

  /// What picks need, without what only expectations do.
  var forPicking: Cohorts {
    var copy = self
    copy.parts = []
    return copy
  }

  func livingWeight(weights: [Double]) throws(GridProblem) -> [Double] {
    try cancellation.check()
    var living = [Double](repeating: 0, count: start.count - 2)
    var before = sum(of: 0, weights).whole
    for day in living.indices {
      let started = sum(of: day + 1, weights)
      living[day] = before + started.part
      before += started.whole
    }
    return living
  }

  func expectedShares(
    weights: [Double], living: [Double], days: [Double]
  ) throws(GridProblem) -> [Double] {
    try cancellation.check()
    return shares(weights, living, days)
  }

  private func shares(_ weights: [Double], _ living: [Double], _ days: [Double]) -> [Double] {
    let (order, start, parts) = (order, start, parts)
    var expected = [Double](repeating: 0, count: weights.count)
    // The sum, over the days after the one at hand, of the day's share by living weight.
    var later = 0.0
    for day in days.indices.reversed() {
      let rate = living[day] > 0 ? days[day] / living[day] : 0
      for place in start[day + 1]..<start[day + 2] {
        let parent = Int(order[place])
        expected[parent] = weights[parent] * (later + rate * parts[place])
      }
      later += rate
    }
    for place in start[0]..<start[1] {
      let parent = Int(order[place])
      expected[parent] = weights[parent] * later
    }
    return expected
  }

  /// The weight of a cohort: whole, and by the part of its first day.
  private func sum(of cohort: Int, _ weights: [Double]) -> (whole: Double, part: Double) {
    let (order, parts) = (order, parts)
    var sums = (whole: 0.0, part: 0.0)
    for place in start[cohort]..<start[cohort + 1] {
      let weight = weights[Int(order[place])]
      sums.whole += weight
      sums.part += weight * parts[place]
    }
    return sums
  }
}
