import Claims

/// The weight of arrivals before any instant, of the whole and of classes of days and hours.
///
/// - Units: microseconds since 1970-01-01; the weight of the whole window is 1.
struct ArrivalCurve: Sendable {
  private static let dayLength = 86_400_000_000.0
  private let firstDay: Int
  private let days: [Double]
  private let hours: [Double]
  /// Before each day and hour; one entry more than there are.
  private let dayBefore: [Double]
  private let hourBefore: [Double]

  init(_ claim: ArrivalClaim) {
    firstDay = claim.firstDay
    let total = claim.days.reduce(0, +)
    days = claim.days.map { $0 / total }
    hours = claim.hours
    dayBefore = ArrivalCurve.sums(days)
    hourBefore = ArrivalCurve.sums(claim.hours)
  }

  private static func sums(_ parts: [Double]) -> [Double] {
    parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }
  }

  var dayCount: Int { days.count }

  /// The day of the window and the part of it, 0…1, at an instant; the ends where it is outside.
  private func place(_ time: Double) -> (day: Int, part: Double) {
    let days = time / ArrivalCurve.dayLength - Double(firstDay)
    if days <= 0 { return (0, 0) }
    if days >= Double(dayCount) { return (dayCount - 1, 1) }
    let day = Int(days)
    return (day, days - Double(day))
  }

  /// The share of a day's weight before a part of it.
  private func mass(beforePart part: Double) -> Double {
    let hour = min(Int(part * 24), 23)
    return hourBefore[hour] + hours[hour] * (part * 24 - Double(hour))
  }

  func mass(before time: Double) -> Double {
    let (day, part) = place(time)
    return dayBefore[day] + days[day] * mass(beforePart: part)
  }

  /// The weights of days and hours that belong to classes, as they grow with time.
  struct Classes: Sendable {
    fileprivate enum Kind: Sendable {
      /// The class of each day, and for each class its weight before each day.
      case days([Int], before: [[Double]])
      case hours
    }

    let count: Int
    fileprivate let kind: Kind
  }

  func classes(ofDays labels: [Int], count: Int) -> Classes {
    var before = [[Double]](repeating: [0], count: count)
    for (day, label) in labels.enumerated() {
      for place in before.indices {
        before[place].append(before[place][day] + (place == label ? days[day] : 0))
      }
    }
    return Classes(count: count, kind: .days(labels, before: before))
  }

  var hourClasses: Classes { Classes(count: 24, kind: .hours) }

  /// Adds what each class weighs before an instant, times a factor.
  func add(_ classes: Classes, before time: Double, times factor: Double, to sums: inout [Double]) {
    let (day, part) = place(time)
    switch classes.kind {
    case .days(let labels, let before):
      for place in sums.indices { sums[place] += factor * before[place][day] }
      sums[labels[day]] += factor * days[day] * mass(beforePart: part)
    case .hours:
      for hour in sums.indices {
        let within = min(max(part * 24 - Double(hour), 0), 1)
        sums[hour] += factor * hours[hour] * (dayBefore[day] + days[day] * within)
      }
    }
  }

  /// The class of each day when the window is cut into stretches of about equal weight.
  func stretches(_ count: Int) -> [Int] {
    days.indices.map { min(count - 1, Int((dayBefore[$0] + days[$0] / 2) * Double(count))) }
  }
}
