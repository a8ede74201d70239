import Columnar

/// How much could happen up to each instant: the integral, within each day, of the weight of the
/// living by the profile of the hours.
///
/// The weight of the living changes only where lives begin and end; between such instants the
/// integral follows the hours. Where nobody lives it does not grow at all.
///
/// - Units: microseconds of the day; weights in the units of `WeightedPrefix`.
/// - Complexity: 16 bytes per distinct instant, at most 32 per parent, and 32 per day.
struct LivingMass: Sendable {
  /// The mass of each day.
  let totals: [Double]
  /// `first[d]..<first[d + 1]` are the instants of day d; the first is its midnight.
  let first: [Int]
  let times: [Int64]
  /// Mass of the day before each instant.
  let masses: [Double]
  private let hours: HourProfile

  /// - Parameters:
  ///   - byStart, byEnd: the parents that live in the window, in order of start and of end.
  ///   - lives: clipped to the window.
  init(
    byStart: [Int32], byEnd: [Int32], lives: LifeTimes, units: [UInt64], window: LifeWindow,
    hours: HourProfile, _ cancellation: Cancellation
  ) throws(GridProblem) {
    self.hours = hours
    var made = Changes(byStart: byStart, byEnd: byEnd, lives: lives, units: units)
    var (totals, first, times, masses) = ([Double](), [Int](), [Int64](), [Double]())
    var asked = 0
    for day in 0..<window.dayCount {
      let midnight = (window.firstDay + Int64(day)) * CivilTime.microsecondsPerDay
      let nextMidnight = midnight + CivilTime.microsecondsPerDay
      first.append(times.count)
      made.pass(midnight)
      times.append(0)
      masses.append(0)
      var sum = 0.0
      var before = hours.mass(before: 0)
      while let instant = made.next, instant < nextMidnight {
        let reached = hours.mass(before: instant - midnight)
        sum += Double(made.weight) * (reached - before)
        before = reached
        times.append(instant - midnight)
        masses.append(sum)
        made.pass(instant)
        if times.count - asked > Cancellation.stretch {
          try cancellation.check()
          asked = times.count
        }
      }
      let whole = hours.mass(before: CivilTime.microsecondsPerDay)
      totals.append(sum + Double(made.weight) * (whole - before))
    }
    first.append(times.count)
    (self.totals, self.first, self.times, self.masses) = (totals, first, times, masses)
  }

  /// Goes through the instants at which lives begin or end.
  private struct Changes {
    let byStart: [Int32]
    let byEnd: [Int32]
    let lives: LifeTimes
    let units: [UInt64]
    private var started = 0
    private var ended = 0
    /// Of those who live from the instant passed last.
    private(set) var weight: UInt64 = 0

    init(byStart: [Int32], byEnd: [Int32], lives: LifeTimes, units: [UInt64]) {
      (self.byStart, self.byEnd, self.lives, self.units) = (byStart, byEnd, lives, units)
    }

    var next: Int64? {
      let start = started < byStart.count ? lives.since[Int(byStart[started])] : nil
      guard let end = ended < byEnd.count ? lives.until[Int(byEnd[ended])] : nil else {
        return start
      }
      return min(start ?? end, end)
    }

    mutating func pass(_ instant: Int64) {
      while started < byStart.count, lives.since[Int(byStart[started])] <= instant {
        weight += units[Int(byStart[started])]
        started += 1
      }
      while ended < byEnd.count, lives.until[Int(byEnd[ended])] <= instant {
        weight -= units[Int(byEnd[ended])]
        ended += 1
      }
    }
  }

  /// The mass of a day before an instant of it.
  func mass(before time: Int64, day: Int) -> Double {
    let entry = entry(day) { times[$0] <= time }
    let end = end(of: entry, day)
    let from = hours.mass(before: times[entry])
    let width = hours.mass(before: end.time) - from
    guard width > 0, end.mass > masses[entry] else { return masses[entry] }
    let part = min((hours.mass(before: time) - from) / width, 1)
    return min(masses[entry] + (end.mass - masses[entry]) * part, end.mass)
  }

  /// The instant before which a day has a mass, inside a stretch of it that holds that mass.
  ///
  /// - Parameters:
  ///   - mass: at least that before the stretch, less than that before its end.
  /// - Returns: an instant of the stretch at which someone lives and that has hours of weight.
  func time(at mass: Double, day: Int, in stretch: Range<Int64>) -> Int64 {
    let entry = entry(day) { masses[$0] <= mass }
    let end = end(of: entry, day)
    let low = max(times[entry], stretch.lowerBound)
    let high = min(end.time, stretch.upperBound)
    let from = hours.mass(before: times[entry])
    let part = (mass - masses[entry]) / (end.mass - masses[entry])
    let share = from + part * (hours.mass(before: end.time) - from)
    // Below the end of the part, so that hours without weight behind it are not reached.
    let least = hours.mass(before: low)
    let most = max(hours.mass(before: high).nextDown, least)
    return min(max(hours.time(at: min(max(share, least), most)), low), high - 1)
  }

  /// The last entry of a day that meets a condition, which the first does.
  private func entry(_ day: Int, _ holds: (Int) -> Bool) -> Int {
    var low = first[day]
    var high = first[day + 1]
    while low + 1 < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }

  private func end(of entry: Int, _ day: Int) -> (time: Int64, mass: Double) {
    entry + 1 < first[day + 1]
      ? (times[entry + 1], masses[entry + 1]) : (CivilTime.microsecondsPerDay, totals[day])
  }
}
