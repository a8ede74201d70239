import Columnar

/// Parents whose lives end: for each day the list of those alive in it and for how much of it.
///
/// - Complexity: memory is an entry of 12 bytes per parent and day it lives, 20 while planning.
struct Lifespans: LivingParents {
  /// `first[d]..<first[d + 1]` are the entries of day d.
  let first: [Int]
  let parents: [Int32]
  /// Part of the day's hour profile that falls into the life.
  private(set) var parts: [Double]
  let since: [Int64]
  let until: [Int64]

  init(_ all: GridParents, firstDay: Int64, dayCount: Int, hours: HourProfile) {
    guard let ends = all.until else { preconditionFailure("lives that end") }
    since = all.since
    until = ends
    let dayLength = CivilTime.microsecondsPerDay
    func days(_ parent: Int) -> Range<Int> {
      guard all.since[parent] < ends[parent] else { return 0..<0 }
      let low = CivilTime.day(ofMicroseconds: all.since[parent]) - firstDay
      let high = CivilTime.day(ofMicroseconds: ends[parent] - 1) - firstDay + 1
      let from = min(max(low, 0), Int64(dayCount))
      return Int(from)..<Int(max(from, min(high, Int64(dayCount))))
    }
    var counts = [Int](repeating: 0, count: dayCount + 1)
    for parent in all.since.indices { for day in days(parent) { counts[day + 1] += 1 } }
    for day in 0..<dayCount { counts[day + 1] += counts[day] }
    first = counts
    var cursor = counts
    var members = [Int32](repeating: 0, count: counts[dayCount])
    var shares = [Double](repeating: 0, count: counts[dayCount])
    for parent in all.since.indices {
      for day in days(parent) {
        let midnight = (firstDay + Int64(day)) * dayLength
        let from = max(all.since[parent] - midnight, 0)
        let to = min(ends[parent] - midnight, dayLength)
        members[cursor[day]] = Int32(parent)
        shares[cursor[day]] = hours.mass(before: to) - hours.mass(before: from)
        cursor[day] += 1
      }
    }
    parents = members
    parts = shares
  }

  /// What picks need, without what only expectations do.
  var forPicking: Lifespans {
    var copy = self
    copy.parts = []
    return copy
  }

  func livingWeight(weights: [Double]) -> [Double] {
    (0..<(first.count - 1)).map { day in
      var sum = 0.0
      for entry in first[day]..<first[day + 1] {
        sum += weights[Int(parents[entry])] * parts[entry]
      }
      return sum
    }
  }

  func expectedShares(weights: [Double], days: [Double]) -> [Double] {
    let living = livingWeight(weights: weights)
    var expected = [Double](repeating: 0, count: weights.count)
    for day in days.indices where living[day] > 0 {
      let rate = days[day] / living[day]
      for entry in first[day]..<first[day + 1] {
        let parent = Int(parents[entry])
        expected[parent] += rate * weights[parent] * parts[entry]
      }
    }
    return expected
  }
}
