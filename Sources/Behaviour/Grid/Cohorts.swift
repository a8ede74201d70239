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

  init(_ parents: GridParents, firstDay: Int64, dayCount: Int) {
    let sorted = parents.since.indices.sorted { a, b in
      (parents.since[a], a) < (parents.since[b], b)
    }
    order = sorted.map { Int32($0) }
    since = sorted.map { parents.since[$0] }
    var bounds = [0]
    var next = 0
    for cohort in 0...dayCount {
      // Cohort 0 is alive when the window begins; cohort d + 1 starts within day d.
      let end = (firstDay + Int64(cohort)) * CivilTime.microsecondsPerDay
      while next < since.count, cohort == 0 ? since[next] <= end : since[next] < end { next += 1 }
      bounds.append(next)
    }
    start = bounds
  }

  func livingWeight(weights: [Double]) -> [Double] {
    let sums = cohortSums(weights)
    var living = [Double](repeating: 0, count: sums.count - 1)
    var before = sums[0]
    for day in living.indices {
      living[day] = before + 0.5 * sums[day + 1]
      before += sums[day + 1]
    }
    return living
  }

  func expectedShares(weights: [Double], days: [Double]) -> [Double] {
    let living = livingWeight(weights: weights)
    // Per cohort: the sum over the days it lives of the day's share by living weight; half on the
    // day it starts.
    var factor = [Double](repeating: 0, count: days.count + 1)
    var later = 0.0
    for day in days.indices.reversed() {
      let part = living[day] > 0 ? days[day] / living[day] : 0
      factor[day + 1] = later + 0.5 * part
      later += part
    }
    factor[0] = later
    var expected = [Double](repeating: 0, count: weights.count)
    for cohort in factor.indices {
      for place in start[cohort]..<start[cohort + 1] {
        let parent = Int(order[place])
        expected[parent] = weights[parent] * factor[cohort]
      }
    }
    return expected
  }

  private func cohortSums(_ weights: [Double]) -> [Double] {
    (0..<(start.count - 1)).map { cohort in
      var sum = 0.0
      for place in start[cohort]..<start[cohort + 1] { sum += weights[Int(order[place])] }
      return sum
    }
  }
}
