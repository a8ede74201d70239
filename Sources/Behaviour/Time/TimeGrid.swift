import Columnar
import Sampling

/// How arrivals spread over time: a weight per day and a profile of the hours of a day.
///
/// The weights of the days hold every factor's marginal over the window; hours are independent of
/// days.
///
/// - Units: days since 1970-01-01, microseconds within a day.
package struct TimeGrid: Sendable {
  package let firstDay: Int64
  /// Sums to 1.
  package let weights: [Double]
  /// `cumulative[d]` is the weight before day d; one entry more than there are days, the last is 1.
  package let cumulative: [Double]
  package let hours: HourProfile
  /// Microseconds of the window where all its days and hours weigh the same, so that time is a
  /// straight line.
  private let flatLength: Double?
  /// The first day in which evenly spaced shares can lie; four places per day and more.
  private let guide: [Int32]

  package init(firstDay: Int64, weights: [Double], hours: HourProfile) {
    precondition(!weights.isEmpty, "a window has at least one day")
    let total = weights.reduce(0, +)
    precondition(total > 0, "some day has weight")
    self.firstDay = firstDay
    self.weights = weights.map { $0 / total }
    var sums = [0.0]
    sums.reserveCapacity(weights.count + 1)
    for weight in self.weights { sums.append(sums[sums.count - 1] + weight) }
    sums[sums.count - 1] = 1
    cumulative = sums
    self.hours = hours
    flatLength =
      hours.isFlat && weights.allSatisfy { $0 == weights[0] }
      ? Double(weights.count) * Double(CivilTime.microsecondsPerDay) : nil
    var places = 256
    while places < 4 * weights.count { places *= 2 }
    var day = 0
    guide = (0..<places).map { place in
      let share = Double(place) / Double(places)
      while day < weights.count - 1, sums[day + 1] <= share { day += 1 }
      return Int32(day)
    }
  }

  package var dayCount: Int { weights.count }

  /// Weight before an instant, 0 before the window and 1 after it.
  package func mass(before time: Int64) -> Double {
    let day = CivilTime.day(ofMicroseconds: time)
    if day < firstDay { return 0 }
    if day >= firstDay + Int64(dayCount) { return 1 }
    let index = Int(day - firstDay)
    let inDay = time - day * CivilTime.microsecondsPerDay
    return cumulative[index] + weights[index] * hours.mass(before: inDay)
  }

  /// The instant before which the share `p` of the weight lies; the inverse of `mass(before:)`.
  package func time(at p: Double) -> Int64 {
    if let flatLength { return flatTime(at: p, flatLength) }
    return TimeGrid.time(
      at: p, firstDay, guide.span, weights.span, cumulative.span, hours.guide.span,
      hours.cumulative.span)
  }

  @inline(__always)
  private static func time(
    at p: Double, _ firstDay: Int64, _ guide: Span<Int32>, _ weights: Span<Double>,
    _ cumulative: Span<Double>, _ hourGuide: Span<UInt8>, _ hours: Span<Double>
  ) -> Int64 {
    let index = day(at: p, guide, weights, cumulative)
    let rest = weights[index] > 0 ? (p - cumulative[index]) / weights[index] : 0
    let inDay = HourProfile.time(at: min(max(rest, 0), 1), hourGuide, hours)
    return (firstDay + Int64(index)) * CivilTime.microsecondsPerDay + inDay
  }

  /// The instants before which each share of the weight lies.
  package func times(at shares: [Double]) -> [Int64] {
    if let flatLength {
      return Kernels.scaled(
        shares, from: firstDay * CivilTime.microsecondsPerDay, length: flatLength)
    }
    var times: [Int64] = []
    times.append(addingCapacity: shares.count) { times in
      // Bound once: each look at an array of a structure takes and leaves a reference.
      let (guide, weights, cumulative) = (guide.span, weights.span, cumulative.span)
      let (hourGuide, hourSums) = (hours.guide.span, hours.cumulative.span)
      let shares = shares.span
      for row in shares.indices {
        times.append(
          TimeGrid.time(
            at: shares[row], firstDay, guide, weights, cumulative, hourGuide, hourSums))
      }
    }
    return times
  }

  @inline(__always)
  private func flatTime(at p: Double, _ length: Double) -> Int64 {
    let offset = min(max(p, 0) * length, length - 1)
    return firstDay &* CivilTime.microsecondsPerDay &+ Int64(offset)
  }

  /// The index of the day in which the share `p` is reached, never a day without weight.
  package func day(at p: Double) -> Int {
    TimeGrid.day(at: p, guide.span, weights.span, cumulative.span)
  }

  @inline(__always)
  private static func day(
    at p: Double, _ guide: Span<Int32>, _ weights: Span<Double>, _ cumulative: Span<Double>
  ) -> Int {
    // The number of places is a power of two, so the product is exact.
    let place = p * Double(guide.count)
    var index = Int(guide[min(max(Int(place), 0), guide.count - 1)])
    while index < weights.count - 1, cumulative[index + 1] <= p { index += 1 }
    while weights[index] == 0, index > 0 { index -= 1 }
    return index
  }
}

/// How arrivals spread over the hours of a day: constant within each hour.
package struct HourProfile: Sendable {
  /// 25 entries from 0 to 1.
  package let cumulative: [Double]
  /// Whether all hours weigh the same.
  package let isFlat: Bool
  /// Where the inverse of evenly spaced shares starts its search.
  fileprivate let guide: [UInt8]

  package static let flat = HourProfile(weights: Array(repeating: 1, count: 24))

  package init(weights: [Double]) {
    precondition(weights.count == 24, "a weight for each hour")
    let total = weights.reduce(0, +)
    precondition(total > 0, "some hour has weight")
    isFlat = weights.allSatisfy { $0 == weights[0] }
    var sums = [0.0]
    for weight in weights { sums.append(sums[sums.count - 1] + weight / total) }
    sums[24] = 1
    cumulative = sums
    guide = (0..<256).map { slot in
      var hour = 0
      while hour < 23, sums[hour + 1] <= Double(slot) / 256 { hour += 1 }
      return UInt8(hour)
    }
  }

  private static let microsecondsPerHour = 3_600_000_000.0

  /// Share of the day's weight before an instant of the day.
  package func mass(before time: Int64) -> Double {
    let position = Double(time) / HourProfile.microsecondsPerHour
    let hour = min(max(Int(position), 0), 23)
    let part = min(max(position - Double(hour), 0), 1)
    return cumulative[hour] + (cumulative[hour + 1] - cumulative[hour]) * part
  }

  /// The instant of the day before which the share `p` lies.
  package func time(at p: Double) -> Int64 {
    HourProfile.time(at: p, guide.span, cumulative.span)
  }

  @inline(__always)
  fileprivate static func time(
    at p: Double, _ guide: Span<UInt8>, _ cumulative: Span<Double>
  ) -> Int64 {
    var hour = Int(guide[min(Int(p * 256), 255)])
    while hour < 23, cumulative[hour + 1] <= p { hour += 1 }
    while hour > 0, cumulative[hour + 1] == cumulative[hour] { hour -= 1 }
    let width = cumulative[hour + 1] - cumulative[hour]
    let part = width > 0 ? (p - cumulative[hour]) / width : 0
    let time = Int64((Double(hour) + min(max(part, 0), 1)) * HourProfile.microsecondsPerHour)
    return min(time, CivilTime.microsecondsPerDay - 1)
  }
}
