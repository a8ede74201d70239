import Columnar

/// Parents whose lives end: the days in which each begins and ends, for what is expected of them.
///
/// - Complexity: 24 bytes per parent while the grid is made; O(parents + days) for each question,
///   however long the lives are.
struct Lifespans: LivingParents {
  private struct Life {
    /// Days since the window began, both included; `last` is below `first` for those who never
    /// live in it.
    var first: Int32
    var last: Int32
    /// Parts of the hours of those days before the life begins and ends.
    var before: Double
    var until: Double
  }

  private let lives: [Life]
  private let dayCount: Int
  private let cancellation: Cancellation

  init(
    since: [Int64], until: [Int64], window: LifeWindow, hours: HourProfile,
    _ cancellation: Cancellation
  ) throws(GridProblem) {
    dayCount = window.dayCount
    self.cancellation = cancellation
    let none = Life(first: 0, last: -1, before: 0, until: 0)
    var all = [Life](repeating: none, count: since.count)
    try cancellation.stretches(of: since.count) { range in
      for parent in range {
        guard let life = window.clipped(since[parent], until[parent]) else { continue }
        let (first, begins) = window.place(of: life.lowerBound)
        let (last, ends) = window.place(of: life.upperBound - 1)
        all[parent] = Life(
          first: Int32(first), last: Int32(last), before: hours.mass(before: begins),
          until: hours.mass(before: ends + 1))
      }
    }
    lives = all
  }

  func livingWeight(weights: [Double]) throws(GridProblem) -> [Double] {
    let lives = lives
    // What changes from day to day, and what counts in one day alone.
    var steps = [Double](repeating: 0, count: dayCount + 1)
    var partial = [Double](repeating: 0, count: dayCount)
    // How many are alive, so that a day of none has exactly no weight.
    var changes = [Int](repeating: 0, count: dayCount + 1)
    try cancellation.stretches(of: lives.count) { range in
      for parent in range {
        let life = lives[parent]
        let weight = weights[parent]
        guard life.last >= life.first, weight > 0 else { continue }
        let (first, last) = (Int(life.first), Int(life.last))
        changes[first] += 1
        changes[last + 1] -= 1
        guard first < last else {
          partial[first] += weight * (life.until - life.before)
          continue
        }
        partial[first] += weight * (1 - life.before)
        partial[last] += weight * life.until
        steps[first + 1] += weight
        steps[last] -= weight
      }
    }
    var (whole, count) = (0.0, 0)
    for day in partial.indices {
      whole += steps[day]
      count += changes[day]
      partial[day] = count > 0 ? max(whole, 0) + partial[day] : 0
    }
    return partial
  }

  func expectedShares(
    weights: [Double], living: [Double], days: [Double]
  ) throws(GridProblem) -> [Double] {
    var rates = [Double](repeating: 0, count: dayCount)
    // `sums[d]` is the sum of the rates before day d.
    var sums = [0.0]
    sums.reserveCapacity(dayCount + 1)
    for day in rates.indices {
      rates[day] = living[day] > 0 ? days[day] / living[day] : 0
      sums.append(sums[day] + rates[day])
    }
    let lives = lives
    return try cancellation.numbers(lives.count) { parent in
      let life = lives[parent]
      guard life.last >= life.first else { return 0 }
      let (first, last) = (Int(life.first), Int(life.last))
      guard first < last else { return weights[parent] * rates[first] * (life.until - life.before) }
      let whole = sums[last] - sums[first + 1]
      let ends = rates[first] * (1 - life.before) + rates[last] * life.until
      return weights[parent] * (whole + ends)
    }
  }
}

/// The instants in which rows may come: whole days.
struct LifeWindow: Sendable {
  let firstDay: Int64
  let dayCount: Int

  private var range: Range<Int64> {
    let start = firstDay * CivilTime.microsecondsPerDay
    return start..<start + Int64(dayCount) * CivilTime.microsecondsPerDay
  }

  /// The part of a life inside the window; nil where there is none.
  func clipped(_ since: Int64, _ until: Int64) -> Range<Int64>? {
    guard since < until else { return nil }
    let life = (since..<until).clamped(to: range)
    return life.isEmpty ? nil : life
  }

  /// The day of an instant inside the window, and the time of the day.
  func place(of time: Int64) -> (day: Int, inDay: Int64) {
    let (day, inDay) = (time - range.lowerBound).quotientAndRemainder(
      dividingBy: CivilTime.microsecondsPerDay)
    return (Int(day), inDay)
  }
}
